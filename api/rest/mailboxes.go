package rest

import (
	"context"

	"anju/api/contract"
	"anju/internal/core/mailbox"
)

// GetMailboxes shows the mailboxes without their passwords.
func (s *Server) GetMailboxes(ctx context.Context, _ contract.GetMailboxesRequestObject) (contract.GetMailboxesResponseObject, error) {
	all, version, err := s.Mailboxes.Get(ctx, actorOf(ctx))
	if err != nil {
		return nil, err
	}
	return contract.GetMailboxes200JSONResponse{Version: version, Items: each(all, presentMailbox)}, nil
}

// PutMailboxes replaces them.
func (s *Server) PutMailboxes(ctx context.Context, r contract.PutMailboxesRequestObject) (contract.PutMailboxesResponseObject, error) {
	expect, err := ifMatch(value(r.Params.IfMatch))
	if err != nil {
		return nil, err
	}
	all, version, err := s.Mailboxes.Put(ctx, actorOf(ctx), each(r.Body.Items, mailboxOf), expect)
	if err != nil {
		return nil, err
	}
	return contract.PutMailboxes200JSONResponse{Version: version, Items: each(all, presentMailbox)}, nil
}

// TestMailbox tries to reach the servers of one.
func (s *Server) TestMailbox(ctx context.Context, r contract.TestMailboxRequestObject) (contract.TestMailboxResponseObject, error) {
	ok, said, err := s.Mailboxes.Test(ctx, actorOf(ctx), r.Name)
	if err != nil {
		return nil, err
	}
	return contract.TestMailbox200JSONResponse{Ok: ok, Message: said.In(visitOf(ctx).lang)}, nil
}

func mailboxOf(b contract.MailboxBody) mailbox.Mailbox {
	return mailbox.Mailbox{
		Name: b.Name, Address: b.Address, CommunityID: value(b.CommunityId), IMAP: mailServer(b.Imap), SMTP: mailServer(b.Smtp),
		PollSeconds: b.PollSeconds, Active: b.Active,
	}
}

func mailServer(b *contract.MailServer) *mailbox.Server {
	if b == nil {
		return nil
	}
	return &mailbox.Server{Host: b.Host, Port: b.Port, TLS: mailbox.TLS(b.Tls), Login: value(b.Login), Password: value(b.Password)}
}

func presentMailbox(m mailbox.Mailbox) contract.Mailbox {
	return contract.Mailbox{
		Name: m.Name, Address: m.Address, CommunityId: text(m.CommunityID), Imap: presentMailServer(m.IMAP), Smtp: presentMailServer(m.SMTP),
		PollSeconds: m.PollSeconds, Active: m.Active,
	}
}

func presentMailServer(s *mailbox.Server) *contract.MailServerShown {
	if s == nil {
		return nil
	}
	return &contract.MailServerShown{Host: s.Host, Port: s.Port, Tls: contract.MailServerShownTls(s.TLS), Login: s.Login, HasPassword: len(s.Sealed) > 0}
}
