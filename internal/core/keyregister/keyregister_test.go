package keyregister_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/estate"
	"anju/internal/core/fault"
	"anju/internal/core/keyregister"
	"anju/internal/core/owner"
)

const today = "2026-11-23"

var (
	noon  = time.Date(2026, 11, 23, 4, 0, 0, 0, time.UTC)
	lin   = access.Actor{ID: "u-lin", Name: "林晓燕", Role: access.Desk}
	shen  = access.Actor{ID: "u-shen", Name: "沈佩兰", Role: access.DeskLead}
	zhao  = access.Actor{ID: "u-zhao", Name: "赵建国", Role: access.Handler, Department: "engineering"}
	wang  = access.Actor{ID: "u-wang", Name: "王德胜", Role: access.DeptHead, Department: "engineering"}
	house = estate.House{ID: "h-1", CommunityID: "c-1", Label: "香樟苑 12-4-804"}
	chen  = owner.Owner{ID: "o-1", Name: "陈小美", HouseIDs: []string{"h-1"}}
	form  = keyregister.Form{What: "入户门", Count: 2, Tag: " A-12 ", Consent: "当面签字，仅限维修进入"}
)

func taken(t *testing.T) keyregister.Key {
	t.Helper()
	k, err := keyregister.Take("k-1", form, house, chen, lin, noon, today)
	require.NoError(t, err)
	return k
}

func loan() keyregister.Lending {
	return keyregister.Lending{
		Holder: complaint.Person{ID: zhao.ID, Name: zhao.Name, Department: zhao.Department}, Purpose: "厨房漏水维修", Matter: &complaint.Ref{ID: "m-1", Number: "TS-20261123-0001"}, OwnersOwn: true,
		DueAt: noon.Add(4 * time.Hour),
	}
}

// states are a key in each of them.
func states(t *testing.T) map[string]keyregister.Key {
	t.Helper()
	held := taken(t)
	out, err := held.Lend(loan(), "", lin, noon, today)
	require.NoError(t, err)
	lost, err := out.Excepted(keyregister.Lost, "领用人称路上遗失", lin, noon)
	require.NoError(t, err)
	ended, err := held.GivenBack("signature", "业主签收", lin, noon)
	require.NoError(t, err)
	return map[string]keyregister.Key{keyregister.Held: held, keyregister.Out: out, keyregister.Lost: lost, keyregister.Ended: ended}
}

// say gives every word with input that is right.
func say(word string, k keyregister.Key, a access.Actor) (keyregister.Key, error) {
	at := noon.Add(time.Hour)
	tag := "B-7"
	switch word {
	case keyregister.GiveOut:
		return k.Lend(loan(), "", a, at, today)
	case keyregister.Sign:
		return k.Signed(a, at)
	case keyregister.Extend:
		return k.Extended(noon.Add(8*time.Hour), "还没修完", a, at)
	case keyregister.Return:
		return k.Returned("", a, at)
	case keyregister.HandBack:
		return k.GivenBack("word", "电话确认后放门卫", a, at)
	case keyregister.Report:
		return k.Excepted("lock_changed", "业主换了锁", a, at)
	case keyregister.Found:
		return k.FoundAgain("在工具箱里找到", a, at)
	case keyregister.Settle:
		return k.SettledWithOwner("为业主换了锁芯", a, at)
	}
	return k.Amended(keyregister.Amendment{Tag: &tag}, "换挂钩", a, at, today)
}

var allWords = []string{
	keyregister.Amend, keyregister.Report, keyregister.Extend, keyregister.Found, keyregister.GiveOut, keyregister.HandBack, keyregister.Return, keyregister.Settle, keyregister.Sign,
}

// The table: what may be said in which state, by whom. Whatever is not allowed
// is refused and changes nothing; whatever is, is one more line of the history.
func TestWhatMayBeSaidInWhichStateByWhom(t *testing.T) {
	desk := map[string]string{
		keyregister.Held: "amend exception give-out hand-back", keyregister.Out: "amend exception extend return", keyregister.Lost: "found", keyregister.Ended: "",
	}
	for state, k := range states(t) {
		require.Equal(t, state, k.State())
		for who, want := range map[*access.Actor]string{
			&lin: desk[state], &shen: desk[state], &zhao: map[string]string{keyregister.Out: "sign"}[state], &wang: "", {Role: access.Leader}: "", {Role: access.Auditor}: "", {Role: access.Owner, OwnerID: "o-1"}: "",
		} {
			if who == &shen && state == keyregister.Lost {
				want += " settle"
			}
			require.Equal(t, strings.Fields(want), append([]string{}, k.Allowed(*who)...), "%s: %s", state, who.Name)
			for _, word := range allWords {
				next, err := say(word, k, *who)
				if slices.Contains(k.Allowed(*who), word) {
					require.NoError(t, err, "%s: %s by %s", state, word, who.Name)
					require.Equal(t, k.Version+1, next.Version)
					require.Len(t, next.Trail, len(k.Trail)+1)
					require.Equal(t, word, next.Trail[len(k.Trail)].Kind)
					require.Equal(t, who.ID, next.Trail[len(k.Trail)].By.ID)
					continue
				}
				require.True(t, fault.Is(err, fault.Refused) || fault.Is(err, fault.Forbidden), "%s: %s by %s: %v", state, word, who.Name, err)
				require.Equal(t, k, next)
			}
		}
	}
}

func TestAKeyIsWithOnePersonAtATime(t *testing.T) {
	k := states(t)[keyregister.Out]
	_, err := k.Lend(loan(), "", shen, noon.Add(time.Minute), today)
	f, _ := fault.As(err)
	require.Equal(t, fault.Refused, f.Kind)
	require.Contains(t, f.Message.ZH, "赵建国")
	require.Equal(t, []string{"amend", "exception", "extend", "return"}, f.Allowed)

	lost := states(t)[keyregister.Lost]
	require.Nil(t, lost.Out, "what is lost is with nobody")
	require.Equal(t, "c-1/a-12", lost.Hook, "its record keeps the hook until the loss is settled")
	found, err := lost.FoundAgain("找到了", lin, noon)
	require.NoError(t, err)
	require.Equal(t, keyregister.Held, found.State())
	settled, err := lost.SettledWithOwner("换锁芯", shen, noon)
	require.NoError(t, err)
	require.Empty(t, settled.Hook)
}

func TestWhatIsWrongIsToldByField(t *testing.T) {
	in := states(t)
	held, out := in[keyregister.Held], in[keyregister.Out]
	take := func(change func(f *keyregister.Form, o *owner.Owner)) error {
		f, o := form, chen
		change(&f, &o)
		_, err := keyregister.Take("k", f, house, o, lin, noon, today)
		return err
	}
	lend := func(change func(l *keyregister.Lending)) error {
		l := loan()
		change(&l)
		_, err := held.Lend(l, "", lin, noon, today)
		return err
	}
	empty, past := "", "2026-11-22"
	for name, c := range map[string]struct {
		err   error
		field string
	}{
		"no keys":          {take(func(f *keyregister.Form, _ *owner.Owner) { f.Count = 0 }), "count"},
		"no tag":           {take(func(f *keyregister.Form, _ *owner.Owner) { f.Tag = " " }), "tag"},
		"no consent":       {take(func(f *keyregister.Form, _ *owner.Owner) { f.Consent = "" }), "consent"},
		"which door":       {take(func(f *keyregister.Form, _ *owner.Owner) { f.What = "" }), "what"},
		"until yesterday":  {take(func(f *keyregister.Form, _ *owner.Owner) { f.Until = past }), "until"},
		"no day":           {take(func(f *keyregister.Form, _ *owner.Owner) { f.Until = "明年" }), "until"},
		"another's house":  {take(func(_ *keyregister.Form, o *owner.Owner) { o.HouseIDs = []string{"h-2"} }), "ownerId"},
		"due in the past":  {lend(func(l *keyregister.Lending) { l.DueAt = noon }), "dueAt"},
		"due in two years": {lend(func(l *keyregister.Lending) { l.DueAt = noon.AddDate(2, 0, 0) }), "dueAt"},
		"for nothing":      {lend(func(l *keyregister.Lending) { l.Purpose = "" }), "purpose"},
		"a firm's nobody":  {lend(func(l *keyregister.Lending) { l.Holder, l.Firm = complaint.Person{}, "安装公司" }), "person"},
		"nobody's man":     {lend(func(l *keyregister.Lending) { l.Holder, l.Firm = complaint.Person{Name: "刘师傅"}, "" }), "firm"},
		"kept longer":      {second(out.Extended(noon.Add(-time.Hour), "", lin, noon)), "dueAt"},
		"handed back how":  {second(held.GivenBack("somehow", "x", lin, noon)), "how"},
		"handed back":      {second(held.GivenBack("word", " ", lin, noon)), "note"},
		"what exception":   {second(held.Excepted("stolen", "x", lin, noon)), "kind"},
		"why exception":    {second(held.Excepted("damaged", "", lin, noon)), "note"},
		"unchanged":        {second(held.Amended(keyregister.Amendment{Tag: &held.Tag}, "x", lin, noon, today)), "reason"},
		"without tag":      {second(held.Amended(keyregister.Amendment{Tag: &empty}, "x", lin, noon, today)), "tag"},
		"ran out":          {second(held.Amended(keyregister.Amendment{Until: &past}, "x", lin, noon, today)), "until"},
	} {
		f, is := fault.As(c.err)
		require.True(t, is, name)
		require.Equal(t, fault.Invalid, f.Kind, name)
		require.Equal(t, c.field, f.Fields[0].Path, name)
	}
}

func TestAConsentThatRanOutIsPutRightFirst(t *testing.T) {
	k := taken(t)
	until := "2026-11-30"
	k, err := k.Amended(keyregister.Amendment{Until: &until}, "业主电话约定", lin, noon, today)
	require.NoError(t, err)
	later := noon.AddDate(0, 0, 8)
	l := loan()
	l.DueAt = later.Add(time.Hour)
	_, err = k.Lend(l, "", lin, later, "2026-12-01")
	require.True(t, fault.Is(err, fault.Refused))
	require.True(t, k.Expired("2026-12-01"))
	tag := "B-1"
	_, err = k.Amended(keyregister.Amendment{Tag: &tag}, "换挂钩", lin, later, "2026-12-01")
	require.NoError(t, err, "the rest can be put right all the same")
	until = "2027-03-31"
	longer, err := k.Amended(keyregister.Amendment{Until: &until}, "业主微信同意延长", lin, later, "2026-12-01")
	require.NoError(t, err)
	require.Equal(t, []keyregister.Change{{Field: "until", From: "2026-11-30", To: "2027-03-31"}}, longer.Trail[len(longer.Trail)-1].Changed)
	_, err = longer.Lend(l, "", lin, later, "2026-12-01")
	require.NoError(t, err)
}

func TestAKeyThatIsNotBackIsRemindedOfOnce(t *testing.T) {
	k := states(t)[keyregister.Out]
	due := loan().DueAt
	_, late := k.Remind(due)
	require.False(t, late, "at its time itself it is not late")
	told, late := k.Remind(due.Add(time.Minute))
	require.True(t, late)
	require.True(t, told.Overdue(due.Add(time.Minute)))
	_, again := told.Remind(due.Add(24 * time.Hour))
	require.False(t, again)
	longer, err := told.Extended(due.Add(2*time.Hour), "", lin, due.Add(time.Minute))
	require.NoError(t, err)
	_, anew := longer.Remind(due.Add(3 * time.Hour))
	require.True(t, anew, "a new time is a new promise")
	back, err := told.Returned("", lin, due)
	require.NoError(t, err)
	require.Zero(t, back.Wake)
}

func TestWhoSeesWhichKeyAndWhatOfIt(t *testing.T) {
	in := states(t)
	for state, k := range in {
		for who, want := range map[*access.Actor]bool{
			&lin: true, &shen: true, {Role: access.Auditor}: true, {Role: access.Leader}: true, {Role: access.Desk, CommunityIDs: []string{"c-2"}}: false, {Role: access.Desk, CommunityIDs: []string{"c-1"}}: true,
			&zhao: state == keyregister.Out, &wang: state == keyregister.Out, {ID: "u-x", Role: access.Handler, Department: "engineering"}: false, {Role: access.DeptHead, Department: "finance"}: false,
			{Role: access.Owner, OwnerID: "o-1"}: true, {Role: access.Owner, OwnerID: "o-2"}: false, {Role: access.Owner, OwnerID: "o-9", MergedOwnerIDs: []string{"o-1"}}: true,
			{Role: access.Legal}: false, {Role: access.Admin}: false,
		} {
			require.Equal(t, want, k.Seen(*who), "%s: %+v", state, who)
		}
	}
	l := loan()
	l.Confidential, l.Phone = true, "19900001234"
	k, err := in[keyregister.Held].Lend(l, "", lin, noon, today)
	require.NoError(t, err)
	require.Equal(t, k, k.For(lin))
	auditor := k.For(access.Actor{ID: "u-a", Role: access.Auditor})
	require.Equal(t, "陈*", auditor.OwnerName)
	require.Equal(t, "陈*", auditor.HandedInBy)
	require.Empty(t, auditor.Consent)
	require.Nil(t, auditor.Out.Matter, "a confidential matter is not tied to the house")
	require.Empty(t, auditor.Out.Purpose+auditor.Out.Phone+auditor.Trail[1].Lending.Purpose+auditor.Trail[0].Note)
	require.Len(t, auditor.Trail, 2)
	holder := k.For(zhao)
	require.Equal(t, "厨房漏水维修", holder.Out.Purpose)
	require.Equal(t, "TS-20261123-0001", holder.Out.Matter.Number)
	require.Len(t, holder.Trail, 1, "their own giving out alone")
	require.Equal(t, "陈小美", k.OwnerName, "the key itself stays")
	require.NotEmpty(t, k.Trail[0].Note)
}

func TestTheOwnerReadsWhenItWasUsedAndForWhat(t *testing.T) {
	k := states(t)[keyregister.Out]
	k, err := k.Returned("", lin, noon.Add(2*time.Hour))
	require.NoError(t, err)
	l := loan()
	l.Holder, l.Firm, l.OwnersOwn, l.Purpose, l.DueAt = complaint.Person{Name: "刘师傅"}, "宏达管道", false, "楼下渗水排查", noon.Add(30*time.Hour)
	k, err = k.Lend(l, "", lin, noon.Add(24*time.Hour), today)
	require.NoError(t, err)
	back := noon.Add(2 * time.Hour)
	require.Equal(t, []keyregister.Use{
		{At: noon.Add(24 * time.Hour), Who: "宏达管道 刘师傅", Purpose: "楼下渗水排查"},
		{At: noon, Who: "赵建国", Purpose: "厨房漏水维修", Matter: &complaint.Ref{ID: "m-1", Number: "TS-20261123-0001"}, ReturnedAt: &back},
	}, k.Uses(), "a neighbour's matter is not named")
	for _, hush := range []func(*keyregister.Lending){
		func(l *keyregister.Lending) { l.Titled = true }, func(l *keyregister.Lending) { l.Confidential = true },
	} {
		l := l
		hush(&l)
		other, err := taken(t).Lend(l, "", lin, noon, today)
		require.NoError(t, err)
		require.Empty(t, other.Uses()[0].Purpose, "nor told in the neighbour's words")
	}
	k, err = k.Excepted(keyregister.Lost, "遗失", lin, noon.Add(25*time.Hour))
	require.NoError(t, err)
	require.True(t, k.Uses()[0].Lost)
	require.Empty(t, taken(t).Uses())
}

func second[T any](_ T, err error) error { return err }
