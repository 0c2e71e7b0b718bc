package model

import (
	_ "embed"
	"strings"
	"unicode/utf8"
)

// lexicon.txt lists per category the words that speak for it.
//
//go:embed lexicon.txt
var lexiconText string

const longestKeyword = 6 // characters of Chinese

// Classes are the categories the model knows, in the order of the lexicon.
var Classes, lexicon = func() ([]string, map[string][]int) {
	var classes []string
	byWord := map[string][]int{}
	for line := range strings.Lines(lexiconText) {
		class, list, _ := strings.Cut(strings.TrimSpace(line), ":")
		for entry := range strings.SplitSeq(list, ",") {
			entry = strings.TrimSpace(entry)
			if r, _ := utf8.DecodeRuneInString(entry); r < 0x2E80 {
				ws := strings.Fields(strings.ReplaceAll(entry, "-", " "))
				for i, w := range ws {
					ws[i] = Stem(w)
				}
				entry = strings.Join(ws, " ")
			}
			byWord[entry] = append(byWord[entry], len(classes))
		}
		classes = append(classes, class)
	}
	return classes, byWord
}()
