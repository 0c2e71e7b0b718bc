package model

import (
	"strings"
	"unicode"

	"anju/internal/core/words"
)

// Bounds of one reading: of a very long text its beginning and its end count.
const (
	headRunes = 2400
	tailRunes = 600
)

// Clip cuts a text to what is read of it.
func Clip(text string) string {
	if len(text) <= headRunes+tailRunes {
		return text
	}
	r := []rune(text)
	if len(r) <= headRunes+tailRunes {
		return text
	}
	return string(r[:headRunes]) + "\n" + string(r[len(r)-tailRunes:])
}

// A Feature is something said in a text and where it stands, in runes.
type Feature struct {
	Name       string
	Start, End int
	Title      bool
}

// Document is a text as the model reads it: title, line break, text.
type Document struct {
	Runes    []rune    // as written
	Features []Feature // character 1–3-grams of Chinese, words and word pairs of Latin
	Keywords []Keyword // words of the lexicon
}

// A Keyword is a word of the lexicon found in a text.
type Keyword struct {
	Class      int
	Start, End int
	Title      bool
}

// Read takes a text apart.
func Read(title, text string) Document {
	title, text = strings.TrimSpace(Clip(title)), Clip(text)
	doc := Document{Runes: []rune(title + "\n" + text)}
	folded := []rune(words.Fold(string(doc.Runes)))
	titleEnd := len([]rune(title))
	for i := 0; i < len(folded); {
		switch {
		case unicode.Is(unicode.Han, folded[i]):
			end := i
			for end < len(folded) && unicode.Is(unicode.Han, folded[end]) {
				end++
			}
			doc.chinese(folded[i:end], i, i < titleEnd)
			i = end
		case isLatin(folded[i]):
			end := i
			for end < len(folded) && !unicode.Is(unicode.Han, folded[end]) && folded[end] != '\n' {
				end++
			}
			doc.latin(folded[i:end], i, i < titleEnd)
			i = end
		default:
			i++
		}
	}
	return doc
}

func (d *Document) chinese(run []rune, at int, title bool) {
	s := string(run)
	offsets := make([]int, 0, len(run)+1)
	for i := range s {
		offsets = append(offsets, i)
	}
	offsets = append(offsets, len(s))
	for i := range run {
		for n := 1; n <= longestKeyword && i+n <= len(run); n++ {
			gram := s[offsets[i]:offsets[i+n]]
			if n <= 3 {
				d.Features = append(d.Features, Feature{gram, at + i, at + i + n, title})
			}
			for _, class := range lexicon[gram] {
				d.Keywords = append(d.Keywords, Keyword{class, at + i, at + i + n, title})
			}
		}
	}
}

func (d *Document) latin(run []rune, at int, title bool) {
	type word struct {
		stem       string
		start, end int
	}
	var ws []word
	for i := 0; i < len(run); {
		if !isLatin(run[i]) {
			i++
			continue
		}
		end := i
		for end < len(run) && (isLatin(run[end]) || end+1 < len(run) && isJoint(run[end]) && isLatin(run[end+1])) {
			end++
		}
		ws = append(ws, word{Stem(string(run[i:end])), at + i, at + end})
		i = end
	}
	for i := range ws {
		name := ""
		for n := 1; n <= 4 && i+n <= len(ws); n++ {
			if n > 1 {
				name += " "
			}
			name += ws[i+n-1].stem
			span := ws[i+n-1].end
			if n == 1 && !stopWords[name] || n == 2 {
				d.Features = append(d.Features, Feature{name, ws[i].start, span, title})
			}
			for _, class := range lexicon[name] {
				d.Keywords = append(d.Keywords, Keyword{class, ws[i].start, span, title})
			}
		}
	}
}

func isLatin(r rune) bool { return unicode.IsLetter(r) && !unicode.Is(unicode.Han, r) }

func isJoint(r rune) bool { return r == '\'' || r == '’' }

var stopWords = func() map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(`the a an is are was were be been it its this that these those i we you he she they me
		us my our your his her their and or but if of to in on at for with from by as so not no do does did have has had
		will would can could should there here what when which who how why than then very just too also all any some
		please hi hello dear yes`) {
		set[Stem(w)] = true
	}
	return set
}()

// Stem takes the common endings off an English word; crude, the same for the
// lexicon and for the text.
func Stem(w string) string {
	w = strings.TrimSuffix(strings.ReplaceAll(w, "’", "'"), "'s")
	for _, end := range []string{"ations", "ation", "ating", "ings", "ing", "ers", "ied", "ies", "ed", "ly", "es", "s", "e"} {
		root, ok := strings.CutSuffix(w, end)
		if !ok || len(root) < 3 {
			continue
		}
		switch end {
		case "ations", "ation", "ating":
			return root + "at"
		case "ied", "ies":
			return root + "y"
		case "s":
			if strings.HasSuffix(root, "s") {
				return w
			}
		}
		if n := len(root); n > 3 && root[n-1] == root[n-2] && !strings.ContainsRune("lsz", rune(root[n-1])) {
			root = root[:n-1]
		}
		return root
	}
	return w
}
