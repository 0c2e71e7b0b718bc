package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"anju/api/rest"
	"anju/config"
	"anju/frontend"
	"anju/internal/core/fault"
	"anju/internal/core/mail"
	"anju/internal/core/policy"
	"anju/internal/work/mailer"
	"anju/internal/work/notify"
	"anju/internal/work/outbox"
	"anju/internal/work/schedule"
	"anju/internal/work/webhook"
)

// serve runs until ctx ends: config → store → services → workers → server.
func serve(ctx context.Context, cfg config.Config, log *slog.Logger, out io.Writer) error {
	h, err := build(ctx, cfg, log)
	if err != nil {
		return err
	}
	defer closeStore(h, log)
	use := h.on(time.Now)
	if err := seedAdmin(ctx, cfg, use, log); err != nil {
		return err
	}

	hub := notify.NewHub(h.store.Live)
	metrics := prometheus.NewRegistry()
	metrics.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	var filled atomic.Bool
	filled.Store(!cfg.Demo)
	stopping := make(chan struct{})
	app, err := rest.New(rest.Deps{
		Accounts: use.accounts, Owners: use.owners, Attachments: use.attachments, Matters: use.matters, Reports: use.reports, Letters: use.letters, Keys: use.keys, Learning: use.learning, Retention: use.retention, Webhooks: use.webhooks, Ledger: use.ledger, Duty: use.duty,
		Messages: use.messages, Supervising: use.supervising, Words: use.words, Mailboxes: use.mailboxes, Templates: use.templates,
		Audit: h.store.Audit, Measures: h.store.Measures, Tokens: use.tokens, Tickets: h.store.Tickets, Idempotency: h.store.Idempotency,
		Live: hub, Rules: h.rulebook.Rules, Rulebook: h.rulebook, Limits: use.attachments.Limits, Exports: cfg.Exports, Demo: demoPeople(cfg), Entity: cfg.EntityName, PublicURL: cfg.PublicURL, ServicePhone: cfg.ServicePhone,
		Pages: frontend.Dist, Stopping: stopping, Now: time.Now, Log: log, Metrics: metrics, Version: version, Location: cfg.Location,
		HTTP: cfg.Server, Rate: cfg.Rate, RateLimitOff: !cfg.RateLimit, TrustedProxies: cfg.TrustedProxies,
		Ready: func(ctx context.Context) error {
			if !filled.Load() {
				return fault.New(fault.Unavailable, "filling", "演示数据正在准备。", "The demo estate is being filled.")
			}
			return h.store.Ping(ctx)
		},
	})
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", cfg.Addr)
	if err != nil {
		return fmt.Errorf("ANJU_ADDR %s: %w", cfg.Addr, err)
	}

	work, stopWork := context.WithCancel(context.WithoutCancel(ctx))
	worked := make(chan struct{})
	go func() {
		defer close(worked)
		if cfg.Demo {
			if err := fillDemo(work, h, use); err != nil {
				log.Error("demo estate", "error", err)
			}
			filled.Store(true)
		}
		runner := schedule.Runner{Leases: h.store.Leases, Holder: rand.Text(), Now: time.Now, Log: log}
		runner.Run(work, tasks(cfg, h, use, hub, log)...)
	}()
	served := make(chan error, 1)
	go func() { served <- app.Listener(listener) }()
	fmt.Fprintf(out, "Anju 安居 %s\n  owners  http://%s/\n  staff   http://%s/desk\n  API     http://%s/docs\n", version, listener.Addr(), listener.Addr(), listener.Addr())

	select {
	case err = <-served:
	case <-ctx.Done():
		close(stopping) // live streams end first, so that the rest can finish
		err = app.ShutdownWithTimeout(cfg.Server.ShutdownTimeout)
	}
	stopWork()
	<-worked
	if errors.Is(err, context.DeadlineExceeded) {
		log.Warn("requests were still under way when the time to stop was over")
		return nil
	}
	return err
}

// rulesLookEvery is how soon an instance follows what another one saved.
const rulesLookEvery = 2 * time.Second

// tasks are the work beside requests.
func tasks(cfg config.Config, h *house, use services, hub *notify.Hub, log *slog.Logger) []schedule.Task {
	relay := &outbox.Relay{Store: h.store.Outbox, Subscribers: []outbox.Subscriber{use.learning, use.supervising, use.ledger, use.messages, use.letters, use.webhooks, hub}, Now: time.Now, Log: log}
	sender := webhook.NewSender(h.store.Webhooks, h.sealer, cfg.WebhooksPrivate, time.Now)
	post := mailer.NewSender(mailer.Deps{
		Mails: h.store.Mails, Mailboxes: use.mailboxes.All, Address: use.messages.Address, Secrets: h.sealer,
		House:   mail.House{Company: cfg.EntityName, Phone: cfg.ServicePhone, Portal: cfg.PublicURL, Zone: cfg.Location},
		Windows: func() policy.Windows { return h.rulebook.Rules().Policy.Windows }, Now: time.Now, Log: log,
	})
	return []schedule.Task{
		{Name: "held words", Every: time.Second, Run: use.matters.SendHeld},
		{Name: "settings", Every: rulesLookEvery, Run: h.rulebook.Refresh},
		{Name: "time limits", Every: cfg.WorkerInterval, Run: use.matters.Wake},
		{Name: "steps nobody can take", Every: cfg.WorkerInterval, Run: func(ctx context.Context) (int, error) {
			_, err := use.matters.RaiseUnheld(ctx)
			return 0, err
		}},
		{Name: "ledger of earlier matters", Every: time.Hour, Alone: true, Run: use.ledger.Begin},
		{Name: "outbox", Every: 300 * time.Millisecond, Run: relay.Once},
		{Name: "live pages", Every: 250 * time.Millisecond, Run: hub.Follow},
		{Name: "orders", Every: 2 * time.Second, Alone: true, Run: use.supervising.CarryAll},
		{Name: "ladder", Every: cfg.WorkerInterval, Alone: true, Run: use.supervising.Climb},
		{Name: "follow-up items", Every: cfg.WorkerInterval, Alone: true, Run: use.supervising.Remind},
		{Name: "keys not back", Every: cfg.WorkerInterval, Alone: true, Run: use.keys.Remind},
		{Name: "daily digest", Every: cfg.WorkerInterval, Run: use.supervising.TellDigest, Period: func(at time.Time) string {
			return schedule.Daily(h.rulebook.Rules().Policy.Windows.DigestAt, cfg.Location)(at)
		}},
		{Name: "corrective actions", Every: 2 * time.Second, Alone: true, Run: use.learning.TellAll},
		{Name: "retention", Every: time.Hour, Alone: true, Run: use.retention.Retire},
		{Name: "mail", Every: mailer.Every, Run: post.Once},
		{Name: "webhooks", Every: 500 * time.Millisecond, Run: sender.Once},
		{Name: "sweep", Every: time.Hour, Alone: true, Run: func(ctx context.Context) (int, error) {
			now := time.Now().UTC()
			return 0, errors.Join(use.accounts.Sweep(ctx), h.store.Idempotency.Sweep(ctx, now), h.store.Tickets.Sweep(ctx, now), sender.Sweep(ctx), post.Sweep(ctx), use.messages.Sweep(ctx), hub.Sweep(ctx), use.duty.SweepShifts(ctx))
		}},
	}
}

// seedAdmin makes the first admin; a made-up password is told once.
func seedAdmin(ctx context.Context, cfg config.Config, use services, log *slog.Logger) error {
	made, err := use.accounts.SeedAdmin(ctx, cfg.AdminPassword)
	if err != nil {
		return fmt.Errorf("first admin: %w", err)
	}
	if made != "" {
		log.Warn("first start: sign in at /desk as admin with this password, told only once", "password", made)
	}
	return nil
}

// closing bounds how long the store may take to finish.
const closing = 10 * time.Second

func closeStore(h *house, log *slog.Logger) {
	ctx, cancel := context.WithTimeout(context.Background(), closing)
	defer cancel()
	if err := h.store.Close(ctx); err != nil {
		log.Error("close store", "error", err)
	}
}
