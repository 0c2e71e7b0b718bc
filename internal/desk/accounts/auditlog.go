package accounts

import (
	"context"

	"anju/internal/core/access"
	"anju/internal/core/audit"
	"anju/internal/core/fault"
)

// AuditPage is a page of the audit log, newest first; More says that older
// entries follow the last one.
type AuditPage struct {
	Items []audit.Entry
	More  bool
}

// AuditLog is read by admin and auditor.
func (s *Service) AuditLog(ctx context.Context, by access.Actor, q audit.Query) (AuditPage, error) {
	if !by.Is(access.Admin, access.Auditor) {
		return AuditPage{}, fault.Deny("只有管理员和审计可以查看审计日志。", "Only admin and auditor read the audit log.")
	}
	wanted := q.Limit
	q.Limit++ // one more tells whether there is a next page
	found, err := s.Audit.List(ctx, q)
	if err != nil {
		return AuditPage{}, err
	}
	if len(found) > wanted {
		return AuditPage{Items: found[:wanted], More: true}, nil
	}
	return AuditPage{Items: found}, nil
}
