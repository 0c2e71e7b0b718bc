package words

import (
	"strings"
	"unicode"
)

const (
	digits      = "0123456789"
	countryCode = "86"
)

// A piece is either a run of Chinese characters or a group of Latin letters
// and digits, several where a sign holds them together.
type piece struct {
	han    []rune
	groups []string
}

// number says that the groups are written as one word: there is a digit in them.
func (p piece) number() bool {
	for _, g := range p.groups {
		if strings.ContainsAny(g, digits) {
			return true
		}
	}
	return false
}

// cut folds a text and takes it apart.
func cut(text string) []piece {
	var pieces []piece
	var han, word, gap []rune // gap: the signs since the last word
	flush := func() {
		if len(han) > 0 {
			pieces = append(pieces, piece{han: han})
			han, gap = nil, nil
		}
		if len(word) == 0 {
			return
		}
		last := len(pieces) - 1
		if last >= 0 && hold(pieces[last].groups, gap, string(word)) {
			pieces[last].groups = append(pieces[last].groups, string(word))
		} else {
			pieces = append(pieces, piece{groups: []string{string(word)}})
		}
		word, gap = word[:0], gap[:0]
	}
	for _, r := range text {
		r = FoldRune(r)
		switch {
		case unicode.Is(unicode.Han, r):
			if len(word) > 0 {
				flush()
			}
			han = append(han, r)
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			if len(han) > 0 {
				flush()
			}
			word = append(word, r)
		default:
			flush()
			if len(gap) < 2 {
				gap = append(gap, r)
			}
		}
	}
	flush()
	return pieces
}

// hold says whether what stands between makes the next word a further group.
// A space does so only within a telephone number.
func hold(groups []string, gap []rune, next string) bool {
	if len(groups) == 0 || len(gap) != 1 {
		return false
	}
	switch gap[0] {
	case '-', '–', '—', '−', '/', '.', '_', '@':
		return true
	case ',':
		return isDigits(groups[len(groups)-1]) && len(next) == 3 && isDigits(next)
	case ' ':
		first := groups[0]
		mobile := len(first) == 3 && first[0] == '1'
		landline := (len(first) == 3 || len(first) == 4) && first[0] == '0'
		return (mobile && len(next) <= 4 || landline && len(next) <= 8) &&
			isDigits(first) && isDigits(next) && len(groups) < 3
	}
	return false
}

// withoutCountryCode is the number of a Chinese mobile written with its 86.
func withoutCountryCode(word string) (string, bool) {
	local, ok := strings.CutPrefix(word, countryCode)
	return local, ok && len(local) == 11 && local[0] == '1' && isDigits(local)
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, digits) == "" }
