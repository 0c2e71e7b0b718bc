// Command train makes the weights that package model embeds, from labelled
// cases and our own phrases, and measures how well they do. Same input, same
// weights. It is run by hand after the lexicon or the phrases were changed:
//
//	go run ./internal/core/triage/train -cases cases.jsonl -out internal/core/triage/model/weights.gob.gz
//
// With -measure it also scores a file of other labelled matters that were never
// trained on.
package main

import (
	"flag"
	"fmt"
	"os"
	"slices"

	"anju/internal/core/triage/model"
)

func main() {
	cases := flag.String("cases", "", "labelled `file` to learn from, one JSON object a line: title, text, category, severity")
	measure := flag.String("measure", "", "labelled `file` to measure on only")
	out := flag.String("out", "", "`file` the weights are written to; nothing is written without it")
	verbose := flag.Bool("v", false, "list what was guessed wrongly in cross-validation")
	flag.Parse()
	if *cases == "" {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(*cases, *measure, *out, *verbose); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func run(casesPath, measurePath, out string, verbose bool) error {
	cases, err := readCases(casesPath)
	if err != nil {
		return err
	}
	phrases, err := ownPhrases()
	if err != nil {
		return err
	}
	fmt.Printf("%d cases, %d phrases, %d categories\n", len(cases), len(phrases), len(model.Classes))

	reportDanger(slices.Concat(cases, phrases), crossValidateDanger(slices.Concat(cases, phrases)))
	guesses, err := crossValidate(cases, phrases)
	if err != nil {
		return err
	}
	sureAt := sureThreshold(guesses)
	report(fmt.Sprintf("cross-validation, %d folds", folds), guesses, sureAt)
	if verbose {
		list(guesses)
	}

	m := fit(append(phrases, cases...))
	m.SureAt = sureAt
	if measurePath != "" {
		others, err := readCases(measurePath)
		if err != nil {
			return err
		}
		guesses, err := guessAll(m, others)
		if err != nil {
			return err
		}
		report("never trained on", guesses, sureAt)
	}
	if out == "" {
		return nil
	}
	weights, err := m.Encode()
	if err != nil {
		return err
	}
	fmt.Printf("%s: %d features, %d bytes\n", out, len(m.Names), len(weights))
	return os.WriteFile(out, weights, 0o644)
}
