package account

import (
	"slices"
	"time"

	"anju/internal/core/fault"
)

// Languages in which people are written to; the first is meant where none is chosen.
var Languages = []string{"zh-CN", "en"}

// Preferences are how a person likes to be told of things. The portal always
// tells; the zero value is an e-mail of everything, in Chinese, in the hours of the policy.
type Preferences struct {
	Language string   `json:"language,omitempty"`
	NoMail   []string `json:"noMail,omitempty"` // groups of events that come on the portal alone
	Quiet    *Quiet   `json:"quiet,omitempty"`  // nil: the hours of the policy
}

// Quiet are hours in which a person is sent nothing that can wait; equal ends are none.
type Quiet struct {
	From string `json:"from"` // 15:04
	To   string `json:"to"`
}

// Mailed reports whether events of the group come by e-mail.
func (p Preferences) Mailed(group string) bool { return !slices.Contains(p.NoMail, group) }

// Check tells what is wrong; groups are those that there are for the person.
func (p Preferences) Check(groups []string) error {
	var f fault.Fields
	if p.Language != "" {
		f.OneOf("language", p.Language, Languages...)
	}
	for _, g := range p.NoMail {
		if !slices.Contains(groups, g) {
			f.OneOf("noMail", g, groups...)
		}
	}
	if p.Quiet != nil {
		for _, x := range []struct{ path, value string }{{"quiet.from", p.Quiet.From}, {"quiet.to", p.Quiet.To}} {
			if _, err := time.Parse("15:04", x.value); err != nil {
				f.Add(x.path, "time", "须为时间，如 21:00。", "Must be a time such as 21:00.")
			}
		}
	}
	return f.Err()
}
