package demo

import (
	"context"
	"slices"
	"strings"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/casestudy"
	"anju/internal/core/complaint"
	"anju/internal/core/corrective"
	"anju/internal/core/fault"
	"anju/internal/core/terms"
	"anju/internal/desk/learning"
)

// learningStories let like matters gather at two places: long ago, where a
// corrective action has helped since, and of late, where one is under way.
func (p *planner) learningStories() {
	for i, w := range []struct{ title, text string }{
		{"暴雨后卫生间返水", "昨晚暴雨，卫生间地漏往上冒水，客厅都湿了，请尽快来人疏通。"},
		{"厨房下水反味返水", "厨房下水管一下雨就反水，味道很大，请检查主管。"},
		{"地漏冒水淹到客厅", "下雨时地漏冒水，已经第二次了，请查清楚原因。"},
		{"阳台雨水管倒灌", "阳台雨水管排不出去，水倒灌进屋，请处理。"},
	} {
		p.at(88-4*i, 905+10*i, p.near("东篱家园", i), "water comes back", func(s *stage) {
			s.repair(matter{Channel: terms.Phone, Nature: terms.Repair, Category: "drainage_leak", Severity: terms.Normal, Title: w.title, Text: w.text}, p.phrases["drainage_leak"])
		})
	}
	for i, w := range []struct{ title, text string }{
		{"电梯停在六楼门打不开", "早上电梯停在六楼门打不开，等了好几分钟才开，吓着老人了。"},
		{"电梯运行时抖动异响", "电梯上行到五六楼时抖动厉害，有明显异响，请检查。"},
		{"电梯又不平层", "电梯停下来和地面差一大截，推婴儿车进不去，请尽快修。"},
		{"电梯按钮失灵停运", "电梯外呼按钮没反应，下午停运了两个小时，请说明原因。"},
	} {
		p.at(14-3*i, 915+15*i, p.near("翡翠里", i), "the lift fails again", func(s *stage) {
			s.repair(matter{Channel: terms.Phone, Nature: terms.Repair, Category: "elevator", Severity: terms.Normal, Title: w.title, Text: w.text}, p.phrases["elevator"])
			if i == 0 {
				s.act("lead1", complaint.SpreadCommand{What: "检查门机皮带与平层感应器", Places: []string{"翡翠里 其他各栋", "香樟苑 全部电梯"}, Department: terms.Engineering, DueAt: s.ahead(12, 1730)})
			}
		})
	}
}

// near is the next house of the community's largest building, whether something
// was told of it or not: where like matters gather, they come back.
func (p *planner) near(community string, nth int) string {
	houses := map[string][]string{}
	var most string
	for _, label := range p.labels {
		b := buildingOf(label)
		if !strings.HasPrefix(b, community) || label == house1 || label == house2 {
			continue
		}
		if houses[b] = append(houses[b], label); len(houses[b]) > len(houses[most]) {
			most = b
		}
	}
	if len(houses[most]) == 0 {
		return ""
	}
	return houses[most][nth%len(houses[most])]
}

// buildingOf cuts 香樟苑 12-4-804 to 香樟苑 12-.
func buildingOf(label string) string {
	before, _, _ := strings.Cut(label, "-")
	return before + "-"
}

// learn lets the company learn from its past: two corrective actions and two
// case studies, each at its time.
func learn(ctx context.Context, d Deps, c *cast, now time.Time) error {
	l := &learner{ctx: ctx, cast: c, now: now, deps: d.Learning.Deps}
	water, err := l.gathered(d, "drainage_leak", now.AddDate(0, 0, -100))
	if err != nil {
		return err
	}
	lifts, err := l.gathered(d, "elevator", now)
	if err != nil {
		return err
	}
	l.closedAction(water)
	l.underWay(lifts)
	l.caseStudies()
	return l.err
}

// learner does one thing after the other, each on a day of its own.
type learner struct {
	*cast
	ctx  context.Context
	now  time.Time
	deps learning.Deps
	err  error
}

// gathered are the numbers of the like matters that gathered most, received before a day.
func (l *learner) gathered(d Deps, category string, before time.Time) (numbers []string, err error) {
	page, err := d.Matters.Matters.List(l.ctx, access.Everything("the demo looks for hot spots"), complaint.Query{Category: category, To: &before, Limit: 100})
	spots := map[string][]string{}
	for _, m := range page.Items {
		if spots[m.Keys.Spot] = append(spots[m.Keys.Spot], m.Number); m.Keys.Spot != "" && len(spots[m.Keys.Spot]) > len(numbers) {
			numbers = spots[m.Keys.Spot]
		}
	}
	return numbers, err
}

// on is the use cases on a day.
func (l *learner) on(daysAgo int) *learning.Service {
	at := daysFrom(l.deps.Rules().Calendar, l.now, -daysAgo, 1030)
	d := l.deps
	d.Now = func() time.Time { return at }
	return learning.New(d)
}

// do carries out a step of a corrective action, unless one before went wrong.
func (l *learner) do(a *corrective.Action, step func() (corrective.Action, error)) {
	if l.err != nil {
		return
	}
	if *a, l.err = step(); l.err != nil {
		l.err = fault.Wrap("demo corrective action", l.err)
	}
}

func (l *learner) fill(a *corrective.Action, daysAgo int, who, box, text string, todos ...learning.NewTodo) {
	l.do(a, func() (corrective.Action, error) {
		return l.on(daysAgo).TakeStep(l.ctx, l.by(who), a.ID, learning.Step{Box: box, Text: text, Todos: todos}, 0)
	})
}

func (l *learner) done(a *corrective.Action, daysAgo, todo int, who, note string) {
	l.do(a, func() (corrective.Action, error) {
		return l.on(daysAgo).TakeStep(l.ctx, l.by(who), a.ID, learning.Step{TodoID: a.Todos[todo].ID, Note: note}, 0)
	})
}

func (l *learner) verified(a *corrective.Action, daysAgo, todo int, who, note string) {
	l.do(a, func() (corrective.Action, error) {
		return l.on(daysAgo).Verify(l.ctx, l.by(who), a.ID, a.Todos[todo].ID, true, note, 0)
	})
}

func (l *learner) due(daysAgo int) time.Time {
	return daysFrom(l.deps.Rules().Calendar, l.now, -daysAgo, 1730)
}

func (l *learner) closedAction(matters []string) {
	var a corrective.Action
	l.do(&a, func() (corrective.Action, error) {
		return l.on(104).MakeCorrective(l.ctx, l.by("desk1"), learning.NewCorrective{
			Title: "雨季排水返水专项整改", ComplaintIDs: matters, Team: []string{"head.eng", "handler.eng"},
			Problem: "雨季以来同一楼栋多户反映下水返水、地漏冒水，集中在一、二层，均在大雨后半小时内出现。",
		})
	})
	l.fill(&a, 102, "handler.eng", corrective.Interim, "大雨预警时安排专人值守排水泵，低层住户地漏加装防返水器。", learning.NewTodo{What: "低层十二户加装防返水器", Owner: "handler.eng", DueAt: l.due(95)})
	l.fill(&a, 100, "head.eng", corrective.Cause, "室外主排水管转弯处长期淤积，管径缩小近一半；年度清掏只做到检查井，未做到支管。")
	l.fill(&a, 99, "head.eng", corrective.Permanent, "主管高压清洗并改造转弯段；清掏周期由一年改为雨季前后各一次，列入巡检表。",
		learning.NewTodo{What: "主排水管高压清洗、改造转弯段", Owner: "handler.eng", DueAt: l.due(80)},
		learning.NewTodo{What: "修订巡检表，雨季前后各清掏一次", Owner: "head.eng", DueAt: l.due(85)})
	l.done(&a, 96, 0, "handler.eng", "十二户全部加装，逐户试水。")
	l.verified(&a, 95, 0, "head.eng", "抽查四户，装好且不渗。")
	l.done(&a, 86, 2, "head.eng", "新巡检表已下发并培训。")
	l.verified(&a, 84, 2, "desk1", "查看了本月巡检记录。")
	l.done(&a, 82, 1, "handler.eng", "清出淤泥约两方，转弯段换为大半径弯头，通球试验合格。")
	l.verified(&a, 80, 1, "leader1", "现场看过通球试验，两场大雨后无返水。")
	l.fill(&a, 79, "desk1", corrective.Verification, "两场大雨（单日超过 50 毫米）后逐户回访，无一返水；后三个月看同类件数。")
	l.do(&a, func() (corrective.Action, error) {
		return l.on(78).CloseCorrective(l.ctx, l.by("lead1"), a.ID, "原因消除，措施全部验证，巡检周期已改。", 0)
	})
}

func (l *learner) underWay(matters []string) {
	var a corrective.Action
	l.do(&a, func() (corrective.Action, error) {
		return l.on(4).MakeCorrective(l.ctx, l.by("desk1"), learning.NewCorrective{
			Title: "电梯频繁故障专项整改", ComplaintIDs: matters, Team: []string{"head.eng", "handler.eng", "handler.con"},
			Problem: "同一楼栋电梯两周内多次停运、不平层、异响，涉及老人和婴儿车出行。",
		})
	})
	l.do(&a, func() (corrective.Action, error) { return l.on(3).Upgrade(l.ctx, l.by("leader1"), a.ID, 0) })
	l.fill(&a, 2, "handler.eng", corrective.Interim, "早晚高峰安排维保人员驻点，停运十分钟内到场；另一部电梯延长开放。", learning.NewTodo{What: "维保驻点两周，每日记录", Owner: "handler.eng", DueAt: l.due(1)})
	l.fill(&a, 1, "head.eng", corrective.Cause, "门机皮带老化、平层感应器积尘；维保合同半年保养未按项完成。")
	l.fill(&a, 1, "head.eng", corrective.Permanent, "更换门机皮带和感应器；维保合同改为按项验收付款。", learning.NewTodo{What: "与维保单位签补充协议", Owner: "handler.con", DueAt: l.due(-10)})
}

// caseStudies sends the two drafts that tell most.
func (l *learner) caseStudies() {
	if l.err != nil {
		return
	}
	drafts, err := l.deps.CaseStudies.List(l.ctx, casestudy.Query{Key: casestudy.KeyOf(casestudy.Draft), Limit: 100})
	if l.err = err; err != nil {
		return
	}
	drafts = slices.DeleteFunc(drafts, func(x casestudy.Study) bool { return x.Texts.Cause == "" || x.Texts.Handling == "" })
	for _, x := range drafts[:min(2, len(drafts))] {
		if _, l.err = l.on(2).PublishCase(l.ctx, l.by("lead1"), x.ID, nil, 0); l.err != nil {
			return
		}
		for _, who := range []string{"handler.eng", "head.eng", "handler.svc"} {
			if _, l.err = l.on(1).ReadCase(l.ctx, l.by(who), x.ID); l.err != nil {
				return
			}
		}
	}
}
