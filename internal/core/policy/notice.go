package policy

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Notice is what a notice of the State Council's General Office says about a year.
type Notice struct {
	Holidays   []Holiday
	MakeUpDays []string
	Unread     []string // sentences with a date that were not understood
}

var (
	noticeName = regexp.MustCompile(`^[（(]?[一二三四五六七八九十\d]*[）)]?[、.．]?\s*([\p{Han}、]{2,20})[：:]`)
	noticeDay  = regexp.MustCompile(`(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日`)
	noticeSpan = regexp.MustCompile(`(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日(?:至(?:(?:(\d{4})年)?(\d{1,2})月)?(\d{1,2})日)?`)
	brackets   = regexp.MustCompile(`[（(][^（()）]*[）)]`)
)

// holidayNames are the names of the festivals in English.
var holidayNames = map[string]string{
	"元旦": "New Year", "春节": "Spring Festival", "清明节": "Qingming Festival", "劳动节": "Labour Day",
	"端午节": "Dragon Boat Festival", "中秋节": "Mid-Autumn Festival", "国庆节": "National Day",
}

// ReadNotice reads the text of a notice: "一、元旦：1月1日（周四）至3日（周六）放假调休，
// 共3天。1月4日（周日）上班。" Days without a year are of the given one.
func ReadNotice(year int, text string) Notice {
	var n Notice
	name := ""
	for _, line := range strings.Split(text, "\n") {
		line = brackets.ReplaceAllString(strings.TrimSpace(line), "")
		if found := noticeName.FindStringSubmatch(line); found != nil {
			name, line = found[1], line[len(found[0]):]
		}
		for _, sentence := range strings.FieldsFunc(line, func(r rune) bool { return r == '。' || r == '；' || r == ';' }) {
			n.read(year, name, strings.TrimSpace(sentence))
		}
	}
	slices.Sort(n.MakeUpDays)
	n.MakeUpDays = slices.Compact(n.MakeUpDays)
	slices.SortStableFunc(n.Holidays, func(a, b Holiday) int { return strings.Compare(a.From, b.From) })
	return n
}

func (n *Notice) read(year int, name, sentence string) {
	if !noticeDay.MatchString(sentence) {
		return
	}
	switch {
	case strings.Contains(sentence, "上班"):
		for _, d := range noticeDay.FindAllStringSubmatch(sentence, -1) {
			day, ok := noticeDate(d[1], d[2], d[3], year)
			if !ok {
				n.Unread = append(n.Unread, sentence)
				return
			}
			n.MakeUpDays = append(n.MakeUpDays, day)
		}
	case strings.Contains(sentence, "放假") && name != "":
		d := noticeSpan.FindStringSubmatch(sentence)
		from, ok := noticeDate(d[1], d[2], d[3], year)
		to := from
		if d[6] != "" && ok {
			to, ok = noticeDate(first(d[4], d[1]), first(d[5], d[2]), d[6], year)
		}
		if !ok || to < from {
			n.Unread = append(n.Unread, sentence)
			return
		}
		n.Holidays = append(n.Holidays, Holiday{NameZH: name, NameEN: inEnglish(name), From: from, To: to})
	default:
		n.Unread = append(n.Unread, sentence)
	}
}

func noticeDate(year, month, day string, otherwise int) (string, bool) {
	y := otherwise
	if year != "" {
		y, _ = strconv.Atoi(year)
	}
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	text := fmt.Sprintf("%04d-%02d-%02d", y, m, d)
	_, err := time.Parse(dayLayout, text)
	return text, err == nil
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func inEnglish(name string) string {
	var parts []string
	for _, part := range strings.Split(name, "、") {
		part = strings.TrimPrefix(part, "国际")
		english, known := holidayNames[part]
		if !known {
			english, known = holidayNames[part+"节"]
		}
		if !known {
			english = part
		}
		parts = append(parts, english)
	}
	return strings.Join(parts, " and ")
}
