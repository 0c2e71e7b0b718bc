// Package anonym takes people out of a text: names that are known, and what by
// its form is a phone, identity, bank or plate number, an address of mail or a
// room. A person reads the result all the same before others do: a name that
// nobody told us of has no form.
package anonym

import (
	"regexp"
	"slices"
	"strings"
)

// Known is what the matter says of its people and places.
type Known struct {
	Names  []string // of people, as written
	Staff  []string // of those who are responsible or complained of
	Places []string // house labels and rooms
	Others []string // phones, e-mail addresses, numbers of papers
}

// Kinds of what is found.
const (
	Name   = "name"
	Phone  = "phone"
	Number = "number" // identity or bank
	Mail   = "email"
	Plate  = "plate"
	Room   = "room"
)

// Found is one piece of personal data in a text.
type Found struct {
	Kind string
	Text string
}

// form is what a piece of personal data looks like and what stands in its place.
type form struct {
	kind    string
	pattern *regexp.Regexp
	instead string
}

// province begins a number plate.
const province = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"

// surnames are the common ones: with a title behind they name a person.
const surnames = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"

// forms in the order in which they are taken out: longer numbers before shorter.
var forms = []form{
	{Mail, regexp.MustCompile(`[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+`), "（邮箱）"},
	{Number, regexp.MustCompile(`\d{15,19}[Xx]?`), "（证件号）"},
	{Number, regexp.MustCompile(`[A-Z]{2,4}-\d{8}-\d{4,}`), "（编号）"},
	{Phone, regexp.MustCompile(`(\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[- ]\d{7,8}`), "（电话）"},
	{Plate, regexp.MustCompile(`[` + province + `][A-Z][·. ]?[A-HJ-NP-Z0-9]{5,6}`), "（车牌）"},
	{Room, regexp.MustCompile(`\d{1,3}\s*(栋|幢|号楼|座)\s*(\d{1,2}\s*单元)?\s*\d{3,4}(\s*(室|号|房))?|\d{1,3}-\d{1,2}-\d{3,4}|\d{1,3}-\d{3,4}(室)?|\d{3,4}\s*(室|房)`), "（某户）"},
	{Name, regexp.MustCompile(`[` + surnames + `](先生|女士|小姐|阿姨|大爷|大妈|叔叔|奶奶|爷爷)`), "业主"},
	{Name, regexp.MustCompile(`\b(Mr|Mrs|Ms|Miss|Dr)\.? [A-Z][a-z]+`), "the owner"},
}

// Strip gives the text without the personal data that Find would find.
func Strip(text string, known Known) string {
	for _, k := range known.pieces() {
		text = strings.ReplaceAll(text, k.Text, k.instead)
	}
	for _, f := range forms {
		text = f.pattern.ReplaceAllString(text, f.instead)
	}
	return text
}

// Find tells each piece of personal data in the text once, in the order of the forms.
func Find(text string, known Known) []Found {
	var out []Found
	add := func(kind, piece string) {
		if f := (Found{kind, piece}); !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	for _, k := range known.pieces() {
		if strings.Contains(text, k.Text) {
			add(k.Kind, k.Text)
			text = strings.ReplaceAll(text, k.Text, "\n")
		}
	}
	for _, f := range forms {
		for _, piece := range f.pattern.FindAllString(text, -1) {
			add(f.kind, piece)
		}
		text = f.pattern.ReplaceAllString(text, "\n")
	}
	return out
}

type piece struct {
	Found
	instead string
}

// pieces are the known ones, the longest first, so that a name within another
// does not leave the rest of it. One character says nothing by itself.
func (k Known) pieces() []piece {
	var out []piece
	add := func(kind, instead string, texts []string) {
		for _, t := range texts {
			if t = strings.TrimSpace(t); len([]rune(t)) > 1 {
				out = append(out, piece{Found{kind, t}, instead})
			}
		}
	}
	add(Name, "业主", k.Names)
	add(Name, "当事人", k.Staff)
	add(Room, "（某户）", k.Places)
	add(Number, "（号码）", k.Others)
	slices.SortStableFunc(out, func(a, b piece) int { return len(b.Text) - len(a.Text) })
	return out
}
