// Package webhooks holds the use cases of an administrator with webhooks, and
// hears committed events for them.
package webhooks

import (
	"context"
	"encoding/base64"
	"strings"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/audit"
	"anju/internal/core/fault"
	"anju/internal/core/mail"
	"anju/internal/core/message"
	"anju/internal/core/outbox"
	"anju/internal/core/rules"
	"anju/internal/core/webhook"
)

// Sealer encrypts the secrets, so that the store alone does not betray them.
type Sealer interface {
	Seal(plain string) (sealed []byte, hash string, err error)
}

// Deps is what the use cases stand on.
type Deps struct {
	Webhooks webhook.Store
	Audit    audit.Store
	Words    func(context.Context) (*message.Templates, error)
	Sealer   Sealer
	Rules    rules.Source
	Private  bool // http and addresses of the own network are allowed
	Now      func() time.Time
	NewID    func() string
}

// Service offers the use cases.
type Service struct{ Deps }

// New makes the service.
func New(d Deps) *Service { return &Service{d} }

func (s *Service) now() time.Time { return s.Now().UTC().Truncate(time.Millisecond) }

// Create makes a webhook that hears of events from now on.
func (s *Service) Create(ctx context.Context, by access.Actor, url string, events []string, secret string) (webhook.Webhook, error) {
	if err := adminOnly(by); err != nil {
		return webhook.Webhook{}, err
	}
	if err := webhook.Check(url, events, secret, s.Private); err != nil {
		return webhook.Webhook{}, err
	}
	all, err := s.Webhooks.All(ctx)
	if err != nil {
		return webhook.Webhook{}, err
	}
	if len(all) >= webhook.Most {
		return webhook.Webhook{}, fault.New(fault.Refused, "too_many_webhooks", "推送地址已达上限，请先停用并改用已有的。", "There are as many webhooks as there may be; change one of those.")
	}
	sealed, _, err := s.Sealer.Seal(secret)
	if err != nil {
		return webhook.Webhook{}, err
	}
	at := s.now()
	w := webhook.Webhook{ID: s.NewID(), Version: 1, URL: strings.TrimSpace(url), Events: events, SealedSecret: sealed, Active: true, CreatedAt: at, UpdatedAt: at}
	if err := s.note(ctx, by, "webhook.created", w.ID); err != nil {
		return webhook.Webhook{}, err
	}
	return w, s.Webhooks.Create(ctx, w)
}

// Patch is what an administrator changes; nil leaves it as it is.
type Patch struct {
	URL    *string
	Events []string
	Secret *string
	Active *bool
}

// Update changes a webhook. expect is the version that the caller saw, 0 for any.
func (s *Service) Update(ctx context.Context, by access.Actor, id string, p Patch, expect int64) (webhook.Webhook, error) {
	if err := adminOnly(by); err != nil {
		return webhook.Webhook{}, err
	}
	w, err := s.Webhooks.Get(ctx, id)
	if err != nil {
		return webhook.Webhook{}, err
	}
	if expect != 0 && expect != w.Version {
		return webhook.Webhook{}, fault.StaleVersion(w.Version)
	}
	if p.URL != nil {
		w.URL = strings.TrimSpace(*p.URL)
	}
	if p.Events != nil {
		w.Events = p.Events
	}
	if p.Active != nil {
		w.Active = *p.Active
	}
	secret := strings.Repeat("x", 16) // one left out keeps the old, which was checked when it came
	if p.Secret != nil {
		secret = *p.Secret
	}
	if err := webhook.Check(w.URL, w.Events, secret, s.Private); err != nil {
		return webhook.Webhook{}, err
	}
	if p.Secret != nil {
		if w.SealedSecret, _, err = s.Sealer.Seal(secret); err != nil {
			return webhook.Webhook{}, err
		}
	}
	w.Version, w.UpdatedAt = w.Version+1, s.now()
	if err := s.note(ctx, by, "webhook.changed", w.ID); err != nil {
		return webhook.Webhook{}, err
	}
	return w, s.Webhooks.Update(ctx, w)
}

// All lists the webhooks, oldest first.
func (s *Service) All(ctx context.Context, by access.Actor) ([]webhook.Webhook, error) {
	if err := adminOnly(by); err != nil {
		return nil, err
	}
	return s.Webhooks.All(ctx)
}

// Page is one keyset page of deliveries.
type Page struct {
	Items []webhook.Delivery
	Next  string // "" on the last page
}

// Deliveries lists what went and goes to a webhook, newest first.
func (s *Service) Deliveries(ctx context.Context, by access.Actor, id, cursor string, limit int) (Page, error) {
	if err := adminOnly(by); err != nil {
		return Page{}, err
	}
	if _, err := s.Webhooks.Get(ctx, id); err != nil {
		return Page{}, err
	}
	before, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		return Page{}, fault.BadCursor()
	}
	found, err := s.Webhooks.Deliveries(ctx, id, string(before), limit+1)
	if err != nil || len(found) <= limit {
		return Page{Items: found}, err
	}
	found = found[:limit]
	return Page{Items: found, Next: base64.RawURLEncoding.EncodeToString([]byte(found[limit-1].ID))}, nil
}

// SendAgain gives a delivery another day of tries, from now.
func (s *Service) SendAgain(ctx context.Context, by access.Actor, id, deliveryID string) (webhook.Delivery, error) {
	if err := adminOnly(by); err != nil {
		return webhook.Delivery{}, err
	}
	d, err := s.Webhooks.Delivery(ctx, deliveryID)
	if err != nil {
		return webhook.Delivery{}, err
	}
	if d.WebhookID != id {
		return webhook.Delivery{}, fault.NotThere()
	}
	d = d.Again(s.now())
	return d, s.Webhooks.Settle(ctx, d)
}

// Hear implements the relay's subscriber: what a webhook asked for is put on its way.
func (s *Service) Hear(ctx context.Context, p outbox.Pending) error {
	all, err := s.Webhooks.All(ctx)
	if err != nil {
		return err
	}
	var out []webhook.Delivery
	for _, w := range all {
		if !w.Hears(p.Event, p.Matter) {
			continue
		}
		texts, err := s.texts(ctx, p)
		if err != nil {
			return err
		}
		d, err := webhook.New(s.NewID(), w, p.Event, p.Matter, texts, s.waits(p), s.now())
		if err != nil {
			return err
		}
		out = append(out, d)
	}
	if len(out) == 0 {
		return nil
	}
	return s.Webhooks.Enqueue(ctx, out...)
}

// texts are the forms for text messages of what owners and staff are told of an event.
func (s *Service) texts(ctx context.Context, p outbox.Pending) (map[string]message.Words, error) {
	words, err := s.Words(ctx)
	if err != nil {
		return nil, err
	}
	to := message.Listeners(p.Event, p.Matter)
	texts := map[string]message.Words{}
	for reader, told := range map[string]bool{message.ForOwner: len(to.OwnerIDs) > 0, message.ForStaff: len(to.AccountIDs)+len(to.Posts) > 0} {
		if !told {
			continue
		}
		said, ok, err := words.Say(reader, message.TemplateOf(p.Event, reader == message.ForStaff && to.Approval), p.Event, p.Matter, to.Detail)
		if err != nil {
			return nil, err
		}
		if ok {
			texts[reader] = said.SMS
		}
	}
	return texts, nil
}

// waits is when the quiet hours end in which a text message waits; nil outside
// them, and for danger.
func (s *Service) waits(p outbox.Pending) *time.Time {
	r := s.Rules()
	now, quiet := s.now(), mail.Quiet{From: r.Policy.Windows.QuietFrom, To: r.Policy.Windows.QuietTo}
	at := quiet.After(now, r.Calendar.Location())
	if message.Danger(p.Matter) || !at.After(now) {
		return nil
	}
	return &at
}

func (s *Service) note(ctx context.Context, by access.Actor, action, id string) error {
	return s.Audit.Append(ctx, audit.New(ctx, s.NewID(), s.now(), by, action, "webhook:"+id, ""))
}

func adminOnly(by access.Actor) error {
	if by.Is(access.Admin) {
		return nil
	}
	return fault.Deny("只有管理员可以管理推送地址。", "Only an admin manages webhooks.")
}
