package hsds

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"waymark/schema"
)

// Draft is what was kept of a directory.
type Draft struct {
	Left          map[string]int // how many of what were left behind, by HSDS's names
	organizations []draft
	services      []draft
	keys          map[string]bool
	byID          map[string]int // place in organizations, by their ids there
}

// draft is one entry.
type draft struct {
	key, name string
	url       string   // of an organization
	hotline   string   // of an organization
	by        string   // key of the organization that gives a service
	languages []string // of a service
}

// object is an object of HSDS as it came.
type object map[string]any

// Read reads a JSON file, or all of a folder: lists of organizations or services,
// pages of them as an HSDS interface gives them, or one of them. What is a service
// has a status, as the standard demands. Returns an error if a file cannot be read or
// holds neither.
func Read(fsys fs.FS, name string) (*Draft, error) {
	names := []string{name}
	if info, err := fs.Stat(fsys, name); err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	} else if info.IsDir() {
		if names, err = fs.Glob(fsys, path.Join(name, "*.json")); err != nil || len(names) == 0 {
			return nil, fmt.Errorf("read %s: it holds no *.json", name)
		}
	}
	d := &Draft{Left: map[string]int{}, keys: map[string]bool{}, byID: map[string]int{}}
	var services []object
	for _, name := range names {
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		var content any
		if err := json.Unmarshal(text, &content); err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		found, err := objects(content)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		for _, o := range found {
			if _, is := o["status"]; is {
				services = append(services, o)
				continue
			}
			d.organization(o)
			services = append(services, o.list("services")...)
		}
	}
	for _, o := range services {
		d.service(o)
	}
	return d, nil
}

func objects(content any) ([]object, error) {
	switch c := content.(type) {
	case []any:
		return asObjects(c), nil
	case map[string]any:
		if page, ok := c["contents"].([]any); ok {
			return asObjects(page), nil
		}
		if object(c).text("name") != "" {
			return []object{c}, nil
		}
	}
	return nil, fmt.Errorf("it holds neither organizations nor services of HSDS")
}

func asObjects(list []any) []object {
	var found []object
	for _, one := range list {
		if o, ok := one.(map[string]any); ok {
			found = append(found, o)
		}
	}
	return found
}

func (o object) text(key string) string {
	s, _ := o[key].(string)
	return strings.TrimSpace(s)
}

func (o object) list(key string) []object {
	list, _ := o[key].([]any)
	return asObjects(list)
}

func (d *Draft) organization(o object) int {
	id := o.text("id")
	if at, known := d.byID[id]; known && id != "" {
		return at
	}
	if o.text("name") == "" {
		d.Left["organizations without a name"]++
		return -1
	}
	one := draft{key: d.key(o.text("name")), name: o.text("name"), url: address(o.text("website"))}
	if one.url == "" && o.text("website") != "" {
		d.Left["websites that are no address"]++
	}
	one.hotline = d.hotline(o)
	d.leave(o, "id", "name", "website", "phones", "services")
	at := len(d.organizations)
	d.organizations = append(d.organizations, one)
	if id != "" {
		d.byID[id] = at
	}
	return at
}

func (d *Draft) service(o object) {
	if o.text("name") == "" {
		d.Left["services without a name"]++
		return
	}
	one := draft{key: d.key(o.text("name")), name: o.text("name")}
	at := -1
	if inner, ok := o["organization"].(map[string]any); ok {
		at = d.organization(inner)
	} else if known, ok := d.byID[o.text("organization_id")]; ok {
		at = known
	}
	hotline := d.hotline(o)
	switch {
	case at < 0:
		if hotline != "" {
			d.Left["phones"]++
		}
	case d.organizations[at].hotline == "":
		d.organizations[at].hotline = hotline
	}
	if at >= 0 {
		one.by = d.organizations[at].key
	}
	for _, l := range o.list("languages") {
		if code := l.text("code"); languageCode.MatchString(code) {
			one.languages = append(one.languages, code)
			continue
		}
		d.Left["languages"]++
	}
	d.leave(o, "id", "name", "status", "organization", "organization_id", "phones", "languages")
	d.services = append(d.services, one)
}

var (
	languageCode = regexp.MustCompile(`^[a-z]{2,3}$`)
	hotlineWords = regexp.MustCompile(`\b(hot|help|crisis) ?-?line\b|\bnumero verde\b|\bnumero vert\b`)
	publicNumber = regexp.MustCompile(`^\+[0-9][0-9 ()/.-]{3,24}$`)
)

// hotline gives the first number that is a hotline by its own words, has the
// international prefix, and is tied to no place and no person.
func (d *Draft) hotline(o object) string {
	found := ""
	for _, p := range o.list("phones") {
		said := schema.Fold(p.text("description") + " " + p.text("type"))
		tied := p.text("location_id") + p.text("service_at_location_id") + p.text("contact_id")
		_, extension := p["extension"]
		if found == "" && tied == "" && !extension && hotlineWords.MatchString(said) && publicNumber.MatchString(p.text("number")) {
			found = p.text("number")
			continue
		}
		d.Left["phones"]++
	}
	return found
}

// leave counts what an object says and the draft does not.
func (d *Draft) leave(o object, kept ...string) {
	for key, value := range o {
		if slices.Contains(kept, key) {
			continue
		}
		switch v := value.(type) {
		case nil:
		case []any:
			if len(v) > 0 {
				d.Left[key] += len(v)
			}
		default:
			d.Left[key]++
		}
	}
}

// address gives a public page; empty if it is none.
func address(text string) string {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.User != nil || u.Scheme != "https" && u.Scheme != "http" || strings.ContainsAny(text, " \t\n") {
		return ""
	}
	return text
}

var notInKey = regexp.MustCompile(`[^a-z0-9]+`)

// key makes a key of a name that no other entry has.
func (d *Draft) key(name string) string {
	base := strings.Trim(notInKey.ReplaceAllString(schema.Fold(name), "-"), "-")
	if base == "" {
		base = "entry"
	}
	key := base
	for n := 2; d.keys[key]; n++ {
		key = fmt.Sprintf("%s-%d", base, n)
	}
	d.keys[key] = true
	return key
}

// Behind tells what was left behind, in words: 3 locations, 2 phones.
func (d *Draft) Behind() string {
	var parts []string
	for _, what := range slices.Sorted(maps.Keys(d.Left)) {
		parts = append(parts, fmt.Sprintf("%d %s", d.Left[what], strings.ReplaceAll(what, "_", " ")))
	}
	if len(parts) == 0 {
		return "nothing"
	}
	return strings.Join(parts, ", ")
}
