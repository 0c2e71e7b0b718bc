// Command api runs Anju: the HTTP API, the pages that it serves, and the work
// beside requests, over one store.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata"

	"anju/config"
)

// version is set by the build (-ldflags "-X main.version=1.2.3").
var version = "dev"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Environ(), os.Stdout, os.Stderr))
}

// run carries out one command and returns the exit code: 0 done, 1 it failed,
// 2 the command line or a setting is wrong.
func run(ctx context.Context, args, environ []string, out, errs io.Writer) int {
	cfg, err := config.Load(args, environ)
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(out, config.Usage())
		return 0
	}
	if err != nil {
		fmt.Fprintln(errs, err)
		return 2
	}
	log := newLog(cfg, errs)
	for _, name := range cfg.Unknown {
		log.Warn("unknown setting is ignored", "name", name)
	}
	switch cfg.Command {
	case "version":
		fmt.Fprintln(out, "anju", version)
	case "verify-archive":
		return verifyArchive(cfg.Operands[0], out, errs)
	case "import-owners":
		err = importOwners(ctx, cfg, log, cfg.Operands[0], out)
	default:
		err = serve(ctx, cfg, log, out)
	}
	if err != nil {
		fmt.Fprintln(errs, "anju:", err)
		return 1
	}
	return 0
}

func newLog(cfg config.Config, to io.Writer) *slog.Logger {
	var level slog.Level
	if level.UnmarshalText([]byte(cfg.Log.Level)) != nil {
		level = slog.LevelInfo
	}
	options := &slog.HandlerOptions{Level: level}
	if cfg.Log.Format == "json" {
		return slog.New(slog.NewJSONHandler(to, options))
	}
	return slog.New(slog.NewTextHandler(to, options))
}
