package complaint

import (
	"slices"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/fault"
)

// GroupInfo says whom a group matter (群体事项) concerns, and what they were told last.
type GroupInfo struct {
	CommunityID string     `json:"communityId"`
	Building    string     `json:"building,omitempty"`
	Bulletin    string     `json:"bulletin,omitempty"`
	BulletinAt  *time.Time `json:"bulletinAt,omitempty"`
}

// Concerns reports whether a house lies within the group.
func (g *GroupInfo) Concerns(communityID, building string) bool {
	return g != nil && g.CommunityID == communityID && (g.Building == "" || g.Building == building)
}

// GroupCommand opens a matter to the households it concerns (群体事项).
type GroupCommand struct {
	CommunityID string `json:"communityId"`
	Building    string `json:"building,omitempty"`
}

func (GroupCommand) Word() Word { return Group }

func (c GroupCommand) Check(access.Actor, Env) (w fault.Fields) {
	w.Require("communityId", c.CommunityID)
	return w
}

func (c GroupCommand) run(t *turn) error {
	if c.CommunityID != t.m.CommunityID {
		var w fault.Fields
		w.Add("communityId", "mismatch", "须是本事项所在的小区。", "It must be the matter's own community.")
		return w.Err()
	}
	t.m.Grouped = &GroupInfo{CommunityID: c.CommunityID, Building: c.Building}
	return t.tell(pastTense[Group], "", map[string]any{"communityId": c.CommunityID, "building": c.Building})
}

// JoinCommand lets a household join, by its owner or on the owner's word.
type JoinCommand struct {
	HouseID  string    `json:"houseId"`
	OwnerID  string    `json:"ownerId,omitempty"` // for the desk, where several own the house
	OnBehalf *OnBehalf `json:"onBehalf,omitempty"`
}

func (JoinCommand) Word() Word { return Join }

func (c JoinCommand) Check(by access.Actor, env Env) (w fault.Fields) {
	w.Require("houseId", c.HouseID)
	return append(w, ownersWord(c.OnBehalf, by, env)...)
}

// maxHouseholds bounds the document.
const maxHouseholds = 2000

func (c JoinCommand) run(t *turn) error {
	m, h, g := t.m, t.Facts.House, t.m.Grouped
	var w fault.Fields
	switch {
	case h == nil || t.by.Is(access.Owner) && !t.by.Owns(h.OwnerID):
		w.Add("houseId", "outside", "须是您名下、本群体事项范围内的房屋。", "It must be a house of yours that the group matter concerns.")
	case !g.Concerns(h.CommunityID, h.Building):
		w.Add("houseId", "outside", "这套房屋不在本群体事项的范围内。", "The group matter does not concern this house.")
	case h.OwnerID == "":
		w.Add("ownerId", "required", "这套房屋有多位业主或没有登记业主，请选择是哪一位。", "Several people own this house, or nobody on file; say who it is.")
	case h.OwnerID == m.OwnerID && h.ID == m.HouseID, slices.ContainsFunc(m.Households, func(x Household) bool { return x.HouseID == h.ID }):
		w.Add("houseId", "joined", "这一户已经在内。", "This household is in it already.")
	case len(m.Households) >= maxHouseholds:
		w.Add("houseId", "max_items", "住户数已到上限。", "No more households can join.")
	}
	if err := w.Err(); err != nil {
		return err
	}
	m.Households = append(m.Households, Household{
		HouseID: c.HouseID, Label: h.Label, OwnerID: h.OwnerID, Name: h.OwnerName, JoinedAt: t.At, State: HouseholdJoined, OnBehalf: c.OnBehalf,
	})
	return t.note(pastTense[Join], "", map[string]any{"houseId": c.HouseID, "onBehalf": c.OnBehalf})
}

// LeaveCommand takes a household out again.
type LeaveCommand struct{}

func (LeaveCommand) Word() Word                           { return Leave }
func (LeaveCommand) Check(access.Actor, Env) fault.Fields { return nil }

func (LeaveCommand) run(t *turn) error {
	t.m.Households = slices.DeleteFunc(t.m.Households, func(h Household) bool { return t.by.Owns(h.OwnerID) })
	return t.note(pastTense[Leave], "", nil)
}

// BulletinCommand tells all households the same words.
type BulletinCommand struct {
	Note string `json:"note"`
}

func (BulletinCommand) Word() Word { return Bulletin }

func (c BulletinCommand) Check(access.Actor, Env) (w fault.Fields) {
	w.Require("note", c.Note)
	return w
}

func (c BulletinCommand) run(t *turn) error {
	t.told(nil)
	t.m.Grouped.Bulletin, t.m.Grouped.BulletinAt = c.Note, &t.At
	return t.tell(pastTense[Bulletin], c.Note, nil)
}
