package words

import (
	_ "embed"
	"strings"
	"unicode"
)

// simplified.txt holds one pair a line: a traditional or variant character and
// the simplified one it is folded to. NOTICE says where the pairs come from.
//
//go:embed simplified.txt
var simplifiedPairs string

var simplified = func() map[rune]rune {
	pairs := strings.Fields(simplifiedPairs)
	table := make(map[rune]rune, len(pairs))
	for _, pair := range pairs {
		r := []rune(pair)
		table[r[0]] = r[1]
	}
	return table
}()

// Fold writes a text the one way it is compared in: full-width forms as plain
// ones, letters in lower case, 繁體 as 简体. It works rune by rune, so the
// n-th rune of the result comes from the n-th rune of the text.
func Fold(text string) string { return strings.Map(FoldRune, text) }

// FoldRune folds one character.
func FoldRune(r rune) rune {
	switch {
	case r < unicode.MaxASCII:
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	case r == '\u3000':
		return ' '
	case '\uFF01' <= r && r <= '\uFF5E':
		return FoldRune(r - 0xFEE0)
	}
	if s, ok := simplified[r]; ok {
		return s
	}
	return unicode.ToLower(r)
}
