package roster

import (
	"anju/internal/core/access"
	"anju/internal/core/account"
	"anju/internal/core/terms"
)

// Above is who answers for a post one level up when nobody is on duty there,
// the nearest first.
func Above(p Post) []account.StaffQuery {
	leader := account.StaffQuery{Role: access.Leader}
	switch p {
	case FrontDesk:
		return []account.StaffQuery{{Role: access.DeskLead}, leader}
	case Engineering, ControlRoom:
		return []account.StaffQuery{{Role: access.DeptHead, Department: terms.Engineering}, leader}
	}
	return []account.StaffQuery{leader}
}
