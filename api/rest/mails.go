package rest

import (
	"context"

	"anju/api/contract"
	"anju/internal/core/access"
	"anju/internal/core/mail"
	"anju/internal/desk/owners"
)

// ListMails is a page of the e-mails that went and go out.
func (s *Server) ListMails(ctx context.Context, r contract.ListMailsRequestObject) (contract.ListMailsResponseObject, error) {
	p := r.Params
	page, err := s.Messages.ListMails(ctx, actorOf(ctx), mail.State(value(p.State)), value(p.Cursor), limitOf(p.Limit))
	if err != nil {
		return nil, err
	}
	return contract.ListMails200JSONResponse{Items: each(page.Items, presentMail), NextCursor: text(page.Next)}, nil
}

// SendMailAgain gives one another time of tries.
func (s *Server) SendMailAgain(ctx context.Context, r contract.SendMailAgainRequestObject) (contract.SendMailAgainResponseObject, error) {
	m, err := s.Messages.SendMailAgain(ctx, actorOf(ctx), r.Id)
	if err != nil {
		return nil, err
	}
	return contract.SendMailAgain200JSONResponse(presentMail(m)), nil
}

// presentMail shows how a mail fared; what it says stays with whom it is for.
func presentMail(m mail.Mail) contract.Mail {
	out := contract.Mail{
		Id: m.ID, To: access.MaskEmail(m.To), Staff: m.Staff, Language: m.Lang, Number: text(m.Number), ComplaintId: text(m.ComplaintID),
		Events: each(m.Ordered(), func(x mail.Item) string { return x.Event }), State: contract.MailState(m.State), Attempts: m.Attempts,
		CreatedAt: m.CreatedAt, SettledAt: m.SettledAt, LastError: text(m.LastError), MessageId: m.MessageID,
	}
	if m.Failure != "" {
		failure := contract.MailFailure(m.Failure)
		out.Failure = &failure
	}
	if m.State == mail.Pending {
		out.NextAt = &m.NextAt
	}
	return out
}

// ownerWithTrouble shows a person to whoever sees their address, and whether it works.
func (s *Server) ownerWithTrouble(ctx context.Context, v owners.View) (contract.Owner, error) {
	shown := presentOwner(v)
	if v.Masked {
		return shown, nil
	}
	last, err := s.Messages.Refused(ctx, v.Email)
	shown.EmailRefused = presentRefused(last)
	return shown, err
}

func presentRefused(m *mail.Mail) *contract.EmailRefused {
	if m == nil {
		return nil
	}
	return &contract.EmailRefused{At: *m.SettledAt, Reason: m.LastError}
}
