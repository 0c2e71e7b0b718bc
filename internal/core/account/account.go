// Package account holds who can sign in: accounts with role and department,
// what makes a login and a password acceptable, the lock-out after failed
// attempts, refresh sessions and one-time codes. It decides; it keeps nothing.
package account

import (
	"net/mail"
	"slices"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/fault"
)

// Account is a person who can sign in. Login and Phone are kept in the form
// that NormalLogin and NormalPhone give, and each is unique over all accounts.
type Account struct {
	ID           string      `json:"id"`
	Version      int64       `json:"version"`
	Login        string      `json:"login"`
	Name         string      `json:"name"`
	Role         access.Role `json:"role"`
	Department   string      `json:"department,omitempty"`
	CommunityIDs []string    `json:"communityIds,omitempty"` // empty: all communities
	OwnerID      string      `json:"ownerId,omitempty"`      // the person in the owner archive, for role owner
	Phone        string      `json:"phone,omitempty"`        // signs in as well as the login
	Email        string      `json:"email,omitempty"`        // of staff; an owner's is in the owner archive
	PasswordHash string      `json:"passwordHash"`
	MustChange   bool        `json:"mustChange,omitempty"` // the password was made by a machine; screens ask for a new one
	Active       bool        `json:"active"`
	Deputy       *Deputy     `json:"deputy,omitempty"`
	Preferences  Preferences `json:"preferences,omitzero"`
	CreatedAt    time.Time   `json:"createdAt"`
	UpdatedAt    time.Time   `json:"updatedAt"`
}

// Deputy stands in for a person who is away (代 X), from and until inclusive.
type Deputy struct {
	AccountID string    `json:"accountId"` // "": away, and nobody was named
	From      time.Time `json:"from"`
	Until     time.Time `json:"until"`
}

// Actor is the account as the rules see it; houseIDs are an owner's houses.
func (a Account) Actor(houseIDs []string) access.Actor {
	return access.Actor{
		ID: a.ID, Login: a.Login, Name: a.Name, Role: a.Role, Department: a.Department,
		CommunityIDs: a.CommunityIDs, OwnerID: a.OwnerID, HouseIDs: houseIDs,
	}
}

// Serves reports whether the person may work for the community.
func (a Account) Serves(communityID string) bool {
	return len(a.CommunityIDs) == 0 || slices.Contains(a.CommunityIDs, communityID)
}

// Holders are those among the staff who can take a step of a matter of the
// community, the excepted persons (a proposer, the recused) left out.
func Holders(staff []Account, communityID string, except ...string) []Account {
	var out []Account
	for _, a := range staff {
		if a.Active && a.Serves(communityID) && !slices.Contains(except, a.ID) {
			out = append(out, a)
		}
	}
	return out
}

// Check tells everything that is wrong with the account, the password apart.
// departments are the codes that exist.
func (a Account) Check(departments []string) error {
	var f fault.Fields
	checkLogin(&f, a)
	f.Require("name", a.Name)
	if a.Name != "" {
		f.Length("name", a.Name, 1, 60)
	}
	checkRole(&f, a, departments)
	if a.Phone != "" && !PhoneLike(a.Phone) {
		f.Add("phone", "format", "电话号码须为 7 至 15 位数字。", "A phone number has 7 to 15 digits.")
	}
	CheckEmail(&f, "email", a.Email)
	if a.Email != "" && a.Role == access.Owner {
		f.Add("email", "not_for_role", "业主的邮箱在业主档案里。", "An owner's e-mail address is in the owner archive.")
	}
	if a.Deputy != nil {
		a.checkAway(&f)
	}
	return f.Err()
}

// CheckEmail notes an address that is none; "" is no address at all.
func CheckEmail(f *fault.Fields, path, address string) {
	if address == "" {
		return
	}
	if parsed, err := mail.ParseAddress(address); err != nil || parsed.Address != address || len(address) > 254 {
		f.Add(path, "email", "不是有效的电子邮箱，例如 name@example.com。", "Not an e-mail address such as name@example.com.")
	}
}

func checkRole(f *fault.Fields, a Account, departments []string) {
	if !slices.Contains(access.Roles, a.Role) {
		names := make([]string, len(access.Roles))
		for i, r := range access.Roles {
			names[i] = string(r)
		}
		f.OneOf("role", string(a.Role), names...)
		return
	}
	inDepartment := a.Role == access.Handler || a.Role == access.DeptHead
	switch {
	case a.Department != "":
		if a.Role == access.Owner {
			f.Add("department", "not_for_role", "业主不属于部门。", "An owner belongs to no department.")
		} else {
			f.OneOf("department", a.Department, departments...)
		}
	case inDepartment:
		f.Add("department", "required", "经办人与部门主管须属于一个部门。", "A handler or head of department belongs to a department.")
	}
	switch {
	case a.Role == access.Owner && a.OwnerID == "":
		f.Add("ownerId", "required", "业主账号须对应一位业主；请使用邀请码。", "An owner's account belongs to a person of the owner archive; use an invitation.")
	case a.Role != access.Owner && a.OwnerID != "":
		f.Add("ownerId", "not_for_role", "只有业主账号对应业主档案。", "Only an owner's account belongs to the owner archive.")
	}
}
