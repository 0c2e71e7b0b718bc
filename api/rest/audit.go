package rest

import (
	"context"
	"encoding/base64"
	"strings"
	"time"

	"anju/api/contract"
	"anju/internal/core/audit"
	"anju/internal/core/fault"
)

// ListAudit is a page of the audit log, newest first.
func (s *Server) ListAudit(ctx context.Context, r contract.ListAuditRequestObject) (contract.ListAuditResponseObject, error) {
	p := r.Params
	limit := limitOf(p.Limit)
	q := audit.Query{ActorID: value(p.ActorId), Action: value(p.Action), Target: value(p.Target), Limit: limit + 1}
	if p.Cursor != nil {
		var err error
		if q.BeforeAt, q.BeforeID, err = readAuditCursor(*p.Cursor); err != nil {
			return nil, err
		}
	}
	found, err := s.Audit.List(ctx, q)
	if err != nil {
		return nil, err
	}
	page := contract.ListAudit200JSONResponse{}
	if len(found) > limit {
		found = found[:limit]
		last := found[limit-1]
		page.NextCursor = text(auditCursor(last.At, last.ID))
	}
	page.Items = each(found, presentAuditEntry)
	return page, nil
}

func presentAuditEntry(e audit.Entry) contract.AuditEntry {
	x := contract.AuditEntry{Id: e.ID, At: e.At, Action: e.Action, Target: e.Target, Reason: text(e.Reason), RequestId: text(e.RequestID)}
	x.Actor.Id, x.Actor.Name, x.Actor.Role = e.ActorID, e.ActorName, string(e.Role)
	return x
}

// auditCursor is the last entry's place: its time and id.
func auditCursor(at time.Time, id string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(at.UTC().Format(time.RFC3339Nano) + " " + id))
}

func readAuditCursor(cursor string) (time.Time, string, error) {
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	form, id, _ := strings.Cut(string(raw), " ")
	at, notTime := time.Parse(time.RFC3339Nano, form)
	if err != nil || notTime != nil || id == "" {
		return time.Time{}, "", fault.BadCursor()
	}
	return at, id, nil
}
