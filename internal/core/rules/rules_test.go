package rules_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/stretchr/testify/require"

	"anju/config"
	"anju/internal/core/fault"
	"anju/internal/core/policy"
	"anju/internal/core/rules"
	"anju/internal/core/terms"
)

func shipped(t *testing.T) *rules.Rules {
	shanghai, err := time.LoadLocation("Asia/Shanghai")
	require.NoError(t, err)
	r, err := config.Rules(shanghai)
	require.NoError(t, err)
	return r
}

func paths(t *testing.T, err error) (out []string) {
	f, ok := fault.As(err)
	require.True(t, ok, "%v", err)
	for _, x := range f.Fields {
		out = append(out, x.Path)
	}
	return out
}

func TestADocumentGoesOutAndComesBackAsItWas(t *testing.T) {
	d := shipped(t).Decided()
	for _, name := range rules.Documents {
		doc, err := d.Document(name)
		require.NoError(t, err)
		back, err := d.With(name, doc)
		require.NoError(t, err)
		again, err := back.Document(name)
		require.NoError(t, err)
		require.JSONEq(t, string(doc), string(again))
		require.NoError(t, back.Validate(name))
		stored, err := back.Stored(name, d)
		require.NoError(t, err)
		require.Equal(t, "{}", string(stored), "what is as it ships is not kept")
		changes, err := rules.Changes(doc, again)
		require.NoError(t, err)
		require.Empty(t, changes)
	}
	_, err := d.Document("mailboxes")
	require.True(t, fault.Is(err, fault.NotFound))
}

func TestWhatIsLeftOutStaysAndWhatWasNotTouchedFollowsWhatShips(t *testing.T) {
	d := shipped(t).Decided()
	next, err := d.With(rules.Policies, json.RawMessage(`{"windows": {"appealDays": 20}, "warranty": []}`))
	require.NoError(t, err)
	require.Equal(t, 20, next.Policy.Windows.AppealDays)
	require.Equal(t, d.Policy.Windows.ReopenDays, next.Policy.Windows.ReopenDays)
	require.Equal(t, d.Policy.Limits, next.Policy.Limits)
	require.Empty(t, next.Policy.Warranty)

	stored, err := next.Stored(rules.Policies, d)
	require.NoError(t, err)
	var parts map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(stored, &parts))
	require.Len(t, parts, 2, "windows and warranty alone")

	// A later version ships another limit and a number more than were known when it was saved.
	later := d
	later.Policy.Limits = d.Policy.Limits[1:]
	later.Policy.Windows.HoldSeconds = 30
	over, err := later.Over(rules.Policies, json.RawMessage(`{"windows": {"appealDays": 20}}`))
	require.NoError(t, err)
	require.Equal(t, later.Policy.Limits, over.Policy.Limits)
	require.Equal(t, 30, over.Policy.Windows.HoldSeconds)
	require.Equal(t, 20, over.Policy.Windows.AppealDays)
}

func TestCategoriesThatShipLaterFollowTheSavedOnes(t *testing.T) {
	d := shipped(t).Decided()
	older := d
	older.Policy.Categories = d.Policy.Categories[:5]
	doc, err := older.Document(rules.Categories)
	require.NoError(t, err)
	over, err := d.Over(rules.Categories, doc)
	require.NoError(t, err)
	require.Equal(t, d.Policy.Categories, over.Policy.Categories)
}

func TestTriageSuggestsNoRetiredCategory(t *testing.T) {
	r := shipped(t)
	require.Equal(t, "elevator", r.Triage.Suggest("电梯困人", "3号楼电梯停在五楼，有人被困").Category)
	next, err := r.With(retired(r, "elevator"), r.Days)
	require.NoError(t, err)
	require.NotEqual(t, "elevator", next.Triage.Suggest("电梯困人", "3号楼电梯停在五楼，有人被困").Category)
	require.Equal(t, "elevator", r.Triage.Suggest("电梯困人", "3号楼电梯停在五楼，有人被困").Category, "the rules before are as they were")
}

func TestWhatIsWrongIsToldByTheDocumentThatWasEdited(t *testing.T) {
	d := shipped(t).Decided()
	for name, c := range map[string]struct {
		document, doc string
		want          []string
	}{
		"numbers":            {rules.Policies, `{"windows": {"appealDays": 0, "visitTo": "07:00"}}`, []string{"windows.appealDays", "windows.visitTo"}},
		"an unreachable":     {rules.Policies, `{"limits": [{"clock": "plan", "calendar": "office", "minutes": 60}, {"clock": "plan", "when": {"urgent": true}, "calendar": "wall", "minutes": 5}]}`, []string{"limits[1]"}},
		"finance is needed":  {rules.Departments, `{"items": [{"code": "finance", "nameZh": "财务", "nameEn": "Finance", "retired": true}, {"code": "engineering", "nameZh": "工", "nameEn": "E"}, {"code": "contracts", "nameZh": "合", "nameEn": "C"}, {"code": "service", "nameZh": "客", "nameEn": "S"}]}`, nil},
		"an hour that ends":  {rules.Calendar, `{"office": [{"from": "09:00", "to": "08:00"}]}`, []string{"office[0].to"}},
		"worked and off":     {rules.Calendar, `{"makeUpDays": ["2026-10-01"]}`, []string{"makeUpDays[0]"}},
		"no such department": {rules.Categories, `{"items": [{"code": "moon", "department": "moon", "nameZh": "月", "nameEn": "Moon"}]}`, nil},
	} {
		t.Run(name, func(t *testing.T) {
			next, err := d.With(c.document, json.RawMessage(c.doc))
			require.NoError(t, err)
			got := paths(t, next.Validate(c.document))
			if c.want != nil {
				require.Equal(t, c.want, got)
			}
			switch name {
			case "finance is needed":
				require.Contains(t, got, "items[0].retired")
				require.Contains(t, got, "categories.items[9].department")
			case "no such department":
				require.Contains(t, got, "items[0].department")
				require.Contains(t, got, "policies.limits[10].when.categories[0]")
			}
		})
	}
	for _, doc := range []string{`[]`, `{"windows": 3}`, `{"moons": 1}`, `{"limits": [{"clock": "plan", "minuts": 3}]}`} {
		_, err := d.With(rules.Policies, json.RawMessage(doc))
		require.True(t, fault.Is(err, fault.Invalid), doc)
	}
}

func TestChangesNameWhatTheyAreAbout(t *testing.T) {
	d := shipped(t).Decided()
	next := d
	next.Policy.Limits = append(next.Policy.Limits[:0:0], d.Policy.Limits...)
	next.Policy.Limits[1].Minutes = 600
	next.Policy.Windows.AppealDays = 20
	next.Policy.Tiers = d.Policy.Tiers[:4]
	changes := changesOf(t, d, next, rules.Policies)
	require.Equal(t, []string{"limits[firstResponse].minutes", "tiers[500001]", "windows.appealDays"}, fields(changes))
	require.Equal(t, "720", string(changes[0].Was))
	require.Equal(t, "600", string(changes[0].Is))
	require.Nil(t, changes[1].Is)

	next = d
	next.Policy = retired(&rules.Rules{Policy: d.Policy}, "pets")
	next.Policy.Categories[0], next.Policy.Categories[1] = next.Policy.Categories[1], next.Policy.Categories[0]
	require.Equal(t, []string{"items[pets].retired", "items.order"}, fields(changesOf(t, d, next, rules.Categories)))

	next = d
	next.Days.Holidays = append(next.Days.Holidays[:0:0], d.Days.Holidays...)
	last := len(next.Days.Holidays) - 1
	next.Days.Holidays[last].To, next.Days.Holidays[last].Provisional = "2027-10-07", false
	require.Equal(t, []string{"holidays[2027 国庆节].provisional", "holidays[2027 国庆节].to"}, fields(changesOf(t, d, next, rules.Calendar)))
	require.Equal(t, terms.FirstResponse, d.Policy.Limits[1].Clock)
}

// retired is the policy with a category out of use.
func retired(r *rules.Rules, code string) policy.Policy {
	p := r.Policy
	p.Categories = slices.Clone(p.Categories)
	for i := range p.Categories {
		if p.Categories[i].Code == code {
			p.Categories[i].Retired = true
		}
	}
	return p
}

func changesOf(t *testing.T, was, is rules.Decisions, name string) []rules.Change {
	a, err := was.Document(name)
	require.NoError(t, err)
	b, err := is.Document(name)
	require.NoError(t, err)
	changes, err := rules.Changes(a, b)
	require.NoError(t, err)
	return changes
}

func fields(changes []rules.Change) (out []string) {
	for _, c := range changes {
		out = append(out, c.Field)
	}
	return out
}
