package rest

import (
	"cmp"
	"context"

	"anju/api/contract"
	"anju/internal/core/complaint"
	"anju/internal/core/replytemplate"
	"anju/internal/desk/replytemplates"
)

// ListReplyTemplates gives the words to begin with, filled in for a matter where
// one is named.
func (s *Server) ListReplyTemplates(ctx context.Context, r contract.ListReplyTemplatesRequestObject) (contract.ListReplyTemplatesResponseObject, error) {
	q := replytemplate.Query{For: complaint.Word(value(r.Params.For)), Retired: value(r.Params.Retired)}
	var facts *replytemplate.Facts
	if id := value(r.Params.ComplaintId); id != "" {
		v, err := s.Matters.Get(ctx, actorOf(ctx), id)
		if err != nil {
			return nil, err
		}
		facts, q.Category = s.templateFacts(&v.Complaint), cmp.Or(v.Category, v.Suggestion.Category)
	}
	found, err := s.Templates.List(ctx, q)
	if err != nil {
		return nil, err
	}
	return contract.ListReplyTemplates200JSONResponse{Items: each(found, func(t replytemplates.Shown) contract.ReplyTemplate {
		x := presentReplyTemplate(t)
		if facts != nil {
			filled := templateWords(t.Text.Filled(*facts))
			x.Filled = &filled
		}
		return x
	})}, nil
}

func (s *Server) templateFacts(m *complaint.Complaint) *replytemplate.Facts {
	f := replytemplate.Facts{Number: m.Number, Title: m.Title, ServicePhone: s.ServicePhone}
	if d, known := s.Rules().Policy.Department(m.Department); known {
		f.Department = replytemplate.Both{ZH: d.NameZH, EN: d.NameEN}
	}
	if m.Assignee != nil {
		f.Handler = m.Assignee.Name
	}
	return &f
}

// CreateReplyTemplate adds one.
func (s *Server) CreateReplyTemplate(ctx context.Context, r contract.CreateReplyTemplateRequestObject) (contract.CreateReplyTemplateResponseObject, error) {
	b := r.Body
	t, err := s.Templates.Make(ctx, actorOf(ctx), replytemplate.Words{
		For: complaint.Word(b.For), Category: value(b.Category), Name: bothOf(b.Name), Text: bothOf(b.Text),
	})
	if err != nil {
		return nil, err
	}
	return contract.CreateReplyTemplate201JSONResponse(presentReplyTemplate(t)), nil
}

// UpdateReplyTemplate changes one, or takes it out of use or back.
func (s *Server) UpdateReplyTemplate(ctx context.Context, r contract.UpdateReplyTemplateRequestObject) (contract.UpdateReplyTemplateResponseObject, error) {
	expect, err := ifMatch(value(r.Params.IfMatch))
	if err != nil {
		return nil, err
	}
	b := r.Body
	t, err := s.Templates.Change(ctx, actorOf(ctx), r.Id, func(w replytemplate.Words) replytemplate.Words {
		if b.For != nil {
			w.For = complaint.Word(*b.For)
		}
		put(&w.Category, b.Category)
		if b.Name != nil {
			w.Name = bothOf(*b.Name)
		}
		if b.Text != nil {
			w.Text = bothOf(*b.Text)
		}
		return w
	}, b.Retired, expect)
	if err != nil {
		return nil, err
	}
	return contract.UpdateReplyTemplate200JSONResponse(presentReplyTemplate(t)), nil
}

func bothOf(w contract.TemplateWords) replytemplate.Both {
	return replytemplate.Both{ZH: w.Zh, EN: value(w.En)}
}

func templateWords(b replytemplate.Both) contract.TemplateWords {
	return contract.TemplateWords{Zh: b.ZH, En: text(b.EN)}
}

func presentReplyTemplate(t replytemplates.Shown) contract.ReplyTemplate {
	x := contract.ReplyTemplate{
		Id: t.ID, Version: t.Version, For: contract.ReplyTemplateStep(t.For), Category: text(t.Category),
		Name: templateWords(t.Name), Text: templateWords(t.Text), RetiredAt: t.RetiredAt,
	}
	if t.ChangedBy != nil {
		by := presentPerson(*t.ChangedBy)
		x.ChangedAt, x.ChangedBy = &t.ChangedAt, &by
	}
	if t.Shipped != nil {
		x.Shipped = &contract.ShippedTemplate{Name: templateWords(t.Shipped.Name), Text: templateWords(t.Shipped.Text)}
	}
	return x
}
