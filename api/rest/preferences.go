package rest

import (
	"context"

	"anju/api/contract"
	"anju/internal/core/account"
	"anju/internal/desk/messages"
)

// GetPreferences is how the caller is told of things.
func (s *Server) GetPreferences(ctx context.Context, _ contract.GetPreferencesRequestObject) (contract.GetPreferencesResponseObject, error) {
	p, err := s.Messages.GetPreferences(ctx, actorOf(ctx))
	if err != nil {
		return nil, err
	}
	return contract.GetPreferences200JSONResponse(presentPreferences(p)), nil
}

// SetPreferences chooses it.
func (s *Server) SetPreferences(ctx context.Context, r contract.SetPreferencesRequestObject) (contract.SetPreferencesResponseObject, error) {
	b := r.Body
	chosen := account.Preferences{Language: string(b.Language), NoMail: b.NoMail}
	if b.Quiet != nil {
		chosen.Quiet = &account.Quiet{From: b.Quiet.From, To: b.Quiet.To}
	}
	p, err := s.Messages.SetPreferences(ctx, actorOf(ctx), chosen, b.Email)
	if err != nil {
		return nil, err
	}
	return contract.SetPreferences200JSONResponse(presentPreferences(p)), nil
}

func presentPreferences(p messages.Preferences) contract.Preferences {
	out := contract.Preferences{
		Language: contract.PreferencesLanguage(account.Languages[0]), NoMail: list(p.NoMail), Groups: p.Groups, Email: text(p.Email),
		EmailRefused: presentRefused(p.Refused), EmailOwn: p.ByPerson, PolicyQuiet: contract.QuietHours(p.House), MailWorks: p.CanSend,
	}
	if p.Language != "" {
		out.Language = contract.PreferencesLanguage(p.Language)
	}
	if p.Quiet != nil {
		quiet := contract.QuietHours(*p.Quiet)
		out.Quiet = &quiet
	}
	return out
}
