package rulebook_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"anju/config"
	"anju/internal/core/access"
	"anju/internal/core/account"
	"anju/internal/core/audit"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/rules"
	"anju/internal/core/settings"
	"anju/internal/core/terms"
	"anju/internal/core/words"
	"anju/internal/desk/rulebook"
	"anju/internal/store/set"
	"anju/internal/store/sqlite"
)

var (
	monday  = time.Date(2026, 11, 16, 1, 0, 0, 0, time.UTC)
	admin   = access.Actor{ID: "u-admin", Name: "管理员", Role: access.Admin}
	auditor = access.Actor{ID: "u-audit", Name: "审计", Role: access.Auditor}
	clerk   = access.Actor{ID: "u-desk", Name: "小陈", Role: access.Desk}
)

// office has two instances on one store.
type office struct {
	*rulebook.Service
	other *rulebook.Service
	store *set.Set
	log   *bytes.Buffer
}

func open(t *testing.T) *office {
	store, err := sqlite.Open(t.Context(), sqlite.InMemory)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, store.Close(context.Background())) })
	o := &office{store: store, log: &bytes.Buffer{}}
	o.Service, o.other = o.instance(t), o.instance(t)
	return o
}

func (o *office) instance(t *testing.T) *rulebook.Service {
	shanghai, err := time.LoadLocation("Asia/Shanghai")
	require.NoError(t, err)
	shipped, err := config.Rules(shanghai)
	require.NoError(t, err)
	return rulebook.New(rulebook.Deps{
		Settings: o.store.Settings, Shipped: shipped, Matters: o.store.Complaints, Staff: o.store.Accounts, Audit: o.store.Audit,
		Log:   slog.New(slog.NewTextHandler(o.log, nil)),
		Clock: func(kind string) fault.Text { return fault.Text{ZH: kind, EN: kind} },
		Now:   func() time.Time { return monday }, NewID: func() string { return uuid.Must(uuid.NewV7()).String() },
	})
}

func edit(doc string) rulebook.Edit { return rulebook.Edit{Doc: json.RawMessage(doc)} }

func look(t *testing.T, s *rulebook.Service) {
	_, err := s.Refresh(t.Context())
	require.NoError(t, err)
}

// matter is an open one of a class.
func (o *office) matter(t *testing.T, n int, category, department string) {
	m := complaint.Complaint{
		ID: fmt.Sprintf("m-%03d", n), Number: fmt.Sprintf("TS-20261116-%04d", n), Version: 1, Status: complaint.Registered, Nature: terms.Complaint,
		Channel: terms.Phone, Severity: terms.Normal, Title: "事项", Category: category, Department: department, CommunityID: "c-1",
		ReceivedAt: monday, CreatedAt: monday, UpdatedAt: monday,
	}
	m.Keys = complaint.Keys{Open: true, WakeAt: complaint.Far, DueAt: complaint.Far, Words: words.Tokens(m.Title)}
	require.NoError(t, o.store.Complaints.Commit(t.Context(), complaint.Change{Next: m}))
}

func TestWhatIsSavedHoldsHereAtOnceAndElsewhereAfterALook(t *testing.T) {
	o := open(t)
	before := o.Rules()
	saved, err := o.Save(t.Context(), admin, rules.Policies, rulebook.Edit{Doc: json.RawMessage(`{"windows": {"appealDays": 20}}`), Note: "按新合同"})
	require.NoError(t, err)
	require.EqualValues(t, 2, saved.Version)
	require.Equal(t, []rules.Change{{Field: "windows.appealDays", Was: json.RawMessage("15"), Is: json.RawMessage("20")}}, saved.Changes)
	require.Equal(t, 20, o.Rules().Policy.Windows.AppealDays)
	require.Equal(t, 15, before.Policy.Windows.AppealDays, "whoever judges by the rules before keeps them")
	require.Equal(t, 15, o.other.Rules().Policy.Windows.AppealDays)
	look(t, o.other)
	require.Equal(t, 20, o.other.Rules().Policy.Windows.AppealDays)

	anew := o.instance(t)
	look(t, anew)
	require.Equal(t, 20, anew.Rules().Policy.Windows.AppealDays, "it survives a restart")

	log, err := o.store.Audit.List(t.Context(), audit.Query{Limit: 10})
	require.NoError(t, err)
	require.Len(t, log, 1)
	require.Equal(t, []string{"settings.changed", "settings:policies", "按新合同; windows.appealDays: 15 → 20", admin.ID}, []string{log[0].Action, log[0].Target, log[0].Reason, log[0].ActorID})
}

func TestTwoEditorsDoNotOverwriteEachOther(t *testing.T) {
	o := open(t)
	first := edit(`{"windows": {"appealDays": 20}}`)
	first.Expect = 1
	_, err := o.Save(t.Context(), admin, rules.Policies, first)
	require.NoError(t, err)
	second := edit(`{"windows": {"reopenDays": 40}}`)
	second.Expect = 1
	_, err = o.other.Save(t.Context(), admin, rules.Policies, second)
	f, ok := fault.As(err)
	require.True(t, ok)
	require.Equal(t, fault.Stale, f.Kind)
	require.EqualValues(t, 2, f.Current)
	second.Expect = 2
	_, err = o.other.Save(t.Context(), admin, rules.Policies, second)
	require.NoError(t, err)
	look(t, o.Service)
	w := o.Rules().Policy.Windows
	require.Equal(t, []int{20, 40}, []int{w.AppealDays, w.ReopenDays}, "the second was laid over the first")
}

func TestADryRunAndAnEditOfNothingSaveNothing(t *testing.T) {
	o := open(t)
	try := edit(`{"windows": {"appealDays": 20}}`)
	try.DryRun = true
	saved, err := o.Save(t.Context(), admin, rules.Policies, try)
	require.NoError(t, err)
	require.Len(t, saved.Changes, 1)
	same, err := o.Save(t.Context(), admin, rules.Policies, edit(`{"windows": {"appealDays": 15}}`))
	require.NoError(t, err)
	require.Empty(t, same.Changes)
	state, err := o.Get(auditor, rules.Policies)
	require.NoError(t, err)
	require.EqualValues(t, 1, state.Version)
	log, err := o.store.Audit.List(t.Context(), audit.Query{Limit: 10})
	require.NoError(t, err)
	require.Empty(t, log)
}

func TestOnlyAdministratorsChangeAndOnlyTheyAndAuditorsRead(t *testing.T) {
	o := open(t)
	for _, by := range []access.Actor{auditor, clerk} {
		_, err := o.Save(t.Context(), by, rules.Policies, edit(`{}`))
		require.True(t, fault.Is(err, fault.Forbidden))
		_, err = o.Restore(t.Context(), by, rules.Policies, 1, rulebook.Edit{})
		require.True(t, fault.Is(err, fault.Forbidden))
	}
	_, err := o.Get(clerk, rules.Policies)
	require.True(t, fault.Is(err, fault.Forbidden))
	_, err = o.All(t.Context(), clerk)
	require.True(t, fault.Is(err, fault.Forbidden))
	_, _, err = o.History(t.Context(), clerk, rules.Policies, 0, 10)
	require.True(t, fault.Is(err, fault.Forbidden))
}

func TestHistoryTellsWhoChangedWhatAndLeadsBack(t *testing.T) {
	o := open(t)
	for day := 21; day <= 25; day++ {
		_, err := o.Save(t.Context(), admin, rules.Policies, edit(fmt.Sprintf(`{"windows": {"appealDays": %d}}`, day)))
		require.NoError(t, err)
	}
	page, more, err := o.History(t.Context(), auditor, rules.Policies, 0, 3)
	require.NoError(t, err)
	require.True(t, more)
	require.EqualValues(t, 6, page[0].Version)
	require.Equal(t, "管理员", page[0].ByName)
	require.Equal(t, []rules.Change{{Field: "windows.appealDays", Was: json.RawMessage("24"), Is: json.RawMessage("25")}}, page[0].Changes)
	rest, more, err := o.History(t.Context(), auditor, rules.Policies, page[2].Version, 3)
	require.NoError(t, err)
	require.False(t, more)
	require.Equal(t, []int64{3, 2, 1}, []int64{rest[0].Version, rest[1].Version, rest[2].Version})
	require.Equal(t, "15", string(rest[1].Changes[0].Was), "the first was over what ships")
	require.Nil(t, rest[2].At)

	_, err = o.Restore(t.Context(), admin, rules.Policies, 3, rulebook.Edit{Note: "退回"})
	require.NoError(t, err)
	require.Equal(t, 22, o.Rules().Policy.Windows.AppealDays)
	back, err := o.Restore(t.Context(), admin, rules.Policies, 1, rulebook.Edit{})
	require.NoError(t, err)
	require.EqualValues(t, 8, back.Version, "going back is a version too")
	require.Equal(t, 15, o.Rules().Policy.Windows.AppealDays)
	_, err = o.Restore(t.Context(), admin, rules.Policies, 99, rulebook.Edit{})
	require.True(t, fault.Is(err, fault.NotFound))
}

func TestASavedDocumentThatNoLongerHoldsStopsNothing(t *testing.T) {
	for name, c := range map[string]struct{ document, doc, field string }{
		"a number out of range": {rules.Policies, `{"windows": {"appealDays": -1}}`, "windows.appealDays"},
		"an unknown part":       {rules.Policies, `{"moons": 3}`, "document"},
		"no JSON":               {rules.Calendar, `{`, "document"},
		"a calendar":            {rules.Calendar, `{"office": []}`, "office"},
		"a category":            {rules.Categories, `{"items": [{"code": "elevator", "department": "moon", "nameZh": "电梯", "nameEn": "Lift"}]}`, "items[0].department"},
	} {
		t.Run(name, func(t *testing.T) {
			o := open(t)
			require.NoError(t, o.store.Settings.Put(t.Context(), settings.Setting{Name: c.document, Version: 1, Doc: json.RawMessage(c.doc), UpdatedAt: monday}))
			require.NoError(t, o.store.Settings.Put(t.Context(), settings.Setting{Name: rules.Departments, Version: 1, UpdatedAt: monday,
				Doc: json.RawMessage(`{"items": [{"code": "greening", "nameZh": "绿化部", "nameEn": "Greening"}]}`)}))
			look(t, o.Service)
			shipped := o.Shipped.Policy
			require.Equal(t, shipped.Windows, o.Rules().Policy.Windows)
			require.Equal(t, shipped.Categories, o.Rules().Policy.Categories)
			_, known := o.Rules().Policy.Department("greening")
			require.True(t, known, "the other documents hold")
			require.Contains(t, o.log.String(), "settings="+c.document)
			state, err := o.Get(admin, c.document)
			require.NoError(t, err)
			require.EqualValues(t, 2, state.Version)
			require.NotEmpty(t, state.Faults)
			require.Equal(t, c.field, state.Faults[0].Path)

			// Saving what ships, or anything else, mends it.
			mended, err := o.Restore(t.Context(), admin, c.document, 1, rulebook.Edit{})
			require.NoError(t, err)
			require.EqualValues(t, 3, mended.Version)
			state, err = o.Get(admin, c.document)
			require.NoError(t, err)
			require.Empty(t, state.Faults)
			look(t, o.other)
			state, err = o.other.Get(admin, c.document)
			require.NoError(t, err)
			require.Empty(t, state.Faults)
		})
	}
}

func TestCategoriesAndDepartmentsDoNotVanish(t *testing.T) {
	o := open(t)
	with := func(s *rulebook.Service, name string, change func(items []map[string]any) []map[string]any) (rulebook.Saved, error) {
		state, err := s.Get(admin, name)
		require.NoError(t, err)
		var doc struct {
			Items []map[string]any `json:"items"`
		}
		require.NoError(t, json.Unmarshal(state.Doc, &doc))
		doc.Items = change(doc.Items)
		raw, err := json.Marshal(doc)
		require.NoError(t, err)
		return s.Save(t.Context(), admin, name, rulebook.Edit{Doc: raw})
	}
	rule := func(err error) (out []string) {
		f, ok := fault.As(err)
		require.True(t, ok, "%v", err)
		for _, x := range f.Fields {
			out = append(out, x.Rule)
		}
		return out
	}
	add := func(item map[string]any) func([]map[string]any) []map[string]any {
		return func(items []map[string]any) []map[string]any { return append(items, item) }
	}
	last := func(items []map[string]any) []map[string]any { return items[:len(items)-1] }
	first := func(items []map[string]any) []map[string]any { return items[1:] }

	_, err := with(o.Service, rules.Categories, first)
	require.Equal(t, []string{"ships"}, rule(err))
	_, err = with(o.Service, rules.Categories, add(map[string]any{"code": "ev_charging", "department": "engineering", "nameZh": "充电桩", "nameEn": "Charging"}))
	require.NoError(t, err)
	_, err = with(o.Service, rules.Categories, last)
	require.NoError(t, err, "nothing ever carried it")
	_, err = with(o.Service, rules.Categories, add(map[string]any{"code": "ev_charging", "department": "engineering", "nameZh": "充电桩", "nameEn": "Charging"}))
	require.NoError(t, err)
	o.matter(t, 1, "ev_charging", terms.Engineering)
	_, err = with(o.Service, rules.Categories, last)
	require.Equal(t, []string{"in_use"}, rule(err))
	saved, err := with(o.Service, rules.Categories, func(items []map[string]any) []map[string]any {
		items[len(items)-1]["retired"] = true
		return items
	})
	require.NoError(t, err)
	require.Len(t, saved.Effects, 1)
	require.EqualValues(t, 1, saved.Effects[0].Count)
	require.Contains(t, saved.Effects[0].Message.ZH, "充电桩")

	_, err = o.Save(t.Context(), admin, rules.Policies, edit(`{"causes": [{"code": "design", "nameZh": "设计", "nameEn": "Design"}]}`))
	require.Contains(t, rule(err), "in_use", "old matters name their causes")

	_, err = with(o.Service, rules.Departments, add(map[string]any{"code": "greening", "nameZh": "绿化部", "nameEn": "Greening"}))
	require.NoError(t, err)
	require.NoError(t, o.store.Accounts.Create(t.Context(), account.Account{ID: "u-1", Version: 1, Login: "handler.green", Name: "绿", Role: access.Handler, Department: "greening", Active: true}))
	_, err = with(o.Service, rules.Departments, last)
	require.Equal(t, []string{"has_people"}, rule(err))
	saved, err = with(o.Service, rules.Departments, func(items []map[string]any) []map[string]any {
		items[len(items)-1]["retired"] = true
		return items
	})
	require.NoError(t, err)
	require.Contains(t, saved.Effects[0].Message.EN, "1 people")

	_, err = with(o.Service, rules.Categories, func(items []map[string]any) []map[string]any {
		for _, x := range items {
			x["retired"] = true
		}
		return items
	})
	require.Equal(t, []string{"in_use"}, rule(err))
}

func TestAChangeSaysWhatItMeansForWhatIsUnderWay(t *testing.T) {
	o := open(t)
	o.matter(t, 1, "elevator", terms.Engineering)
	o.matter(t, 2, "elevator", terms.Engineering)
	limits, err := json.Marshal(map[string]any{"limits": o.Rules().Policy.Limits[1:]})
	require.NoError(t, err)
	saved, err := o.Save(t.Context(), admin, rules.Policies, rulebook.Edit{Doc: limits, DryRun: true})
	require.NoError(t, err)
	require.Equal(t, "clocks_kept", saved.Effects[0].Kind)
	require.EqualValues(t, 2, saved.Effects[0].Count)
	saved, err = o.Save(t.Context(), admin, rules.Policies, rulebook.Edit{Doc: json.RawMessage(`{"limits": [{"clock": "judgement", "calendar": "office", "minutes": 60}]}`), DryRun: true})
	require.NoError(t, err)
	kinds := map[string]int{}
	for _, e := range saved.Effects {
		kinds[e.Kind]++
	}
	require.Equal(t, map[string]int{"clocks_kept": 1, "no_limit": 9}, kinds)
	saved, err = o.Save(t.Context(), admin, rules.Calendar, rulebook.Edit{Doc: json.RawMessage(`{"makeUpDays": []}`), DryRun: true})
	require.NoError(t, err)
	require.Equal(t, "year_unannounced", saved.Effects[1].Kind, "2027's days are provisional")
}
