package service_test

import (
	"context"
	"crypto/ed25519"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/config"
	"anju/internal/core/access"
	"anju/internal/core/account"
	"anju/internal/core/attachment"
	"anju/internal/core/complaint"
	"anju/internal/core/estate"
	"anju/internal/core/fault"
	"anju/internal/core/owner"
	"anju/internal/core/terms"
	"anju/internal/desk/attachments"
	"anju/internal/desk/service"
	"anju/internal/store/set"
	"anju/internal/store/sqlite"
)

// house is the service on a real store, with people, owners and houses in it,
// and a clock that the test moves.
type house struct {
	*service.Service
	t      *testing.T
	ctx    context.Context
	store  *set.Set
	people map[string]access.Actor

	mu  sync.Mutex
	now time.Time
}

var staff = []account.Account{
	{Login: "desk1", Name: "小陈", Role: access.Desk, Department: terms.Service},
	{Login: "desk2", Name: "小吴", Role: access.Desk, Department: terms.Service},
	{Login: "desk.b", Name: "小郑", Role: access.Desk, Department: terms.Service, CommunityIDs: []string{"c-b"}},
	{Login: "lead1", Name: "方主管", Role: access.DeskLead, Department: terms.Service},
	{Login: "handler.eng", Name: "王工", Role: access.Handler, Department: terms.Engineering},
	{Login: "handler.fin", Name: "会计", Role: access.Handler, Department: terms.Finance},
	{Login: "head.eng", Name: "周经理", Role: access.DeptHead, Department: terms.Engineering},
	{Login: "head.fin", Name: "财务经理", Role: access.DeptHead, Department: terms.Finance},
	{Login: "legal1", Name: "法务", Role: access.Legal},
	{Login: "leader1", Name: "副总", Role: access.Leader},
	{Login: "auditor1", Name: "审计", Role: access.Auditor},
}

func open(t *testing.T) *house {
	ctx := t.Context()
	shanghai, err := time.LoadLocation("Asia/Shanghai")
	require.NoError(t, err)
	store, err := sqlite.Open(ctx, sqlite.InMemory)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, store.Close(context.Background())) })
	h := &house{t: t, ctx: ctx, store: store, people: map[string]access.Actor{}, now: time.Date(2026, 11, 16, 9, 0, 0, 0, shanghai).UTC()}
	shipped, err := config.Rules(shanghai)
	require.NoError(t, err)
	public, private, err := ed25519.GenerateKey(nil)
	require.NoError(t, err)
	h.settle()
	h.Service = service.New(service.Deps{
		Matters: store.Complaints, Held: store.Held, Accounts: store.Accounts, Owners: store.Owners, Estate: store.Estate,
		Attachments: attachments.New(attachments.Deps{Store: store.Attachments, Blobs: store.Blobs, Matters: store.Complaints, Limits: attachment.DefaultLimits(), Now: h.clock}),
		Rules:       shipped.Fixed(), Now: h.clock, NumberPrefix: "TS", CountLimits: true,
		Sign: func(b []byte) []byte { return ed25519.Sign(private, b) }, PublicKey: public,
	})
	return h
}

func (h *house) clock() time.Time { h.mu.Lock(); defer h.mu.Unlock(); return h.now }

func (h *house) pass(d time.Duration) { h.mu.Lock(); defer h.mu.Unlock(); h.now = h.now.Add(d) }

// settle puts people into two communities: owner1 and owner2 are neighbours.
func (h *house) settle() {
	t := h.t
	houses := map[string]estate.House{}
	for id, name := range map[string]string{"c-a": "香樟苑", "c-b": "云栖里"} {
		c, err := estate.NewCommunity(id, name, "", h.now)
		require.NoError(t, err)
		require.NoError(t, h.store.Estate.CreateCommunity(h.ctx, c))
		for room, houseID := range map[string]string{"804": id + "-804", "805": id + "-805"} {
			houses[houseID] = estate.NewHouse(houseID, c, estate.Place{Building: "12", Unit: "4", Room: room}, h.now)
			require.NoError(t, h.store.Estate.CreateHouse(h.ctx, houses[houseID]))
		}
	}
	for login, o := range map[string]owner.Draft{
		"owner1": {Name: "欧阳宁", Phone: "199-0000-1201", Houses: []owner.HoldingDraft{{HouseID: "c-a-804"}}},
		"owner2": {Name: "上官云", Phone: "199-0000-1202", Houses: []owner.HoldingDraft{{HouseID: "c-a-805"}, {HouseID: "c-b-805"}}},
	} {
		person, err := owner.New("o-"+login, o, houses, h.now)
		require.NoError(t, err)
		require.NoError(t, h.store.Owners.CreateOwner(h.ctx, person))
		actor := access.Actor{ID: "u-" + login, Login: login, Name: o.Name, Role: access.Owner, OwnerID: person.ID, HouseIDs: person.HouseIDs, CommunityIDs: person.CommunityIDs}
		h.people[login] = actor
	}
	for _, a := range staff {
		a.ID, a.Version, a.Active, a.PasswordHash, a.CreatedAt, a.UpdatedAt = "u-"+a.Login, 1, true, "x", h.now, h.now
		require.NoError(t, h.store.Accounts.Create(h.ctx, a))
		h.people[a.Login] = a.Actor(nil)
	}
}

func leak() complaint.Form {
	return complaint.Form{Nature: terms.Complaint, Title: "天花板渗水", Text: "卧室天花板渗水，墙面起皮", Channel: terms.Phone}
}

// register takes in a form; it must be taken.
func (h *house) register(by string, f complaint.Form) service.View {
	v, err := h.Register(h.ctx, h.people[by], service.Submission{Form: f})
	require.NoError(h.t, err)
	return v
}

// act gives commands that must be carried out.
func (h *house) act(by, ref string, cmds ...complaint.Command) service.View {
	var v service.View
	for _, cmd := range cmds {
		var err error
		v, err = h.Act(h.ctx, h.people[by], ref, cmd, 0)
		require.NoError(h.t, err, "%s by %s", cmd.Word(), by)
	}
	return v
}

// upload brings in a small picture.
func (h *house) upload(by string) string {
	a := attachment.New(h.people[by], "after.png", attachment.PNG, 67, "0a", "", h.clock())
	require.NoError(h.t, h.store.Attachments.Create(h.ctx, a))
	return a.ID
}

func (h *house) invalid(err error, fields ...string) {
	f, ok := fault.As(err)
	require.True(h.t, ok, "%v", err)
	require.Equal(h.t, fault.Invalid, f.Kind, f.Error())
	var paths []string
	for _, x := range f.Fields {
		paths = append(paths, x.Path)
	}
	require.ElementsMatch(h.t, fields, paths)
}

func yes() *bool { v := true; return &v }
