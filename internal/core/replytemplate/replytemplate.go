// Package replytemplate knows the words that people begin a reply, a note or a
// letter with (答复范本): what ships, what the desk made of it, and how the
// matter at hand is put into them.
package replytemplate

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"anju/internal/core/complaint"
	"anju/internal/core/fault"
)

// Document is the name of the setting that holds what the desk changed or added.
const Document = "reply_templates"

// Most is how many templates there may be.
const Most = 300

// Commands are the steps on a matter that a template may begin the words of.
var Commands = []complaint.Word{
	complaint.Answer, complaint.Refer, complaint.Progress, complaint.Comment, complaint.Bulletin,
	complaint.Return, complaint.RequestInfo, complaint.CallWord, complaint.LetterOut,
}

// Template is one of them. A text may hold the names of Places in braces.
type Template struct {
	ID       string         `json:"id"`
	Version  int64          `json:"version"`
	For      complaint.Word `json:"for"`
	Category string         `json:"category"` // "" fits every category
	Name     Both           `json:"name"`
	Text     Both           `json:"text"`

	RetiredAt *time.Time        `json:"retiredAt,omitempty"`
	ChangedAt time.Time         `json:"changedAt"`
	ChangedBy *complaint.Person `json:"changedBy,omitempty"` // nil: it stands as it ships
}

// Both is a text in the two languages; an empty one is spoken for by the other.
type Both struct {
	ZH string `json:"zh"`
	EN string `json:"en"`
}

// Words are what can be changed of a template.
type Words struct {
	For        complaint.Word
	Category   string
	Name, Text Both
}

// Words that the template has now.
func (t Template) Words() Words { return Words{t.For, t.Category, t.Name, t.Text} }

// New makes a template out of what a person typed.
func New(id string, says Words, by complaint.Person, now time.Time) (Template, error) {
	return Template{ID: id}.Changed(says, false, by, now)
}

// Changed gives the template with other words, or out of use, or in use again.
func (t Template) Changed(says Words, retired bool, by complaint.Person, now time.Time) (Template, error) {
	at := now.UTC().Truncate(time.Millisecond)
	t.Version++
	t.ChangedAt, t.ChangedBy = at, &by
	switch {
	case !retired:
		t.RetiredAt = nil
	case t.RetiredAt == nil:
		t.RetiredAt = &at
	}
	t.For, t.Category, t.Name, t.Text = says.For, says.Category, says.Name.trimmed(), says.Text.trimmed()
	return t, t.check()
}

// Lengths in characters.
const (
	nameMost = 40
	textMost = 5000
)

func (t Template) check() error {
	var wrong fault.Fields
	if !slices.Contains(Commands, t.For) {
		wrong.Add("for", "unknown", "这一步骤不使用范本。", "No template begins the words of this step.")
	}
	wrong.Length("name.zh", t.Name.ZH, 1, nameMost)
	wrong.Length("name.en", t.Name.EN, 0, nameMost)
	wrong.Length("text.zh", t.Text.ZH, 1, textMost)
	wrong.Length("text.en", t.Text.EN, 0, textMost)
	checkPlaces(&wrong, "text.zh", t.Text.ZH)
	checkPlaces(&wrong, "text.en", t.Text.EN)
	return wrong.Err()
}

func (b Both) trimmed() Both { return Both{strings.TrimSpace(b.ZH), strings.TrimSpace(b.EN)} }

// Facts of the matter that go into a text. None of them is a person's name,
// phone or room: what was prepared for all must not betray one.
type Facts struct {
	Number, Title, Handler, ServicePhone string
	Department                           Both
}

// Places are the names of the facts, as a text speaks of them.
var Places = []string{"number", "title", "department", "handler", "phone"}

var place = regexp.MustCompile(`\{([^{}\s]*)\}`)

func checkPlaces(wrong *fault.Fields, field, text string) {
	for _, found := range place.FindAllStringSubmatch(text, -1) {
		if !slices.Contains(Places, found[1]) {
			known := "{" + strings.Join(Places, "} {") + "}"
			wrong.Add(field, "place", "没有“"+found[0]+"”这一项；可用的有 "+known+"。", "There is no "+found[0]+"; there are "+known+".")
			return
		}
	}
}

// blank stands where the matter does not know a fact yet, for the writer to fill in.
const blank = "____"

// Filled is the text with the facts in their places.
func (b Both) Filled(f Facts) Both {
	return Both{f.fill(b.ZH, f.Department.ZH), f.fill(b.EN, f.Department.EN)}
}

func (f Facts) fill(text, department string) string {
	facts := map[string]string{"number": f.Number, "title": f.Title, "department": department, "handler": f.Handler, "phone": f.ServicePhone}
	return place.ReplaceAllStringFunc(text, func(found string) string {
		if fact := facts[strings.Trim(found, "{}")]; fact != "" {
			return fact
		}
		return blank
	})
}

// Overlay puts what the desk changed in the place of what ships, and what it
// made behind that.
func Overlay(shipped, kept []Template) []Template {
	all := slices.Clone(shipped)
	for _, k := range kept {
		if i := slices.IndexFunc(all, func(t Template) bool { return t.ID == k.ID }); i >= 0 {
			all[i] = k
		} else {
			all = append(all, k)
		}
	}
	return all
}

// Query selects templates. Empty fields do not select.
type Query struct {
	For      complaint.Word
	Category string // those of the category and those that fit every one
	Retired  bool   // those too that are out of use
}

// Select gives the templates that are asked for, in the order in which steps
// come, those of a category before those that fit every one.
func Select(all []Template, q Query) []Template {
	out := slices.DeleteFunc(slices.Clone(all), func(t Template) bool {
		return q.For != "" && t.For != q.For || q.Category != "" && t.Category != "" && t.Category != q.Category || !q.Retired && t.RetiredAt != nil
	})
	slices.SortStableFunc(out, func(a, b Template) int {
		if a.For != b.For {
			return slices.Index(Commands, a.For) - slices.Index(Commands, b.For)
		}
		return general(a) - general(b)
	})
	return out
}

func general(t Template) int {
	if t.Category == "" {
		return 1
	}
	return 0
}
