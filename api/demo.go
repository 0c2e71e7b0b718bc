package main

import (
	"context"
	"time"

	"anju/api/rest"
	"anju/config"
	"anju/internal/demo"
)

// filling bounds how long the demo estate may take.
const filling = 5 * time.Minute

// fillDemo fills an empty store with the demo estate.
func fillDemo(ctx context.Context, h *house, use services) error {
	ctx, cancel := context.WithTimeout(ctx, filling)
	defer cancel()
	matters := use.matters.Deps
	matters.CountLimits = false // six months of submissions come in one minute
	return demo.Fill(ctx, demo.Deps{
		Accounts: use.accounts.Deps, Owners: use.owners.Deps, Attachments: use.attachments.Deps, Matters: matters,
		Learning: use.learning, Supervising: use.supervising, Letters: use.letters, Duty: use.duty, Keys: use.keys, Outbox: h.store.Outbox, Registers: []demo.Register{use.letters, use.learning, use.supervising, use.ledger}, Now: time.Now,
	})
}

// demoPeople are told to the sign-in pages while the switch is on.
func demoPeople(cfg config.Config) *rest.Demo {
	if !cfg.Demo {
		return nil
	}
	d := &rest.Demo{Password: demo.Password}
	for _, a := range demo.Accounts() {
		d.Accounts = append(d.Accounts, rest.DemoAccount{Login: a.Login, Name: a.Name, Role: string(a.Role)})
	}
	return d
}
