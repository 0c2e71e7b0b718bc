package accounts

import (
	"context"
	"slices"
	"time"

	"anju/internal/auth"
	"anju/internal/core/access"
	"anju/internal/core/account"
	"anju/internal/core/fault"
	"anju/internal/core/owner"
)

// Invite makes an invitation code (邀请码) for an owner; earlier ones end.
func (s *Service) Invite(ctx context.Context, by access.Actor, ownerID string) (code string, expiresAt time.Time, err error) {
	o, err := s.person(ctx, ownerID)
	if err != nil {
		return "", time.Time{}, err
	}
	if err := s.Accounts.RevokeCodesOf(ctx, account.Activation, o.ID, s.Now()); err != nil {
		return "", time.Time{}, err
	}
	c, code := s.newCode(account.Activation)
	c.OwnerID = o.ID
	if err := s.Accounts.CreateCode(ctx, c); err != nil {
		return "", time.Time{}, err
	}
	return code, c.ExpiresAt, s.note(ctx, by, "owner.invited", "owner:"+o.ID, "")
}

func (s *Service) newCode(p account.Purpose) (account.Code, string) {
	code, now := auth.NewCode(), s.Now()
	return account.Code{Hash: auth.CodeDigest(code), Purpose: p, CreatedAt: now, ExpiresAt: now.Add(p.Lifetime())}, code
}

// Activate makes an invited owner's account, or gives an existing one a new
// password, and signs in. The phone must be one that the archive knows of the
// person, where it knows any: a code found in a letter box is not enough.
func (s *Service) Activate(ctx context.Context, code, phone, password string) (SignedIn, error) {
	phone = account.NormalPhone(phone)
	var f fault.Fields
	f.Require("code", code)
	if !account.PhoneLike(phone) {
		f.Add("phone", "format", "请填写电话号码。", "A phone number is needed.")
	}
	account.CheckPassword(&f, "password", password, phone)
	if err := f.Err(); err != nil {
		return SignedIn{}, err
	}
	o, err := s.invited(ctx, code, phone)
	if err != nil {
		return SignedIn{}, err
	}
	a, err := s.Accounts.ByOwner(ctx, o.ID)
	isNew := fault.Is(err, fault.NotFound)
	if err != nil && !isNew {
		return SignedIn{}, err
	}
	if !isNew && !a.Active {
		return SignedIn{}, deadCode()
	}
	if other, err := s.Accounts.ByPhone(ctx, phone); err == nil && other.ID != a.ID {
		return SignedIn{}, account.Taken("phone")
	} else if err != nil && !fault.Is(err, fault.NotFound) {
		return SignedIn{}, err
	}
	hash, err := s.Hasher.Hash(ctx, password)
	if err != nil {
		return SignedIn{}, err
	}
	if err := s.consume(ctx, code, account.Activation); err != nil {
		return SignedIn{}, err
	}
	if isNew {
		a = account.Account{
			ID: s.NewID(), Version: 1, Login: phone, Name: o.Name, Role: access.Owner, OwnerID: o.ID, Phone: phone,
			PasswordHash: hash, Active: true, CreatedAt: s.Now(), UpdatedAt: s.Now(),
		}
		err = s.Accounts.Create(ctx, a)
	} else {
		a, err = s.replacePassword(ctx, a.ID, "", func(a *account.Account) { a.PasswordHash, a.Phone = hash, phone })
	}
	if err != nil {
		return SignedIn{}, err
	}
	if err := s.note(ctx, a.Actor(nil), "account.activated", target(a.ID), ""); err != nil {
		return SignedIn{}, err
	}
	return s.open(ctx, a)
}

// invited is the owner whom the code invites, if the phone is theirs.
func (s *Service) invited(ctx context.Context, code, phone string) (owner.Owner, error) {
	digest := auth.CodeDigest(code)
	tries := "code:" + digest
	n, err := s.Accounts.Attempts(ctx, tries)
	if err != nil {
		return owner.Owner{}, err
	}
	if err := n.Locked(s.Now()); err != nil {
		return owner.Owner{}, err
	}
	c, err := s.Accounts.Code(ctx, digest)
	if fault.Is(err, fault.NotFound) || err == nil && !c.Usable(account.Activation, s.Now()) {
		return owner.Owner{}, deadCode()
	} else if err != nil {
		return owner.Owner{}, err
	}
	o, err := s.person(ctx, c.OwnerID)
	if err != nil {
		return owner.Owner{}, err
	}
	var known []string
	for _, p := range append([]string{o.Phone}, o.OtherPhones...) {
		if p = account.NormalPhone(p); p != "" {
			known = append(known, p)
		}
	}
	if len(known) == 0 || slices.Contains(known, phone) {
		return o, nil
	}
	if _, err := s.strike(ctx, tries); err != nil {
		return owner.Owner{}, err
	}
	var f fault.Fields
	f.Add("phone", "not_on_record", "与登记的电话不符，请联系客服更正。", "Not the phone number on record; ask the service desk to correct it.")
	return owner.Owner{}, f.Err()
}

// AskReset sends a reset code if somebody signs in by the name. The answer and
// the work are the same if nobody does.
func (s *Service) AskReset(ctx context.Context, name string) error {
	var f fault.Fields
	f.Require("login", name)
	if err := f.Err(); err != nil {
		return err
	}
	a, err := s.named(ctx, name)
	if err != nil {
		return err
	}
	key := "reset:" + attemptsKey(a, name)
	n, err := s.Accounts.Attempts(ctx, key)
	if err != nil {
		return err
	}
	if n.Locked(s.Now()) != nil {
		return nil // asked for often enough; the ones sent still work
	}
	if _, err := s.strike(ctx, key); err != nil {
		return err
	}
	c, code := s.newCode(account.Reset)
	if a.Active {
		c.AccountID = a.ID
	}
	if err := s.Accounts.CreateCode(ctx, c); err != nil {
		return err
	}
	if c.AccountID == "" {
		a = account.Account{}
	}
	return s.Courier.DeliverResetCode(ctx, a, code, c.ExpiresAt)
}

// UseReset replaces a forgotten password; every session of the account ends.
func (s *Service) UseReset(ctx context.Context, code, password string) error {
	var f fault.Fields
	f.Require("code", code)
	account.CheckPassword(&f, "password", password)
	if err := f.Err(); err != nil {
		return err
	}
	c, err := s.Accounts.Code(ctx, auth.CodeDigest(code))
	if fault.Is(err, fault.NotFound) || err == nil && (!c.Usable(account.Reset, s.Now()) || c.AccountID == "") {
		return deadCode()
	} else if err != nil {
		return err
	}
	a, err := s.Accounts.Get(ctx, c.AccountID)
	if err != nil {
		return err
	}
	account.CheckPassword(&f, "password", password, a.Login, a.Phone)
	if err := f.Err(); err != nil {
		return err
	}
	if !a.Active {
		return deadCode()
	}
	hash, err := s.Hasher.Hash(ctx, password)
	if err != nil {
		return err
	}
	if err := s.consume(ctx, code, account.Reset); err != nil {
		return err
	}
	if _, err := s.replacePassword(ctx, a.ID, "", func(a *account.Account) { a.PasswordHash = hash }); err != nil {
		return err
	}
	if err := s.Accounts.RevokeCodesOf(ctx, account.Reset, a.ID, s.Now()); err != nil {
		return err
	}
	return s.note(ctx, a.Actor(nil), "account.password_reset", target(a.ID), "")
}

func (s *Service) consume(ctx context.Context, code string, p account.Purpose) error {
	_, err := s.Accounts.ConsumeCode(ctx, auth.CodeDigest(code), p, s.Now())
	if fault.Is(err, fault.NotFound) {
		return deadCode()
	}
	return err
}

func deadCode() error {
	var f fault.Fields
	f.Add("code", "unusable", "此码无效、已使用或已过期。", "This code is not valid, was used, or has expired.")
	return f.Err()
}
