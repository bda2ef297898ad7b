// Package answer tells which services, rights and statuses a person may get in a
// country on a day, under which rules, and why.
//
//	Entries ──Open──► Book ─┐
//	                        ├─Assess──► Assessment {result, trace, what to ask}
//	Question {persona, day} ┘               └──Compare──► Changes
//
// It is pure: the same book and question give the same answer, whatever the order
// of the entries is.
//
// # Worlds
//
// What is known of a person is the set of worlds that it leaves. A condition is
// true if it is true in all of them, false if it is true in none, else unknown. Of
// a world only this counts: which conditions of the entitlement's rules are true.
//
//   - A circumstance that is not answered leaves all its answers. A value that means
//     unknown, as a disputed age, is no answer.
//   - A list that is answered is the whole list: what it does not name is not so.
//     An empty list says that nothing is held; for any other circumstance it says
//     nothing, as forms send it for what was left blank.
//   - An answer counts for its wider forms too: who is stateless is a third-country
//     national. Its narrower forms stay open: a third-country national may be
//     stateless.
//   - A permit counts as the status that it proves. A status leaves open which permit.
//   - Where only a phase is known, one of its statuses is held, and none of another
//     phase; a status without a recorded phase may be held in any. Where only
//     statuses are known, the phase is one of theirs. Both are said in the
//     assumptions. A persona that gives both is taken at its word.
//   - A rule of a part of the country is absent elsewhere: a source that does not
//     speak of a place says nothing about it, so nothing follows there, not even no.
//
// # The order
//
// Steps 1 to 5 are those of decide.go, each a method. Where the format leaves a gap,
// the way is taken that cannot give a vulnerable person a wrong answer:
//
//   - Rules of practice stand outside steps 1 to 3. A GRANT of practice comes after
//     every GRANT of law, and one that is open or true keeps routes from counting as
//     closed; it never widens what a DENY of MUST takes. A DENY of practice only bars
//     (step 7); while it is unknown the answer is POSSIBLE_EXCLUSION.
//   - An override by practice keeps a DENY from being a certain no, but never makes a
//     certain yes. A GRANT is set aside by other GRANTs only: a DENY works as denial.
//   - A rule whose first or last day is known by month or year only is not known to
//     hold within that time.
//   - Step 8 is a second reading, in which an unchecked rule decides nothing: it gives
//     nothing, denies nothing for certain, sets nothing aside for certain, and closes
//     no route. If that reading gives an answer it stands; else UNKNOWN. A rule
//     without any date up to which it is known counts as unchecked on every day.
//   - Only an open CONTRADICTION about rules splits an answer: each rule is tried as
//     the only one of the conflict, and all must answer alike. The one rule of a
//     conflict stands where its voice is stronger than all against it.
//   - A minor, or a person whose age is disputed, is never told a certain no: UNKNOWN.
//     Where the age is not known at all, a no says that it takes the person to be of
//     age, and the age is among what to ask.
//   - PARTLY applied law stays law: it shows in inPractice and changes no outcome.
//   - What closed a way and can still be changed by somebody's act is named in
//     dependsOn beside a no, with whose act it is.
//
// So a certain answer stays that answer whatever else becomes known, save that a no
// becomes UNKNOWN for a minor, and where a later answer contradicts what was
// inferred from a phase or a status.
//
// # Limits
//
// It knows no GraphQL, no store and no clock. At most 64 rules of one entitlement,
// and 64 different conditions of them on one circumstance, are weighed. Whether an
// answer holds whatever the facts are is tried on at most 64 worlds, and which facts
// matter on at most 4,096; beyond, facts are tried one at a time, and one that
// matters only together with another may not be asked.
package answer
