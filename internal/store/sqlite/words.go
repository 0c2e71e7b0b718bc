package sqlite

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"anju/internal/core/words"
)

// The search index holds tokens as they were cut. FTS5 finds a beginning by
// merging the lists of all words that have it, which is slow when a digit or
// two begin half the telephone numbers; so short beginnings of words in letters
// and digits are kept as tokens of their own, behind a mark that no word holds.
const (
	beginning        = "·"
	longestBeginning = 8 // characters
)

// indexed is what tokens are kept as, for the tokenizer to part at the spaces.
func indexed(tokens []string) string {
	var out strings.Builder
	seen := map[string]bool{}
	for _, token := range tokens {
		out.WriteString(token)
		out.WriteByte(' ')
		if first, _ := utf8.DecodeRuneInString(token); unicode.Is(unicode.Han, first) {
			continue
		}
		ends := 0
		for i := range token + " " {
			if i == 0 {
				continue
			}
			if ends++; ends > longestBeginning {
				break
			}
			if b := token[:i]; !seen[b] {
				seen[b] = true
				out.WriteString(beginning + b + " ")
			}
		}
	}
	return out.String()
}

// match is a search as FTS5 reads it. Tokens hold letters and digits alone.
func match(terms []words.Term) string {
	all := make([]string, len(terms))
	for i, t := range terms {
		all[i] = matchOne(t.Token, t.Prefix)
		if t.Aside {
			all[i] = "(" + all[i] + " OR " + matchOne(words.Aside(t.Token), t.Prefix) + ")"
		}
	}
	return strings.Join(all, " AND ")
}

func matchOne(token string, prefix bool) string {
	first, _ := utf8.DecodeRuneInString(token)
	switch {
	case !prefix:
		return `"` + token + `"`
	case !unicode.Is(unicode.Han, first) && utf8.RuneCountInString(token) <= longestBeginning:
		return `"` + beginning + token + `"`
	}
	return `"` + token + `" *`
}
