package main

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"text/template"
	"time"
)

const page = `Measured on {{.Date}}, {{.Machine}}. {{.Versions}}. The data: {{.Nodes}} nodes and {{.Edges}} relationships.
{{.Rounds}} rounds of {{.Seconds}} s for each question and contender, interleaved, after a warm-up; no two contenders at once,
each a process of its own that shares the cores with Neo4j and with the clients. Requests per second are the least, the
median and the most of the rounds; the ratio is the median over the rounds of the ratio within a round. Statements are
Bolt's RUN messages for one request, counted by a proxy beforehand; all contenders gave the same answers there.
{{range .Tables}}
**{{.Name}}**: {{.Title}} ({{.Clients}} clients)

| | requests/s min | median | max | × by hand | p50 ms | p99 ms | bytes | statements |
|---|---:|---:|---:|---:|---:|---:|---:|---:|
{{range .Rows}}| {{.Title}} | {{.Min}} | {{.Median}} | {{.Max}} | {{.Ratio}} | {{.P50}} | {{.P99}} | {{.Bytes}} | {{.Statements}} |
{{end}}{{end}}`

type reported struct {
	Date, Machine, Versions string
	Nodes, Edges, Rounds    int
	Seconds                 float64
	Tables                  []table
}

type table struct {
	Name, Title string
	Clients     int
	Rows        []row
}

type row struct{ Title, Min, Median, Max, Ratio, P50, P99, Bytes, Statements string }

// report prints what was measured as Markdown.
func (c *comparison) report() error {
	r := reported{
		Date: c.now.Format(time.DateOnly), Machine: machine(), Versions: versions(),
		Nodes: c.release.Nodes, Edges: c.release.Edges, Rounds: c.rounds, Seconds: c.seconds,
	}
	for _, q := range c.questions {
		t := table{Name: strings.ToUpper(q.name), Title: q.title, Clients: q.clients}
		for _, one := range c.results {
			if one.question.name == q.name {
				t.Rows = append(t.Rows, one.row(c.byHand(q)))
			}
		}
		r.Tables = append(r.Tables, t)
	}
	return template.Must(template.New("page").Parse(page)).Execute(c.out, r)
}

// byHand finds what the others are measured against; nil if it did not take part.
func (c *comparison) byHand(q question) *result {
	for _, one := range c.results {
		if one.contender.name == handwrittenCypher && one.question.name == q.name {
			return one
		}
	}
	return nil
}

func (r *result) row(byHand *result) row {
	rates, ratios := make([]float64, len(r.rounds)), make([]float64, len(r.rounds))
	var latencies []time.Duration
	bytes := 0
	for i, s := range r.rounds {
		rates[i] = s.perSecond()
		if byHand != nil {
			ratios[i] = rates[i] / byHand.rounds[i].perSecond()
		}
		latencies = append(latencies, s.latencies...)
		bytes += s.bytes
	}
	slices.Sort(rates)
	slices.Sort(ratios)
	latencies = sorted(latencies)
	made := row{
		Title: r.contender.title,
		Min:   number(rates[0]), Median: number(median(rates)), Max: number(rates[len(rates)-1]), Ratio: "–",
		P50: milliseconds(latencies, 50), P99: milliseconds(latencies, 99),
		Bytes: fmt.Sprint(bytes / len(latencies)), Statements: fmt.Sprint(r.examined.statements),
	}
	if byHand != nil {
		made.Ratio = number(median(ratios))
	}
	return made
}

// median of sorted numbers; with an even count the mean of the two in the middle.
func median(sorted []float64) float64 {
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}

func sorted(times []time.Duration) []time.Duration {
	slices.Sort(times)
	return times
}

// milliseconds gives the percentile of sorted times.
func milliseconds(sorted []time.Duration, percent int) string {
	place := min(len(sorted)*percent/100, len(sorted)-1)
	return number(float64(sorted[place].Microseconds()) / 1000)
}

// number prints three digits that count.
func number(f float64) string {
	switch {
	case f >= 100:
		return fmt.Sprintf("%.0f", f)
	case f >= 10:
		return fmt.Sprintf("%.1f", f)
	default:
		return fmt.Sprintf("%.2f", f)
	}
}

func machine() string {
	return fmt.Sprintf("%d cores, %s of memory, %s/%s", runtime.NumCPU(), memory(), runtime.GOOS, runtime.GOARCH)
}

// memory reads what Linux tells; elsewhere it is not known.
func memory() string {
	text, err := os.ReadFile("/proc/meminfo")
	var kilobytes int64
	if err == nil {
		_, err = fmt.Sscanf(string(text), "MemTotal: %d kB", &kilobytes)
	}
	if err != nil {
		return "an unknown amount"
	}
	return fmt.Sprintf("%.0f GiB", float64(kilobytes)/(1<<20))
}

func versions() string {
	list := []string{"Neo4j 5.26.12 Community", runtime.Version()}
	if out, err := exec.Command("node", "--version").Output(); err == nil {
		list = append(list, "Node "+strings.TrimSpace(string(out)))
	}
	return strings.Join(list, ", ")
}
