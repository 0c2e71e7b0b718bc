package messages

import (
	"context"
	"slices"
	"sync"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/audit"
	"anju/internal/core/fault"
	"anju/internal/core/message"
	"anju/internal/core/settings"
)

// Wordings are the templates in force: those that ship, and in their place those
// that an administrator changed. They are parsed once for each change.
type Wordings struct {
	Settings settings.Store
	Audit    audit.Store
	Shipped  []message.Template
	Names    message.Names
	Zone     *time.Location
	Now      func() time.Time
	NewID    func() string

	mu      sync.Mutex
	version int64
	read    *message.Templates
}

// Wording is a template as an administrator sees it.
type Wording struct {
	message.Template
	Shipped message.Template
	Changed bool
}

// InForce are the templates as they are now.
func (w *Wordings) InForce(ctx context.Context) (*message.Templates, error) {
	changed, version, err := w.stored(ctx)
	if err != nil {
		return nil, err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.read == nil || w.version != version {
		read, err := message.ReadTemplates(message.Replace(w.Shipped, w.fit(changed)), w.Names, w.Zone)
		if err != nil {
			return nil, err
		}
		w.read, w.version = read, version
	}
	return w.read, nil
}

// fit leaves out what cannot be read any more after the program was renewed:
// then the shipped words speak again.
func (w *Wordings) fit(changed []message.Template) []message.Template {
	return slices.DeleteFunc(slices.Clone(changed), func(x message.Template) bool {
		_, err := message.Try(x)
		return err != nil
	})
}

func (w *Wordings) stored(ctx context.Context) ([]message.Template, int64, error) {
	return settings.Items[message.Template](ctx, w.Settings, message.Document)
}

// All lists every template, in the order in which they ship.
func (w *Wordings) All(ctx context.Context, by access.Actor) ([]Wording, error) {
	if err := adminOnly(by); err != nil {
		return nil, err
	}
	changed, _, err := w.stored(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]Wording, len(w.Shipped))
	for i, now := range message.Replace(w.Shipped, changed) {
		out[i] = Wording{Template: now, Shipped: w.Shipped[i], Changed: now != w.Shipped[i]}
	}
	return out, nil
}

// Try shows what a template makes of the sample matter.
func (w *Wordings) Try(by access.Actor, x message.Template) (message.Said, error) {
	if err := adminOnly(by); err != nil {
		return message.Said{}, err
	}
	return message.Try(x)
}

// Put changes one template.
func (w *Wordings) Put(ctx context.Context, by access.Actor, x message.Template) (Wording, error) {
	if err := adminOnly(by); err != nil {
		return Wording{}, err
	}
	shipped, err := w.shipped(x.For, x.Event)
	if err != nil {
		return Wording{}, err
	}
	if _, err := message.Try(x); err != nil {
		return Wording{}, err
	}
	err = w.amend(ctx, by, x.Key(), func(changed []message.Template) []message.Template {
		changed = slices.DeleteFunc(changed, func(c message.Template) bool { return c.Key() == x.Key() })
		if x == shipped {
			return changed
		}
		return append(changed, x)
	})
	return Wording{Template: x, Shipped: shipped, Changed: x != shipped}, err
}

// Reset goes back to the words that ship.
func (w *Wordings) Reset(ctx context.Context, by access.Actor, reader, event string) (Wording, error) {
	shipped, err := w.shipped(reader, event)
	if err != nil {
		return Wording{}, err
	}
	return w.Put(ctx, by, shipped)
}

func (w *Wordings) shipped(reader, event string) (message.Template, error) {
	for _, x := range w.Shipped {
		if x.For == reader && x.Event == event {
			return x, nil
		}
	}
	return message.Template{}, fault.NotThere()
}

// amend changes what is kept.
func (w *Wordings) amend(ctx context.Context, by access.Actor, key string, change func([]message.Template) []message.Template) error {
	at := w.Now().UTC().Truncate(time.Millisecond)
	if err := w.Audit.Append(ctx, audit.New(ctx, w.NewID(), at, by, "template.changed", "template:"+key, "")); err != nil {
		return err
	}
	return settings.Amend(ctx, w.Settings, settings.Setting{Name: message.Document, ByID: by.ID, ByName: by.Name, UpdatedAt: at}, func(kept []message.Template) ([]message.Template, error) {
		return change(kept), nil
	})
}

func adminOnly(by access.Actor) error {
	if by.Is(access.Admin) {
		return nil
	}
	return fault.Deny("只有管理员可以管理消息与邮件。", "Only an admin manages messages and mail.")
}
