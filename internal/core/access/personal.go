package access

import (
	"slices"
	"strings"
)

// SeesPersonal reports whether name, phone and e-mail of an owner are shown in
// clear. own: the actor is that owner. onOpenMatter: the owner has an open
// matter that the actor, a handler or head, works on.
func SeesPersonal(a Actor, own, onOpenMatter bool) bool {
	switch {
	case a.OnDesk(), a.Role == System:
		return true
	case a.Role == Owner:
		return own
	case a.Is(Handler, DeptHead):
		return onOpenMatter
	}
	return false
}

// doubleSurnames (复姓) that are kept whole in a masked name.
var doubleSurnames = []string{
	"欧阳", "歐陽", "司马", "司馬", "上官", "诸葛", "諸葛", "司徒", "皇甫", "尉迟", "尉遲", "公孙", "公孫", "慕容", "令狐",
	"长孙", "長孫", "宇文", "轩辕", "軒轅", "夏侯", "东方", "東方", "独孤", "獨孤", "南宫", "南宮", "端木", "百里", "呼延",
	"申屠", "太史", "闻人", "聞人", "淳于", "单于", "濮阳", "濮陽", "澹台", "澹臺", "钟离", "鍾離", "赫连", "赫連", "完颜", "拓跋", "西门", "西門", "第五", "公冶", "宗政", "仲孙", "左丘", "梁丘",
}

// MaskName keeps the surname and puts one star for the rest: 欧阳*, 王*.
func MaskName(name string) string {
	r := []rune(strings.TrimSpace(name))
	if len(r) == 0 {
		return ""
	}
	if len(r) > 2 && slices.Contains(doubleSurnames, string(r[:2])) {
		return string(r[:2]) + "*"
	}
	return string(r[:1]) + "*"
}

// MaskPhone shows 199****1201, less of shorter numbers.
func MaskPhone(phone string) string {
	switch r := []rune(strings.TrimSpace(phone)); {
	case len(r) == 0:
		return ""
	case len(r) >= 11:
		return string(r[:3]) + "****" + string(r[len(r)-4:])
	case len(r) >= 7:
		return string(r[:2]) + "****" + string(r[len(r)-2:])
	default:
		return "****"
	}
}

// MaskEmail shows the first character and the domain: w***@example.com.
func MaskEmail(email string) string {
	email = strings.TrimSpace(email)
	if email == "" {
		return ""
	}
	user, domain, ok := strings.Cut(email, "@")
	if r := []rune(user); ok && len(r) > 0 {
		return string(r[:1]) + "***@" + domain
	}
	return "***"
}

// MaskID shows two digits at each end of an identity number: 99**************1X.
func MaskID(id string) string {
	r := []rune(strings.TrimSpace(id))
	switch {
	case len(r) == 0:
		return ""
	case len(r) < 8:
		return "****"
	}
	return string(r[:2]) + strings.Repeat("*", len(r)-4) + string(r[len(r)-2:])
}
