package loader

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"waymark/schema"
)

// Confirmation says that entries are known to hold up to a later day.
type Confirmation struct {
	Keys []string // ids, or keys that only one jurisdiction has
	To   string   // as files write a date: 2027-01, 2027-01-15
	By   string   // initials of who compared the entries with their sources; empty: nobody did anew
	On   string   // the day on which that was, ISO 8601
}

// Confirmed is what a confirmation changes.
type Confirmed struct {
	Files   map[string][]byte // the new texts, by name in the folder
	Entries []Renewed
}

// Renewed is one entry that is known to hold for longer.
type Renewed struct {
	ID            string
	Pos           schema.Pos
	Before, After string // days, ISO 8601; before may be empty
}

// Confirm renews `known_to`, and `read`, of entries in the texts of seed files;
// all else in them stays byte for byte. It writes no file. Returns schema.Errors if
// the files have faults, before or after, and else an error that tells what is
// wrong with each key.
func Confirm(model *schema.Schema, fsys fs.FS, o Options, wanted Confirmation) (*Confirmed, error) {
	o.Personas = false
	c, report, err := examine(model, fsys, o)
	if err != nil {
		return nil, err
	}
	if len(report.Faults) > 0 {
		return nil, report.Faults
	}
	entries, err := c.confirmable(wanted)
	if err != nil {
		return nil, err
	}
	confirmed := &Confirmed{Files: map[string][]byte{}}
	editors := map[string]*editor{}
	for _, e := range entries {
		d := editors[e.file.path]
		if d == nil {
			text, err := fs.ReadFile(fsys, e.file.path)
			if err != nil {
				return nil, fmt.Errorf("read seed files: %w", err)
			}
			d = &editor{text: text}
			editors[e.file.path] = d
		}
		if err := d.renew(e, wanted); err != nil {
			return nil, err
		}
		confirmed.Entries = append(confirmed.Entries, Renewed{ID: e.id, Pos: e.pos, Before: e.get("knownTo").Text})
	}
	for name, d := range editors {
		confirmed.Files[name] = d.apply()
	}
	return confirmed, confirmed.check(model, fsys, o)
}

// check reads the new texts: they have no faults, and say what was wanted.
func (r *Confirmed) check(model *schema.Schema, fsys fs.FS, o Options) error {
	c, report, err := examine(model, overlay{fsys, r.Files}, o)
	if err != nil {
		return err
	}
	if len(report.Faults) > 0 {
		return report.Faults
	}
	for i, e := range r.Entries {
		now := c.byID[e.ID]
		if now == nil || now.get("knownTo").IsNull() {
			return byHand(e.Pos)
		}
		r.Entries[i].After = now.get("knownTo").Text
	}
	return nil
}

// overlay is a folder in which some files have other texts.
type overlay struct {
	fs.FS
	files map[string][]byte
}

// ReadFile gives the other text, or that of the folder.
func (o overlay) ReadFile(name string) ([]byte, error) {
	if text, ok := o.files[name]; ok {
		return text, nil
	}
	return fs.ReadFile(o.FS, name)
}

// confirmable finds the entries that are named, and tells all that is wrong.
func (c *checker) confirmable(wanted Confirmation) ([]*entry, error) {
	to, ok := readDay(wanted.To)
	if !ok {
		return nil, fmt.Errorf("%q is no date (write 2004, 2024-10 or 1998-07-25)", wanted.To)
	}
	if last := iso(to.last()); last > wanted.On {
		return nil, fmt.Errorf("nobody can know on %s what holds on %s (write %s)", wanted.On, last, wanted.On)
	}
	if _, _, ok := signed(wanted.By + " " + wanted.On); wanted.By != "" && (!ok || strings.ContainsAny(wanted.By, " ,:#[]{}\"'")) {
		return nil, fmt.Errorf("%q are no initials (write ab)", wanted.By)
	}
	var entries []*entry
	var faults []error
	for _, key := range wanted.Keys {
		e, err := c.named(key)
		if err == nil {
			err = e.mayBeConfirmed(iso(to.day), wanted)
		}
		if err != nil {
			faults = append(faults, err)
		} else if !slices.Contains(entries, e) {
			entries = append(entries, e)
		}
	}
	return entries, errors.Join(faults...)
}

// named finds the entry of an id, or of a key that only one jurisdiction has.
func (c *checker) named(key string) (*entry, error) {
	var found []*entry
	var known, ids []string
	for _, e := range c.entries {
		if e.body == nil {
			continue
		}
		short := strings.TrimPrefix(e.id, e.jurisdiction+":")
		if key == e.id {
			return e, nil
		}
		if key == short {
			found, ids = append(found, e), append(ids, e.id)
		}
		known = append(known, short, e.id)
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		hint := didYouMean(key, known)
		if hint != "" {
			hint = " (" + hint + ")"
		}
		return nil, fmt.Errorf("there is no entry %q%s", key, hint)
	}
	slices.Sort(ids)
	return nil, fmt.Errorf("%q is a key of several; write %s", key, oneOf(ids))
}

// mayBeConfirmed tells what is wrong with renewing an entry up to a day.
func (e *entry) mayBeConfirmed(day string, wanted Confirmation) error {
	known := e.get("knownTo")
	switch {
	case e.node.Field("knownTo") == nil:
		return fmt.Errorf("%s: %s holds at no time of its own; it has no known_to", e.pos, e.title())
	case known.Text > day, known.Text == day && wanted.By == "":
		return fmt.Errorf("%s: %s is known to hold to %s already", e.pos, e.title(), known.Text)
	case wanted.By == "" && e.lastRead() < day:
		return fmt.Errorf("%s: %s was last read on %s; say who has read it since (--by ab)", e.pos, e.title(), e.lastRead())
	}
	return nil
}

func (e *entry) lastRead() string {
	last := ""
	for _, reader := range e.get("read").List {
		_, day, _ := signed(reader.Text)
		last = max(last, day)
	}
	return last
}

// renew writes the new day, and who read the entry when.
func (d *editor) renew(e *entry, wanted Confirmation) error {
	var missing []string
	if v := e.body.get("known_to"); v == nil {
		missing = append(missing, "known_to: "+wanted.To)
	} else if err := d.replace(v, wanted.To); err != nil {
		return err
	}
	if wanted.By != "" {
		line, err := d.reread(e, wanted)
		if err != nil {
			return err
		}
		if line != "" {
			missing = append(missing, line)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return d.insert(e.body, missing...)
}

// reread renews the day of a reader, or adds the reader. It gives the line to be
// written where the entry has none of its own.
func (d *editor) reread(e *entry, wanted Confirmation) (string, error) {
	reader := wanted.By + " " + wanted.On
	own := e.body.get("read")
	if own != nil && own.kind == list {
		for _, item := range own.items {
			if who, _, _ := signed(item.text); who == wanted.By {
				return "", d.replace(item, reader)
			}
		}
		return "", d.add(own, reader)
	}
	readers := []string{}
	for _, r := range e.get("read").List {
		if who, _, _ := signed(r.Text); who != wanted.By {
			readers = append(readers, r.Text)
		}
	}
	text := strings.Join(append(readers, reader), ", ")
	if len(readers) > 0 {
		text = "[" + text + "]"
	}
	if own != nil {
		return "", d.replace(own, text)
	}
	return "read: " + text, nil
}
