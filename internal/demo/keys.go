package demo

import (
	"context"
	"strings"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/keyregister"
	"anju/internal/desk/keys"
)

// entrusted is a key of the demo: days ago it was taken in, then what became of it.
type entrusted struct {
	house, tag, what, by, consent string
	count, days                   int
	then                          func(k *keeper)
}

// keeper has one key and does with it what people did, so many hours ago.
type keeper struct {
	ctx    context.Context
	d      Deps
	c      *cast
	now    time.Time
	clerk  string
	id     string
	failed error
}

func (k *keeper) on(hours int) (*keys.Service, time.Time) {
	deps, at := k.d.Keys.Deps, k.now.Add(-time.Duration(hours)*time.Hour)
	deps.Now = func() time.Time { return at }
	return keys.New(deps), at
}

func (k *keeper) did(_ keyregister.Key, err error) {
	if k.failed == nil {
		k.failed = err
	}
}

func (k *keeper) lent(hours, back int, to, firm, purpose string, matter *complaint.Complaint) {
	s, at := k.on(hours)
	due := at.Add(time.Duration(back) * time.Hour)
	l := keys.Loan{AccountID: k.c.by(to).ID, Purpose: purpose, DueAt: &due}
	if firm != "" {
		l = keys.Loan{Person: to, Firm: firm, Phone: "19880000208", Purpose: purpose, DueAt: &due}
	}
	if matter != nil {
		l.ComplaintID = matter.ID
	}
	k.did(s.GiveOut(k.ctx, k.c.by(k.clerk), k.id, l, 0))
}

func (k *keeper) back(hours int) {
	s, _ := k.on(hours)
	k.did(s.Return(k.ctx, k.c.by(k.clerk), k.id, "", 0))
}

func (k *keeper) signed(hours int, login string) {
	s, _ := k.on(hours)
	k.did(s.Sign(k.ctx, k.c.by(login), k.id, 0))
}

// entrustKeys fills the register: keys on their hooks, with people, late, lost,
// and handed back.
func entrustKeys(ctx context.Context, d Deps, c *cast, now time.Time) error {
	of := func(community string, n int) string { // the n-th house of a community that owner1 and owner2 do not have
		for _, label := range c.labels {
			if label == house1 || label == house2 || !strings.HasPrefix(label, community+" ") {
				continue
			}
			if n--; n < 0 {
				return label
			}
		}
		return ""
	}
	tap, err := mended(ctx, d, c)
	if err != nil {
		return err
	}
	for i, x := range []entrusted{
		{house: house1, tag: "A-12", what: "入户门", count: 1, days: 97, consent: "本人到前台交钥匙并签委托书：仅限报修后进门维修，随用随锁。", then: func(k *keeper) {
			k.lent(96*24, 6, "handler.eng", "", "厨房水龙头维修", tap)
			k.back(96*24 - 3)
			k.lent(40*24, 5, "handler.eng", "", "燃气表年检", nil)
			k.back(40*24 - 2)
		}},
		{house: of("香樟苑", 5), tag: "A-07", what: "入户门、地下室", by: "业主母亲", count: 3, days: 61, consent: "业主常年在外地，电话委托：漏水、停气等紧急情况可直接进门，事后告知。", then: func(k *keeper) {
			k.lent(4, 9, "handler.eng", "", "暖气打压前逐户关阀", nil)
			k.signed(3, "handler.eng")
		}},
		{house: of("香樟苑", 9), tag: "A-15", what: "入户门", count: 1, days: 20, consent: "本人到前台签委托书，限外窗打胶期间使用。", then: func(k *keeper) {
			k.lent(29, 8, "高师傅", "宏达门窗工程", "外窗密封胶重打", nil)
		}},
		{house: of("东篱家园", 3), tag: "03", what: "入户门", count: 2, days: 33, consent: "本人微信书面同意，出差期间代收快递入户。", then: func(k *keeper) {
			k.lent(5*24, 4, "handler.svc", "", "快递入户", nil)
			k.back(5*24 - 1)
		}},
		{house: of("翡翠里", 2), tag: "B-02", what: "入户门", count: 1, days: 45, consent: "本人到前台签委托书，装修期间供巡查使用。", then: func(k *keeper) {
			k.lent(8*24, 6, "何师傅", "安捷家电维修", "中央空调清洗", nil)
			s, _ := k.on(8*24 - 10)
			k.did(s.Except(ctx, c.by("desk2"), k.id, keyregister.Lost, "何师傅称路上遗失，已通知业主，正在商定换锁芯。", 0))
		}},
		{house: of("云澜府", 4), tag: "11", what: "入户门", count: 2, days: 70, consent: "本人到前台签委托书，至交房整改完成。", then: func(k *keeper) {
			k.lent(50*24, 8, "handler.eng", "", "交房整改复验", nil)
			k.back(50*24 - 6)
			s, _ := k.on(12 * 24)
			k.did(s.HandBack(ctx, c.by("desk1"), k.id, "signature", "业主本人到前台领回并签字。", 0))
		}},
	} {
		home, known := c.homes[x.house]
		if !known {
			continue
		}
		k := &keeper{ctx: ctx, d: d, c: c, now: now, clerk: []string{"desk1", "desk2"}[i%2]}
		s, _ := k.on(x.days * 24)
		taken, err := s.TakeIn(ctx, c.by(k.clerk), home.HouseID, home.owner.ID, keyregister.Form{What: x.what, Count: x.count, Tag: x.tag, HandedInBy: x.by, Consent: x.consent})
		if err != nil {
			return fault.Wrap("demo key "+x.tag, err)
		}
		k.id = taken.ID
		if x.then(k); k.failed != nil {
			return fault.Wrap("demo key "+x.tag, k.failed)
		}
	}
	return nil
}

// mended is owner1's matter of a tap; nil where it was not told.
func mended(ctx context.Context, d Deps, c *cast) (*complaint.Complaint, error) {
	page, err := d.Matters.Matters.List(ctx, access.Everything("the demo looks for the matter that a key was used for"), complaint.Query{HouseID: c.homes[house1].HouseID, Limit: 100})
	for _, m := range page.Items {
		if m.Category == "water_supply" {
			return &m, err
		}
	}
	return nil, err
}
