// Package hsds speaks the Human Services Data Specification of Open Referral, 3.0:
// organizations and the services that they give, as directories of services know
// them.
//
//	release ─► Write ─► organizations.json, services.json
//	the same files, of others ─► Read ─► Draft ─► a seed file of drafts
//
// # What goes out
//
// Organizations with name, parent, public page and public number; services with
// provider, areas, languages, eligibility in the words of the rules, the day up to
// which they are known, and one service_at_location without a location for each
// offer, since this graph knows no location. Ids are UUIDs made of ours (RFC 9562,
// version 5), so that they stay; ours stand beside them as identifiers and attributes.
//
// # What comes in
//
// An allow-list: the names of organizations and services, their public page, which
// organization gives which service, the languages, and a number that is a hotline by
// its own words and is tied to no place and no person. Everything else is left behind
// and counted: locations, addresses, schedules, contacts, other numbers, free texts,
// in which an address might hide. All entries are drafts, which never ship.
//
// # Limits
//
// HSDS has no rules, no sources and no dates of law: what comes out of it is less than
// what is in the graph. A draft cites nothing; a steward has to find the source.
package hsds
