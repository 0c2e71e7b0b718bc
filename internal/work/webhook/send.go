// Package webhook sends what was put on its way to webhooks: signed, with
// bounds on everything that the other side could do, and again after failures.
package webhook

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"

	"anju/internal/core/webhook"
)

const (
	batch   = 16
	atOnce  = 8
	timeout = 10 * time.Second
	lease   = time.Minute
	keep    = 90 * 24 * time.Hour // deliveries stay visible so long
)

// Opener opens the sealed secrets.
type Opener interface {
	Open(sealed []byte) (plain string, err error)
}

// Sender carries out deliveries.
type Sender struct {
	Store   webhook.Store
	Secrets Opener
	Now     func() time.Time
	client  *http.Client
}

// NewSender makes a sender. private: addresses of the own network are allowed.
func NewSender(store webhook.Store, secrets Opener, private bool, now func() time.Time) *Sender {
	dialer := &net.Dialer{Timeout: timeout}
	if !private {
		dialer.Control = publicOnly
	}
	return &Sender{Store: store, Secrets: secrets, Now: now, client: &http.Client{
		Timeout:       timeout,
		Transport:     &http.Transport{DialContext: dialer.DialContext, MaxIdleConnsPerHost: 2, IdleConnTimeout: time.Minute, TLSHandshakeTimeout: timeout, ResponseHeaderTimeout: timeout},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// publicOnly refuses, once the name is resolved, what is not of the public
// network: a webhook must not become a door into ours.
func publicOnly(_, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	if err != nil {
		return err
	}
	ip := to.Addr().Unmap()
	if !ip.IsGlobalUnicast() || ip.IsPrivate() || shared.Contains(ip) {
		return errors.New("an address of a private network; ANJU_WEBHOOKS_PRIVATE=1 allows it")
	}
	return nil
}

// shared is the space between carriers and their customers (RFC 6598), no public one.
var shared = netip.MustParsePrefix("100.64.0.0/10")

// Once sends what is due and returns how many deliveries were tried.
func (s *Sender) Once(ctx context.Context) (int, error) {
	due, err := s.Store.Claim(ctx, s.now(), lease, batch)
	if err != nil {
		return 0, err
	}
	var g errgroup.Group
	g.SetLimit(atOnce)
	for _, d := range due {
		g.Go(func() error { return s.deliver(ctx, d) })
	}
	return len(due), g.Wait()
}

// Sweep drops what was settled long ago.
func (s *Sender) Sweep(ctx context.Context) error { return s.Store.Sweep(ctx, s.now().Add(-keep)) }

func (s *Sender) now() time.Time { return s.Now().UTC().Truncate(time.Millisecond) }

func (s *Sender) deliver(ctx context.Context, d webhook.Delivery) error {
	w, err := s.Store.Get(ctx, d.WebhookID)
	if err != nil {
		return err
	}
	if !w.Active {
		d.State, d.LastError = webhook.GivenUp, "the webhook was switched off"
		return s.Store.Settle(ctx, d)
	}
	status, err := s.post(ctx, w, d)
	if ctx.Err() != nil {
		return ctx.Err() // the process ends; the lease lets another try
	}
	trouble := ""
	if err != nil {
		trouble = cut(err.Error())
	}
	return s.Store.Settle(ctx, d.Answered(status, trouble, s.now()))
}

func (s *Sender) post(ctx context.Context, w webhook.Webhook, d webhook.Delivery) (int, error) {
	secret, err := s.Secrets.Open(w.SealedSecret)
	if err != nil {
		return 0, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, w.URL, bytes.NewReader(d.Body))
	if err != nil {
		return 0, err
	}
	request.Header.Set("Content-Type", "application/json; charset=utf-8")
	request.Header.Set("User-Agent", "Anju")
	request.Header.Set("X-Anju-Signature", webhook.Signature(secret, d.Body))
	request.Header.Set("X-Anju-Delivery", d.ID)
	request.Header.Set("X-Anju-Event", d.Event)
	answer, err := s.client.Do(request)
	if err != nil {
		return 0, err
	}
	defer answer.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(answer.Body, 64<<10)) // lets the connection be used again
	if answer.StatusCode < 200 || answer.StatusCode > 299 {
		return answer.StatusCode, fmt.Errorf("HTTP %d", answer.StatusCode)
	}
	return answer.StatusCode, nil
}

// longest is how much of a failure is kept, in bytes.
const longest = 500

func cut(trouble string) string {
	if len(trouble) > longest {
		trouble = strings.ToValidUTF8(trouble[:longest], "")
	}
	return trouble
}
