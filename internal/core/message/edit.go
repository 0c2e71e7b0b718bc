package message

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/template"
	"text/template/parse"
	"unicode/utf8"

	"anju/internal/core/complaint"
	"anju/internal/core/fault"
)

// How long texts may be, in characters.
const (
	// SMSMost is what one text message holds in Chinese characters.
	SMSMost = 70

	subjectMost = 120
	bodyMost    = 1000
	mailMost    = 12_000 // a body with the whole of a note
)

// Document is the name of the setting that holds the templates an administrator changed.
const Document = "messages"

// Fields a template may speak of; SMSFields those of a text message, which goes
// to gateways outside the house and so holds no personal data.
var (
	Fields    = fieldNames()
	SMSFields = slices.DeleteFunc(slices.Clone(Fields), func(name string) bool {
		return slices.Contains([]string{"Title", "Matter", "Handler", "Note", "List"}, name)
	})
)

func fieldNames() []string {
	var names []string
	for f := range reflect.TypeFor[fields]().Fields() {
		names = append(names, f.Name)
	}
	return names
}

// SampleNumber is the number of the matter on which templates are tried.
const SampleNumber = "TS-20261121-0007"

// sample is the matter on which templates are tried.
var sample = fields{
	Number: SampleNumber, Title: "卫生间顶部渗水", Handler: "李工", Amount: "¥1280.00", Until: "2026-11-23 17:30", Visit: "2026-11-23 09:00–11:00",
	Note: "已联系防水班组，明天上午九点到场查看。", Percent: 100,
}

// sampleList is what the sample counts up.
var sampleList = fault.Text{ZH: "超时 150% 的事项 2 件；工程技术部 2 件（TS-20261121-0007 TS-20261121-0009）", EN: "2 matters late by half and more; Engineering 2 (TS-20261121-0007 TS-20261121-0009)"}

// listOf is what the sample of an event counts up or says happened.
func listOf(event string) fault.Text {
	switch event {
	case Followed:
		return courses["completed"]
	case string(complaint.KindOrderClimbed):
		return fault.Text{ZH: "督办", EN: "supervision order"}
	}
	return sampleList
}

// sampleNames are the department and the clock of the sample.
var sampleNames = [2]fault.Text{{ZH: "工程技术部", EN: "Engineering"}, {ZH: "首次响应", EN: "First response"}}

// Try reads one template and fills it in for the sample. The fault names each
// text that cannot be read or is too long: body.zh, sms.en.
func Try(x Template) (Said, error) {
	w, wrong := read(x)
	if len(wrong) > 0 {
		return Said{}, wrong.Err()
	}
	return w.fill(sample, sampleNames[0], sampleNames[1], listOf(x.Event))
}

// Replace puts templates that were changed in the place of those that ship. Of
// those for an event that no longer ships nothing is left.
func Replace(shipped, changed []Template) []Template {
	out := slices.Clone(shipped)
	for i, x := range out {
		if at := slices.IndexFunc(changed, func(c Template) bool { return c.Key() == x.Key() }); at >= 0 {
			out[i] = changed[at]
		}
	}
	return out
}

func read(x Template) (wording, fault.Fields) {
	var w wording
	var wrong fault.Fields
	if x.For != ForOwner && x.For != ForStaff {
		wrong.OneOf("for", x.For, ForOwner, ForStaff)
	}
	for _, part := range []struct {
		name    string
		words   Words
		allowed []string
		most    int
		into    *[2]*template.Template
	}{{"subject", x.Subject, Fields, subjectMost, &w.subject}, {"body", x.Body, Fields, bodyMost, &w.body}, {"sms", x.SMS, SMSFields, SMSMost, &w.sms}} {
		for i, text := range []string{part.words.ZH, part.words.EN} {
			path := part.name + []string{".zh", ".en"}[i]
			parsed, ok := readText(&wrong, path, text, part.allowed)
			if !ok {
				continue
			}
			part.into[i] = parsed
			f := sample
			f.speak(i, f.matter(), sampleNames[0], sampleNames[1], listOf(x.Event))
			var b strings.Builder
			_ = parsed.Execute(&b, f) // of plain fields alone: cannot fail
			if n := utf8.RuneCountInString(strings.TrimSpace(b.String())); n > part.most {
				wrong.Add(path, "length", fmt.Sprintf("按示例填好有 %d 个字，最多 %d 个。", n, part.most), fmt.Sprintf("Filled in for the sample it has %d characters; %d are the most.", n, part.most))
			}
		}
	}
	return w, wrong
}

// brokenAt is where the parser says that it stumbled: "template: x:2: why".
var brokenAt = regexp.MustCompile(`^template: [^:]*:(\d+):(?:\d+:)? (.*)$`)

func readText(wrong *fault.Fields, path, text string, allowed []string) (*template.Template, bool) {
	if strings.TrimSpace(text) == "" {
		wrong.Require(path, "")
		return nil, false
	}
	if len(text) > 4*bodyMost {
		wrong.Length(path, text, 1, bodyMost)
		return nil, false
	}
	parsed, err := template.New("text").Parse(text)
	if err != nil {
		line, why := "1", err.Error()
		if m := brokenAt.FindStringSubmatch(err.Error()); m != nil {
			line, why = m[1], m[2]
		}
		wrong.Add(path, "broken", fmt.Sprintf("第 %s 行的模板写法有误：%s", line, why), fmt.Sprintf("Line %s cannot be read as a template: %s", line, why))
		return nil, false
	}
	before := len(*wrong)
	checkNode(wrong, path, text, parsed.Root, allowed)
	return parsed, len(*wrong) == before
}

// checkNode lets through plain text, fields, and what is shown only if a field
// is there; nothing else, so that a template can do no harm.
func checkNode(wrong *fault.Fields, path, text string, node parse.Node, allowed []string) {
	switch n := node.(type) {
	case *parse.ListNode:
		if n == nil {
			return
		}
		for _, inner := range n.Nodes {
			checkNode(wrong, path, text, inner, allowed)
		}
	case *parse.TextNode:
	case *parse.ActionNode:
		checkPipe(wrong, path, text, n.Pipe, allowed)
	case *parse.IfNode:
		checkPipe(wrong, path, text, n.Pipe, allowed)
		checkNode(wrong, path, text, n.List, allowed)
		checkNode(wrong, path, text, n.ElseList, allowed)
	default:
		refuseNode(wrong, path, text, node)
	}
}

func checkPipe(wrong *fault.Fields, path, text string, pipe *parse.PipeNode, allowed []string) {
	if len(pipe.Cmds) != 1 || len(pipe.Decl) != 0 || len(pipe.Cmds[0].Args) != 1 {
		refuseNode(wrong, path, text, pipe)
		return
	}
	field, ok := pipe.Cmds[0].Args[0].(*parse.FieldNode)
	if !ok {
		refuseNode(wrong, path, text, pipe)
		return
	}
	if name := strings.Join(field.Ident, "."); !slices.Contains(allowed, name) {
		at := place(text, field)
		list := "." + strings.Join(allowed, " .")
		wrong.Add(path, "unknown_field", fmt.Sprintf("第 %s 字处的 .%s 不能用；可用 %s。", at, name, list), fmt.Sprintf("At character %s, .%s cannot be used here; there are %s.", at, name, list))
	}
}

func refuseNode(wrong *fault.Fields, path, text string, node parse.Node) {
	at := place(text, node)
	wrong.Add(path, "broken", fmt.Sprintf("第 %s 字处：只能写字段和 {{if .字段}}…{{end}}。", at), fmt.Sprintf("At character %s: only fields and {{if .Field}}…{{end}} can be used.", at))
}

// place is where a node begins, counted in characters from 1.
func place(text string, node parse.Node) string {
	at := min(int(node.Position()), len(text))
	return strconv.Itoa(utf8.RuneCountInString(strings.ToValidUTF8(text[:at], "?")) + 1)
}
