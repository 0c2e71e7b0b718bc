package rest

import (
	"context"

	"anju/api/contract"
	"anju/internal/core/webhook"
	"anju/internal/desk/webhooks"
)

// ListWebhooks lists all of them; there are few.
func (s *Server) ListWebhooks(ctx context.Context, _ contract.ListWebhooksRequestObject) (contract.ListWebhooksResponseObject, error) {
	all, err := s.Webhooks.All(ctx, actorOf(ctx))
	if err != nil {
		return nil, err
	}
	return contract.ListWebhooks200JSONResponse{Items: each(all, presentWebhook)}, nil
}

// CreateWebhook makes one.
func (s *Server) CreateWebhook(ctx context.Context, r contract.CreateWebhookRequestObject) (contract.CreateWebhookResponseObject, error) {
	w, err := s.Webhooks.Create(ctx, actorOf(ctx), r.Body.Url, r.Body.Events, r.Body.Secret)
	if err != nil {
		return nil, err
	}
	return contract.CreateWebhook201JSONResponse(presentWebhook(w)), nil
}

// UpdateWebhook changes one.
func (s *Server) UpdateWebhook(ctx context.Context, r contract.UpdateWebhookRequestObject) (contract.UpdateWebhookResponseObject, error) {
	expect, err := ifMatch(value(r.Params.IfMatch))
	if err != nil {
		return nil, err
	}
	b := r.Body
	w, err := s.Webhooks.Update(ctx, actorOf(ctx), r.Id, webhooks.Patch{URL: b.Url, Events: value(b.Events), Secret: b.Secret, Active: b.Active}, expect)
	if err != nil {
		return nil, err
	}
	return contract.UpdateWebhook200JSONResponse(presentWebhook(w)), nil
}

// ListDeliveries is a page of what went and goes to one.
func (s *Server) ListDeliveries(ctx context.Context, r contract.ListDeliveriesRequestObject) (contract.ListDeliveriesResponseObject, error) {
	page, err := s.Webhooks.Deliveries(ctx, actorOf(ctx), r.Id, value(r.Params.Cursor), limitOf(r.Params.Limit))
	if err != nil {
		return nil, err
	}
	return contract.ListDeliveries200JSONResponse{Items: each(page.Items, presentDelivery), NextCursor: text(page.Next)}, nil
}

// SendDeliveryAgain gives a delivery another day of tries.
func (s *Server) SendDeliveryAgain(ctx context.Context, r contract.SendDeliveryAgainRequestObject) (contract.SendDeliveryAgainResponseObject, error) {
	d, err := s.Webhooks.SendAgain(ctx, actorOf(ctx), r.Id, r.DeliveryId)
	if err != nil {
		return nil, err
	}
	return contract.SendDeliveryAgain200JSONResponse(presentDelivery(d)), nil
}

func presentWebhook(w webhook.Webhook) contract.Webhook {
	return contract.Webhook{Id: w.ID, Version: w.Version, Url: w.URL, Events: w.Events, Active: w.Active, CreatedAt: w.CreatedAt, UpdatedAt: w.UpdatedAt}
}

func presentDelivery(d webhook.Delivery) contract.Delivery {
	out := contract.Delivery{
		Id: d.ID, Event: d.Event, State: contract.DeliveryState(d.State), Attempts: d.Attempts, CreatedAt: d.CreatedAt,
		DeliveredAt: d.DeliveredAt, LastError: text(d.LastError), Body: string(d.Body),
	}
	if d.LastStatus != 0 {
		out.LastStatus = &d.LastStatus
	}
	if d.State == webhook.Pending {
		out.NextAt = &d.NextAt
	}
	return out
}
