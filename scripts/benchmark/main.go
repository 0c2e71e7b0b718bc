// Command benchmark serves scripts/bench: it fills a store with matters that
// lived through the rules, and times what people wait for at the door of the
// program that runs on it.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strconv"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "benchmark:", err)
		os.Exit(1)
	}
}

var errUsage = errors.New("fill STORE FROM TO | measure MATTERS")

func run(ctx context.Context, args []string) error {
	if len(args) == 0 {
		return errUsage
	}
	numbers, err := wholeNumbers(args[max(len(args)-2, 1):])
	switch {
	case args[0] == "fill" && len(args) == 4 && err == nil:
		return fill(ctx, args[1], numbers[0], numbers[1])
	case args[0] == "measure" && len(args) == 2 && err == nil:
		return measure(numbers[0])
	}
	return errors.Join(errUsage, err)
}

func wholeNumbers(texts []string) ([]int, error) {
	var out []int
	for _, text := range texts {
		n, err := strconv.Atoi(text)
		if err != nil || n < 0 || n > 10_000_000 {
			return nil, fmt.Errorf("%q: a number of matters would be right", text)
		}
		out = append(out, n)
	}
	return out, nil
}
