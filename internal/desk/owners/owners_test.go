package owners_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/auth"
	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/estate"
	"anju/internal/core/fault"
	"anju/internal/core/owner"
	"anju/internal/core/terms"
	"anju/internal/desk/owners"
)

var (
	ctx    = context.Background()
	admin  = access.Actor{ID: "a", Name: "管理员", Role: access.Admin}
	clerk  = access.Actor{ID: "d", Name: "客服", Role: access.Desk}
	leader = access.Actor{ID: "l", Role: access.Leader}
	fixer  = access.Actor{ID: "h", Role: access.Handler, Department: "engineering"}
)

type codes struct{ given []string }

func (c *codes) Invite(_ context.Context, _ access.Actor, ownerID string) (string, time.Time, error) {
	c.given = append(c.given, ownerID)
	return "ABCD-EFGH", time.Time{}, nil
}

type world struct {
	*owners.Service
	mem   *memory
	codes *codes
	t     *testing.T
	at    time.Time
}

func newWorld(t *testing.T) *world {
	sealer, err := auth.NewSealer(bytes.Repeat([]byte{7}, 32))
	require.NoError(t, err)
	w := &world{mem: newMemory(), codes: &codes{}, t: t, at: time.Date(2026, 11, 22, 1, 0, 0, 0, time.UTC)}
	n := 0
	w.Service = owners.New(owners.Deps{
		Owners: w.mem, Estate: w.mem, Matters: matterList{w.mem}, Audit: auditLog{w.mem}, Invitations: w.codes, Sealer: sealer,
		Now:   func() time.Time { return w.at },
		NewID: func() string { n++; return fmt.Sprintf("%06d", n) },
	})
	return w
}

func (w *world) house(community, building, unit, room string) estate.House {
	c, err := w.mem.CommunityByKey(ctx, estate.CommunityKey(community))
	if err != nil {
		c, err = w.CreateCommunity(ctx, admin, community, "")
		require.NoError(w.t, err)
	}
	h, err := w.CreateHouse(ctx, admin, c.ID, building, unit, room)
	require.NoError(w.t, err)
	return h
}

func (w *world) person(name, phone string, houses ...estate.House) owners.View {
	d := owner.Draft{Name: name, Phone: phone, Email: "who@example.com", Notes: "常出差"}
	for _, h := range houses {
		d.Houses = append(d.Houses, owner.HoldingDraft{HouseID: h.ID, SignedOn: "2021年3月5日", AreaM2: 89.5})
	}
	o, err := w.CreateOwner(ctx, clerk, d, "11010519491231002X")
	require.NoError(w.t, err)
	return o
}

func self(o owners.View) access.Actor {
	return access.Actor{ID: "self" + o.ID, Role: access.Owner, OwnerID: o.ID}
}

func requireKind(t *testing.T, kind fault.Kind, err error) {
	t.Helper()
	require.Truef(t, fault.Is(err, kind), "want kind %d, got %v", kind, err)
}

func TestWhoSeesAnOwnerHow(t *testing.T) {
	w := newWorld(t)
	h := w.house("香樟苑", "12", "4", "804")
	o := w.person("欧阳 娜娜", "１９９００００１２０１", h)
	require.Equal(t, "199-0000-1201", o.Phone)
	require.Equal(t, "2021-03-05", o.Houses[0].SignedOn)
	require.Equal(t, "香樟苑 12-4-804", o.Houses[0].Label)
	require.NotContains(t, string(w.mem.owners[o.ID].IDNumberSealed), "11010519491231002X")

	for _, reader := range []access.Actor{clerk, self(o)} {
		seen, err := w.GetOwner(ctx, reader, o.ID)
		require.NoError(t, err)
		require.Equal(t, "欧阳娜娜", seen.Name)
		require.Empty(t, seen.IDNumberSealed)
		require.Equal(t, access.MaskID("11010519491231002X"), seen.IDNumberMasked)
	}
	for _, reader := range []access.Actor{leader, admin, fixer} {
		seen, err := w.GetOwner(ctx, reader, o.ID)
		require.NoError(t, err)
		require.Equal(t, "欧阳*", seen.Name)
		require.True(t, seen.Masked)
		require.Equal(t, "199****1201", seen.Phone)
		require.Empty(t, seen.Notes)
	}

	matter := complaint.Complaint{ID: "m", OwnerID: o.ID, HouseID: h.ID, CommunityID: h.CommunityID, Confidential: true, Keys: complaint.Keys{Open: true, Audience: []string{access.DepartmentAudience("engineering")}}}
	w.mem.matters = []complaint.Complaint{matter}
	seen, err := w.GetOwner(ctx, fixer, o.ID)
	require.NoError(t, err)
	require.Equal(t, "欧阳*", seen.Name, "a confidential matter keeps the name with the desk")
	view, err := w.Overview(ctx, fixer, o.ID)
	require.NoError(t, err)
	require.Empty(t, view.Open)
	view, err = w.Overview(ctx, clerk, o.ID)
	require.NoError(t, err)
	require.Len(t, view.Open, 1)
	require.Empty(t, view.OfHouses)
	require.Equal(t, owners.Year{Matters: 1}, view.LastYear)

	again := []complaint.Relation{{Ref: complaint.Ref{ID: "m-0", Number: "TS-0"}, Kind: "repeat"}}
	for _, nature := range []terms.Nature{terms.Complaint, terms.Complaint, terms.Repair} {
		w.mem.matters = append(w.mem.matters, complaint.Complaint{ID: w.NewID(), OwnerID: o.ID, CommunityID: h.CommunityID, Nature: nature, Related: again, Keys: matter.Keys})
	}
	view, err = w.Overview(ctx, clerk, o.ID)
	require.NoError(t, err)
	require.Equal(t, owners.Year{Matters: 4, Repeat: 2, Rework: 1}, view.LastYear)
	view, err = w.Overview(ctx, fixer, o.ID)
	require.NoError(t, err)
	require.Equal(t, owners.Year{Matters: 3, Repeat: 2, Rework: 1}, view.LastYear, "a confidential matter is not counted for others")
	w.mem.matters = w.mem.matters[:1]

	w.mem.matters[0].Confidential = false
	list, err := w.SearchOwners(ctx, fixer, owners.Search{Q: "+86 19900001201"})
	require.NoError(t, err)
	require.Equal(t, "欧阳娜娜", list.Items[0].Name)
	for who, finds := range map[*access.Actor]int{&clerk: 1, &fixer: 0, &leader: 0, &admin: 0} {
		for _, part := range []string{"1201", "0000120", "1990000120"} {
			list, err := w.SearchOwners(ctx, *who, owners.Search{Q: part})
			require.NoError(t, err)
			require.Len(t, list.Items, finds, "%s %s: no mask is guessed away digit by digit", who.Role, part)
		}
	}
}

func TestTheBoundaryOfSight(t *testing.T) {
	w := newWorld(t)
	here, there := w.house("香樟苑", "1", "1", "101"), w.house("晴川里", "1", "1", "101")
	mine, other := w.person("王磊", "19900000001", here), w.person("岑安", "19900000002", there)
	local := access.Actor{ID: "local", Role: access.Desk, CommunityIDs: []string{here.CommunityID}}

	list, err := w.SearchOwners(ctx, local, owners.Search{Paging: owners.Paging{Count: true}})
	require.NoError(t, err)
	require.Len(t, list.Items, 1)
	require.Equal(t, 1, list.Total)
	_, err = w.GetOwner(ctx, local, mine.ID)
	require.NoError(t, err)

	name := "新名"
	for _, blind := range []access.Actor{local, self(mine)} {
		_, err = w.GetOwner(ctx, blind, other.ID)
		requireKind(t, fault.NotFound, err)
		_, err = w.UpdateOwner(ctx, blind, other.ID, owners.Patch{Name: &name}, 0)
		requireKind(t, fault.NotFound, err)
		_, err = w.Unmask(ctx, blind, other.ID, "phone", "核对身份")
		requireKind(t, fault.NotFound, err)
	}
	_, err = w.UpdateOwner(ctx, self(mine), mine.ID, owners.Patch{Name: &name}, 0)
	requireKind(t, fault.Forbidden, err)
	_, err = w.SearchOwners(ctx, self(mine), owners.Search{})
	requireKind(t, fault.Forbidden, err)
	_, err = w.CreateOwner(ctx, local, owner.Draft{Name: "无房"}, "")
	requireKind(t, fault.Invalid, err)
	_, err = w.CreateOwner(ctx, local, owner.Draft{Name: "远方", Houses: []owner.HoldingDraft{{HouseID: there.ID}}}, "")
	requireKind(t, fault.Invalid, err)

	houses, err := w.Houses(ctx, local, owners.HouseSearch{})
	require.NoError(t, err)
	require.Len(t, houses.Items, 1)
	label := houses.Items[0].Label
	for _, typed := range []string{label, strings.ReplaceAll(label, " ", ""), label[:strings.LastIndex(label, "-")]} {
		houses, err = w.Houses(ctx, local, owners.HouseSearch{Q: typed})
		require.NoError(t, err)
		require.Len(t, houses.Items, 1, typed)
	}
	communities, err := w.Communities(ctx, self(other), owners.Paging{})
	require.NoError(t, err)
	require.Equal(t, "晴川里", communities.Items[0].Name)
	require.Len(t, communities.Items, 1)
	require.EqualValues(t, 1, communities.Items[0].Households)
}

func TestEverythingWrongIsSaidAtOnce(t *testing.T) {
	w := newWorld(t)
	_, err := w.CreateOwner(ctx, clerk, owner.Draft{Name: "　", Phone: "12", Email: "x", Houses: []owner.HoldingDraft{{HouseID: "none", SignedOn: "2021-02-30", AreaM2: -1}}}, "无")
	e, ok := fault.As(err)
	require.True(t, ok)
	var paths []string
	for _, f := range e.Fields {
		paths = append(paths, f.Path)
	}
	slices.Sort(paths)
	require.Equal(t, []string{"email", "houses[0].areaM2", "houses[0].houseId", "houses[0].signedOn", "idNumber", "name", "phone"}, paths)
	_, err = w.SearchOwners(ctx, clerk, owners.Search{Paging: owners.Paging{Cursor: "%%"}})
	requireKind(t, fault.Malformed, err)
	_, err = w.CreateHouse(ctx, clerk, "x", "1", "1", "1")
	requireKind(t, fault.Forbidden, err)
}

func TestChangesAreGuardedByTheVersion(t *testing.T) {
	w := newWorld(t)
	o := w.person("王磊", "19900000001")
	phone := "199 0000 0009"
	next, err := w.UpdateOwner(ctx, clerk, o.ID, owners.Patch{Phone: &phone}, 1)
	require.NoError(t, err)
	require.EqualValues(t, 2, next.Version)
	require.Equal(t, "199-0000-0009", next.Phone)
	require.Equal(t, o.IDNumberMasked, next.IDNumberMasked)
	_, err = w.UpdateOwner(ctx, clerk, o.ID, owners.Patch{Phone: &phone}, 1)
	e, _ := fault.As(err)
	require.Equal(t, fault.Stale, e.Kind)
	require.EqualValues(t, 2, e.Current)
	list, err := w.SearchOwners(ctx, clerk, owners.Search{Q: "0009"})
	require.NoError(t, err)
	require.Len(t, list.Items, 1)
}

func TestUnmaskingIsWrittenDownFirst(t *testing.T) {
	w := newWorld(t)
	o := w.person("王磊", "19900000001")
	before := len(w.mem.log)
	_, err := w.Unmask(ctx, admin, o.ID, "idNumber", "")
	requireKind(t, fault.Invalid, err)
	_, err = w.Unmask(ctx, leader, o.ID, "idNumber", "想看看")
	requireKind(t, fault.Forbidden, err)
	require.Len(t, w.mem.log, before)
	value, err := w.Unmask(ctx, admin, o.ID, "idNumber", "办理产权证")
	require.NoError(t, err)
	require.Equal(t, "11010519491231002X", value)
	require.Equal(t, "owner.unmasked", w.mem.log[len(w.mem.log)-1].Action)
	require.Equal(t, "办理产权证", w.mem.log[len(w.mem.log)-1].Reason)
}

func TestDuplicatesMerge(t *testing.T) {
	w := newWorld(t)
	a, b := w.person("王磊", "19900000001", w.house("香樟苑", "1", "1", "101")), w.person("王磊", "19900000002", w.house("香樟苑", "1", "1", "102"))
	_, err := w.Merge(ctx, clerk, b.ID, b.ID, 0)
	requireKind(t, fault.Invalid, err)
	kept, err := w.Merge(ctx, clerk, b.ID, a.ID, 0)
	require.NoError(t, err)
	require.Len(t, kept.Houses, 2)
	require.Equal(t, []string{"199-0000-0002"}, kept.OtherPhones)

	followed, err := w.GetOwner(ctx, self(b), b.ID)
	require.NoError(t, err)
	require.Equal(t, a.ID, followed.ID)
	list, err := w.SearchOwners(ctx, clerk, owners.Search{Q: "王磊"})
	require.NoError(t, err)
	require.Len(t, list.Items, 1)
	w.mem.matters = []complaint.Complaint{{ID: "m", OwnerID: b.ID, Keys: complaint.Keys{Open: true}}}
	view, err := w.Overview(ctx, clerk, a.ID)
	require.NoError(t, err)
	require.Len(t, view.Open, 1, "matters of the duplicate are the person's")

	merged, err := w.Merged(ctx, clerk, a.ID)
	require.NoError(t, err)
	require.Len(t, merged, 1)
	_, err = w.Unmerge(ctx, clerk, a.ID, "nobody", "合并错了")
	requireKind(t, fault.Invalid, err)
	_, err = w.Unmerge(ctx, leader, a.ID, b.ID, "合并错了")
	requireKind(t, fault.Forbidden, err)
	alone, err := w.Unmerge(ctx, clerk, a.ID, b.ID, "合并错了")
	require.NoError(t, err)
	require.Empty(t, alone.OtherPhones)
	require.Len(t, alone.Houses, 1)
	require.Empty(t, alone.MergedFrom)
	freed, err := w.GetOwner(ctx, clerk, b.ID)
	require.NoError(t, err)
	require.Equal(t, b.ID, freed.ID)
	require.Len(t, freed.Houses, 1)
	require.Equal(t, "owner.unmerged", w.mem.log[len(w.mem.log)-1].Action)
}

func TestContactsInvitationsCorrections(t *testing.T) {
	w := newWorld(t)
	o := w.person("王磊", "19900000001", w.house("香樟苑", "1", "1", "101"))
	_, err := w.AddContact(ctx, clerk, o.ID, "smoke", "", nil)
	e, _ := fault.As(err)
	require.Len(t, e.Fields, 2)
	for n := range 3 {
		_, err = w.AddContact(ctx, clerk, o.ID, "phone", fmt.Sprint("第", n, "次"), nil)
		require.NoError(t, err)
	}
	first, err := w.Contacts(ctx, clerk, o.ID, owners.Paging{Limit: 2})
	require.NoError(t, err)
	require.Len(t, first.Items, 2)
	rest, err := w.Contacts(ctx, clerk, o.ID, owners.Paging{Limit: 2, Cursor: first.NextCursor})
	require.NoError(t, err)
	require.Equal(t, "第0次", rest.Items[0].Note)
	require.Empty(t, rest.NextCursor)

	_, _, err = w.Invite(ctx, clerk, o.ID, "another house")
	requireKind(t, fault.Invalid, err)
	code, _, err := w.Invite(ctx, clerk, o.ID, o.Houses[0].HouseID)
	require.NoError(t, err)
	require.NotEmpty(t, code)
	require.Equal(t, []string{o.ID}, w.codes.given)

	_, err = w.AskCorrection(ctx, self(o), "phone", "已换号")
	require.NoError(t, err)
	mine, err := w.MyArchive(ctx, self(o))
	require.NoError(t, err)
	require.Len(t, mine.Corrections, 1)
	require.Len(t, mine.Contacts, 3)
	_, err = w.MyArchive(ctx, clerk)
	requireKind(t, fault.Forbidden, err)
}

func TestTheSampleIsImported(t *testing.T) {
	w := newWorld(t)
	data, err := os.ReadFile("../../demo/estate/owners.sample.csv")
	require.NoError(t, err)
	view, err := w.PreviewImport(ctx, clerk, owners.Upload{FileName: `C:\数据\owners.csv`, Data: data})
	require.NoError(t, err)
	require.Equal(t, "owners.csv", view.FileName)
	require.Equal(t, []int{300, 299}, []int{view.Rows, view.Ready})
	require.Empty(t, w.mem.owners)
	require.NotContains(t, string(w.mem.imports[view.ID].Sealed), "彭海梅")

	rejected, err := w.RejectedCSV(ctx, clerk, view.ID, "zh-CN")
	require.NoError(t, err)
	require.Contains(t, string(rejected), "汤彤")

	w.mem.before = func() { w.house("香樟苑", "12", "4", "804") } // somebody is faster with one house
	done, err := w.CommitImport(ctx, clerk, view.ID, 0)
	require.NoError(t, err)
	require.Equal(t, owner.Committed, done.State)
	require.Len(t, w.mem.owners, 297)
	require.Len(t, w.mem.houses, 298, "one house has two owners, one row is left out")

	list, err := w.SearchOwners(ctx, clerk, owners.Search{Q: "香樟苑 12-4-804"})
	require.NoError(t, err)
	require.Equal(t, "彭海梅", list.Items[0].Name)

	again, err := w.CommitImport(ctx, clerk, view.ID, 0)
	require.NoError(t, err)
	require.Equal(t, done.Version, again.Version)
	rejected, err = w.RejectedCSV(ctx, clerk, view.ID, "en")
	require.NoError(t, err)
	require.Contains(t, string(rejected), "汤彤")
	require.NotContains(t, string(rejected), "彭海梅")

	second, err := w.PreviewImport(ctx, clerk, owners.Upload{Data: rejected})
	require.NoError(t, err)
	require.Equal(t, 0, second.Ready)
	fixed, err := w.PatchImport(ctx, clerk, second.ID, owners.ImportPatch{Cells: []owners.CellCorrection{{Row: 2, Field: "signedOn", Value: "2020-02-28"}}}, 1)
	require.NoError(t, err)
	require.Equal(t, 1, fixed.Ready)
	_, err = w.CommitImport(ctx, clerk, second.ID, 0)
	require.NoError(t, err)
	require.Len(t, w.mem.owners, 298)
}

func TestAnImportStaysWithinSight(t *testing.T) {
	w := newWorld(t)
	here := w.house("香樟苑", "1", "1", "101")
	local := access.Actor{ID: "local", Role: access.Desk, CommunityIDs: []string{here.CommunityID}}
	view, err := w.PreviewImport(ctx, local, owners.Upload{Data: []byte("姓名,小区,房号,手机号,身份证号\n王磊,香樟苑,1-1-102,19900000001,11010519491231002X\n岑安,晴川里,1-1-101,19900000002,\n"), WithoutIDNumbers: true})
	require.NoError(t, err)
	require.Equal(t, 1, view.Ready)
	_, err = w.CommitImport(ctx, local, view.ID, 0)
	require.NoError(t, err)
	require.Len(t, w.mem.owners, 1)
	for _, o := range w.mem.owners {
		require.Empty(t, o.IDNumberHash)
		require.Empty(t, o.IDNumberMasked)
	}
	stranger := access.Actor{ID: "else", Role: access.Desk, CommunityIDs: []string{"elsewhere"}}
	_, err = w.GetImport(ctx, stranger, view.ID)
	requireKind(t, fault.NotFound, err)
	_, err = w.PreviewImport(ctx, leader, owners.Upload{Data: []byte("姓名\n")})
	requireKind(t, fault.Forbidden, err)
}
