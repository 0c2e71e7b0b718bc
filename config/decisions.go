package config

import (
	_ "embed"
	"fmt"
	"time"

	"github.com/go-viper/mapstructure/v2"
	"github.com/knadh/koanf/parsers/yaml"
	"github.com/knadh/koanf/providers/rawbytes"
	"github.com/knadh/koanf/v2"

	"anju/internal/core/message"
	"anju/internal/core/policy"
	"anju/internal/core/replytemplate"
	"anju/internal/core/rules"
)

//go:embed policies.yaml
var policiesYAML []byte

//go:embed categories.yaml
var categoriesYAML []byte

//go:embed wording.yaml
var wordingYAML []byte

//go:embed directory.yaml
var directoryYAML []byte

//go:embed messages.yaml
var messagesYAML []byte

//go:embed replies.yaml
var repliesYAML []byte

//go:embed standards.yaml
var standardsYAML []byte

//go:embed calendar.cn.yaml
var calendarYAML []byte

// Policy that ships: what a new store begins with.
func Policy() (policy.Policy, error) {
	var p policy.Policy
	if err := decode(&p, policiesYAML, categoriesYAML, standardsYAML, wordingYAML, directoryYAML); err != nil {
		return p, fmt.Errorf("policies.yaml, categories.yaml, standards.yaml, wording.yaml, directory.yaml: %w", err)
	}
	return p, p.Validate()
}

// Messages that ship: the words of what people are told.
func Messages() ([]message.Template, error) {
	var all struct {
		Templates []message.Template `json:"templates"`
	}
	if err := decode(&all, messagesYAML); err != nil {
		return nil, fmt.Errorf("messages.yaml: %w", err)
	}
	return all.Templates, nil
}

// ReplyTemplates that ship: the words that people begin replies with.
func ReplyTemplates() ([]replytemplate.Template, error) {
	var all struct {
		Templates []replytemplate.Template `json:"templates"`
	}
	if err := decode(&all, repliesYAML); err != nil {
		return nil, fmt.Errorf("replies.yaml: %w", err)
	}
	for i := range all.Templates {
		all.Templates[i].Version = 1
	}
	return all.Templates, nil
}

// WorkCalendar that ships: hours, holidays and make-up days as an admin sees them.
func WorkCalendar() (policy.WorkCalendar, error) {
	var w policy.WorkCalendar
	if err := decode(&w, calendarYAML); err != nil {
		return w, fmt.Errorf("calendar.cn.yaml: %w", err)
	}
	return w, w.Validate()
}

// Rules that ship: policy and work calendar in a place.
func Rules(location *time.Location) (*rules.Rules, error) {
	p, err := Policy()
	if err != nil {
		return nil, fmt.Errorf("shipped policy: %w", err)
	}
	days, err := WorkCalendar()
	if err != nil {
		return nil, fmt.Errorf("shipped calendar: %w", err)
	}
	return rules.New(p, days, location)
}

// decode reads YAML into a value by its JSON names; a name that is none is an error.
func decode(into any, files ...[]byte) error {
	all := koanf.New("/") // keys hold no slash; a dot would split them
	for _, text := range files {
		if err := all.Load(rawbytes.Provider(text), yaml.Parser()); err != nil {
			return err
		}
	}
	return all.UnmarshalWithConf("", into, koanf.UnmarshalConf{
		DecoderConfig: &mapstructure.DecoderConfig{TagName: "json", Result: into, ErrorUnused: true},
	})
}
