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

// keeper has one key and does with it what people did, each at a time of its own.
type keeper struct {
	ctx    context.Context
	d      Deps
	c      *cast
	now    time.Time
	clerk  string
	id     string
	failed error
}

// on is so many days ago at so much o'clock.
func (k *keeper) on(days, clock int) time.Time {
	return daysFrom(k.d.Keys.Rules().Calendar, k.now, -days, clock)
}

// at is the register as it was worked with then.
func (k *keeper) at(then time.Time) *keys.Service {
	deps := k.d.Keys.Deps
	deps.Now = func() time.Time { return then }
	return keys.New(deps)
}

func (k *keeper) did(_ keyregister.Key, err error) {
	if k.failed == nil {
		k.failed = err
	}
}

// lent gives the key to a colleague, or to somebody of a firm, until the end of the day.
func (k *keeper) lent(then time.Time, to, firm, purpose, complaintID string) {
	l := keys.Loan{AccountID: k.c.by(to).ID, Purpose: purpose, ComplaintID: complaintID}
	if firm != "" {
		l = keys.Loan{Person: to, Firm: firm, Phone: "19880000208", Purpose: purpose}
	}
	k.did(k.at(then).GiveOut(k.ctx, k.c.by(k.clerk), k.id, l, 0))
}

func (k *keeper) back(then time.Time) {
	k.did(k.at(then).Return(k.ctx, k.c.by(k.clerk), k.id, "", 0))
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
		{house: house1, tag: "A-12", what: "入户门", count: 1, days: 170, consent: "本人到前台交钥匙并签委托书：仅限报修后进门维修，随用随锁。", then: func(k *keeper) {
			if tap.ID != "" {
				k.lent(tap.ReceivedAt.Add(24*time.Hour), "handler.eng", "", "", tap.ID)
				k.back(tap.ReceivedAt.Add(26 * time.Hour))
			}
			k.lent(k.on(40, 930), "handler.eng", "", "燃气表年检", "")
			k.back(k.on(40, 1120))
		}},
		{house: of("香樟苑", 5), tag: "A-07", what: "入户门、地下室", by: "业主母亲", count: 3, days: 61, consent: "业主常年在外地，电话委托：漏水、停气等紧急情况可直接进门，事后告知。", then: func(k *keeper) {
			k.lent(now.Add(-2*time.Hour), "handler.eng", "", "暖气打压前关户内阀门", "")
			k.did(k.at(now.Add(-90*time.Minute)).Sign(ctx, c.by("handler.eng"), k.id, 0))
		}},
		{house: of("香樟苑", 9), tag: "A-15", what: "入户门", count: 1, days: 20, consent: "本人到前台签委托书，限外窗打胶期间使用。", then: func(k *keeper) {
			k.lent(k.on(2, 930), "高师傅", "宏达门窗工程", "外窗密封胶重打", "")
		}},
		{house: of("东篱家园", 3), tag: "03", what: "入户门", count: 2, days: 33, consent: "本人微信书面同意，出差期间代收快递入户。", then: func(k *keeper) {
			k.lent(k.on(5, 1410), "handler.svc", "", "快递入户", "")
			k.back(k.on(5, 1440))
		}},
		{house: of("翡翠里", 2), tag: "B-02", what: "入户门", count: 1, days: 45, consent: "本人到前台签委托书，装修期间供巡查使用。", then: func(k *keeper) {
			k.lent(k.on(8, 900), "何师傅", "安捷家电维修", "中央空调清洗", "")
			k.did(k.at(k.on(8, 1705)).Except(ctx, c.by("desk2"), k.id, keyregister.Lost, "何师傅称路上遗失，已通知业主，正在商定换锁芯。", 0))
		}},
		{house: of("云澜府", 4), tag: "11", what: "入户门", count: 2, days: 70, consent: "本人到前台签委托书，至交房整改完成。", then: func(k *keeper) {
			k.lent(k.on(50, 1000), "handler.eng", "", "交房整改复验", "")
			k.back(k.on(50, 1530))
			k.did(k.at(k.on(12, 1620)).HandBack(ctx, c.by("desk1"), k.id, "signature", "业主本人到前台领回并签字。", 0))
		}},
	} {
		home, known := c.homes[x.house]
		if !known {
			continue
		}
		k := &keeper{ctx: ctx, d: d, c: c, now: now, clerk: []string{"desk1", "desk2"}[i%2]}
		taken, err := k.at(k.on(x.days, 1015)).TakeIn(ctx, c.by(k.clerk), home.HouseID, home.owner.ID, keyregister.Form{What: x.what, Count: x.count, Tag: x.tag, HandedInBy: x.by, Consent: x.consent})
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

// mended is owner1's matter of a tap, the first there was.
func mended(ctx context.Context, d Deps, c *cast) (tap complaint.Complaint, err error) {
	page, err := d.Matters.Matters.List(ctx, access.Everything("the demo looks for the matter that a key was used for"), complaint.Query{HouseID: c.homes[house1].HouseID, Limit: 100})
	for _, m := range page.Items {
		if m.Category == "water_supply" {
			tap = m // the newest come first
		}
	}
	return tap, err
}
