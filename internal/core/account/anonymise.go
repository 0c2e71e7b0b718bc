package account

import "time"

// Anonymous is an owner's account after the owner was anonymised: nobody signs
// in with it again, and it says no more whose it was.
func (a Account) Anonymous(now time.Time) Account {
	a.Version++
	a.UpdatedAt = now
	a.Login, a.Name, a.Phone, a.Email, a.Active, a.PasswordHash = a.ID, "（已匿名化）", "", "", false, ""
	return a
}
