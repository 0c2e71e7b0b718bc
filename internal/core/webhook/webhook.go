// Package webhook knows whom outside the house is told of events, and how often
// that is tried: SMS gateways, chat bots, other systems of the company. What is
// told holds ids and codes, no personal data.
package webhook

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/live"
)

// Webhook is one address that is told of events. SealedSecret never leaves the house.
type Webhook struct {
	ID           string    `json:"id"`
	Version      int64     `json:"version"`
	URL          string    `json:"url"`
	Events       []string  `json:"events"`
	SealedSecret []byte    `json:"sealedSecret"`
	Active       bool      `json:"active"`
	CreatedAt    time.Time `json:"createdAt"`
	UpdatedAt    time.Time `json:"updatedAt"`
}

// Most is how many webhooks an installation may have: each event asks them all.
const Most = 50

// Everything is the name under which a webhook hears of every event.
const Everything = "*"

// Names under which an event of a matter goes out, the most general last. A
// webhook hears of it when it asked for one of them.
func Names(e complaint.Event, m complaint.Complaint) []string {
	names := []string{"complaint." + string(e.Kind), live.ComplaintChanged, Everything}
	switch e.Kind {
	case complaint.KindReminded, complaint.KindEscalated:
		names = append(names, live.ClockDue)
	case "proposed", "approved":
		if m.Keys.Waiting != "" {
			names = append(names, live.ApprovalWaiting)
		}
	}
	return names
}

// Known are the names that a webhook may ask for.
func Known() []string {
	names := []string{Everything, live.ComplaintChanged, live.ClockDue, live.ApprovalWaiting}
	for _, k := range complaint.Kinds() {
		names = append(names, "complaint."+string(k))
	}
	return names
}

// Hears reports whether the webhook is to be told of an event: one that it asked
// for, and not of the time before it was made.
func (w Webhook) Hears(e complaint.Event, m complaint.Complaint) bool {
	if !w.Active || e.At.Before(w.CreatedAt) {
		return false
	}
	return slices.ContainsFunc(Names(e, m), func(n string) bool { return slices.Contains(w.Events, n) })
}

// Check tells what is wrong with a webhook as a person typed it. private: http
// and addresses of the own network are allowed.
func Check(address string, events []string, secret string, private bool) error {
	var f fault.Fields
	checkAddress(&f, address, private)
	if len(events) == 0 {
		f.Add("events", "required", "至少选择一种事件，全部事件用 *。", `Name at least one event; "*" is all of them.`)
	}
	known := Known()
	for i, e := range events {
		if !slices.Contains(known, e) {
			f.Add(fmt.Sprintf("events[%d]", i), "unknown", "没有这种事件。", "There is no such event.")
		}
	}
	f.Length("secret", secret, 16, 200)
	return f.Err()
}

func checkAddress(f *fault.Fields, address string, private bool) {
	u, err := url.Parse(strings.TrimSpace(address))
	switch {
	case err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http"):
		f.Add("url", "format", "须为完整的网址，如 https://example.com/hook。", "Must be a whole address such as https://example.com/hook.")
	case u.User != nil:
		f.Add("url", "no_credentials", "网址里不能写账号密码。", "The address must not hold credentials.")
	case u.Scheme == "http" && !private:
		f.Add("url", "https", "须用 https；仅在 ANJU_WEBHOOKS_PRIVATE=1 时可用 http 与内网地址。", "Must be https; http and private addresses take ANJU_WEBHOOKS_PRIVATE=1.")
	}
}
