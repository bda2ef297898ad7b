package answer

// Entries are what one country's rules are made of, at any date, as the graph has
// them. Names of enums are those of the schema; codes those of the seed files.
type Entries struct {
	Country       string // IT
	Name          string // Italy
	Circumstances []Circumstance
	Statuses      []Status
	Permits       []Permit
	Entitlements  []Entitlement
	Rules         []Rule // the country's own
	Floors        []Rule // those of country groups
	Completeness  []Completeness
	Memberships   []Membership
	Conflicts     []Conflict // open ones
	Help          []string   // ids of the country's lines
	Areas         []Area
	Types         []Type // of services and rights
}

// Circumstance is what may be asked about a person.
type Circumstance struct {
	ID, Code, Name string
	Kind           Kind
	Values         []Value
	Many           bool
	Control        Control
	Order          int
	NextStep       string
	Exposes        bool
}

// Value is one answer that a circumstance may have.
type Value struct {
	Code, Name   string
	MeansUnknown bool
	Broader      string // code; empty: none
}

// Kind is the kind of answer that a circumstance has.
type Kind string

// The kinds of answers.
const (
	Code     Kind = "CODE"
	Boolean  Kind = "BOOLEAN"
	Number   Kind = "NUMBER"
	Holdings Kind = "HOLDINGS"
)

// Control tells whose act makes something true.
type Control string

// Those who may act; Given stands for nobody.
const (
	Person    Control = "PERSON"
	Authority Control = "AUTHORITY"
	NGO       Control = "NGO"
	Court     Control = "COURT"
	Given     Control = "GIVEN"
)

// Status is a legal position that a person can hold.
type Status struct {
	ID, Name string
	Phase    string // code of the circumstance phase; empty: not said
	Window
}

// Permit is a paper that a person can hold.
type Permit struct {
	ID, Name string
	Proves   string // id of a status; empty: none that is entered
	Practice Practice
	Window
}

// Entitlement is a service, right or status that rules give or deny.
type Entitlement struct {
	ID, Name string
	Types    []string // ids of what it is: CORE:shelter
	Wider    []string // ids of the wider concepts of Types
	Duration string   // in words; empty: not said
	Practice Practice
	Areas    []string // ids; empty: the source does not limit it
	Window
}

// Rule gives or denies an entitlement to whom all its conditions hold for.
type Rule struct {
	ID         string
	Effect     Effect
	Target     string // id of the entitlement
	Force      Force
	Conditions []Condition
	Overrides  []string // ids of rules
	Act        Act
	Practice   Practice
	Areas      []string
	Group      string   // floors: id of the group
	Types      []string // floors: ids of what its target is
	Wider      []string // floors: ids of the wider concepts of Types
	Voices     []Voice  // of what is said about the rule itself
	Note       string
	Window
}

// Effect is what a rule does.
type Effect string

// The effects.
const (
	Grant Effect = "GRANT"
	Deny  Effect = "DENY"
)

// Force is how strongly a rule binds.
type Force string

// The forces.
const (
	Must       Force = "MUST"
	May        Force = "MAY"
	InPractice Force = "PRACTICE"
	NotStated  Force = "NOT_STATED"
)

// Condition is one thing that must be true of a person.
type Condition struct {
	ID           string
	Circumstance string // code
	Operator     Operator
	Values       []string // codes, true or false, numbers, or ids of statuses
}

// Operator tells how an answer is compared with the values of a condition.
type Operator string

// The operators.
const (
	In       Operator = "IN"
	NotIn    Operator = "NOT_IN"
	LessThan Operator = "LESS_THAN"
	AtMost   Operator = "AT_MOST"
	MoreThan Operator = "MORE_THAN"
	AtLeast  Operator = "AT_LEAST"
)

// Act is what somebody does so that a rule works; the zero Act is none.
type Act struct {
	By      Control
	Does    string
	Exposes bool
}

// Practice is what sources say of practice; the zero Practice is nothing.
type Practice struct {
	Is       PracticeKind
	From, To string // half-open; empty: not said
	Voices   []Voice
}

// PracticeKind is what a source says of practice.
type PracticeKind string

// The kinds of practice.
const (
	Applied      PracticeKind = "APPLIED"
	Partly       PracticeKind = "PARTLY"
	NeverApplied PracticeKind = "NEVER_APPLIED"
	Paused       PracticeKind = "PAUSED"
	MoreThanLaw  PracticeKind = "MORE_THAN_THE_LAW"
)

// Voice is who speaks in a source.
type Voice string

// The voices, the strongest first.
const (
	VoiceLaw       Voice = "LAW"
	VoiceOfficial  Voice = "OFFICIAL"
	VoiceReport    Voice = "REPORT"
	VoiceAnnex     Voice = "ANNEX"
	VoiceSecondary Voice = "SECONDARY"
	VoiceInterview Voice = "INTERVIEW"
)

// Completeness tells for whom the rules of an entitlement are all there are.
type Completeness struct {
	ID, About  string
	Conditions []Condition // none: anyone
	Voices     []Voice
	Window
}

// Membership is a country's time in a group.
type Membership struct {
	Group string
	Window
}

// Conflict is an open difference between sources.
type Conflict struct {
	ID     string
	Kind   ConflictKind
	About  []string // ids
	Voices []Voice  // of its statements
}

// ConflictKind tells in which way sources differ.
type ConflictKind string

// Contradiction is the kind that can split an answer: the sources cannot both be
// true.
const Contradiction ConflictKind = "CONTRADICTION"

// Area is a part of the country.
type Area struct{ ID, Name string }
