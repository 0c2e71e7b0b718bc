package main

import (
	"context"
	"log/slog"
	"path/filepath"
	"time"

	"github.com/google/uuid"

	"anju/api/rest"
	"anju/config"
	"anju/internal/auth"
	"anju/internal/core/attachment"
	"anju/internal/core/fault"
	"anju/internal/core/message"
	"anju/internal/core/replytemplate"
	"anju/internal/desk/accounts"
	"anju/internal/desk/attachments"
	"anju/internal/desk/duty"
	"anju/internal/desk/keys"
	"anju/internal/desk/learning"
	"anju/internal/desk/ledger"
	"anju/internal/desk/letters"
	"anju/internal/desk/mailboxes"
	"anju/internal/desk/messages"
	"anju/internal/desk/owners"
	"anju/internal/desk/replytemplates"
	"anju/internal/desk/reporting"
	"anju/internal/desk/retention"
	"anju/internal/desk/rulebook"
	"anju/internal/desk/service"
	"anju/internal/desk/supervising"
	"anju/internal/desk/webhooks"
	"anju/internal/store"
	"anju/internal/store/set"
	"anju/internal/work/mailer"
)

// house is everything that stands before the first request: the open store,
// the rules in force, keys, and what is costly to make once.
type house struct {
	cfg      config.Config
	store    *set.Set
	rulebook *rulebook.Service
	keys     auth.Keys
	hasher   *auth.Hasher
	sealer   *auth.Sealer
	shipped  []message.Template       // what people are told, unless an administrator words it anew
	replies  []replytemplate.Template // what replies begin with, unless the desk words it anew
}

// services are the use cases over a house, on one clock.
type services struct {
	accounts    *accounts.Service
	owners      *owners.Service
	attachments *attachments.Service
	matters     *service.Service
	retention   *retention.Service
	reports     *reporting.Service
	letters     *letters.Service
	keys        *keys.Service
	webhooks    *webhooks.Service
	learning    *learning.Service
	messages    *messages.Service
	words       *messages.Wordings
	mailboxes   *mailboxes.Service
	ledger      *ledger.Service
	duty        *duty.Service
	supervising *supervising.Service
	templates   *replytemplates.Service
	tokens      *auth.Tokens
}

// hashing is how many passwords are hashed at once; each takes tens of megabytes.
const hashing = 2

func build(ctx context.Context, cfg config.Config, log *slog.Logger) (*house, error) {
	h := &house{cfg: cfg}
	shipped, err := config.Rules(cfg.Location)
	if err != nil {
		return nil, err
	}
	if h.shipped, err = config.Messages(); err != nil {
		return nil, err
	}
	if h.replies, err = config.ReplyTemplates(); err != nil {
		return nil, err
	}
	if h.keys, err = auth.LoadKeys(cfg.JWTSecret, cfg.DataKey, keyFolder(cfg.Store)); err != nil {
		return nil, err
	}
	if h.sealer, err = auth.NewSealer(h.keys.Data); err != nil {
		return nil, err
	}
	h.hasher = auth.NewHasher(auth.DefaultCost, hashing)
	if h.store, err = store.Open(ctx, cfg.Store); err != nil {
		return nil, err
	}
	h.rulebook = rulebook.New(rulebook.Deps{
		Settings: h.store.Settings, Shipped: shipped, Matters: h.store.Complaints, Staff: h.store.Accounts, Audit: h.store.Audit,
		Log: log, Clock: rest.ClockName, Now: time.Now, NewID: newID,
	})
	if _, err = h.rulebook.Refresh(ctx); err != nil {
		closeStore(h, log)
		return nil, err
	}
	return h, nil
}

// keyFolder is where keys are kept beside an embedded store; "" where they must be given.
func keyFolder(url string) string {
	path, ok := store.IsFile(url)
	if !ok {
		return ""
	}
	return filepath.Dir(path)
}

func newID() string { return uuid.Must(uuid.NewV7()).String() }

// on makes the use cases on a clock; the demo estate has one of its own.
func (h *house) on(now func() time.Time) services {
	id := newID
	limits := attachment.DefaultLimits()
	limits.Bytes, limits.PerMatter = h.cfg.Attachments.Bytes, h.cfg.Attachments.PerMatter
	var s services
	s.mailboxes = mailboxes.New(mailboxes.Deps{
		Settings: h.store.Settings, Communities: h.store.Estate, Audit: h.store.Audit, Sealer: h.sealer, Prober: mailer.Prober{Secrets: h.sealer}, Now: now, NewID: id,
	})
	s.words = &messages.Wordings{
		Settings: h.store.Settings, Audit: h.store.Audit, Shipped: h.shipped, Names: h.names(), Zone: h.cfg.Location, Now: now, NewID: id,
	}
	s.messages = messages.New(messages.Deps{
		Messages: h.store.Messages, Mails: h.store.Mails, Accounts: h.store.Accounts, Owners: h.store.Owners, Matters: h.store.Complaints, Audit: h.store.Audit,
		Mailboxes: s.mailboxes.All, Words: s.words, Sealer: h.sealer, Rules: h.rulebook.Rules, Now: now, NewID: id,
	})
	s.templates = replytemplates.New(replytemplates.Deps{
		Settings: h.store.Settings, Audit: h.store.Audit, Shipped: h.replies, Rules: h.rulebook.Rules, Now: now, NewID: id,
	})
	s.tokens = auth.NewTokens(h.keys.JWT, now)
	s.accounts = accounts.New(accounts.Deps{
		Accounts: h.store.Accounts, Audit: h.store.Audit, Owners: h.store.Owners, Communities: h.store.Estate,
		Departments: h.departments, Hasher: h.hasher, Tokens: s.tokens, Courier: s.messages, Now: now, NewID: id,
	})
	s.owners = owners.New(owners.Deps{
		Owners: h.store.Owners, Estate: h.store.Estate, Matters: h.store.Complaints, Invitations: s.accounts,
		Audit: h.store.Audit, Sealer: h.sealer, Now: now, NewID: id,
	})
	s.attachments = attachments.New(attachments.Deps{
		Store: h.store.Attachments, Blobs: h.store.Blobs, Matters: h.store.Complaints, Limits: limits, Now: now,
	})
	s.matters = service.New(service.Deps{
		Matters: h.store.Complaints, Held: h.store.Held, Accounts: h.store.Accounts, Owners: h.store.Owners, Estate: h.store.Estate,
		Attachments: s.attachments, Measures: h.store.Measures, Rules: h.rulebook.Rules, Now: now,
		NumberPrefix: h.cfg.NumberPrefix, LettersOut: h.cfg.Registers.LettersOut, LettersIn: h.cfg.Registers.LettersIn, CountLimits: h.cfg.RateLimit, Sign: h.sealer.Sign, PublicKey: h.sealer.PublicKey(),
	})
	s.retention = retention.New(retention.Deps{
		Matters: h.store.Complaints, Owners: h.store.Owners, Accounts: h.store.Accounts, Keys: h.store.Keys, Attachments: h.store.Attachments, Blobs: h.store.Blobs,
		Audit: h.store.Audit, Rules: h.rulebook.Rules, Now: now, NewID: id, Salt: service.Salt,
	})
	s.letters = letters.New(letters.Deps{
		Letters: h.store.Letters, Counter: h.store.Complaints, Rules: h.rulebook.Rules, Now: now, NewID: id,
		Prefixes: letters.Prefixes{Out: h.cfg.Registers.LettersOut, In: h.cfg.Registers.LettersIn, Seals: h.cfg.Registers.Seals},
	})
	s.keys = keys.New(keys.Deps{
		Keys: h.store.Keys, Matters: h.store.Complaints, Accounts: h.store.Accounts, Owners: h.store.Owners, Houses: h.store.Estate, Audit: h.store.Audit, Teller: s.messages,
		Rules: h.rulebook.Rules, Now: now, NewID: id,
	})
	s.reports = reporting.New(reporting.Deps{
		Matters: h.store.Complaints, Figures: h.store.Figures, Estate: h.store.Estate, Accounts: h.store.Accounts, Rules: h.rulebook.Rules, Now: now,
	})
	s.learning = learning.New(learning.Deps{
		FollowUps: h.store.FollowUps, Correctives: h.store.Correctives, CaseStudies: h.store.CaseStudies, Measures: h.store.Measures,
		Matters: h.store.Complaints, Figures: h.store.Figures, Accounts: h.store.Accounts, Registrar: s.matters,
		Rules: h.rulebook.Rules, Now: now,
	})
	s.supervising = supervising.New(supervising.Deps{
		Orders: h.store.Orders, FollowUps: h.store.FollowUps, Matters: h.store.Complaints, Accounts: h.store.Accounts, Carrier: s.matters, Teller: s.messages,
		Rules: h.rulebook.Rules, Now: now,
	})
	s.webhooks = webhooks.New(webhooks.Deps{
		Webhooks: h.store.Webhooks, Audit: h.store.Audit, Words: s.words.InForce, Sealer: h.sealer, Rules: h.rulebook.Rules, Private: h.cfg.WebhooksPrivate, Now: now, NewID: id,
	})
	s.ledger = ledger.New(ledger.Deps{Ledger: h.store.Ledger, Matters: s.matters, Figures: h.store.Figures, Settings: h.store.Settings})
	s.duty = duty.New(duty.Deps{
		Rosters: h.store.Rosters, Handovers: h.store.Handovers, Keys: h.store.Keys, Matters: h.store.Complaints, Figures: h.store.Figures,
		Accounts: h.store.Accounts, Estate: h.store.Estate, Rules: h.rulebook.Rules, Now: now, NewID: id,
	})
	return s
}

func (h *house) departments() []string {
	departments := h.rulebook.Rules().Policy.Departments
	codes := make([]string, len(departments))
	for i, d := range departments {
		codes[i] = d.Code
	}
	return codes
}

// names are the words that messages have for codes.
func (h *house) names() message.Names {
	return message.Names{
		Department: func(code string) fault.Text {
			d, _ := h.rulebook.Rules().Policy.Department(code)
			return fault.Text{ZH: d.NameZH, EN: d.NameEN}
		},
		Clock: rest.ClockName,
	}
}
