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
		first, _ := utf8.DecodeRuneInString(t.Token)
		switch {
		case !t.Prefix:
			all[i] = `"` + t.Token + `"`
		case !unicode.Is(unicode.Han, first) && utf8.RuneCountInString(t.Token) <= longestBeginning:
			all[i] = `"` + beginning + t.Token + `"`
		default:
			all[i] = `"` + t.Token + `" *`
		}
	}
	return strings.Join(all, " AND ")
}
