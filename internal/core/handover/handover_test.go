package handover_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/handover"
)

var (
	noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	lin  = access.Actor{ID: "u-1", Name: "林晓燕", Role: access.Desk}
	zhou = access.Actor{ID: "u-2", Name: "周明轩", Role: access.Desk}
)

func page() handover.Content {
	return handover.Content{From: noon, Until: noon.Add(12 * time.Hour), Urgent: []handover.Line{
		{Number: "TS-1", Title: "电梯困人", Place: "香樟苑 12-4-804", Category: "elevator"},
		{Number: "TS-2", Title: "邻居打人", Place: "香樟苑 11-2-2003", Category: "security", Confidential: true, What: "派出所"},
		{Number: "TS-3", Title: "投诉员工", Recused: []string{"u-1"}},
	}}
}

func TestBothSignAndThePageStaysAsItWas(t *testing.T) {
	h, err := handover.Sign("h-1", handover.Form{CommunityID: "c-1", Notes: " 夜里巡查两次 ", ToID: "u-2"}, page(), lin, &complaint.Person{ID: "u-2", Name: "周明轩"}, noon)
	require.NoError(t, err)
	require.Equal(t, "夜里巡查两次", h.Notes)
	require.Equal(t, []string{handover.AllLists, "community:c-1"}, h.Keys)
	require.Equal(t, handover.Signature{ID: "u-1", Name: "林晓燕", At: noon}, h.Gone)

	_, err = h.Take(lin, "", noon)
	require.True(t, fault.Is(err, fault.Refused), "who goes is not who comes")
	_, err = h.Take(access.Actor{ID: "u-9", Role: access.Leader}, "", noon)
	require.True(t, fault.Is(err, fault.Forbidden))
	taken, err := h.Take(zhou, "已清点", noon.Add(time.Minute))
	require.NoError(t, err)
	require.Equal(t, int64(2), taken.Version)
	require.Equal(t, handover.Signature{ID: "u-2", Name: "周明轩", At: noon.Add(time.Minute), Note: "已清点"}, *taken.Come)
	require.Equal(t, h.Content, taken.Content)
	_, err = taken.Take(access.Actor{ID: "u-3", Role: access.DeskLead}, "", noon)
	require.True(t, fault.Is(err, fault.Refused), "once")
}

func TestWhatIsWrongWithAHandoverIsToldByField(t *testing.T) {
	for name, c := range map[string]struct {
		f    handover.Form
		to   *complaint.Person
		want string
	}{
		"nobody of that name": {handover.Form{ToID: "u-9"}, nil, "toId"},
		"oneself":             {handover.Form{ToID: "u-1"}, &complaint.Person{ID: "u-1"}, "toId"},
		"long notes":          {handover.Form{Notes: strings.Repeat("长", 4001)}, nil, "notes"},
		"long notes of keys":  {handover.Form{KeyNotes: strings.Repeat("长", 1001)}, nil, "keyNotes"},
	} {
		_, err := handover.Sign("h", c.f, page(), lin, c.to, noon)
		f, ok := fault.As(err)
		require.True(t, ok, name)
		require.Equal(t, c.want, f.Fields[0].Path, name)
	}
}

func TestOthersReadLessOfIt(t *testing.T) {
	c := page()
	desk := c.For(zhou)
	require.Equal(t, "邻居打人", desk.Urgent[1].Title)
	require.Len(t, c.For(lin).Urgent, 2, "what one is recused from is left out")
	leader := c.For(access.Actor{ID: "l", Role: access.Leader})
	require.Equal(t, handover.Line{Number: "TS-2", Confidential: true}, leader.Urgent[1])
	c.KeysOut = []handover.KeyLine{{Tag: "A-1", House: "香樟苑 12-4-804", Number: "TS-2", Confidential: true}, {Tag: "A-2", Number: "TS-1"}}
	require.Equal(t, "TS-2", c.For(zhou).KeysOut[0].Number)
	require.Equal(t, []string{"", "TS-1"}, numbers(c.For(access.Actor{ID: "l", Role: access.Leader}).KeysOut), "a confidential matter is not tied to a house")
	require.Equal(t, "TS-2", c.KeysOut[0].Number)
	require.Equal(t, "邻居打人", c.Urgent[1].Title, "the page itself stays")
	require.Equal(t, []handover.Line{}, leader.Promises)
}

func numbers(keys []handover.KeyLine) (out []string) {
	for _, k := range keys {
		out = append(out, k.Number)
	}
	return out
}
