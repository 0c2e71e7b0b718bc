// Package replytemplates holds the use cases with reply templates (答复范本):
// staff begin with them, the desk lead keeps them.
package replytemplates

import (
	"context"
	"slices"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/audit"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/replytemplate"
	"anju/internal/core/rules"
	"anju/internal/core/settings"
)

// Deps is what the use cases stand on.
type Deps struct {
	Settings settings.Store
	Audit    audit.Store
	Shipped  []replytemplate.Template
	Rules    func() *rules.Rules
	Now      func() time.Time
	NewID    func() string
}

// Service offers the use cases.
type Service struct{ Deps }

// New makes the service.
func New(d Deps) *Service { return &Service{d} }

// Shown is a template, and the words that shipped where the desk has others now.
type Shown struct {
	replytemplate.Template
	Shipped *replytemplate.Template
}

// List gives the templates that are asked for.
func (s *Service) List(ctx context.Context, q replytemplate.Query) ([]Shown, error) {
	kept, _, err := settings.Items[replytemplate.Template](ctx, s.Settings, replytemplate.Document)
	if err != nil {
		return nil, err
	}
	found := replytemplate.Select(replytemplate.Overlay(s.Shipped, kept), q)
	out := make([]Shown, len(found))
	for i, t := range found {
		out[i] = s.shown(t)
	}
	return out, nil
}

func (s *Service) shown(t replytemplate.Template) Shown {
	if i := slices.IndexFunc(s.Shipped, func(x replytemplate.Template) bool { return x.ID == t.ID }); i >= 0 && t.ChangedBy != nil {
		return Shown{t, &s.Shipped[i]}
	}
	return Shown{Template: t}
}

// Make adds a template.
func (s *Service) Make(ctx context.Context, by access.Actor, says replytemplate.Words) (Shown, error) {
	if err := s.Rules().Policy.KnownCategory("category", says.Category); err != nil {
		return Shown{}, err
	}
	made, err := replytemplate.New(s.NewID(), says, complaint.PersonOf(by), s.Now())
	if err != nil {
		return Shown{}, err
	}
	return Shown{Template: made}, s.amend(ctx, by, "reply_template.made", made.ID, func(kept []replytemplate.Template) ([]replytemplate.Template, error) {
		if len(replytemplate.Overlay(s.Shipped, kept)) >= replytemplate.Most {
			return nil, fault.New(fault.TooLarge, "too_many_templates", "答复范本已达到 300 条，请改用或改写已有的。", "There are 300 templates already; use or change one of them.")
		}
		return append(kept, made), nil
	})
}

// Change gives a template other words, or takes it out of use or back. expect is
// the version that the caller saw, 0 for any.
func (s *Service) Change(ctx context.Context, by access.Actor, id string, change func(replytemplate.Words) replytemplate.Words, retired *bool, expect int64) (Shown, error) {
	var next replytemplate.Template
	err := s.amend(ctx, by, "reply_template.changed", id, func(kept []replytemplate.Template) ([]replytemplate.Template, error) {
		all := replytemplate.Overlay(s.Shipped, kept)
		i := slices.IndexFunc(all, func(t replytemplate.Template) bool { return t.ID == id })
		if i < 0 {
			return nil, fault.NotThere()
		}
		was := all[i]
		if expect != 0 && expect != was.Version {
			return nil, fault.StaleVersion(was.Version)
		}
		says := change(was.Words())
		if err := s.Rules().Policy.KnownCategory("category", says.Category); err != nil {
			return nil, err
		}
		out := was.RetiredAt != nil
		if retired != nil {
			out = *retired
		}
		var err error
		if next, err = was.Changed(says, out, complaint.PersonOf(by), s.Now()); err != nil {
			return nil, err
		}
		kept = slices.DeleteFunc(kept, func(t replytemplate.Template) bool { return t.ID == id })
		return append(kept, next), nil
	})
	return s.shown(next), err
}

// amend notes in the audit log what is allowed before it is kept, so that no
// crash leaves a change that nobody made.
func (s *Service) amend(ctx context.Context, by access.Actor, event, id string, change func([]replytemplate.Template) ([]replytemplate.Template, error)) error {
	at := s.Now().UTC().Truncate(time.Millisecond)
	noted := false // somebody who is faster costs another try, and no second entry
	return settings.Amend(ctx, s.Settings, settings.Setting{Name: replytemplate.Document, ByID: by.ID, ByName: by.Name, UpdatedAt: at}, func(kept []replytemplate.Template) ([]replytemplate.Template, error) {
		all, err := change(kept)
		if err == nil && !noted {
			err = s.Audit.Append(ctx, audit.New(ctx, s.NewID(), at, by, event, "template:"+id, ""))
			noted = err == nil
		}
		return all, err
	})
}
