package triage

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"anju/internal/core/triage/model"
	"anju/internal/core/words"
)

// reading is a text prepared for the rules: folded, and cut into clauses that
// know their neighbours.
type reading struct {
	written []rune // title, line break, text, as the writer wrote them
	folded  string
	clauses []clause
}

// clause is what stands between two commas or stops.
type clause struct {
	text     string
	start    int // byte offset in folded
	sentence int
}

func read(title, text string) reading {
	written := []rune(strings.TrimSpace(model.Clip(title)) + "\n" + model.Clip(text))
	r := reading{written: written, folded: strings.ReplaceAll(words.Fold(string(written)), "’", "'")}
	start, sentence := 0, 0
	end := func(at, width int, stop bool) {
		if strings.TrimSpace(r.folded[start:at]) != "" {
			r.clauses = append(r.clauses, clause{r.folded[start:at], start, sentence})
		}
		start = at + width
		if stop {
			sentence++
		}
	}
	for i, c := range r.folded {
		switch c {
		case ',', '、', '，':
			end(i, utf8.RuneLen(c), false)
		case '。', '.', '!', '?', ';', '\n':
			end(i, utf8.RuneLen(c), true)
		}
	}
	end(len(r.folded), 0, true)
	return r
}

// around is the clause with those of its own sentence and the two beside it:
// what is said in one breath.
func (r reading) around(i int) string {
	from, to := i, i
	for from > 0 && r.clauses[from-1].sentence >= r.clauses[i].sentence-1 {
		from--
	}
	for to+1 < len(r.clauses) && r.clauses[to+1].sentence <= r.clauses[i].sentence+1 {
		to++
	}
	last := r.clauses[to]
	return r.folded[r.clauses[from].start : last.start+len(last.text)]
}

// quote is a stretch of the folded text as the writer wrote it.
func (r reading) quote(start, end int) string {
	from := utf8.RuneCountInString(r.folded[:start])
	return string(r.written[from : from+utf8.RuneCountInString(r.folded[start:end])])
}

// list is a set of words to look for, divided by bars.
type list []string

func anyOf(s string) list {
	var l list
	for w := range strings.SplitSeq(s, "|") {
		l = append(l, strings.TrimSpace(w))
	}
	return l
}

// find is where the first of the words stands, or -1. Latin words begin where a
// word begins; an ending may follow.
func (l list) find(text string) (start, end int) {
	start = -1
	for _, w := range l {
		if i := index(text, w); i >= 0 && (start < 0 || i < start) {
			start, end = i, i+len(w)
		}
	}
	return start, end
}

func (l list) in(text string) bool {
	for _, w := range l {
		if index(text, w) >= 0 {
			return true
		}
	}
	return false
}

func index(text, word string) int {
	for from := 0; ; {
		i := strings.Index(text[from:], word)
		if i < 0 {
			return -1
		}
		i += from
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		if word[0] >= utf8.RuneSelf || i == 0 || before >= 0x2E80 || !unicode.IsLetter(before) && !unicode.IsDigit(before) {
			return i
		}
		from = i + len(word)
	}
}
