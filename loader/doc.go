// Package loader turns the files that stewards write into a checked, immutable
// release. It owns the form of seed files, the proof of quotes, and what is made
// of citations, roles and conditions.
//
//	seed/*.yaml ─► values with places ─► entries by id ─► fields, by the SDL's @seed ─► Release
//	                                                            ▲
//	                       texts of documents, or fingerprints ─┘ prove the quotes
//
// A type of the SDL is read by what the SDL says of its fields: a steward who adds
// one writes no Go. Only these forms make nodes of types that the loader knows by
// name:
//
//	cite: L825-826 "…"                 Statement ─► SourcePassage ─► SourceDocument
//	kind: {says: […], take: …}         Conflict, Statements, Resolution
//	provided_by: x                     Role, besides the edge
//	if: {nationality: third-country}   Conditions
//	only_way_for: …                    Completeness and its Conditions
//
// # Ids
//
// An entry is <jurisdiction>:<key>, one written inside another <its id>:<key>, a
// country its code. What is made has a readable id too, which does not change when
// other entries do:
//
//	IT:work-or-study:kind:fiit:L820-822     statement: about, field, document, place
//	IT:work-or-study:kind:conflict          conflict; …:resolution
//	IT:integration-programme:provides:x     role
//	IT:permit-social-path:if:nationality    condition
//	CORE:fiit:L825-826:issued-regardless-of passage: document, place, first words
//
// A passage takes more words where another quote of that place begins alike.
// A former key (`was`) may stand in references and may not be used again; it makes
// a FormerId, by which who asks for the former id is given the entry.
//
// # Dates
//
// A stored date is the first day of what is written; of known_to, which is the end of
// what is known, it is the last: known_to: 2013-05 is known to hold on 2013-05-31.
// `before` stores the boundary; `after 2013` stores 2014-01-01, the first day that it
// may be.
//
// # Quotes
//
// A quote is compared after a normalisation: Unicode NFC; blanks and line ends are
// one blank; a hyphen between letters is dropped with the line end after it; all
// kinds of quotation marks and apostrophes are one. It must begin and end with
// whole words, within one of the line ranges that are named; ` … ` divides parts
// that stand in this order. It has three words at least, unless it is all that
// stands in its lines, and forty at most.
//
// Where the text is not at hand the quote is compared with fingerprints: 24-bit
// hashes of every run of one to six words, keyed by document and line. They know
// neither punctuation nor the order of two parts within one line, so they accept
// all that the text accepts, and a little more. Their form:
//
//	"WAYMARK FINGERPRINTS\n" version
//	documents { key length, key, lines { words, spans { span, runs, 3 bytes a run } } }
//	CRC-32C of all that
//
// Every list has its length before it, numbers are varints, the three bytes of a
// run stand low byte first. A run belongs to the line where it begins and to its
// span, the number of lines further on where it ends. The file has FNV-1a (64
// bits) of its words, each with a zero byte after it, folded to 24 bits; the runs
// of a span are sorted, equal ones stand once. A line has some fifty runs, so that
// one wrong run in 300,000 passes at a line, and one in a hundred somewhere in the
// report, whose 2,678 lines and 20,000 words take 374 KB.
//
// # Rules
//
// The words only, if, once, up to, unless and who have been in a rule's quote must
// be answered for: by a note, or one by one by conditions and only_way_for, where
// `up to` needs a condition with an upper bound. That is a count; it finds a rule
// that lost its conditions, not one whose condition is the wrong one.
//
// # Personas
//
// The folder personas holds rows that are no facts: a person, a day, an entitlement,
// and the answer that the sources call for. They are read and checked here, by the
// same names as the facts, and never are part of a release; package
// loader/personas asks them.
//
// # Limits
//
// Fingerprints find mistakes; they are no proof against forgers. A quote of a
// document of which neither text nor fingerprints are at hand is taken as it is.
// The package writes no files, and reads no YAML when a server starts.
package loader
