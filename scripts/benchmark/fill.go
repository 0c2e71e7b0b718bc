package main

import (
	"context"
	"crypto/rand"
	"fmt"
	mathrand "math/rand/v2"
	"runtime"
	"time"

	"github.com/google/uuid"
	"golang.org/x/sync/errgroup"

	"anju/config"
	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/estate"
	"anju/internal/core/fault"
	"anju/internal/core/terms"
	"anju/internal/core/triage"
	"anju/internal/store"
)

const (
	communities = 5
	houses      = 400 // of each community
	months      = 24  // over which matters came in
	stillOpen   = 50  // one in so many
	texts       = 400 // different ones
)

// filler lets matters live through the rules, at times gone by, and commits
// each with its whole timeline. It does so while the program is not running.
type filler struct {
	set      *store.Set
	env      complaint.Env
	said     []said
	from, to time.Time
	n        int
}

// said is a text and what Anju makes of it.
type said struct {
	title, text string
	suggestion  triage.Suggestion
}

// fill brings the store from so many matters to so many.
func fill(ctx context.Context, address string, from, to int) error {
	f := &filler{n: to}
	var err error
	if f.set, err = store.Open(ctx, address); err != nil {
		return err
	}
	defer f.set.Close(context.WithoutCancel(ctx))
	if err := f.prepare(ctx); err != nil {
		return err
	}
	makers, making := errgroup.WithContext(ctx)
	next := make(chan int, 64)
	for range 8 * runtime.GOMAXPROCS(0) {
		makers.Go(func() error {
			for i := range next {
				if err := f.matter(making, i); err != nil {
					return err
				}
			}
			return nil
		})
	}
	makers.Go(func() error {
		defer close(next)
		for i := from; i < to; i++ {
			select {
			case next <- i:
			case <-making.Done():
				return making.Err()
			}
		}
		return nil
	})
	if err := makers.Wait(); err != nil {
		return err
	}
	return f.delivered(ctx)
}

// prepare makes the estate, where it is not there yet, and the texts.
func (f *filler) prepare(ctx context.Context) error {
	location, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		return err
	}
	shipped, err := config.Rules(location)
	if err != nil {
		return err
	}
	f.env.Policy, f.env.Calendar = shipped.Policy, shipped.Calendar
	f.env.Salt = func() (s [16]byte) { rand.Read(s[:]); return s }
	f.env.NewID = func() string { return uuid.Must(uuid.NewV7()).String() }
	f.to = time.Now().UTC().Truncate(24*time.Hour).AddDate(0, 0, -2)
	f.from = f.to.AddDate(0, -months, 0)
	for range texts {
		s := said{title: words[mathrand.IntN(len(words))] + "需要处理", text: sentence()}
		s.suggestion = shipped.Triage.Suggest(s.title, s.text)
		f.said = append(f.said, s)
	}
	if _, err := f.set.Estate.Community(ctx, communityID(0)); !fault.Is(err, fault.NotFound) {
		return err
	}
	for c := range communities {
		community, err := estate.NewCommunity(communityID(c), fmt.Sprintf("量测苑%d期", c+1), "", f.from)
		if err != nil {
			return err
		}
		if err := f.set.Estate.CreateCommunity(ctx, community); err != nil {
			return err
		}
		for h := range houses {
			house := estate.NewHouse(houseID(c, h), community, place(h), f.from)
			if err := f.set.Estate.CreateHouse(ctx, house); err != nil {
				return err
			}
		}
	}
	return nil
}

func communityID(c int) string { return fmt.Sprintf("bench-community-%d", c) }
func houseID(c, h int) string  { return fmt.Sprintf("bench-house-%d-%03d", c, h) }

func place(h int) estate.Place {
	return estate.Place{Building: fmt.Sprint(h/40 + 1), Unit: fmt.Sprint(h/20%2 + 1), Room: fmt.Sprint(101 + h%20)}
}

// words of which the texts are made, so that search has something to tell apart.
var words = []string{
	"电梯", "漏水", "停电", "噪音", "门禁", "保洁", "物业费", "发票", "车位", "消防", "绿化", "宠物",
	"外墙", "渗水", "水压", "照明", "管道", "维修", "客服", "垃圾", "地下室", "单元门", "楼道", "监控",
}

func sentence() string {
	text := ""
	for range 12 {
		text += words[mathrand.IntN(len(words))] + "问题"
	}
	return text
}

var (
	clerk = access.Actor{ID: "bench-desk", Name: "量测", Role: access.Desk}
	head  = access.Actor{ID: "bench-head", Name: "量测", Role: access.DeptHead, Department: terms.Engineering}
)

// matter lets one live: three in four are questions answered on the spot, the
// rest repairs that are dispatched, done and confirmed; some are still open.
func (f *filler) matter(ctx context.Context, i int) error {
	c, h := i%communities, i*7%houses
	received := f.from.Add(f.to.Sub(f.from) / time.Duration(f.n) * time.Duration(i)).Truncate(time.Millisecond)
	nature := terms.Inquiry
	steps := []step{{clerk, complaint.AnswerCommand{Reply: "已为您处理。", CloseNow: true}}}
	if i%4 == 0 {
		nature = terms.Repair
		steps = []step{
			{clerk, complaint.DispatchCommand{Department: terms.Engineering}}, {head, complaint.AcceptCommand{}}, {head, complaint.StartCommand{}},
			{head, complaint.CompleteCommand{Result: "已修复。", AttachmentIDs: []string{"bench-photo"}}}, {clerk, complaint.ConfirmCommand{Rating: 5, OnBehalf: &complaint.OnBehalf{How: "电话", Person: "量测业主", At: received}}},
		}
	}
	if i%stillOpen == 0 {
		received = f.to.Add(time.Duration(i%1440) * time.Minute)
		steps = nil
	}
	s := f.said[i%len(f.said)]
	env := f.env
	env.At = received
	p := place(h)
	change, err := complaint.Register(complaint.Form{
		Channel: terms.Phone, Nature: nature, Title: s.title, Text: s.text, CommunityID: communityID(c), CommunityName: fmt.Sprintf("量测苑%d期", c+1),
		HouseID: houseID(c, h), HouseLabel: p.Building + "-" + p.Unit + "-" + p.Room, Building: p.Building, ReceivedAt: received,
		Reporter: complaint.Reporter{Kind: "owner", Name: "量测业主", Phone: fmt.Sprintf("199%08d", c*houses+h)},
	}, complaint.Intake{ID: env.NewID(), Number: fmt.Sprintf("BM-%s-%06d", received.Format("20060102"), i), Suggestion: s.suggestion}, clerk, env)
	if err != nil {
		return err
	}
	whole := change
	for n, step := range steps {
		env.At = received.Add(time.Duration(n+1) * 10 * time.Minute)
		changes, err := complaint.Do(whole.Next, step.cmd, step.by, env)
		if err != nil {
			return fmt.Errorf("matter %d, step %d: %w", i, n, err)
		}
		whole.Next, whole.Tally, whole.Events = changes[0].Next, changes[0].Tally, append(whole.Events, changes[0].Events...)
	}
	return f.set.Complaints.Commit(ctx, whole)
}

type step struct {
	by  access.Actor
	cmd complaint.Command
}

// delivered takes out of the outbox what long ago was heard.
func (f *filler) delivered(ctx context.Context) error {
	for {
		some, err := f.set.Outbox.Claim(ctx, time.Now(), time.Minute, 500)
		if err != nil || len(some) == 0 {
			return err
		}
		ids := make([]string, len(some))
		for i, p := range some {
			ids[i] = p.Event.ID
		}
		if err := f.set.Outbox.Done(ctx, ids...); err != nil {
			return err
		}
	}
}
