// Package coverage tells stewards what a release holds and where work waits: facts by
// country and by theme, open conflicts, what is unknown or cannot be read, what has
// not been checked for long, and how much of each part of a source is cited.
//
//	Of(model, release, …) ─► Report ─► Write (80 columns), JSON, the page /report
//
// A fact is one value or one reference that an entry has; who read it and up to when
// it is known are no facts.
//
// # Limits
//
// It counts; it does not tell whether what is cited was read rightly, nor which lines
// of a source carry a fact: for the report of the FIIT study the tests of this package
// do that, by the lists of lines and numbers without a fact in testdata/fiit. Missing legal bases are known from seed files alone.
package coverage
