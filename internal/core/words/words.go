// Package words cuts texts into search tokens, for the index and for the
// query, so that both stores find the same matters by the same words.
//
// Chinese has no spaces: a run is cut into overlapping pairs, and each single
// character is a token too, so that one character finds, the last one included.
// Latin letters and digits are words. A number in groups (TS-20261121-0007,
// 199-0000-8825, 3-1502) is also written as one word, so that it is found with
// its signs, without them, and from its first digits on.
package words

import "strings"

// Bounds of one text's index entry and of one query. What is beyond is not
// found, so callers put names and numbers before long texts.
const (
	MaxTokens = 4000
	MaxTerms  = 24
	maxWord   = 40 // runes
	maxJoined = 4  // groups written as one word
)

// Term is one condition of a query: the index must hold this token, or, with
// Prefix, a token that begins with it.
type Term struct {
	Token  string
	Prefix bool
	Aside  bool // tokens that are kept aside count, too
}

// asideMark stands before tokens that are kept aside; no token cut from a text holds it.
const asideMark = "‡"

// Aside keeps a token aside: only a term that asks for such finds it. Names and
// numbers of people stand so where not every reader of a matter may know them.
func Aside(token string) string { return asideMark + token }

// Tokens are what a text is indexed under: folded, each once, at most MaxTokens.
func Tokens(text string) []string {
	var tokens []string
	seen := map[string]struct{}{}
	add := func(token string) {
		if _, known := seen[token]; !known && len(tokens) < MaxTokens {
			seen[token] = struct{}{}
			tokens = append(tokens, token)
		}
	}
	for _, p := range cut(text) {
		for i := range p.han {
			add(string(p.han[i]))
			if i > 0 {
				add(string(p.han[i-1 : i+1]))
			}
		}
		for i, word := range p.groups {
			add(clip(word))
			for j := i + 2; p.number() && j <= min(i+maxJoined, len(p.groups)); j++ {
				add(clip(strings.Join(p.groups[i:j], "")))
			}
		}
		if local, ok := withoutCountryCode(strings.Join(p.groups, "")); ok {
			add(countryCode)
			add(local)
		}
	}
	return tokens
}

// Query is what must be found, all of it, for a text to match. The word that a
// query ends with may still be in the typing, so its beginning is enough.
// No terms mean that the query holds nothing to search for.
func Query(text string) []Term {
	var terms []Term
	seen := map[Term]struct{}{}
	add := func(token string, prefix bool) {
		t := Term{Token: clip(token), Prefix: prefix}
		if _, known := seen[t]; !known && len(terms) < MaxTerms {
			seen[t] = struct{}{}
			terms = append(terms, t)
		}
	}
	pieces := cut(text)
	for n, p := range pieces {
		if len(p.han) == 1 {
			add(string(p.han), false)
		}
		for i := 1; i < len(p.han); i++ {
			add(string(p.han[i-1:i+1]), false)
		}
		last := n == len(pieces)-1
		step := 1
		if p.number() {
			step = maxJoined
		}
		for i := 0; i < len(p.groups); i += step {
			end := min(i+step, len(p.groups))
			word := strings.Join(p.groups[i:end], "")
			if local, ok := withoutCountryCode(word); ok {
				word = local
			}
			add(word, last && end == len(p.groups))
		}
	}
	return terms
}

func clip(word string) string {
	if len(word) <= maxWord {
		return word
	}
	r := []rune(word)
	return string(r[:min(maxWord, len(r))])
}
