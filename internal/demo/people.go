package demo

import (
	"context"
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"anju/internal/core/access"
	"anju/internal/core/estate"
	"anju/internal/core/fault"
	"anju/internal/core/owner"
	"anju/internal/core/terms"
	"anju/internal/desk/accounts"
	"anju/internal/desk/owners"
)

//go:embed estate/owners.sample.csv
var ownersCSV []byte

// person is somebody with an account that visitors sign in to.
type person struct {
	login, name string
	role        access.Role
	department  string
	house       string // of an owner
}

// The two owners live in one building, in different houses.
const (
	house1 = "香樟苑 11-2-2003"
	house2 = "香樟苑 11-4-2001"
)

// people who can be tried. The desk belongs to no department that handles
// matters, so that it can call back on any of them.
func people() []person {
	return []person{
		{login: "desk1", name: "林晓燕", role: access.Desk},
		{login: "desk2", name: "周明轩", role: access.Desk},
		{login: "lead1", name: "沈佩兰", role: access.DeskLead},
		{login: "handler.eng", name: "赵建国", role: access.Handler, department: terms.Engineering},
		{login: "handler.fin", name: "钱慧敏", role: access.Handler, department: terms.Finance},
		{login: "handler.con", name: "孙立新", role: access.Handler, department: terms.Contracts},
		{login: "handler.svc", name: "李春梅", role: access.Handler, department: terms.Service},
		{login: "head.eng", name: "王德胜", role: access.DeptHead, department: terms.Engineering},
		{login: "head.fin", name: "郑秀芬", role: access.DeptHead, department: terms.Finance},
		{login: "head.con", name: "冯志远", role: access.DeptHead, department: terms.Contracts},
		{login: "head.svc", name: "何雅琴", role: access.DeptHead, department: terms.Service},
		{login: "legal1", name: "陆正平", role: access.Legal},
		{login: "leader1", name: "顾长明", role: access.Leader},
		{login: "auditor1", name: "严守一", role: access.Auditor},
		{login: "owner1", name: "安思宁", role: access.Owner, house: house1},
		{login: "owner2", name: "章知磊", role: access.Owner, house: house2},
	}
}

// neighbours have accounts of their own, with passwords that nobody knows: they
// report online and rate what was done for them.
func neighbours() []string {
	return []string{
		"香樟苑 11-4-2804", "香樟苑 11-1-204", "香樟苑 4-4-1802", "东篱家园 5-2-2704", "东篱家园 14-3-402", "翡翠里 7-3-802", "翡翠里 17-3-1802",
		"橡树湾 9-1-2702", "云澜府 12-3-2801", "河畔新城 6-2-603", "锦宸公馆 15-2-2901", "银桂坊 16-1-503", "晴川里 15-4-103", "金桂湾 4-4-1203",
	}
}

// home is a house with the one who lives there.
type home struct {
	owner owner.Owner
	owner.Holding
}

// cast is everybody in the stories.
type cast struct {
	actors map[string]access.Actor // by login; of owners by house too
	homes  map[string]home         // by house
	labels []string                // of all houses, sorted
}

// by is whoever acts under a login or, of owners, for a house.
func (c *cast) by(name string) access.Actor { return c.actors[name] }

// online reports whether somebody of the house has an account.
func (c *cast) online(house string) bool { _, ok := c.actors[house]; return ok }

// settle brings in the people and the houses, as of a day in the past.
func settle(ctx context.Context, d Deps, at time.Time) (*cast, error) {
	clock := func() time.Time { return at }
	d.Accounts.Now, d.Owners.Now = clock, clock
	users, archive := accounts.New(d.Accounts), owners.New(d.Owners)
	c := &cast{actors: map[string]access.Actor{}, homes: map[string]home{}}

	g, gctx := errgroup.WithContext(ctx)
	g.Go(func() error { return c.move(gctx, archive) })
	var mu sync.Mutex
	for i, p := range people() {
		if p.role == access.Owner {
			continue
		}
		g.Go(func() error {
			phone := fmt.Sprintf("1988000%04d", i+1)
			u, _, err := users.CreateUser(gctx, access.Anju(), accounts.NewUser{Login: p.login, Name: p.name, Role: p.role, Department: p.department, Phone: phone, Password: Password})
			mu.Lock()
			defer mu.Unlock()
			c.actors[p.login] = access.Actor{ID: u.ID, Login: u.Login, Name: u.Name, Role: u.Role, Department: u.Department}
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return nil, fault.Wrap("demo people", err)
	}
	return c, c.signUp(ctx, users)
}

// move imports the sample of owners and reads back who lives where.
func (c *cast) move(ctx context.Context, archive *owners.Service) error {
	i, err := archive.PreviewImport(ctx, access.Anju(), owners.Upload{FileName: "业主资料.csv", Data: ownersCSV})
	if err != nil {
		return err
	}
	if _, err := archive.CommitImport(ctx, access.Anju(), i.ID, 0); err != nil {
		return err
	}
	if err := warranted(ctx, archive); err != nil {
		return err
	}
	for next := ""; ; {
		page, err := archive.SearchOwners(ctx, access.Anju(), owners.Search{Paging: owners.Paging{Limit: 100, Cursor: next}})
		if err != nil {
			return err
		}
		for _, o := range page.Items {
			for _, h := range o.Houses {
				if _, shared := c.homes[h.Label]; !shared {
					c.labels = append(c.labels, h.Label)
				}
				c.homes[h.Label] = home{o.Owner, h}
			}
		}
		if next = page.NextCursor; next == "" {
			slices.Sort(c.labels)
			return nil
		}
	}
}

// warranted writes down until when the builder answers for what households
// share; building 11 had its roof done anew.
func warranted(ctx context.Context, archive *owners.Service) error {
	all, err := archive.Communities(ctx, access.Anju(), owners.Paging{Limit: 100})
	year := archive.Now().Year()
	for _, c := range all.Items {
		entity := c.Name + "置业有限公司"
		lines := []estate.Warranty{
			{Part: "waterproofing", Until: fmt.Sprintf("%d-06-30", year-1)},
			{Part: "facade", Until: fmt.Sprintf("%d-06-30", year-2)}, {Part: "elevator", Until: fmt.Sprintf("%d-12-31", year+1)},
		}
		if c.Name == "香樟苑" {
			lines = append(lines, estate.Warranty{Building: "11", Part: "waterproofing", Until: fmt.Sprintf("%d-09-30", year+3)})
		}
		if err == nil {
			_, err = archive.UpdateCommunity(ctx, access.Anju(), c.ID, estate.Edit{LegalEntity: &entity, Warranty: &lines}, 0)
		}
	}
	if err != nil {
		return fault.Wrap("demo warranties", err)
	}
	return nil
}

// signUp gives accounts to the owners who use the portal.
func (c *cast) signUp(ctx context.Context, users *accounts.Service) error {
	g, ctx := errgroup.WithContext(ctx)
	var mu sync.Mutex
	join := func(house, login, password string) {
		g.Go(func() error {
			o := c.homes[house].owner
			if login == "" {
				login = strings.ReplaceAll(o.Phone, "-", "")
			}
			u, _, err := users.CreateUser(ctx, access.Anju(), accounts.NewUser{Login: login, Name: o.Name, Role: access.Owner, OwnerID: o.ID, Phone: o.Phone, Password: password})
			if err != nil {
				return fault.Wrap("demo owner at "+house, err)
			}
			a := access.Actor{ID: u.ID, Login: u.Login, Name: u.Name, Role: access.Owner, OwnerID: o.ID, HouseIDs: o.HouseIDs, CommunityIDs: o.CommunityIDs}
			mu.Lock()
			defer mu.Unlock()
			c.actors[house], c.actors[login] = a, a
			return nil
		})
	}
	for _, p := range people() {
		if p.role == access.Owner {
			join(p.house, p.login, Password)
		}
	}
	for _, house := range neighbours() {
		join(house, "", "")
	}
	return g.Wait()
}
