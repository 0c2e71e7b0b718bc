// Package rest is the HTTP edge: it knows HTTP and the contract, and no rule.
// It says who is asking, refuses what the contract does not allow, calls a use
// case and turns what comes back, a value or a fault, into an answer.
package rest

import (
	"context"
	"io/fs"
	"log/slog"
	"net/netip"
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/prometheus/client_golang/prometheus"

	"anju/api/contract"
	"anju/config"
	"anju/internal/auth"
	"anju/internal/core/attachment"
	"anju/internal/core/audit"
	"anju/internal/core/idempotency"
	"anju/internal/core/live"
	"anju/internal/core/measure"
	"anju/internal/core/rules"
	"anju/internal/core/ticket"
	"anju/internal/desk/accounts"
	"anju/internal/desk/attachments"
	"anju/internal/desk/duty"
	"anju/internal/desk/keys"
	"anju/internal/desk/learning"
	"anju/internal/desk/ledger"
	"anju/internal/desk/letters"
	"anju/internal/desk/mailboxes"
	"anju/internal/desk/messages"
	"anju/internal/desk/owners"
	"anju/internal/desk/replytemplates"
	"anju/internal/desk/reporting"
	"anju/internal/desk/retention"
	"anju/internal/desk/rulebook"
	"anju/internal/desk/service"
	"anju/internal/desk/supervising"
	"anju/internal/desk/webhooks"
)

// Deps is what the edge stands on.
type Deps struct {
	Accounts    *accounts.Service
	Owners      *owners.Service
	Attachments *attachments.Service
	Matters     *service.Service
	Reports     *reporting.Service
	Letters     *letters.Service
	Keys        *keys.Service
	Retention   *retention.Service
	Webhooks    *webhooks.Service
	Learning    *learning.Service
	Messages    *messages.Service
	Words       *messages.Wordings
	Mailboxes   *mailboxes.Service
	Ledger      *ledger.Service
	Duty        *duty.Service
	Supervising *supervising.Service
	Templates   *replytemplates.Service
	Audit       audit.Store
	Measures    measure.Store

	Tokens      *auth.Tokens
	Tickets     ticket.Store
	Idempotency idempotency.Store
	Live        live.Hub

	Rules        rules.Source
	Rulebook     *rulebook.Service // where Rules come from
	Limits       attachment.Limits
	Demo         *Demo  // nil: the switch is off
	Entity       string // the company that papers speak for
	PublicURL    string // for codes on paper; "" where it is not known
	ServicePhone string // on papers; "" leaves the line blank

	Pages    fs.FS                           // the built frontend
	Ready    func(ctx context.Context) error // nil: everything that requests need is there
	Stopping <-chan struct{}                 // closed when the process is to end: live streams end first
	Now      func() time.Time
	Log      *slog.Logger
	Metrics  *prometheus.Registry
	Version  string
	Location *time.Location

	HTTP           config.Server
	Exports        config.Exports
	Rate           config.Rate
	RateLimitOff   bool
	TrustedProxies []string
}

// Demo is told to the sign-in pages while the demo switch is on.
type Demo struct {
	Password string
	Accounts []DemoAccount
}

// DemoAccount is one of the people to try Anju as.
type DemoAccount struct{ Login, Name, Role string }

// Server answers the operations of the contract.
type Server struct {
	Deps
	operations *operations
	counter    *counter
	metrics    *metrics
	proxies    []netip.Prefix
	exporting  chan struct{} // a place for each export under way
}

const basePath = "/api/v1"

// requestTime bounds one request that is no stream, so that nothing hangs.
const requestTime = 30 * time.Second

// New makes the application. An error is a mistake of ours in the contract.
func New(d Deps) (*fiber.App, error) {
	ops, err := readOperations()
	if err != nil {
		return nil, err
	}
	s := &Server{Deps: d, operations: ops, counter: newCounter(d.Now), metrics: newMetrics(d.Metrics), proxies: networksOf(d.TrustedProxies), exporting: make(chan struct{}, d.Exports.AtOnce)}
	app := fiber.New(fiber.Config{
		DisableStartupMessage:        true,
		Immutable:                    true, // handlers keep strings beyond the request
		CaseSensitive:                true,
		RequestMethods:               append(slices.Clone(fiber.DefaultMethods), "QUERY"), // known, so that it is refused in our words
		StreamRequestBody:            true,
		DisablePreParseMultipartForm: true,
		BodyLimit:                    d.HTTP.BodyBytes, // beyond it the body is a stream, which only uploads read
		ReadBufferSize:               16 << 10,
		ReadTimeout:                  d.HTTP.ReadTimeout,
		WriteTimeout:                 d.HTTP.WriteTimeout,
		IdleTimeout:                  d.HTTP.IdleTimeout,
		EnableTrustedProxyCheck:      true,
		TrustedProxies:               d.TrustedProxies,
		ErrorHandler:                 s.fail,
	})

	app.Use(s.identify, s.observe, s.secure)
	s.health(app)
	s.docs(app)
	for _, op := range ops.all {
		app.Add(op.method, op.route, s.guard(op))
		if op.method == fiber.MethodGet {
			app.Add(fiber.MethodHead, op.route, s.guard(op))
		}
	}
	s.streams(app)
	s.commands(app)
	contract.RegisterHandlersWithOptions(app, contract.NewStrictHandler(s, nil), contract.FiberServerOptions{BaseURL: basePath})
	app.All("/api/*", s.unknown)
	s.pages(app)
	return app, nil
}

// streams are the operations whose bytes are no JSON; the generated server would
// hold them whole.
func (s *Server) streams(app *fiber.App) {
	app.Get(basePath+"/events", s.streamEvents)
	app.Post(basePath+"/attachments", s.uploadAttachment)
	app.Get(basePath+"/attachments/:id", s.getAttachment)
	app.Post(basePath+"/owner-imports", s.createOwnerImport)
	app.Get(basePath+"/owner-imports/:id/rejected.csv", s.getRejectedRows)
	app.Get(basePath+"/complaints/:id/archive", s.getComplaintArchive)
	app.Get(basePath+"/complaints/:id/papers/:form", s.getPaper)
	app.Get(basePath+"/complaints/:id/visits/:visitId/calendar.ics", s.getVisitCalendar)
	app.Get(basePath+"/me/archive", s.getMyArchive)
	app.Get(basePath+"/exports/:table", s.exportTable)
	app.Get(basePath+"/compensations/export.xlsx", func(c *fiber.Ctx) error { return s.export(c, "compensations", "xlsx") })
	app.Get(basePath+"/roster/export.xlsx", func(c *fiber.Ctx) error { return s.export(c, "roster", "xlsx") })
	app.Post(basePath+"/sheets", s.writeSheet)
}
