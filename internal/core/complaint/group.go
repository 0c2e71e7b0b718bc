package complaint

import (
	"slices"

	"anju/internal/core/access"
	"anju/internal/core/fault"
)

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

// JoinCommand lets a household join.
type JoinCommand struct {
	HouseID string `json:"houseId"`
}

func (JoinCommand) Word() Word { return Join }

func (c JoinCommand) Check(access.Actor, Env) (w fault.Fields) {
	w.Require("houseId", c.HouseID)
	return w
}

func (c JoinCommand) run(t *turn) error {
	h, g := t.Facts.House, t.m.Grouped
	if h == nil || h.OwnerID != t.by.OwnerID || h.CommunityID != g.CommunityID || (g.Building != "" && g.Building != h.Building) {
		var w fault.Fields
		w.Add("houseId", "outside", "须是您名下、本群体事项范围内的房屋。", "It must be a house of yours that the group matter concerns.")
		return w.Err()
	}
	t.m.Households = append(t.m.Households, Household{HouseID: c.HouseID, OwnerID: t.by.OwnerID, JoinedAt: t.At})
	return t.note(pastTense[Join], "", map[string]any{"houseId": c.HouseID})
}

// LeaveCommand takes a household out again.
type LeaveCommand struct{}

func (LeaveCommand) Word() Word                           { return Leave }
func (LeaveCommand) Check(access.Actor, Env) fault.Fields { return nil }

func (LeaveCommand) run(t *turn) error {
	t.m.Households = slices.DeleteFunc(t.m.Households, func(h Household) bool { return h.OwnerID == t.by.OwnerID })
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
	return t.tell(pastTense[Bulletin], c.Note, nil)
}
