package service_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/terms"
	"anju/internal/desk/service"
)

func TestAnOwnerSubmitsForTheirOwnHouse(t *testing.T) {
	h := open(t)
	past := h.clock().Add(-48 * time.Hour)
	f := leak()
	f.Channel, f.Confidential = terms.Letter, true
	v, err := h.Register(h.ctx, h.people["owner1"], service.Submission{Form: f, ReceivedAt: &past})
	require.NoError(t, err)
	require.Equal(t, "TS-20261116-0001", v.Number)
	require.Equal(t, terms.Online, v.Channel, "owners come in online")
	require.Equal(t, h.clock(), v.ReceivedAt, "and cannot say when")
	require.False(t, v.Confidential)
	require.Equal(t, "c-a-804", v.HouseID, "the only house is filled in")
	require.Equal(t, "香樟苑 12-4-804", v.HouseLabel)
	require.Equal(t, "欧阳宁", v.Reporter.Name)
	require.NotEmpty(t, v.Suggestion.Category)
	require.Equal(t, []string{"urge", "withdraw"}, v.Allowed)

	_, err = h.Register(h.ctx, h.people["owner2"], service.Submission{Form: leak()})
	h.invalid(err, "houseId")
	f.HouseID = "c-a-804"
	_, err = h.Register(h.ctx, h.people["owner2"], service.Submission{Form: f})
	h.invalid(err, "houseId")
	f.AttachmentIDs = []string{"nobody's"}
	_, err = h.Register(h.ctx, h.people["owner1"], service.Submission{Form: f})
	h.invalid(err, "attachmentIds[0]")
}

func TestOwnersSubmissionsHaveADailyLimit(t *testing.T) {
	h := open(t)
	for range 2 {
		h.register("owner1", leak())
	}
	_, err := h.Register(h.ctx, h.people["owner1"], service.Submission{Form: leak()})
	e, ok := fault.As(err)
	require.True(t, ok)
	require.Equal(t, fault.TooMany, e.Kind)
	require.Equal(t, "too_many_submissions", e.Code)
	require.Equal(t, 15*time.Hour, e.RetryAfter, "until midnight")
	for i := range 8 {
		f := leak()
		f.Text += string(rune('一' + i))
		h.register("owner1", f)
	}
	f := leak()
	f.Text = "第十一件"
	_, err = h.Register(h.ctx, h.people["owner1"], service.Submission{Form: f})
	require.True(t, fault.Is(err, fault.TooMany))
	f.OwnerID = "o-owner1"
	h.register("desk1", f) // who rings is heard
	h.pass(15 * time.Hour)
	f.OwnerID = ""
	require.Equal(t, "TS-20261117-0001", h.register("owner1", f).Number)
}

func TestTheDeskRegistersForAnyone(t *testing.T) {
	h := open(t)
	f := leak()
	f.OwnerID, f.Reporter.Kind = "o-owner1", ""
	v := h.register("desk1", f)
	require.Equal(t, "欧阳宁", v.Reporter.Name)
	require.Equal(t, "199-0000-1201", v.Reporter.Phone)
	require.Equal(t, "c-a", v.CommunityID)

	stranger := leak()
	stranger.Reporter, stranger.CommunityID = complaint.Reporter{Kind: "passer_by", Name: "路人"}, "c-b"
	require.Empty(t, h.register("desk1", stranger).OwnerID)

	for name, c := range map[string]struct {
		by     string
		change func(*service.Submission)
		fields []string
	}{
		"unknown owner":       {"desk1", func(s *service.Submission) { s.OwnerID = "x" }, []string{"ownerId"}},
		"unknown house":       {"desk1", func(s *service.Submission) { s.HouseID = "x" }, []string{"houseId"}},
		"unknown community":   {"desk1", func(s *service.Submission) { s.OwnerID, s.CommunityID = "", "x" }, []string{"communityId"}},
		"another's community": {"desk.b", func(s *service.Submission) { s.OwnerID, s.HouseID, s.Reporter.Name = "", "c-a-804", "王" }, []string{"communityId"}},
		"another's owner":     {"desk.b", func(s *service.Submission) { s.HouseID = "c-b-804" }, []string{"ownerId"}},
		"backdated without reason": {"desk1", func(s *service.Submission) {
			at := h.clock().Add(-2 * time.Hour)
			s.ReceivedAt = &at
		}, []string{"receivedReason"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := service.Submission{Form: f}
			c.change(&s)
			_, err := h.Register(h.ctx, h.people[c.by], s)
			h.invalid(err, c.fields...)
		})
	}
	at := h.clock().Add(-2 * time.Hour)
	f.ReceivedReason = "系统停电补录"
	v, err := h.Register(h.ctx, h.people["desk1"], service.Submission{Form: f, ReceivedAt: &at})
	require.NoError(t, err)
	require.Equal(t, at, v.ReceivedAt)
}

func TestASecondMatterOfTheHouseIsLinked(t *testing.T) {
	h := open(t)
	first := h.register("owner1", leak())
	h.pass(24 * time.Hour)
	second := h.register("owner1", leak())
	require.Equal(t, []complaint.Relation{{Ref: complaint.Ref{ID: first.ID, Number: first.Number}, Kind: "repeat"}}, second.Related)
	similar, err := h.Similar(h.ctx, h.people["desk1"], second.ID)
	require.NoError(t, err)
	require.Len(t, similar, 1)
	_, err = h.Similar(h.ctx, h.people["owner1"], second.ID)
	require.True(t, fault.Is(err, fault.Forbidden))
}

// Whoever a matter is about neither sees nor handles it.
func TestRecusal(t *testing.T) {
	h := open(t)
	f := leak()
	f.Subject = &complaint.Subject{Kind: "staff", Name: "小陈"}
	v := h.register("owner1", f)
	require.True(t, v.Confidential)
	_, err := h.Get(h.ctx, h.people["desk1"], v.ID)
	require.True(t, fault.Is(err, fault.NotFound))
	_, err = h.Act(h.ctx, h.people["desk1"], v.ID, complaint.CommentCommand{Note: "n"}, 0)
	require.True(t, fault.Is(err, fault.NotFound))
	_, err = h.Get(h.ctx, h.people["desk2"], v.Number)
	require.NoError(t, err)
}

func TestSight(t *testing.T) {
	h := open(t)
	v := h.register("owner1", leak())
	sees := func(who string) bool {
		_, err := h.Get(h.ctx, h.people[who], v.ID)
		if err != nil {
			require.True(t, fault.Is(err, fault.NotFound))
		}
		return err == nil
	}
	for who, want := range map[string]bool{
		"owner1": true, "owner2": false, "desk1": true, "desk.b": false, "leader1": true, "auditor1": true,
		"handler.eng": false, "head.fin": false, "legal1": false,
	} {
		require.Equal(t, want, sees(who), who)
	}
	h.act("desk1", v.ID, complaint.JudgeCommand{GroundsSufficient: yes(), Reason: "r"}, complaint.DispatchCommand{Department: terms.Engineering})
	require.True(t, sees("handler.eng"))
	require.False(t, sees("head.fin"))
	h.act("desk1", v.ID, complaint.RequestInfoCommand{From: terms.Finance, Question: "q"})
	require.True(t, sees("head.fin"), "who is asked sees it")
	h.act("desk1", v.ID, complaint.GroupCommand{CommunityID: "c-a"})
	require.True(t, sees("owner2"), "a neighbour may join")
	page, err := h.List(h.ctx, h.people["owner2"], complaint.Query{}, "", false)
	require.NoError(t, err)
	require.Empty(t, page.Items, "but it is not theirs")
	h.act("owner2", v.ID, complaint.JoinCommand{HouseID: "c-a-805"})
	page, err = h.List(h.ctx, h.people["owner2"], complaint.Query{}, "", false)
	require.NoError(t, err)
	require.Len(t, page.Items, 1)
	require.Equal(t, access.Owner, h.people["owner2"].Role)
}
