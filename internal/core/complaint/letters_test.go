package complaint_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/terms"
)

func transferred(t *testing.T) *world {
	w := newWorld(t)
	by := w.now.Add(72 * time.Hour)
	return w.register("desk1", func(f *complaint.Form, _ *complaint.Intake) {
		f.Channel, f.Transfer = terms.Transfer, &complaint.Transfer{Sender: "12345 热线", ReplyBy: &by}
	})
}

func answered() *complaint.TransferAnswer {
	return &complaint.TransferAnswer{Verified: "属实", Measures: "已清理", Result: "已恢复"}
}

// What comes in writing is answered in writing, and the reply ends the sender's limit.
func TestAReplyToATransferEndsItsLimit(t *testing.T) {
	for name, c := range map[string]struct {
		reply complaint.LetterOutCommand
		ends  bool
	}{
		"their form":            {complaint.LetterOutCommand{Kind: "transfer", Party: "12345 热线", Subject: "s", TransferAnswer: answered()}, true},
		"a letter to them":      {complaint.LetterOutCommand{Kind: "reply", Party: "12345 热线", Subject: "s", Text: "t"}, true},
		"a letter to the owner": {complaint.LetterOutCommand{Kind: "reply", ToOwner: true, Subject: "s", Text: "t"}, false},
		"a question elsewhere":  {complaint.LetterOutCommand{Kind: "contact", Party: "供电所", Subject: "s", Text: "t"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			w := transferred(t)
			require.True(t, w.m.OwesWrittenReply())
			w.do("desk1", c.reply)
			require.Equal(t, c.ends, w.clock(terms.TransferReply).EndedAt != nil)
			require.Equal(t, c.reply.Kind == "contact", w.m.OwesWrittenReply())
			last := w.events[len(w.events)-1]
			require.Equal(t, c.reply.ToOwner, last.VisibleToOwner)
			require.NotContains(t, string(last.Data), "欧阳宁", "the timeline does not name the owner")
		})
	}
}

func TestLettersAnswerEachOther(t *testing.T) {
	w := newWorld(t).register("owner1", nil)
	require.False(t, w.m.OwesWrittenReply())
	w.do("desk1", complaint.LetterOutCommand{Kind: "contact", Party: "供电所", Subject: "停电计划", Text: "请函告。"})
	asked := w.m.Letters[0]
	require.Nil(t, w.m.AnsweredAt(asked.ID))
	w.facts.LetterNumber = "安居客收〔2026〕1号"
	w.pass(time.Hour).do("desk1", complaint.LetterInCommand{Party: "供电所", Subject: "复函", ReceivedOn: "2026-11-16", Answers: asked.Number})
	require.Equal(t, asked.ID, w.m.Letters[1].Answers, "by number as by id")
	require.Equal(t, w.now, *w.m.AnsweredAt(asked.ID))
	require.False(t, w.m.OwesWrittenReply(), "an answer to ours asks for none")
	w.do("desk1", complaint.LetterInCommand{Party: "欧阳宁", Subject: "补充意见", ReceivedOn: "2026-11-16"})
	require.True(t, w.m.Letters[2].Owner)
	require.True(t, w.m.OwesWrittenReply())
	w.do("desk1", complaint.LetterOutCommand{Kind: "reply", ToOwner: true, Subject: "复函", Text: "t", Answers: w.m.Letters[2].ID})
	require.False(t, w.m.OwesWrittenReply())
	require.Equal(t, "欧阳宁", w.m.Letters[3].Party)
}

func TestLettersSayWhatIsMissing(t *testing.T) {
	w := newWorld(t).register("owner1", nil)
	yesterday := w.now.Add(-time.Hour)
	w.refused("desk1", complaint.LetterOutCommand{Kind: "poem", ReplyBy: &yesterday}, fault.Invalid, "invalid_fields", "kind", "party", "subject", "replyBy", "text")
	w.refused("desk1", complaint.LetterOutCommand{Kind: "transfer", Party: "p", Subject: "s"}, fault.Invalid, "invalid_fields", "transferAnswer")
	w.refused("desk1", complaint.LetterOutCommand{Kind: "transfer", Party: "p", Subject: "s", TransferAnswer: &complaint.TransferAnswer{}}, fault.Invalid, "invalid_fields",
		"transferAnswer.verified", "transferAnswer.measures", "transferAnswer.result")
	w.refused("desk1", complaint.LetterOutCommand{Kind: "transfer", Party: "p", Subject: "s", TransferAnswer: answered()}, fault.Invalid, "invalid_fields", "kind")
	w.refused("desk1", complaint.LetterInCommand{ReceivedOn: "2026-11-17"}, fault.Invalid, "invalid_fields", "party", "subject", "receivedOn")
	w.refused("desk1", complaint.LetterInCommand{Party: "p", Subject: "s", ReceivedOn: "2026-11-16", Answers: "x"}, fault.Invalid, "invalid_fields", "answers")
	w.refused("owner1", complaint.LetterInCommand{Party: "p", Subject: "s", ReceivedOn: "2026-11-16"}, fault.Forbidden, "forbidden")
}
