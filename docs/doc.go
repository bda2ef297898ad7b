// Package docs holds the pages for stewards, frontends and operators, and the
// tests that keep the house in order: which package may import which, that every
// package and every exported name says what it is, and that what the pages show
// is what the program does.
//
// Limits: it has no code that the program runs.
package docs
