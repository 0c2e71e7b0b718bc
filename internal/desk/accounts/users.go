package accounts

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"anju/internal/auth"
	"anju/internal/core/access"
	"anju/internal/core/account"
	"anju/internal/core/fault"
)

// User is an account as the admin sees it: everything but the password.
type User struct {
	ID           string
	Version      int64
	Login        string
	Name         string
	Role         access.Role
	Department   string
	CommunityIDs []string
	OwnerID      string
	Phone        string
	Email        string
	Active       bool
	MustChange   bool
	Deputy       *account.Deputy
	CreatedAt    time.Time
	UpdatedAt    time.Time

	MayNameDeputy bool // the reader of a list of colleagues may say that they are away
}

func userOf(a account.Account) User {
	return User{
		ID: a.ID, Version: a.Version, Login: a.Login, Name: a.Name, Role: a.Role, Department: a.Department,
		CommunityIDs: a.CommunityIDs, OwnerID: a.OwnerID, Phone: a.Phone, Email: a.Email, Active: a.Active, MustChange: a.MustChange,
		Deputy: a.Deputy, CreatedAt: a.CreatedAt, UpdatedAt: a.UpdatedAt,
	}
}

// NewUser is what an admin gives for a new account.
type NewUser struct {
	Login        string
	Name         string
	Role         access.Role
	Department   string
	CommunityIDs []string
	OwnerID      string // for role owner
	Phone        string
	Email        string
	Password     string // empty: one is made, to be replaced by the person
}

// CreateUser makes an account; made is the password where none was given, to be
// told once.
func (s *Service) CreateUser(ctx context.Context, by access.Actor, in NewUser) (u User, made string, err error) {
	if err := adminOnly(by); err != nil {
		return User{}, "", err
	}
	if in.Password == "" {
		made = auth.NewCode()
		in.Password = made
	}
	a := account.Account{
		ID: s.NewID(), Version: 1, Login: account.NormalLogin(in.Login), Name: strings.TrimSpace(in.Name), Role: in.Role, Department: in.Department,
		CommunityIDs: tidy(in.CommunityIDs), OwnerID: in.OwnerID, Phone: account.NormalPhone(in.Phone), Email: strings.TrimSpace(in.Email), Active: true, MustChange: made != "",
		CreatedAt: s.Now(), UpdatedAt: s.Now(),
	}
	if err := s.check(ctx, a, &in.Password); err != nil {
		return User{}, "", err
	}
	hash, err := s.Hasher.Hash(ctx, in.Password)
	if err != nil {
		return User{}, "", err
	}
	a.PasswordHash = hash
	if err := s.Accounts.Create(ctx, a); err != nil {
		return User{}, "", err
	}
	return userOf(a), made, s.note(ctx, by, "account.created", target(a.ID), loggedLogin(a)+" "+string(a.Role))
}

// loggedLogin is the login as the audit log may hold it: an owner's is a phone number.
func loggedLogin(a account.Account) string {
	if account.PhoneLike(a.Login) {
		return access.MaskPhone(a.Login)
	}
	return a.Login
}

// UserPatch holds what an admin changes; nil leaves a field as it is.
type UserPatch struct {
	Name         *string
	Role         *access.Role
	Department   *string
	CommunityIDs *[]string
	Phone        *string
	Email        *string
	Password     *string
	Active       *bool
	Deputy       **account.Deputy // to nil: nobody stands in any more
}

// UpdateUser changes an account. readAt, if given, is the version that the
// admin saw. Deactivation and a new password end the person's sessions.
func (s *Service) UpdateUser(ctx context.Context, by access.Actor, id string, readAt *int64, p UserPatch) (User, error) {
	if err := adminOnly(by); err != nil {
		return User{}, err
	}
	for {
		u, err := s.updateUser(ctx, by, id, readAt, p)
		if readAt != nil || !fault.Is(err, fault.Stale) || ctx.Err() != nil {
			return u, err
		}
	}
}

func (s *Service) updateUser(ctx context.Context, by access.Actor, id string, readAt *int64, p UserPatch) (User, error) {
	before, err := s.Accounts.Get(ctx, id)
	if err != nil {
		return User{}, err
	}
	a := p.apply(before)
	if err := s.check(ctx, a, p.Password); err != nil {
		return User{}, err
	}
	if p.Deputy != nil {
		if err := s.checkDeputy(ctx, a); err != nil {
			return User{}, err
		}
	}
	if readAt != nil && *readAt != before.Version {
		return User{}, fault.StaleVersion(before.Version)
	}
	if a.ID == by.ID && (!a.Active || a.Role != before.Role) {
		return User{}, fault.New(fault.Refused, "own_account",
			"不能停用自己的账号或更改自己的角色。", "Nobody deactivates their own account or changes its role.")
	}
	if p.Password != nil {
		if a.PasswordHash, err = s.Hasher.Hash(ctx, *p.Password); err != nil {
			return User{}, err
		}
	}
	a.Version++
	a.UpdatedAt = s.Now()
	if err := s.Accounts.Update(ctx, a); err != nil {
		return User{}, err
	}
	s.absent.forget()
	if !a.Active || p.Password != nil {
		if err := s.Accounts.RevokeSessionsOf(ctx, a.ID, "", s.Now()); err != nil {
			return User{}, err
		}
	}
	return userOf(a), s.note(ctx, by, "account.updated", target(a.ID), changes(before, a))
}

func (p UserPatch) apply(a account.Account) account.Account {
	set(&a.Name, p.Name)
	set(&a.Role, p.Role)
	set(&a.Department, p.Department)
	set(&a.Active, p.Active)
	set(&a.Deputy, p.Deputy)
	a.Name = strings.TrimSpace(a.Name)
	if p.CommunityIDs != nil {
		a.CommunityIDs = tidy(*p.CommunityIDs)
	}
	if p.Phone != nil {
		a.Phone = account.NormalPhone(*p.Phone)
	}
	if p.Email != nil {
		a.Email = strings.TrimSpace(*p.Email)
	}
	return a
}

func set[T any](field *T, value *T) {
	if value != nil {
		*field = *value
	}
}

// changes names the fields that differ; values stay out of the log.
func changes(before, after account.Account) string {
	var names []string
	add := func(name string, differs bool) {
		if differs {
			names = append(names, name)
		}
	}
	add("name", before.Name != after.Name)
	add("role="+string(after.Role), before.Role != after.Role)
	add("department="+after.Department, before.Department != after.Department)
	add("communityIds", !slices.Equal(before.CommunityIDs, after.CommunityIDs))
	add("phone", before.Phone != after.Phone)
	add("email", before.Email != after.Email)
	add("password", before.PasswordHash != after.PasswordHash)
	add("active="+strconv.FormatBool(after.Active), before.Active != after.Active)
	add("deputy", before.Deputy != after.Deputy)
	return strings.Join(names, " ")
}

// check gathers everything that is wrong with the account and its new password,
// what the archive and the estate know included.
func (s *Service) check(ctx context.Context, a account.Account, password *string) error {
	var f fault.Fields
	if e, ok := fault.As(a.Check(s.Departments())); ok {
		f = e.Fields
	}
	if password != nil {
		account.CheckPassword(&f, "password", *password, a.Login, a.Phone)
	}
	for i, id := range a.CommunityIDs {
		_, err := s.Communities.Community(ctx, id)
		if err := unknown(&f, "communityIds["+strconv.Itoa(i)+"]", err); err != nil {
			return err
		}
	}
	if a.Role == access.Owner && a.OwnerID != "" {
		_, err := s.Owners.Owner(ctx, a.OwnerID)
		if err := unknown(&f, "ownerId", err); err != nil {
			return err
		}
	}
	return f.Err()
}

// unknown turns "not there" into a wrong field and passes other failures on.
func unknown(f *fault.Fields, path string, err error) error {
	if fault.Is(err, fault.NotFound) {
		f.Add(path, "unknown", "不存在。", "There is no such one.")
		return nil
	}
	return err
}

func tidy(ids []string) []string {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	return slices.Compact(ids)
}

// UserPage is a page of accounts; Next is what to ask with for the one after.
type UserPage struct {
	Items []User
	Next  string
}

// ListUsers is a page of the accounts, by login.
func (s *Service) ListUsers(ctx context.Context, by access.Actor, q account.Query) (UserPage, error) {
	if err := adminOnly(by); err != nil {
		return UserPage{}, err
	}
	wanted := q.Limit
	q.Limit++ // one more tells whether there is a next page
	found, err := s.Accounts.List(ctx, q)
	if err != nil {
		return UserPage{}, err
	}
	var page UserPage
	if len(found) > wanted {
		found = found[:wanted]
		page.Next = found[wanted-1].Login
	}
	for _, a := range found {
		page.Items = append(page.Items, userOf(a))
	}
	return page, nil
}

// CountUsers counts what ListUsers goes through, up to atMost.
func (s *Service) CountUsers(ctx context.Context, by access.Actor, q account.Query, atMost int) (int, error) {
	if err := adminOnly(by); err != nil {
		return 0, err
	}
	return s.Accounts.Count(ctx, q, atMost)
}

// Staff lists colleagues, all or those of a department.
func (s *Service) Staff(ctx context.Context, by access.Actor, department string) ([]User, error) {
	if !by.Staff() {
		return nil, fault.Deny("只有工作人员可以查看同事名单。", "Only staff may see the list of colleagues.")
	}
	found, err := s.Accounts.Staff(ctx, account.StaffQuery{Department: department})
	if err != nil {
		return nil, err
	}
	users := make([]User, len(found))
	for i, a := range found {
		users[i] = userOf(a)
		users[i].MayNameDeputy = a.Deputised() && account.MayNameDeputy(by, a)
	}
	return users, nil
}

// adminLogin is the account that every installation begins with.
const adminLogin = "admin"

// SeedAdmin makes the first account if it is not there. Without a password of
// the operator's choice one is made and returned, to be told once.
func (s *Service) SeedAdmin(ctx context.Context, password string) (made string, err error) {
	if _, err := s.Accounts.ByLogin(ctx, adminLogin); !fault.Is(err, fault.NotFound) {
		return "", err
	}
	if password == "" {
		made = auth.NewCode()
		password = made
	}
	hash, err := s.Hasher.Hash(ctx, password)
	if err != nil {
		return "", err
	}
	a := account.Account{
		ID: s.NewID(), Version: 1, Login: adminLogin, Name: "管理员", Role: access.Admin, PasswordHash: hash,
		MustChange: made != "", Active: true, CreatedAt: s.Now(), UpdatedAt: s.Now(),
	}
	err = s.Accounts.Create(ctx, a)
	if fault.Is(err, fault.Invalid) {
		return "", nil // another instance of a shared store was faster
	} else if err != nil {
		return "", err
	}
	return made, s.note(ctx, access.Anju(), "account.created", target(a.ID), a.Login+" "+string(a.Role))
}

func adminOnly(by access.Actor) error {
	if by.Is(access.Admin, access.System) {
		return nil
	}
	return fault.Deny("只有管理员可以管理账号。", "Only an admin manages accounts.")
}
