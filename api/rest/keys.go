package rest

import (
	"context"

	"anju/api/contract"
	"anju/internal/core/access"
	"anju/internal/core/keyregister"
	"anju/internal/desk/keys"
)

// ListKeys is a page of the register of entrusted keys.
func (s *Server) ListKeys(ctx context.Context, r contract.ListKeysRequestObject) (contract.ListKeysResponseObject, error) {
	p := r.Params
	page, err := s.Keys.List(ctx, actorOf(ctx), keys.Ask{
		State: string(value(p.State)), Overdue: value(p.Overdue), CommunityID: value(p.CommunityId), HouseID: value(p.HouseId), OwnerID: value(p.OwnerId), Word: value(p.Q),
		Cursor: value(p.Cursor), Limit: limitOf(p.Limit),
	})
	if err != nil {
		return nil, err
	}
	return contract.ListKeys200JSONResponse{Items: each(page.Items, s.presentKey(ctx)), NextCursor: text(page.NextCursor)}, nil
}

// ListMatterKeys are the keys that a matter may need.
func (s *Server) ListMatterKeys(ctx context.Context, r contract.ListMatterKeysRequestObject) (contract.ListMatterKeysResponseObject, error) {
	found, err := s.Keys.OfMatter(ctx, actorOf(ctx), r.Id)
	if err != nil {
		return nil, err
	}
	return contract.ListMatterKeys200JSONResponse{Items: each(found, s.presentKey(ctx))}, nil
}

// ListMyKeys are the keys that the caller entrusted.
func (s *Server) ListMyKeys(ctx context.Context, _ contract.ListMyKeysRequestObject) (contract.ListMyKeysResponseObject, error) {
	found, err := s.Keys.Mine(ctx, actorOf(ctx))
	if err != nil {
		return nil, err
	}
	return contract.ListMyKeys200JSONResponse{Items: each(found, presentOwnKey)}, nil
}

// GetKey shows one set of keys with its history.
func (s *Server) GetKey(ctx context.Context, r contract.GetKeyRequestObject) (contract.GetKeyResponseObject, error) {
	k, err := s.Keys.Key(ctx, actorOf(ctx), r.Id)
	return contract.GetKey200JSONResponse(s.presentWhole(ctx, k)), err
}

// TakeInKey takes a set of keys in.
func (s *Server) TakeInKey(ctx context.Context, r contract.TakeInKeyRequestObject) (contract.TakeInKeyResponseObject, error) {
	b := r.Body
	k, err := s.Keys.TakeIn(ctx, actorOf(ctx), b.HouseId, b.OwnerId, keyregister.Form{
		What: b.What, Count: b.Count, Tag: b.Tag, HandedInBy: value(b.HandedInBy), Consent: b.Consent, Until: day(b.Until),
	})
	return contract.TakeInKey201JSONResponse(s.presentWhole(ctx, k)), err
}

// GiveOutKey gives it to one person.
func (s *Server) GiveOutKey(ctx context.Context, r contract.GiveOutKeyRequestObject) (contract.GiveOutKeyResponseObject, error) {
	b := r.Body
	k, err := s.onKey(ctx, r.Params.IfMatch, func(actor access.Actor, expect int64) (keyregister.Key, error) {
		return s.Keys.GiveOut(ctx, actor, r.Id, keys.Loan{
			AccountID: value(b.AccountId), Firm: value(b.Firm), Person: value(b.Person), Phone: value(b.Phone), ComplaintID: value(b.ComplaintId), VisitID: value(b.VisitId),
			Purpose: value(b.Purpose), DueAt: moment(b.DueAt), Note: value(b.Note),
		}, expect)
	})
	return contract.GiveOutKey200JSONResponse(k), err
}

// SignKey is that the holder signs for it.
func (s *Server) SignKey(ctx context.Context, r contract.SignKeyRequestObject) (contract.SignKeyResponseObject, error) {
	k, err := s.onKey(ctx, r.Params.IfMatch, func(actor access.Actor, expect int64) (keyregister.Key, error) {
		return s.Keys.Sign(ctx, actor, r.Id, expect)
	})
	return contract.SignKey200JSONResponse(k), err
}

// ExtendKey lets the holder keep it longer.
func (s *Server) ExtendKey(ctx context.Context, r contract.ExtendKeyRequestObject) (contract.ExtendKeyResponseObject, error) {
	k, err := s.onKey(ctx, r.Params.IfMatch, func(actor access.Actor, expect int64) (keyregister.Key, error) {
		return s.Keys.Extend(ctx, actor, r.Id, r.Body.DueAt, value(r.Body.Note), expect)
	})
	return contract.ExtendKey200JSONResponse(k), err
}

// ReturnKey takes it back onto its hook.
func (s *Server) ReturnKey(ctx context.Context, r contract.ReturnKeyRequestObject) (contract.ReturnKeyResponseObject, error) {
	k, err := s.onKey(ctx, r.Params.IfMatch, func(actor access.Actor, expect int64) (keyregister.Key, error) {
		return s.Keys.Return(ctx, actor, r.Id, value(r.Body.Note), expect)
	})
	return contract.ReturnKey200JSONResponse(k), err
}

// HandBackKey hands it back to the owner.
func (s *Server) HandBackKey(ctx context.Context, r contract.HandBackKeyRequestObject) (contract.HandBackKeyResponseObject, error) {
	k, err := s.onKey(ctx, r.Params.IfMatch, func(actor access.Actor, expect int64) (keyregister.Key, error) {
		return s.Keys.HandBack(ctx, actor, r.Id, string(r.Body.How), r.Body.Note, expect)
	})
	return contract.HandBackKey200JSONResponse(k), err
}

// ReportKey records that something is wrong with it.
func (s *Server) ReportKey(ctx context.Context, r contract.ReportKeyRequestObject) (contract.ReportKeyResponseObject, error) {
	k, err := s.onKey(ctx, r.Params.IfMatch, func(actor access.Actor, expect int64) (keyregister.Key, error) {
		return s.Keys.Except(ctx, actor, r.Id, string(r.Body.Kind), r.Body.Note, expect)
	})
	return contract.ReportKey200JSONResponse(k), err
}

// FindKey is that a lost key is there again.
func (s *Server) FindKey(ctx context.Context, r contract.FindKeyRequestObject) (contract.FindKeyResponseObject, error) {
	k, err := s.onKey(ctx, r.Params.IfMatch, func(actor access.Actor, expect int64) (keyregister.Key, error) {
		return s.Keys.Found(ctx, actor, r.Id, r.Body.Note, expect)
	})
	return contract.FindKey200JSONResponse(k), err
}

// SettleKey ends a lost key.
func (s *Server) SettleKey(ctx context.Context, r contract.SettleKeyRequestObject) (contract.SettleKeyResponseObject, error) {
	k, err := s.onKey(ctx, r.Params.IfMatch, func(actor access.Actor, expect int64) (keyregister.Key, error) {
		return s.Keys.Settle(ctx, actor, r.Id, r.Body.Note, expect)
	})
	return contract.SettleKey200JSONResponse(k), err
}

// AmendKey puts right what is written on it.
func (s *Server) AmendKey(ctx context.Context, r contract.AmendKeyRequestObject) (contract.AmendKeyResponseObject, error) {
	b := r.Body
	k, err := s.onKey(ctx, r.Params.IfMatch, func(actor access.Actor, expect int64) (keyregister.Key, error) {
		return s.Keys.Amend(ctx, actor, r.Id, keyregister.Amendment{What: b.What, Count: b.Count, Tag: b.Tag, Consent: b.Consent, Until: b.Until}, b.Reason, expect)
	})
	return contract.AmendKey200JSONResponse(k), err
}

// onKey is the walk of every word on a key.
func (s *Server) onKey(ctx context.Context, match *contract.IfMatch, do func(actor access.Actor, expect int64) (keyregister.Key, error)) (contract.EntrustedKey, error) {
	expect, err := ifMatch(value(match))
	if err != nil {
		return contract.EntrustedKey{}, err
	}
	k, err := do(actorOf(ctx), expect)
	return s.presentWhole(ctx, k), err
}

// presentKey shows keys without their histories.
func (s *Server) presentKey(ctx context.Context) func(keyregister.Key) contract.EntrustedKey {
	actor, at := actorOf(ctx), s.Now()
	today := s.Rules().Calendar.Day(at)
	return func(k keyregister.Key) contract.EntrustedKey {
		return contract.EntrustedKey{
			Id: k.ID, Version: k.Version, CommunityId: k.CommunityID, HouseId: k.HouseID, House: k.House, OwnerId: k.OwnerID, Owner: k.OwnerName, What: k.What, Count: k.Count, Tag: k.Tag,
			Consent: text(k.Consent), Until: date(k.Until), Expired: k.Expired(today), HandedInBy: k.HandedInBy, TakenInBy: presentPerson(k.TakenInBy), TakenInAt: k.TakenInAt,
			State: contract.KeyState(k.State()), Overdue: k.Overdue(at), Out: presentLending(k.Out), Lost: presentKeyMark(k.Lost), Fault: presentKeyMark(k.Fault), Ended: presentKeyMark(k.Ended),
			Allowed: k.Allowed(actor),
		}
	}
}

func (s *Server) presentWhole(ctx context.Context, k keyregister.Key) contract.EntrustedKey {
	x := s.presentKey(ctx)(k)
	trail := each(k.Trail, func(t keyregister.Step) contract.KeyStep {
		return contract.KeyStep{
			Kind: contract.KeyStepKind(t.Kind), At: t.At, By: presentPerson(t.By), Note: text(t.Note), Result: text(t.Result), Until: t.Until, Lending: presentLending(t.Lending),
			Changed: each(t.Changed, func(c keyregister.Change) contract.KeyChange {
				return contract.KeyChange{Field: contract.KeyChangeField(c.Field), From: c.From, To: c.To}
			}),
		}
	})
	x.Trail = &trail
	return x
}

func presentLending(l *keyregister.Lending) *contract.KeyLending {
	if l == nil {
		return nil
	}
	x := &contract.KeyLending{
		Holder: presentPerson(l.Holder), Firm: text(l.Firm), Phone: text(l.Phone), Purpose: text(l.Purpose), VisitId: text(l.VisitID), DueAt: l.DueAt, By: presentPerson(l.By), At: l.At, SignedAt: l.SignedAt,
	}
	if l.Matter != nil {
		x.ComplaintId, x.MatterNumber = &l.Matter.ID, &l.Matter.Number
	}
	return x
}

func presentKeyMark(m *keyregister.Mark) *contract.KeyMark {
	if m == nil {
		return nil
	}
	return &contract.KeyMark{Kind: m.Kind, Note: text(m.Note), By: presentPerson(m.By), At: m.At}
}

// presentOwnKey is a key as its owner reads of it.
func presentOwnKey(k keyregister.Key) contract.OwnKey {
	x := contract.OwnKey{
		Id: k.ID, House: k.House, What: k.What, Count: k.Count, State: contract.KeyState(k.State()), TakenInAt: k.TakenInAt, HandedInBy: k.HandedInBy, Until: date(k.Until),
		Uses: each(k.Uses(), func(u keyregister.Use) contract.KeyUse {
			use := contract.KeyUse{At: u.At, Who: u.Who, Purpose: u.Purpose, ReturnedAt: u.ReturnedAt, Lost: u.Lost}
			if u.Matter != nil {
				use.MatterNumber = &u.Matter.Number
			}
			return use
		}),
	}
	if k.Ended != nil {
		x.Ended = &k.Ended.At
	}
	return x
}
