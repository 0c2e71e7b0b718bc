package rest

import (
	"context"
	"reflect"
	"strings"
	"time"

	openapi_types "github.com/oapi-codegen/runtime/types"

	"anju/api/contract"
	"anju/internal/core/fault"
)

// inWords writes the cells of an export in the words of one language.
type inWords struct {
	*Server
	lang string
	now  time.Time

	places map[string]string // names of communities
}

func (w inWords) in(t fault.Text) string   { return t.In(w.lang) }
func (w inWords) say(zh, en string) string { return w.in(fault.Text{ZH: zh, EN: en}) }
func (w inWords) yes(is bool) string {
	return map[bool]string{true: w.say("是", "Yes"), false: w.say("否", "No")}[is]
}
func (w inWords) joined(parts []string) string { return strings.Join(parts, w.say("、", ", ")) }

// term is the word for a code, which may be a pointer and stand for none.
func (w inWords) term(of []contract.Term, code any) string {
	said, _ := w.plain(code).(string)
	return nameOf(of, said, w.lang)
}

func (w inWords) terms(of []contract.Term, codes any) string {
	var out []string
	for all, i := reflect.ValueOf(codes), 0; i < all.Len(); i++ {
		out = append(out, w.term(of, all.Index(i).Interface()))
	}
	return w.joined(out)
}

// department and category have the names that this house gives them.
func (w inWords) department(code any) string {
	said, _ := w.plain(code).(string)
	for _, d := range w.Rules().Policy.Departments {
		if d.Code == said {
			return w.say(d.NameZH, d.NameEN)
		}
	}
	return said
}

func (w inWords) departments(codes []string) string {
	return w.joined(each(codes, func(code string) string { return w.department(code) }))
}

func (w inWords) category(code any) string {
	said, _ := w.plain(code).(string)
	if c, ok := w.Rules().Policy.Category(said); ok {
		return w.say(c.NameZH, c.NameEN)
	}
	return said
}

// place is a community by its name; none of them is all.
func (w inWords) place(id any) string {
	said, _ := w.plain(id).(string)
	switch name, known := w.places[said]; {
	case known:
		return name
	case said == "":
		return w.say("全部小区", "All communities")
	}
	return said
}

func (w inWords) person(p *contract.Person) string {
	if p == nil {
		return ""
	}
	return p.Name
}

// cells are values as a sheet takes them: no pointers, no types of the contract, nothing for what is empty.
func (w inWords) cells(values ...any) []any {
	for i, v := range values {
		values[i] = w.plain(v)
	}
	return values
}

func (w inWords) plain(v any) any {
	switch x := v.(type) {
	case nil:
		return nil
	case time.Time:
		return x
	case openapi_types.Date:
		return time.Date(x.Year(), x.Month(), x.Day(), 0, 0, 0, 0, w.Location)
	}
	switch x := reflect.ValueOf(v); x.Kind() {
	case reflect.Pointer:
		if x.IsNil() {
			return nil
		}
		return w.plain(x.Elem().Interface())
	case reflect.String:
		if x.Len() == 0 {
			return nil
		}
		return x.String()
	case reflect.Int, reflect.Int64:
		return x.Int()
	}
	return nil
}

// filters are what narrowed the list, in words.
func (x *export) filters() string {
	var out []string
	for _, p := range x.operations.named(x.list).params {
		said := x.query.Get(p.Value.Name)
		if said == "" {
			continue
		}
		label, known := filterNames[p.Value.Name]
		if !known {
			label = fault.Text{ZH: p.Value.Name, EN: p.Value.Name}
		}
		words := said
		switch name := p.Value.Name; name {
		case "department":
			words = x.department(said)
		case "category":
			words = x.category(said)
		case "communityId":
			words = x.place(said)
		case "dueFrom", "dueBefore":
			if at, err := time.Parse(time.RFC3339, said); err == nil {
				words = at.In(x.Location).Format("2006-01-02 15:04")
			}
		case "state":
			words = nameOf(x.states, said, x.lang)
		default:
			if p.Value.Schema.Value.Type.Is("boolean") {
				words = x.yes(said == "true")
			} else {
				words = x.terms(filterTerms[name], strings.Split(said, ","))
			}
		}
		out = append(out, x.in(label)+x.say("：", ": ")+words)
	}
	if len(out) == 0 {
		return x.say("无", "None")
	}
	return strings.Join(out, x.say("；", "; "))
}

// placeNames are the communities in the reader's sight by their ids.
func (s *Server) placeNames(ctx context.Context) (map[string]string, error) {
	names := map[string]string{}
	for q := (contract.ListCommunitiesParams{}); ; {
		r, err := s.ListCommunities(ctx, contract.ListCommunitiesRequestObject{Params: q})
		if err != nil {
			return nil, err
		}
		page, _ := r.(contract.ListCommunities200JSONResponse)
		for _, c := range page.Items {
			names[c.Id] = c.Name
		}
		if page.NextCursor == nil {
			return names, nil
		}
		q.Cursor = page.NextCursor
	}
}

// filterNames are the filters as a reader knows them; another stands by its own name.
var filterNames = map[string]fault.Text{
	"status": {ZH: "状态", EN: "Status"}, "state": {ZH: "状态", EN: "State"}, "open": {ZH: "未结", EN: "Open"}, "department": {ZH: "部门", EN: "Department"}, "category": {ZH: "类别", EN: "Category"},
	"severity": {ZH: "紧急程度", EN: "Urgency"}, "nature": {ZH: "性质", EN: "Nature"}, "channel": {ZH: "渠道", EN: "Channel"}, "communityId": {ZH: "小区", EN: "Community"},
	"overdue": {ZH: "超时", EN: "Overdue"}, "dueFrom": {ZH: "到期自", EN: "Due from"}, "dueBefore": {ZH: "到期至", EN: "Due before"}, "outcome": {ZH: "办理结果", EN: "Outcome"},
	"mark": {ZH: "标记", EN: "Mark"}, "from": {ZH: "自", EN: "From"}, "to": {ZH: "至", EN: "To"}, "q": {ZH: "关键词", EN: "Words"}, "role": {ZH: "角色", EN: "Role"}, "active": {ZH: "在用", EN: "Active"},
	"kind": {ZH: "方式", EN: "Kind"}, "basis": {ZH: "性质", EN: "Basis"}, "type": {ZH: "分录", EN: "Entry"}, "direction": {ZH: "收发", EN: "Direction"}, "before": {ZH: "到哪一天", EN: "Up to"},
	"action": {ZH: "做了什么", EN: "What"}, "target": {ZH: "对象", EN: "Of what"}, "retired": {ZH: "含已停用", EN: "Retired too"}, "unread": {ZH: "未读", EN: "Unread"}, "mine": {ZH: "等我的", EN: "Mine"},
	"ownerId": {ZH: "同一业主", EN: "Same owner"}, "houseId": {ZH: "同一房屋", EN: "Same house"}, "assigneeId": {ZH: "经办人", EN: "Handler"}, "complaintId": {ZH: "同一事项", EN: "Same matter"}, "spot": {ZH: "热点", EN: "Hot spot"},
	"sort": {ZH: "排列", EN: "Sorted"}, "order": {ZH: "顺序", EN: "Order"}, "actorId": {ZH: "同一人", EN: "Same person"}, "given": {ZH: "我交办的", EN: "Given by me"}, "unsigned": {ZH: "待签收", EN: "Receipt open"},
	"view": {ZH: "显示", EN: "Shown"}, "week": {ZH: "周", EN: "Week"}, "usual": {ZH: "常规班表", EN: "Usual week"},
}

// filterTerms are the words for what they may say.
var filterTerms = map[string][]contract.Term{
	"status": statusNames, "severity": severities, "nature": natures, "channel": channels, "outcome": outcomes, "role": roles, "kind": measureKinds, "basis": bases, "type": entryTypes, "direction": letterWays,
	"mark": named("long_late", "超时 150%", "Late by half", "urged", "被催", "Urged", "paused", "暂停", "Paused", "unassigned", "未指派", "Nobody named", "ordered", "督办中", "Under order", "consulting", "请示中", "Asked of leaders",
		"consulted", "已批复", "Answered by leaders", "agreement", "待签协议", "To be signed", "downgraded", "曾降级", "Downgraded", "recheck", "待复查", "To re-check", "asked", "问我们的", "Asked of us", "asking", "等部门答复", "Awaiting answers",
		"second_reading", "待复核", "Second reading", "returned", "退回待派", "Returned", "soon", "即将到期", "Due soon",
		"meeting", "待面谈", "To meet", "payable", "待付款", "To pay", "unsigned", "待签收", "Receipt open", "final", "终结答复", "Final reply", "stood_down", "重大事件解除", "Incident stood down"),
	"sort": named("due", "按到期时间", "By due time", "received", "按收到时间", "By time received", "updated", "按更新时间", "By last change"), "order": named("asc", "由早到晚", "Earliest first", "desc", "由晚到早", "Latest first"),
	"view": named("waiting", "待批", "Waiting", "later", "事后复核", "To review afterwards", "decided", "已决定", "Decided", "plans", "阅知", "Plans to read"),
}

var (
	entryTypes = named("payment", "付款", "Payment", "correction", "更正", "Correction", "recovery", "追偿", "Recovery")
	letterWays = named("in", "来文", "Received", "out", "发文", "Sent")
)
