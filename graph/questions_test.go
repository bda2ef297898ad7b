package graph_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"waymark/graph/web"
)

// digits begin the name of a tab's file.
var digits = regexp.MustCompile(`^\d\d`)

// answered are facts that the answers to the tabs must hold: pieces of their JSON.
// A tab's number is the first of its file's name.
var answered = map[string][]string{
	"06": {`"question":"How often can the special permit be renewed?"`, `"passage":{`},
	"07": {
		`"period":{"printed":"2006"},"categories":[],"value":{"printed":"744"},"unit":"permits","cell":"row 2006, number 1 of 3","attribution":{"country":"BY_LABEL","period":"BY_LABEL","category":null,"ground":"UNDETERMINABLE"}`,
		`"cell":"block 1, row 6 of 6, number 4 of 5","attribution":{"country":"BY_SUM","period":"BY_ORDER","category":"BY_LABEL","ground":"BY_SUM"}`,
		`"value":{"printed":"922"}`, `"value":{"printed":"3,986"}`, `"value":{"printed":"312"}`, `"value":{"printed":"749"}`,
		`"value":{"printed":"48"}`, `"value":{"printed":"162"}`, `"value":{"printed":"3,805"}`, `"value":{"printed":"560"}`,
		`"status":"NOT_AVAILABLE"`, `"isOpen":true`,
	},
	"08": {`"findings":[{`, `"practices":[{`, `"unreadableCells":[{`, `L955`},
	"09": {`"kind":"RECOMMENDATION"`, `"kind":"PROPOSAL"`, `"kind":"TASK"`, `"restsOn":[{"name":"`},
	"10": {`"amount":{"printed":"6 to 6.5 million EUR a year, average","low":6000000,"high":6500000,"currency":"EUR","per":"YEAR","about":true}`, `L1219`},
	"11": {`{"number":"C1",`, `{"number":"C2",`, `{"number":"C3",`},
	"12": {
		`"from":"2014-08-06"`, `"from":"2016-04-15"`, `"documentDate":"2016-04-13"`, `"from":"2021-05-01"`,
		`"locator":"L425-1"`, `"renumbers":[{"locator":"L316-1"}]`, `"documentDate":"2020-12-16"`,
	},
	"13": {`"country":{"code":"IT"},"target":{"id":"IT:social-protection"`},
	"14": {
		`"name":"Qualifications`, `"name":"Language`, `"country":{"code":"IT"}`, `"country":{"code":"FR"}`, `"country":{"code":"GB"}`,
		`"country":{"code":"HU"}`, `"country":{"code":"BE"}`,
	},
	"15": {`"hungarian":"Egyesült Királyság"`, `{"name":"Permesso di soggiorno per casi speciali","english":"Residence permit for special cases"}`, `"name":"Arbeidskaart C"`},
}

// TestQuestions asks what stands ready in the playground, and looks for facts of the
// sources in the answers.
func TestQuestions(t *testing.T) {
	t.Parallel()
	h := serve(t, embedded(), nil)
	asked := map[string]bool{}
	for _, q := range web.Questions() {
		number := digits.FindString(q.File)
		asked[number] = true
		body, err := json.Marshal(map[string]string{"query": q.Text})
		if err != nil {
			t.Fatal(err)
		}
		_, got := send(t, h, string(body))
		if strings.Contains(got, `"errors"`) {
			t.Errorf("%s: %.500s", q.File, got)
			continue
		}
		for _, want := range answered[number] {
			if !strings.Contains(got, want) {
				t.Errorf("%s: the answer has no %s", q.File, want)
			}
		}
	}
	for number := range answered {
		if !asked[number] {
			t.Errorf("there is no tab %s", number)
		}
	}
}

// TestQuestionsByCount holds answers to how many there must be.
func TestQuestionsByCount(t *testing.T) {
	t.Parallel()
	h := serve(t, embedded(), nil)
	var answer struct {
		Data struct {
			Recommendations []struct{ RestsOn []struct{ ID string } }
			SectionC        struct{ Questions []struct{ Number string } }
			Open            []struct{ IsOpen bool }
			Observations    []struct{ Attribution *struct{ Country string } }
		}
	}
	_, got := ask(t, h, `{
		recommendations(where: {kind: {eq: RECOMMENDATION}}) { restsOn { id } }
		sectionC: questionnaire(id: "INT:questionnaire-trafficked-persons") { questions(where: {number: {startsWith: "C"}}) { number } }
		open: conflicts(where: {isOpen: {eq: true}}) { isOpen }
		observations(where: {not: {cell: {eq: null}}}) { attribution { country } }
	}`)
	if err := json.Unmarshal([]byte(got), &answer); err != nil {
		t.Fatal(err)
	}
	if n := len(answer.Data.Recommendations); n != 5 {
		t.Errorf("%d recommendations, want the five of the boxes", n)
	}
	for _, r := range answer.Data.Recommendations {
		if len(r.RestsOn) == 0 {
			t.Error("a recommendation rests on no finding")
		}
	}
	if n := len(answer.Data.SectionC.Questions); n != 3 {
		t.Errorf("section C has %d questions, want 3", n)
	}
	if n := len(answer.Data.Open); n < 10 {
		t.Errorf("%d open conflicts; the report leaves more", n)
	}
	for _, o := range answer.Data.Observations {
		if o.Attribution == nil {
			t.Error("a number of a cell does not say how it is known what it stands for")
		}
	}
}
