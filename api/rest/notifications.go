package rest

import (
	"context"

	"anju/api/contract"
	"anju/internal/core/fault"
	"anju/internal/core/message"
)

// ListNotifications is a page of what the caller was told.
func (s *Server) ListNotifications(ctx context.Context, r contract.ListNotificationsRequestObject) (contract.ListNotificationsResponseObject, error) {
	p := r.Params
	page, err := s.Messages.List(ctx, actorOf(ctx), value(p.Cursor), value(p.Unread), limitOf(p.Limit))
	if err != nil {
		return nil, err
	}
	lang := visitOf(ctx).lang
	return contract.ListNotifications200JSONResponse{
		Items: each(page.Items, func(m message.Message) contract.Notification {
			return contract.Notification{Id: m.ID, Event: m.Event, ComplaintId: m.ComplaintID, Number: m.Number, Link: text(m.Link), At: m.At, Text: m.Text().In(lang), ReadAt: m.ReadAt}
		}),
		NextCursor: text(page.Next), Unread: page.Unread,
	}, nil
}

// ReadNotifications marks what the caller was told as read.
func (s *Server) ReadNotifications(ctx context.Context, r contract.ReadNotificationsRequestObject) (contract.ReadNotificationsResponseObject, error) {
	matter, upTo := value(r.Body.ComplaintId), value(r.Body.UpTo)
	if (matter == "") == (upTo == "") {
		var wrong fault.Fields
		wrong.Add("upTo", "one_of", "complaintId 与 upTo 须且只能给一个。", "Give either complaintId or upTo.")
		return nil, wrong.Err()
	}
	if err := s.Messages.Read(ctx, actorOf(ctx), matter, upTo); err != nil {
		return nil, err
	}
	return contract.ReadNotifications204Response{}, nil
}

// ClockName is a clock's name in both languages.
func ClockName(code string) fault.Text {
	return fault.Text{ZH: nameOf(clocks, code, "zh-CN"), EN: nameOf(clocks, code, "en")}
}
