package replytemplate_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/config"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/replytemplate"
)

var (
	noon = time.Date(2026, 11, 20, 4, 0, 0, 0, time.UTC)
	lead = complaint.Person{ID: "u-lead", Name: "林主管"}
)

func said(zh, en string) replytemplate.Words {
	return replytemplate.Words{For: complaint.Answer, Name: replytemplate.Both{ZH: "答复咨询"}, Text: replytemplate.Both{ZH: zh, EN: en}}
}

func TestATextTakesTheFactsOfTheMatter(t *testing.T) {
	x, err := replytemplate.New("t-1", said("您好，“{title}”（{number}）由{department}{handler}办理，电话 {phone}。", "{number}: {department}"), lead, noon)
	require.NoError(t, err)
	filled := x.Text.Filled(replytemplate.Facts{Number: "TS-20261120-0001", Title: "灯不亮", Department: replytemplate.Both{ZH: "工程技术部", EN: "Engineering"}, ServicePhone: "400-1"})
	require.Equal(t, "您好，“灯不亮”（TS-20261120-0001）由工程技术部____办理，电话 400-1。", filled.ZH, "what is not known yet is left open to be filled in")
	require.Equal(t, "TS-20261120-0001: Engineering", filled.EN)

	filled = x.Text.Filled(replytemplate.Facts{Number: "TS-1", Title: "{handler} 一词"})
	require.Contains(t, filled.ZH, "“{handler} 一词”", "what an owner wrote is no place")
}

func TestWrongTemplatesNameTheField(t *testing.T) {
	for field, w := range map[string]replytemplate.Words{
		"for":     {For: complaint.Approve, Name: replytemplate.Both{ZH: "x"}, Text: replytemplate.Both{ZH: "x"}},
		"name.zh": {For: complaint.Answer, Name: replytemplate.Both{ZH: "  ", EN: "x"}, Text: replytemplate.Both{ZH: "x"}},
		"text.zh": said("您好，{姓名}", ""),
		"text.en": said("您好", "Dear {owner}"),
	} {
		_, err := replytemplate.New("t-1", w, lead, noon)
		f, is := fault.As(err)
		require.True(t, is, field)
		require.Len(t, f.Fields, 1)
		require.Equal(t, field, f.Fields[0].Path)
	}
}

func TestTheDesksWordsLieOverWhatShips(t *testing.T) {
	shipped, err := config.ReplyTemplates()
	require.NoError(t, err)
	changed, err := shipped[0].Changed(said("换了一句。", ""), false, lead, noon)
	require.NoError(t, err)
	out, err := shipped[1].Changed(shipped[1].Words(), true, lead, noon)
	require.NoError(t, err)
	leak := said("渗漏先关总阀。", "")
	leak.Category = "drainage_leak"
	own, err := replytemplate.New("own", leak, lead, noon)
	require.NoError(t, err)

	all := replytemplate.Overlay(shipped, []replytemplate.Template{own, changed, out})
	require.Len(t, all, len(shipped)+1)
	answers := replytemplate.Select(all, replytemplate.Query{For: complaint.Answer, Category: "drainage_leak"})
	require.Equal(t, "own", answers[0].ID, "those of the category come first")
	require.Contains(t, ids(answers), changed.ID)
	require.NotContains(t, ids(answers), out.ID)
	require.NotContains(t, ids(replytemplate.Select(all, replytemplate.Query{For: complaint.Answer, Category: "elevator"})), "own")
	require.Contains(t, ids(replytemplate.Select(all, replytemplate.Query{Retired: true})), out.ID)
}

func TestWhatShipsIsInOrder(t *testing.T) {
	shipped, err := config.ReplyTemplates()
	require.NoError(t, err)
	seen := map[string]bool{}
	for _, x := range shipped {
		require.False(t, seen[x.ID], x.ID)
		seen[x.ID] = true
		require.NotEmpty(t, x.Name.EN, x.ID)
		require.NotEmpty(t, x.Text.EN, x.ID)
		_, err := x.Changed(x.Words(), false, lead, noon)
		require.NoError(t, err, x.ID)
	}
}

func ids(all []replytemplate.Template) []string {
	var out []string
	for _, x := range all {
		out = append(out, x.ID)
	}
	return out
}
