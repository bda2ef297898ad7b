package graph

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"waymark/graph/answer"
)

// entries is what rulebook.graphql reads, as JSON has it.
type entries struct {
	Country *struct {
		Name        string       `json:"name"`
		Help        []ref        `json:"help"`
		Areas       []place      `json:"areas"`
		Memberships []membership `json:"memberships"`
	} `json:"country"`
	Countries      []struct{ Code, Name string }  `json:"countries"`
	Circumstances  []circumstance                 `json:"circumstances"`
	Concepts       []concept                      `json:"concepts"`
	Statuses       []entitlement                  `json:"statuses"`
	Permits        []permit                       `json:"permits"`
	Entitlements   []entitlement                  `json:"entitlements"`
	Elsewhere      []struct{ Target entitlement } `json:"elsewhere"`
	Rules          []rule                         `json:"rules"`
	Floors         []rule                         `json:"floors"`
	Completenesses []completeness                 `json:"completenesses"`
	Conflicts      []struct {
		ref
		Kind       string      `json:"kind"`
		About      []ref       `json:"about"`
		Statements []statement `json:"statements"`
	} `json:"conflicts"`
}

type ref struct {
	ID string `json:"id"`
}

type place struct{ ID, Code, Name string }

type concept struct {
	ID      string `json:"id"`
	Code    string `json:"code"`
	Name    string `json:"name"`
	Broader *ref   `json:"broader"`
}

type statement struct{ Predicate, Voice string }

type dated struct {
	From          string `json:"from"`
	FromPrecision string `json:"fromPrecision"`
	To            string `json:"to"`
	ToPrecision   string `json:"toPrecision"`
	KnownTo       string `json:"knownTo"`
}

type membership struct {
	Group ref `json:"group"`
	dated
}

type circumstance struct {
	ID       string `json:"id"`
	Code     string `json:"code"`
	Name     string `json:"name"`
	Question string `json:"question"`
	Kind     string `json:"kind"`
	Many     bool   `json:"many"`
	Control  string `json:"control"`
	Order    int    `json:"order"`
	NextStep string `json:"nextStep"`
	Exposes  bool   `json:"exposes"`
	Values   []struct {
		Code         string `json:"code"`
		Name         string `json:"name"`
		MeansUnknown bool   `json:"meansUnknown"`
		Broader      *struct{ Code string }
	} `json:"values"`
}

type practice struct{ Is, From, To string }

type permit struct {
	ref
	Name       string      `json:"name"`
	Proves     *ref        `json:"proves"`
	Practice   practice    `json:"practice"`
	Statements []statement `json:"statements"`
	dated
}

type entitlement struct {
	ref
	Type       string                 `json:"__typename"`
	Name       string                 `json:"name"`
	Types      []ref                  `json:"types"`
	Phase      string                 `json:"phase"`
	CountsAs   struct{ Phase string } `json:"countsAs"`
	Practice   practice               `json:"practice"`
	Areas      []ref                  `json:"areas"`
	Duration   term                   `json:"duration"`
	Renewal    renewal                `json:"renewal"`
	Statements []statement            `json:"statements"`
	dated
}

type condition struct {
	ID           string                `json:"id"`
	Operator     string                `json:"operator"`
	Values       []string              `json:"values"`
	Circumstance struct{ Code string } `json:"circumstance"`
}

type rule struct {
	ref
	Effect     string      `json:"effect"`
	Force      string      `json:"force"`
	Note       string      `json:"note"`
	Target     entitlement `json:"target"`
	Group      ref         `json:"group"`
	Conditions []condition `json:"conditions"`
	Overrides  []ref       `json:"overrides"`
	Act        struct {
		By, Does string
		Exposes  bool
	} `json:"act"`
	Practice   practice    `json:"practice"`
	Areas      []ref       `json:"areas"`
	Statements []statement `json:"statements"`
	dated
}

type completeness struct {
	ref
	About      ref         `json:"about"`
	Conditions []condition `json:"conditions"`
	Statements []statement `json:"statements"`
	dated
}

func (e *entries) codes() []string {
	var codes []string
	for _, c := range e.Countries {
		codes = append(codes, c.Code)
	}
	return codes
}

// book makes what evaluation works with. Returns an error that names the entry
// which cannot be evaluated.
func (e *entries) book(country string) (*book, error) {
	in := answer.Entries{Country: country, Name: e.Country.Name, Help: ids(e.Country.Help)}
	e.people(&in)
	for _, c := range e.Concepts {
		in.Types = append(in.Types, answer.Type{ID: c.ID, Name: c.Name})
	}
	for _, t := range e.targets() {
		in.Entitlements = append(in.Entitlements, e.entitlement(t))
	}
	for _, r := range e.Rules {
		in.Rules = append(in.Rules, e.rule(r))
	}
	for _, r := range e.Floors {
		in.Floors = append(in.Floors, e.rule(r))
	}
	for _, c := range e.Completenesses {
		in.Completeness = append(in.Completeness, answer.Completeness{
			ID: c.ID, About: c.About.ID, Conditions: conditions(c.Conditions), Voices: voices(c.Statements, false), Window: c.window(),
		})
	}
	for _, c := range e.Conflicts {
		in.Conflicts = append(in.Conflicts, answer.Conflict{
			ID: c.ID, Kind: answer.ConflictKind(c.Kind), About: ids(c.About), Voices: voices(c.Statements, false),
		})
	}
	opened, err := answer.Open(in)
	if err != nil {
		return nil, fmt.Errorf("open the rules of %s: %w", country, err)
	}
	return newBook(opened, e), nil
}

// people adds what a person may be asked, hold and live in.
func (e *entries) people(in *answer.Entries) {
	for _, c := range e.Circumstances {
		in.Circumstances = append(in.Circumstances, c.answer())
	}
	for _, s := range e.Statuses {
		in.Statuses = append(in.Statuses, answer.Status{ID: s.ID, Name: s.Name, Phase: lower(s.Phase), Window: s.window()})
	}
	for _, p := range e.Permits {
		one := answer.Permit{ID: p.ID, Name: p.Name, Practice: p.Practice.answer(p.Statements), Window: p.window()}
		if p.Proves != nil {
			one.Proves = p.Proves.ID
		}
		in.Permits = append(in.Permits, one)
	}
	for _, m := range e.Country.Memberships {
		in.Memberships = append(in.Memberships, answer.Membership{Group: m.Group.ID, Window: m.window()})
	}
	for _, a := range e.Country.Areas {
		in.Areas = append(in.Areas, answer.Area{ID: a.ID, Name: a.Name})
	}
}

// targets gives the country's entitlements, and those of others that its rules give.
func (e *entries) targets() []entitlement {
	list := slices.Clone(e.Entitlements)
	for _, r := range e.Elsewhere {
		if !slices.ContainsFunc(list, func(t entitlement) bool { return t.ID == r.Target.ID }) {
			list = append(list, r.Target)
		}
	}
	return list
}

func (e *entries) entitlement(t entitlement) answer.Entitlement {
	own := t.concepts()
	return answer.Entitlement{
		ID: t.ID, Name: t.Name, Types: own, Wider: e.wider(own), Duration: t.lasts(),
		Practice: t.Practice.answer(t.Statements), Areas: ids(t.Areas), Window: t.window(),
	}
}

// concepts gives what an entitlement is. A status is a stay, and what stands for
// the phase of reflection is time to reflect, which the types do not repeat.
func (t *entitlement) concepts() []string {
	own := ids(t.Types)
	if t.Type == "ResidenceStatus" {
		own = append(own, "CORE:stay")
	}
	if t.Phase == "REFLECTION" || t.CountsAs.Phase == "REFLECTION" {
		own = append(own, "CORE:reflection-time")
	}
	return own
}

// wider gives the concepts that contain those of own.
func (e *entries) wider(own []string) []string {
	var wider []string
	for _, id := range own {
		for range e.Concepts { // no chain is longer
			place := slices.IndexFunc(e.Concepts, func(c concept) bool { return c.ID == id })
			if place < 0 || e.Concepts[place].Broader == nil {
				break
			}
			if id = e.Concepts[place].Broader.ID; !slices.Contains(wider, id) {
				wider = append(wider, id)
			}
		}
	}
	return wider
}

func (e *entries) rule(r rule) answer.Rule {
	own := r.Target.concepts()
	return answer.Rule{
		ID: r.ID, Effect: answer.Effect(r.Effect), Target: r.Target.ID, Force: answer.Force(r.Force),
		Conditions: conditions(r.Conditions), Overrides: ids(r.Overrides),
		Act:      answer.Act{By: answer.Control(r.Act.By), Does: r.Act.Does, Exposes: r.Act.Exposes},
		Practice: r.Practice.answer(r.Statements), Areas: ids(r.Areas), Group: r.Group.ID,
		Types: own, Wider: e.wider(own), Voices: voices(r.Statements, false), Note: r.Note, Window: r.window(),
	}
}

func (c *circumstance) answer() answer.Circumstance {
	out := answer.Circumstance{
		ID: c.ID, Code: c.Code, Name: cmp.Or(c.Name, c.Question), Kind: answer.Kind(c.Kind), Many: c.Many,
		Control: answer.Control(c.Control), Order: c.Order, NextStep: c.NextStep, Exposes: c.Exposes,
	}
	for _, v := range c.Values {
		one := answer.Value{Code: v.Code, Name: v.Name, MeansUnknown: v.MeansUnknown}
		if v.Broader != nil {
			one.Broader = v.Broader.Code
		}
		out.Values = append(out.Values, one)
	}
	return out
}

func (d *dated) window() answer.Window {
	return answer.Window{
		From: d.From, FromPrecision: answer.Precision(d.FromPrecision),
		To: d.To, ToPrecision: answer.Precision(d.ToPrecision), KnownTo: d.KnownTo,
	}
}

func (p *practice) answer(statements []statement) answer.Practice {
	return answer.Practice{Is: answer.PracticeKind(p.Is), From: p.From, To: p.To, Voices: voices(statements, true)}
}

func conditions(list []condition) []answer.Condition {
	out := make([]answer.Condition, len(list))
	for i, c := range list {
		out[i] = answer.Condition{ID: c.ID, Circumstance: c.Circumstance.Code, Operator: answer.Operator(c.Operator), Values: c.Values}
	}
	return out
}

// voices gives who says something: of practice, or of all else.
func voices(statements []statement, practice bool) []answer.Voice {
	var list []answer.Voice
	for _, s := range statements {
		if strings.HasPrefix(s.Predicate, "practice") == practice {
			list = append(list, answer.Voice(s.Voice))
		}
	}
	return list
}

func ids(refs []ref) []string {
	var list []string
	for _, r := range refs {
		list = append(list, r.ID)
	}
	return list
}

// lower writes the name of an enum's value as seed files do: LONG_TERM as long-term.
func lower(name string) string { return strings.ToLower(strings.ReplaceAll(name, "_", "-")) }
