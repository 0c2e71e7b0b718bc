package service_test

import (
	"bytes"
	"encoding/json"
	"io"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"anju/internal/core/access"
	"anju/internal/core/account"
	"anju/internal/core/attachment"
	"anju/internal/core/audit"
	"anju/internal/core/complaint"
	"anju/internal/core/estate"
	"anju/internal/core/fault"
	"anju/internal/core/keyregister"
	"anju/internal/core/owner"
	"anju/internal/desk/retention"
	"anju/internal/desk/service"
)

func (h *house) retention() *retention.Service {
	return retention.New(retention.Deps{
		Matters: h.store.Complaints, Owners: h.store.Owners, Accounts: h.store.Accounts, Keys: h.store.Keys, Attachments: h.store.Attachments, Blobs: h.store.Blobs,
		Audit: h.store.Audit, Rules: h.Rules, Now: h.clock, NewID: func() string { return uuid.Must(uuid.NewV7()).String() }, Salt: service.Salt,
	})
}

// closed is a matter of owner1 that ended at once, with a picture.
func (h *house) closed(f complaint.Form, picture []byte) service.View {
	sha, size, err := h.store.Blobs.Put(h.ctx, bytes.NewReader(picture))
	require.NoError(h.t, err)
	a := attachment.New(h.people["desk1"], "漏水.png", attachment.PNG, size, sha, "", h.clock())
	require.NoError(h.t, h.store.Attachments.Create(h.ctx, a))
	f.AttachmentIDs, f.HouseID, f.OwnerID = []string{a.ID}, "c-a-804", "o-owner1"
	v := h.register("desk1", f)
	return h.act("desk1", v.ID, complaint.JudgeCommand{GroundsSufficient: yes(), Reason: "属实"}, complaint.ReferCommand{To: "自来水公司", Reply: "由自来水公司负责"})
}

// verified exports the archive and says whether it verifies.
func (h *house) verified(by, ref string) complaint.Archive {
	_, a, err := h.Archive(h.ctx, h.people[by], ref, "安居物业")
	require.NoError(h.t, err)
	raw, err := json.Marshal(a)
	require.NoError(h.t, err)
	read, wrong := complaint.VerifyArchive(raw)
	require.Empty(h.t, wrong)
	return read
}

const year = 366 * 24 * time.Hour

func TestMattersAreAnonymisedWhenTheirYearsAreOver(t *testing.T) {
	h := open(t)
	r := h.retention()
	plain := h.closed(leak(), []byte("one picture"))
	money := leak()
	money.Demand = &complaint.Demand{Kind: "compensation", AmountFen: 300000}
	claim := h.closed(money, []byte("one picture"))
	h.verified("desk1", plain.ID)
	day := h.clock().Format(time.DateOnly)
	figures := h.figures(day)

	h.pass(5*year - 40*24*time.Hour)
	done, err := r.Retire(h.ctx)
	require.NoError(t, err)
	require.Zero(t, done, "not yet")
	soon, err := r.Ending(h.ctx, access.Actor{ID: "u-admin", Role: access.Admin}, nil, "", 20)
	require.NoError(t, err)
	require.Len(t, soon.Items, 1)
	require.Equal(t, plain.Number, soon.Items[0].Number)
	_, err = r.Ending(h.ctx, h.people["desk1"], nil, "", 20)
	require.True(t, fault.Is(err, fault.Forbidden))

	h.pass(40 * 24 * time.Hour)
	done, err = r.Retire(h.ctx)
	require.NoError(t, err)
	require.Equal(t, 1, done)
	again, err := r.Retire(h.ctx)
	require.NoError(t, err)
	require.Zero(t, again, "nothing is left to do")

	a := h.verified("desk1", plain.ID)
	require.Equal(t, "null", string(a.Form))
	require.Equal(t, complaint.Kind("anonymised"), a.Events[len(a.Events)-1].Kind)
	check, err := h.CheckArchive(h.ctx, h.people["desk1"], plain.ID)
	require.NoError(t, err)
	require.Empty(t, check.Flaws)
	require.Equal(t, check.Entries-1, check.Erased)
	require.Equal(t, figures, h.figures(day), "the figures stay")
	_, err = h.Get(h.ctx, h.people["owner1"], plain.ID)
	require.True(t, fault.Is(err, fault.NotFound), "it is nobody's any more")
	found, err := h.List(h.ctx, h.people["desk1"], complaint.Query{}, "欧阳宁", false)
	require.NoError(t, err)
	require.Len(t, found.Items, 1, "the claim alone is found by the name")
	entries, err := h.store.Audit.List(h.ctx, audit.Query{Action: "complaint.anonymised", Limit: 10})
	require.NoError(t, err)
	require.Len(t, entries, 1)
	require.Equal(t, "complaint:"+plain.Number, entries[0].Target)

	_, err = h.store.Attachments.Get(h.ctx, plain.Attachments[0])
	require.True(t, fault.Is(err, fault.NotFound))
	kept, err := h.store.Attachments.Get(h.ctx, claim.Attachments[0])
	require.NoError(t, err)
	bytesKept, _, err := h.store.Blobs.Open(h.ctx, kept.SHA256)
	require.NoError(t, err, "the same bytes are another's, too")
	_, err = io.Copy(io.Discard, bytesKept)
	require.NoError(t, err)
	require.NoError(t, bytesKept.Close())
	person, err := h.store.Owners.Owner(h.ctx, "o-owner1")
	require.NoError(t, err)
	require.Equal(t, "欧阳宁", person.Name, "who has a house stays")

	h.pass(5 * year)
	done, err = r.Retire(h.ctx)
	require.NoError(t, err)
	require.Equal(t, 1, done, "with money it is ten years")
	h.verified("desk1", claim.ID)
	_, _, err = h.store.Blobs.Open(h.ctx, kept.SHA256)
	require.True(t, fault.Is(err, fault.NotFound), "the last that named the bytes is gone")
}

func TestAnOwnerWithoutHousesGoesWithTheLastMatter(t *testing.T) {
	h := open(t)
	h.closed(leak(), []byte("picture"))
	o, err := h.store.Owners.Owner(h.ctx, "o-owner1")
	require.NoError(t, err)
	o.Houses = nil
	require.NoError(t, h.store.Owners.UpdateOwners(h.ctx, o.Next(h.clock())))
	require.NoError(t, h.store.Owners.AddContact(h.ctx, owner.Contact{ID: "k-1", OwnerID: o.ID, Channel: "phone", Note: "来电", At: h.clock()}))
	require.NoError(t, h.store.Accounts.Create(h.ctx, account.Account{
		ID: "u-owner1", Version: 1, Login: "19900001201", Phone: "19900001201", Name: o.Name, Role: access.Owner, OwnerID: o.ID, Active: true, PasswordHash: "x", CreatedAt: h.clock(), UpdatedAt: h.clock(),
	}))
	k := h.entrusted(o)
	ended, err := k.GivenBack("word", "欧阳宁来电确认", h.people["desk1"], h.clock())
	require.NoError(t, err)
	require.NoError(t, h.store.Keys.Update(h.ctx, ended))
	h.pass(6 * year)
	done, err := h.retention().Retire(h.ctx)
	require.NoError(t, err)
	require.Equal(t, 1, done)
	bare, err := h.store.Keys.Get(h.ctx, k.ID)
	require.NoError(t, err)
	raw, err := json.Marshal(bare)
	require.NoError(t, err)
	for _, personal := range []string{"欧阳宁", "来电", "刘师傅", "19900009999", "漏水"} {
		require.NotContains(t, string(raw), personal)
	}
	require.Len(t, bare.Trail, 4, "that it was used stays")
	o, err = h.store.Owners.Owner(h.ctx, "o-owner1")
	require.NoError(t, err)
	require.NotNil(t, o.AnonymisedAt)
	require.NotContains(t, o.Name, "欧阳宁")
	require.Empty(t, o.PhoneKeys)
	a, err := h.store.Accounts.Get(h.ctx, "u-owner1")
	require.NoError(t, err)
	require.False(t, a.Active)
	require.Empty(t, a.Phone)
	require.Equal(t, "u-owner1", a.Login)
	_, err = h.store.Accounts.ByPhone(h.ctx, "19900001201")
	require.True(t, fault.Is(err, fault.NotFound))
}

func TestAnOwnerWhoseKeyIsStillHeldStays(t *testing.T) {
	h := open(t)
	h.closed(leak(), []byte("picture"))
	o, err := h.store.Owners.Owner(h.ctx, "o-owner1")
	require.NoError(t, err)
	o.Houses = nil
	require.NoError(t, h.store.Owners.UpdateOwners(h.ctx, o.Next(h.clock())))
	h.entrusted(o)
	h.pass(6 * year)
	_, err = h.retention().Retire(h.ctx)
	require.NoError(t, err)
	o, err = h.store.Owners.Owner(h.ctx, "o-owner1")
	require.NoError(t, err)
	require.Nil(t, o.AnonymisedAt)
}

// entrusted is a key of the owner that somebody of a firm had and brought back.
func (h *house) entrusted(o owner.Owner) keyregister.Key {
	desk, at, today := h.people["desk1"], h.clock(), h.Rules().Calendar.Day(h.clock())
	o.HouseIDs = []string{"c-a-804"}
	k, err := keyregister.Take("key-1", keyregister.Form{What: "入户门", Count: 1, Tag: "A-1", Consent: "欧阳宁当面同意"}, estate.House{ID: "c-a-804", CommunityID: "c-a", Label: "香樟苑 12-4-804"}, o, desk, at, today)
	require.NoError(h.t, err)
	require.NoError(h.t, h.store.Keys.Add(h.ctx, k))
	k, err = k.Lend(keyregister.Lending{Holder: complaint.Person{Name: "刘师傅"}, Firm: "宏达", Phone: "19900009999", Purpose: "漏水", DueAt: at.Add(time.Hour)}, "", desk, at, today)
	require.NoError(h.t, err)
	require.NoError(h.t, h.store.Keys.Update(h.ctx, k))
	k, err = k.Returned("", desk, at)
	require.NoError(h.t, err)
	require.NoError(h.t, h.store.Keys.Update(h.ctx, k))
	return k
}

func (h *house) figures(day string) []complaint.Sum {
	sums, err := h.store.Figures.Sum(h.ctx, nil, day, day, nil, false)
	require.NoError(h.t, err)
	return sums
}
