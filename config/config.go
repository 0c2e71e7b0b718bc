// Package config gathers every setting in one place: what the process needs to
// start (defaults.yaml, a file, the environment, flags), and the decisions that
// fill a new store (policies, categories, calendar).
package config

import (
	"slices"
	"time"
	_ "time/tzdata" // zones must be known on machines without them
)

// Config is how one process runs. It is read once at the start.
type Config struct {
	Command  string   // see Commands
	Operands []string // what follows the command

	Addr           string
	Store          string
	AdminPassword  string
	JWTSecret      string
	DataKey        string // base64
	Demo           bool
	Location       *time.Location
	PublicURL      string // without a slash at its end
	TrustedProxies []string
	EntityName     string
	ServicePhone   string // "" leaves the line on papers blank
	NumberPrefix   string
	Registers      Registers

	RateLimit       bool
	Rate            Rate
	WebhooksPrivate bool
	Log             Log
	Server          Server
	Attachments     Attachments
	Exports         Exports
	WorkerInterval  time.Duration

	// Unknown are ANJU_ names of the environment that are no setting, perhaps mistyped.
	Unknown []string
}

// Registers are what the numbers of letters and seal uses begin with.
type Registers struct{ LettersOut, LettersIn, Seals string }

// Rate limits by count, a minute.
type Rate struct{ PerMinute, AnonymousPerMinute int }

// Log is how the process writes its log.
type Log struct{ Level, Format string }

// Server bounds requests.
type Server struct {
	ReadTimeout, WriteTimeout, IdleTimeout, ShutdownTimeout time.Duration
	BodyBytes                                               int
}

// Attachments bounds uploads.
type Attachments struct {
	Bytes     int64
	PerMatter int
}

// Exports bounds what a list becomes as a file.
type Exports struct {
	Rows    int // of one file
	Timeout time.Duration
	AtOnce  int
}

// Serve is the command when none is given.
const Serve = "serve"

// Commands that the program knows, with the number of operands each takes.
var commands = map[string]int{
	Serve: 0, "import-owners": 1, "verify-archive": 1, "version": 0,
}

// Commands that the program knows, sorted.
func Commands() []string {
	names := make([]string, 0, len(commands))
	for name := range commands {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
