package answer

// Question is what is asked about one person.
type Question struct {
	Persona      Persona
	Area         string // id; empty: not known
	Day          string // ISO 8601
	Trust        Trust
	Entitlements []string // ids; nil: all
	Types        []string // ids of concepts; nil: all
}

// Persona is what is known of the person. What is not answered is unknown.
type Persona []Answer

// Answer is what is known of one circumstance: codes, true or false, a number, or
// ids of statuses and permits.
type Answer struct {
	Circumstance string // code
	Values       []string
}

// Trust tells how far rules are trusted that nobody has checked up to the day.
type Trust string

// The trusts; empty is CHECKED.
const (
	Checked    Trust = "CHECKED"
	AsRecorded Trust = "AS_RECORDED"
)

// Assessment is the answer for one person and one day.
type Assessment struct {
	Held         []Held
	Results      []Result      // by id of the entitlement
	Unanswered   []Unanswered  // types that nothing is recorded of
	MissingFacts []MissingFact // the most telling first
}

// Held is a status that the person was taken to hold.
type Held struct {
	Given  string // as asked: a status or a permit
	Status string // empty: the permit proves none that is entered
}

// Result is the answer for one entitlement.
type Result struct {
	Entitlement string
	Outcome     Outcome
	Reason      Reason
	Headline    string
	InLaw       Outcome
	InPractice  Outcome
	Basis       Basis // empty: nothing decides
	Disputed    bool
	Until       string
	LastKnown   *LastKnown
	DependsOn   []DependsOn
	Assumptions []string
	Warning     string
	Help        []string
	Floors      []Floor
	Trace       []RuleTrace
}

// Outcome is one of the four answers.
type Outcome string

// The four answers.
const (
	Entitled    Outcome = "ENTITLED"
	NotEntitled Outcome = "NOT_ENTITLED"
	Conditional Outcome = "CONDITIONAL"
	NotKnown    Outcome = "UNKNOWN"
)

// certain tells whether no further fact may change the outcome.
func (o Outcome) certain() bool { return o == Entitled || o == NotEntitled }

// Reason is why an answer is what it is.
type Reason string

// The reasons, as the schema describes them.
const (
	RuleSatisfied      Reason = "RULE_SATISFIED"
	DeniedByRule       Reason = "DENIED_BY_RULE"
	PossibleExclusion  Reason = "POSSIBLE_EXCLUSION"
	Discretion         Reason = "DISCRETION"
	ForceNotStated     Reason = "FORCE_NOT_STATED"
	MissingFactReason  Reason = "MISSING_FACT"
	AwaitsOther        Reason = "AWAITS_OTHER"
	NoRouteLeft        Reason = "NO_ROUTE_LEFT"
	KnownRoutesClosed  Reason = "KNOWN_ROUTES_CLOSED"
	NoData             Reason = "NO_DATA"
	WhateverTheAnswer  Reason = "WHATEVER_THE_ANSWER"
	NotApplied         Reason = "NOT_APPLIED"
	PracticeOnly       Reason = "PRACTICE_ONLY"
	NotCheckedSince    Reason = "NOT_CHECKED_SINCE"
	ConflictingSources Reason = "CONFLICTING_SOURCES"
)

// Basis is the weakest source of those that decide.
type Basis string

// LastKnown is what was known last.
type LastKnown struct {
	Outcome Outcome
	Reason  Reason
	On      string
}

// DependsOn is something that an answer still depends on.
type DependsOn struct {
	Circumstance string // id
	Code         string
	Control      Control
	NextStep     string
	Exposes      bool
}

// Floor is a rule of a group that the country belongs to.
type Floor struct {
	Rule  string
	Truth Truth
}

// RuleTrace is how one rule came out.
type RuleTrace struct {
	Rule       string
	Truth      Truth
	Decisive   bool
	Checked    bool
	Conditions []ConditionTrace
}

// ConditionTrace is how one condition came out.
type ConditionTrace struct {
	Condition string
	Truth     Truth
	Given     []string
}

// MissingFact is something to ask next.
type MissingFact struct {
	Circumstance string // id
	Code         string
	WouldDecide  int
}
