package casestudy_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/access"
	"anju/internal/core/casestudy"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
)

var (
	desk   = access.Actor{ID: "u-desk", Name: "小陈", Role: access.Desk}
	wang   = access.Actor{ID: "u-heng", Name: "王工", Role: access.Handler}
	monday = time.Date(2026, 11, 16, 1, 0, 0, 0, time.UTC)
	people = []complaint.Person{{ID: "u-heng", Name: "王工"}, {ID: "u-li", Name: "李工"}}
	all    = []string{"engineering"}
)

func matter() complaint.Complaint {
	return complaint.Complaint{
		ID: "m-1", Number: "TS-20261116-0001", Title: "欧阳宁家渗水", Text: "欧阳宁（19900001234）住香樟苑 12-4-804，雨后渗水。", HouseLabel: "香樟苑 12-4-804",
		Reporter:      complaint.Reporter{Name: "欧阳宁", Phone: "19900001234"},
		Investigation: &complaint.Investigation{Cause: "外墙防水老化，负责人赵建国未巡查", Shares: []complaint.Share{{Person: "赵建国"}}},
		Plan:          &complaint.Plan{Options: []complaint.Option{{Measures: []complaint.Measure{{Note: "重做防水"}}}}},
		Result:        "已修好，欧阳宁签收", Payments: []complaint.Payment{{Payee: "欧阳宁", Receipt: "PZ-0091"}},
		Evaluation: &complaint.Evaluation{Evaluation: "响应及时", Improvement: "雨季前普查", CaseStudy: true},
	}
}

func TestItIsToldWithoutPersonalData(t *testing.T) {
	x := casestudy.Compose(matter(), monday)
	raw, err := json.Marshal(x.Texts)
	require.NoError(t, err)
	for _, person := range []string{"欧阳", "19900001234", "804", "赵建国", "PZ-0091", "TS-2026"} {
		require.NotContains(t, string(raw), person)
	}
	require.Equal(t, casestudy.Texts{
		Title: "业主家渗水", Course: "业主（（号码））住（某户），雨后渗水。", Cause: "外墙防水老化，负责人当事人未巡查", Handling: "重做防水\n已修好，业主签收", Lesson: "响应及时\n雨季前普查",
	}, x.Texts)
	require.Empty(t, x.Personal(casestudy.KnownOf(matter())))
	require.False(t, x.SeenBy(wang), "a draft is the desk's")
}

func TestPublishingRefusesPersonalData(t *testing.T) {
	known := casestudy.KnownOf(matter())
	x := casestudy.Compose(matter(), monday)
	texts := x.Texts
	texts.Lesson = "请找欧阳宁了解，电话13900001111"
	x, err := x.Edited(texts, desk, monday)
	require.NoError(t, err)
	require.Len(t, x.Personal(known), 2)
	_, err = x.PublishTo(all, people, known, desk, monday)
	f, ok := fault.As(err)
	require.True(t, ok)
	require.Equal(t, fault.Invalid, f.Kind)
	require.Equal(t, "lesson", f.Fields[0].Path)
	require.Equal(t, "personal_data", f.Fields[0].Rule)

	texts.Lesson = ""
	x, err = x.Edited(texts, desk, monday)
	require.NoError(t, err)
	_, err = x.PublishTo(all, nil, known, desk, monday)
	f, _ = fault.As(err)
	require.Len(t, f.Fields, 2, "an empty lesson, and nobody to read it")
}

func TestReadersTick(t *testing.T) {
	x, err := casestudy.Compose(matter(), monday).PublishTo(all, people, casestudy.KnownOf(matter()), desk, monday)
	require.NoError(t, err)
	require.True(t, x.SeenBy(wang))
	require.Equal(t, []string{"read"}, x.Allowed(wang))
	require.Equal(t, []string{"withdraw"}, x.Allowed(desk), "it was not sent to them, and stays as it is")
	_, err = x.Edited(x.Texts, desk, monday)
	require.True(t, fault.Is(err, fault.Refused))
	_, err = x.PublishTo(all, people, casestudy.KnownOf(matter()), desk, monday)
	require.True(t, fault.Is(err, fault.Refused))
	_, _, err = x.ReadBy(desk, monday)
	require.True(t, fault.Is(err, fault.Refused))

	require.Contains(t, x.Keys, casestudy.UnreadBy("u-heng"))
	read, changed, err := x.ReadBy(wang, monday)
	require.NoError(t, err)
	require.True(t, changed)
	require.NotContains(t, read.Keys, casestudy.UnreadBy("u-heng"))
	require.Contains(t, read.Keys, casestudy.UnreadBy("u-li"))
	_, changed, err = read.ReadBy(wang, monday.Add(time.Hour))
	require.NoError(t, err)
	require.False(t, changed, "the first time stays")
	require.Nil(t, x.Readers[0].ReadAt, "what was read before is not touched")
}

func TestWhatIsTakenBackIsReadAnew(t *testing.T) {
	known := casestudy.KnownOf(matter())
	x, err := casestudy.Compose(matter(), monday).PublishTo(all, people, known, desk, monday)
	require.NoError(t, err)
	x, _, err = x.ReadBy(wang, monday)
	require.NoError(t, err)
	_, err = x.WithdrawnBy(desk, " ", monday)
	require.True(t, fault.Is(err, fault.Invalid), "with a reason")

	back, err := x.WithdrawnBy(desk, "楼栋写得太细", monday)
	require.NoError(t, err)
	require.False(t, back.SeenBy(wang))
	require.Equal(t, []string{"edit", "publish"}, back.Allowed(desk))
	require.Equal(t, "楼栋写得太细", back.Withdrawn.Reason)
	require.NotContains(t, back.Keys, casestudy.UnreadBy("u-li"), "nobody is asked to read it any more")
	_, err = back.WithdrawnBy(desk, "再撤", monday)
	require.True(t, fault.Is(err, fault.Refused))

	again, err := back.PublishTo(all, people, known, desk, monday)
	require.NoError(t, err)
	require.Equal(t, []string{"read"}, again.Allowed(wang), "what was changed is read anew")
}
