// Package personas puts the rows of persona files to what evaluates rules, and tells
// which get another answer than the row says, or than they got before an edit.
//
//	[]loader.Persona ──Ask──► []Answer ──Wrong──► rows that are answered otherwise
//	                              └──Compare──► rows whose answer an edit changes
//
// Limits: it evaluates nothing itself. It compares outcome and reason, not what
// stands behind them; which of the two is right, row or rule, is a lawyer's to say.
package personas
