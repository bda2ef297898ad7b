// Package seed holds the data, one file a jurisdiction, and what is compiled from
// it: the release that a server embeds, and the fingerprints that prove quotes
// where the texts themselves are not at hand.
//
//	*.yaml ──go generate──► release.bin        what a server decodes when it starts
//	texts  ──go generate──► fingerprints.bin   truncated hashes, keyed by document and line
//
// # Limits
//
// It has no code that reads either: package loader reads the files and the
// fingerprints, package store the release.
package seed

import "embed"

// Files are the seed files as stewards write them, at the root.
//
//go:embed *.yaml
var Files embed.FS

//go:embed release.bin
var release []byte

//go:embed fingerprints.bin
var fingerprints []byte

// Release gives the compiled release. The bytes are not to be changed.
func Release() []byte { return release }

// Fingerprints gives the fingerprints of the cited texts. The bytes are not to be
// changed.
func Fingerprints() []byte { return fingerprints }
