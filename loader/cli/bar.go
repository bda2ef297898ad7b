package cli

import (
	"fmt"
	"io"
	"time"

	"github.com/jedib0t/go-pretty/v6/progress"
)

// bar shows how far a load has come: a bar a stage on a terminal, a line a tenth
// elsewhere.
type bar struct {
	out      io.Writer
	terminal progress.Writer // nil: no terminal
	tracker  *progress.Tracker
	stage    string
	tenth    int
}

func newBar(out io.Writer, terminal bool) *bar {
	b := &bar{out: out}
	if terminal {
		b.terminal = progress.NewWriter()
		b.terminal.SetOutputWriter(out)
		b.terminal.SetTrackerLength(30)
		b.terminal.SetUpdateFrequency(100 * time.Millisecond)
		go b.terminal.Render()
	}
	return b
}

// show tells that done of so many rows of a stage are written; of 0 is not known.
func (b *bar) show(stage string, done, of int) {
	if b.terminal == nil {
		b.line(stage, done, of)
		return
	}
	if stage != b.stage {
		b.finish()
		b.stage = stage
		b.tracker = &progress.Tracker{Message: stage, Total: int64(of)}
		b.terminal.AppendTracker(b.tracker)
	}
	b.tracker.SetValue(int64(done))
}

func (b *bar) line(stage string, done, of int) {
	tenth := -1
	if of > 0 {
		tenth = 10 * done / of
	}
	if stage == b.stage && tenth == b.tenth && of > 0 {
		return
	}
	b.stage, b.tenth = stage, tenth
	if of == 0 {
		fmt.Fprintf(b.out, "%s: %d\n", stage, done)
		return
	}
	fmt.Fprintf(b.out, "%s: %d of %d\n", stage, done, of)
}

func (b *bar) finish() {
	if b.tracker != nil {
		b.tracker.MarkAsDone()
	}
}

// end leaves the last picture standing.
func (b *bar) end() {
	b.finish()
	if b.terminal != nil {
		b.terminal.Stop()
		for b.terminal.IsRenderInProgress() {
			time.Sleep(5 * time.Millisecond)
		}
	}
}
