// Package wording points at words to an owner that blame, refuse without more,
// or admit liability. It is a hint and bars nothing; an apology or thanks is
// never pointed at. The lists are the company's.
package wording

import (
	"slices"
	"strings"
	"unicode"

	"anju/internal/core/fault"
	"anju/internal/core/words"
)

// Kinds of words that are pointed at.
const (
	Blame     = "blame"     // 指责
	Refusal   = "refusal"   // 生硬拒绝
	Liability = "liability" // 承认责任、保证赔偿
)

// Rule is a list of words of one kind, and what to say instead. In words and
// exceptions … stands for a few characters of the same sentence.
type Rule struct {
	Kind     string   `json:"kind" validate:"oneof=blame refusal liability"`
	AdviceZH string   `json:"adviceZh" validate:"required,max=200"`
	AdviceEN string   `json:"adviceEn" validate:"required,max=300"`
	Words    []string `json:"words" validate:"min=1,max=300,dive,required,max=60"`
	Except   []string `json:"except,omitempty" validate:"max=300,dive,required,max=60"` // around a find, they clear it
}

// Hint points at words. Start and End count characters (Unicode code points).
type Hint struct {
	Start, End int
	Words      string
	Kind       string
	Advice     fault.Text
}

// gap is how many characters … may stand for.
const gap = 8

// Check finds what the rules point at, in the order of the text. Of finds that
// overlap the first, and of those the longest, is told.
func Check(rules []Rule, text string) []Hint {
	plain := fold(text)
	written := []rune(text)
	var all []Hint
	for _, r := range rules {
		clear := spans(plain, r.Except)
		for _, s := range spans(plain, r.Words) {
			if !slices.ContainsFunc(clear, s.within) {
				all = append(all, Hint{s.start, s.end, string(written[s.start:s.end]), r.Kind, fault.Text{ZH: r.AdviceZH, EN: r.AdviceEN}})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b Hint) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return b.End - a.End
	})
	told, end := all[:0], 0
	for _, h := range all {
		if h.Start >= end {
			told, end = append(told, h), h.End
		}
	}
	return told
}

type span struct{ start, end int }

func (s span) within(other span) bool { return other.start <= s.start && s.end <= other.end }

// fold writes a text the one way it is compared in, character by character.
func fold(text string) []rune {
	return []rune(strings.Map(func(r rune) rune {
		switch r {
		case '’', '‘', '＇':
			return '\''
		case '你':
			return '您'
		}
		return r
	}, words.Fold(text)))
}

// spans are all places at which one of the phrases stands.
func spans(text []rune, phrases []string) (found []span) {
	for _, p := range phrases {
		parts := strings.Split(string(fold(p)), "…")
		for at := range text {
			if end, ok := stands(text, at, parts); ok && whole(text, at, end) {
				found = append(found, span{at, end})
			}
		}
	}
	return found
}

// stands reports whether the parts follow each other from a place on, with no
// more than a gap of the same sentence between them.
func stands(text []rune, at int, parts []string) (end int, ok bool) {
	first := []rune(parts[0])
	if len(text)-at < len(first) || !slices.Equal(text[at:at+len(first)], first) {
		return 0, false
	}
	end = at + len(first)
	if len(parts) == 1 {
		return end, true
	}
	for skip := 0; skip <= gap && end+skip <= len(text); skip++ {
		if skip > 0 && strings.ContainsRune("。！？!?.;\n", text[end+skip-1]) {
			return 0, false
		}
		if last, ok := stands(text, end+skip, parts[1:]); ok {
			return last, true
		}
	}
	return 0, false
}

// whole: Latin words are found as words, not inside others.
func whole(text []rune, start, end int) bool {
	latin := func(i int) bool {
		return i >= 0 && i < len(text) && text[i] < unicode.MaxASCII && unicode.IsLetter(text[i])
	}
	return !(latin(start) && latin(start-1)) && !(latin(end-1) && latin(end))
}
