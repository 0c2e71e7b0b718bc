package words_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"

	"anju/internal/core/words"
)

// finds is what a store does with the two functions.
func finds(text, query string) bool {
	tokens := words.Tokens(text)
	terms := words.Query(query)
	for _, term := range terms {
		if !slices.ContainsFunc(tokens, func(token string) bool {
			return token == term.Token || term.Prefix && strings.HasPrefix(token, term.Token)
		}) {
			return false
		}
	}
	return len(terms) > 0
}

func TestQueryFinds(t *testing.T) {
	for _, c := range []struct{ text, query string }{
		{"电梯困人，快来", "电梯"},
		{"电梯困人，快来", "困"},
		{"电梯困人，快来", "来"},
		{"电梯困人，快来", "困人 电梯"},
		{"電梯關門夾人", "电梯关门"},
		{"电梯关门夹人", "電梯"},
		{"衛生間漏水", "卫生间漏"},
		{"ＴＳ－２０２６１１２１－０００７", "ts-20261121-0007"},
		{"受理编号TS-20261121-0007已登记", "TS-20261121-0007"},
		{"受理编号TS-20261121-0007已登记", "ts20261121"},
		{"受理编号TS-20261121-0007已登记", "TS-2026112"},
		{"受理编号TS-20261121-0007已登记", "20261121-0007"},
		{"受理编号TS-20261121-0007已登记", "0007"},
		{"199-0000-8825", "19900008825"},
		{"199-0000-8825", "1990000"},
		{"199-0000-8825", "8825"},
		{"199 0000 8825", "19900008825"},
		{"19900008825", "199-0000-88"},
		{"19900008825", "199 0000 8825"},
		{"+86 199 0000 8825", "19900008825"},
		{"+8619900008825", "199-0000-8825"},
		{"199-0000-8825", "+86-199-0000-8825"},
		{"+8619900008825", "+86 199 0000 8825"},
		{"3-1502室", "3-1502"},
		{"3幢2单元1502室", "3幢 15"},
		{"B1卷帘门", "b1"},
		{"多扣24,600元", "24600"},
		{"The Radiator is stone cold", "radiator col"},
		{"wang@example.com", "WANG@example.com"},
		{"wang@example.com", "example"},
		{"self service desk", "self-service"},
		{"張〇々", "张〇々"},
	} {
		require.True(t, finds(c.text, c.query), "%q in %q: %v in %v", c.query, c.text, words.Query(c.query), words.Tokens(c.text))
	}
}

func TestQueryDoesNotFind(t *testing.T) {
	for _, c := range []struct{ text, query string }{
		{"电梯，困人", "梯困"},
		{"电梯困人", "漏"},
		{"电梯困人", "电梯漏水"},
		{"1502室漏水", "150 漏水"},
		{"room 1502", "502"},
		{"电梯", ""},
		{"电梯", "，。!?"},
	} {
		require.False(t, finds(c.text, c.query), "%q in %q", c.query, c.text)
	}
}

func TestOnlyTheWordBeingTypedIsMetByItsBeginning(t *testing.T) {
	require.Equal(t, []words.Term{{Token: "lift"}, {Token: "sto", Prefix: true}}, words.Query("Lift sto"))
	require.Equal(t, []words.Term{{Token: "漏水"}}, words.Query("漏水"))
	require.Equal(t, []words.Term{{Token: "3"}, {Token: "幢"}}, words.Query("3幢"))
}

func TestTokensAreBounded(t *testing.T) {
	var text strings.Builder
	for r := '一'; r < '一'+10000; r++ {
		text.WriteRune(r)
	}
	require.Len(t, words.Tokens(text.String()), words.MaxTokens)
	require.LessOrEqual(t, len(words.Query(text.String())), words.MaxTerms)
	require.Len(t, words.Tokens(strings.Repeat("x", 10000))[0], 40)
}

func TestFoldKeepsPositions(t *testing.T) {
	require.Equal(t, "电梯abc 1!停", words.Fold("電梯ＡbＣ　１！停"))
}

func FuzzAnyTwoCharactersAreFound(f *testing.F) {
	f.Add("三年漏了六次的卫生间,這次把我媽摔了 11幢402")
	f.Add("a\xff電\u0301梯-")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 900 {
			text = text[:900]
		}
		require.Equal(t, len([]rune(text)), len([]rune(words.Fold(text))))
		words.Query(text)
		tokens := words.Tokens(text)
		require.LessOrEqual(t, len(tokens), words.MaxTokens)
		runes := []rune(text)
		for i := 1; i < len(runes); i++ {
			if !unicode.Is(unicode.Han, runes[i-1]) || !unicode.Is(unicode.Han, runes[i]) {
				continue
			}
			for _, query := range []string{string(runes[i-1 : i+1]), string(runes[i])} {
				terms := words.Query(query)
				require.Len(t, terms, 1)
				require.Contains(t, tokens, terms[0].Token)
			}
		}
	})
}
