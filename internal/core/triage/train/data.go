package main

import (
	"anju/internal/core/terms"
	"anju/internal/core/triage"

	"bufio"
	"cmp"
	"embed"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"

	"anju/internal/core/triage/model"
)

// phrases_*.txt are short matters written by ourselves, under a heading per
// category, so that the model knows more ways to say a thing than the cases do.
//
// danger_*.txt hold calls of danger, and what sounds like one and is none.
//
//go:embed phrases_*.txt danger_*.txt
var phraseFiles embed.FS

func ownPhrases() ([]sample, error) {
	entries, err := phraseFiles.ReadDir(".")
	if err != nil {
		return nil, err
	}
	var out []sample
	for _, e := range entries {
		content, err := phraseFiles.ReadFile(e.Name())
		if err != nil {
			return nil, err
		}
		class, danger := -1, e.Name() == "danger_now.txt"
		for line := range strings.Lines(string(content)) {
			line = strings.TrimSpace(line)
			if heading, ok := strings.CutPrefix(line, "# "); ok {
				if class = slices.Index(model.Classes, heading); class < 0 {
					return nil, fmt.Errorf("%s: no category %q", e.Name(), heading)
				}
				continue
			}
			out = append(out, sample{text: line, class: class, danger: danger || class >= 0 && soundsDangerous(line), weight: phraseShare, doc: model.Read("", line)})
		}
	}
	return out, nil
}

// readCases reads labelled matters, one JSON object a line; the category is in
// category, else in label.
func readCases(path string) ([]sample, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	var out []sample
	for lines.Scan() {
		var row struct{ Title, Text, Category, Label, Severity string }
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			return nil, fmt.Errorf("%s: line %d: %w", path, len(out)+1, err)
		}
		category := cmp.Or(row.Category, row.Label)
		class := slices.Index(model.Classes, category)
		if class < 0 {
			return nil, fmt.Errorf("%s: line %d: no category %q", path, len(out)+1, category)
		}
		out = append(out, sample{title: row.Title, text: row.Text, class: class, severity: row.Severity, danger: row.Severity == string(terms.Critical),
			weight: 1, doc: model.Read(row.Title, row.Text)})
	}
	return out, lines.Err()
}

// soundsDangerous: some of the phrases of a category are calls of danger, which
// the rules know.
func soundsDangerous(text string) bool {
	return triage.Endangered(text)
}
