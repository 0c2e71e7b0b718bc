package config

import (
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"github.com/knadh/koanf/parsers/yaml"
	"github.com/knadh/koanf/providers/confmap"
	"github.com/knadh/koanf/providers/env/v2"
	"github.com/knadh/koanf/providers/file"
	"github.com/knadh/koanf/providers/rawbytes"
	"github.com/knadh/koanf/v2"
)

//go:embed defaults.yaml
var defaults []byte

const (
	envPrefix = "ANJU_"
	envFile   = "ANJU_CONFIG"
)

// Load reads the settings: defaults, then the file named by ANJU_CONFIG, then the
// environment ("NAME=value" entries), then the arguments without the program's
// name. The error names every wrong setting and what would be right; it is
// flag.ErrHelp when help was asked for, see Usage.
func Load(args []string, environ []string) (Config, error) {
	all := koanf.New(".")
	if err := all.Load(rawbytes.Provider(defaults), yaml.Parser()); err != nil {
		return Config{}, fmt.Errorf("defaults.yaml: %w", err)
	}
	keys := all.Keys()
	if err := loadFile(all, keys, environ); err != nil {
		return Config{}, err
	}
	unknown := loadEnvironment(all, keys, environ)
	c, err := loadArguments(all, keys, args)
	if err != nil {
		return Config{}, err
	}
	c.Unknown = unknown
	if err := read(all, &c); err != nil {
		return Config{}, err
	}
	return c, nil
}

// Usage is what help shows: the commands, and the settings reference itself.
func Usage() string {
	return "anju [command] [--setting value …]\n\ncommands: " + strings.Join(Commands(), ", ") +
		" (" + Serve + " when none is given)\n\n" + string(defaults)
}

func loadFile(all *koanf.Koanf, keys []string, environ []string) error {
	path := ""
	for _, entry := range environ {
		if value, found := strings.CutPrefix(entry, envFile+"="); found {
			path = value
		}
	}
	if path == "" {
		return nil
	}
	given := koanf.New(".")
	if err := given.Load(file.Provider(path), yaml.Parser()); err != nil {
		return fmt.Errorf("%s: the file %s cannot be read as YAML: %w", envFile, path, err)
	}
	for _, key := range given.Keys() {
		if !slices.Contains(keys, key) {
			return fmt.Errorf("%s: %s is no setting; defaults.yaml lists them all", path, key)
		}
	}
	return all.Merge(given)
}

// loadEnvironment returns the names that look like settings and are none.
func loadEnvironment(all *koanf.Koanf, keys []string, environ []string) (unknown []string) {
	byName := map[string]string{}
	for _, key := range keys {
		byName[envName(key)] = key
	}
	provider := env.Provider(".", env.Opt{
		Prefix:      envPrefix,
		EnvironFunc: func() []string { return environ },
		TransformFunc: func(name, value string) (string, any) {
			key, known := byName[name]
			if value == "" { // compose files hand on what is not set as empty
				return "", nil
			}
			if !known && name != envFile && !strings.HasPrefix(name, envPrefix+"TEST_") {
				unknown = append(unknown, name)
			}
			return key, value
		},
	})
	// Reading from a list in memory cannot fail; a wrong value is found by read.
	_ = all.Load(provider, nil)
	slices.Sort(unknown)
	return unknown
}

func loadArguments(all *koanf.Koanf, keys []string, args []string) (Config, error) {
	c := Config{Command: Serve}
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		c.Command, args = args[0], args[1:]
	}
	operands, known := commands[c.Command]
	if !known {
		return c, fmt.Errorf("%s is no command; one of these would be right: %s", c.Command, strings.Join(Commands(), ", "))
	}
	flags := flag.NewFlagSet("anju", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	given := map[string]any{}
	for _, key := range keys {
		flags.Var(setting{key, given, isSwitch(all.Get(key))}, flagName(key), "")
	}
	for len(args) > 0 {
		if err := flags.Parse(args); err != nil {
			if errors.Is(err, flag.ErrHelp) {
				return c, err
			}
			return c, fmt.Errorf("%w; defaults.yaml lists all settings, --help shows it", err)
		}
		if args = flags.Args(); len(args) > 0 {
			c.Operands, args = append(c.Operands, args[0]), args[1:]
		}
	}
	if len(c.Operands) != operands {
		return c, fmt.Errorf("%s takes %d file name(s), not %d", c.Command, operands, len(c.Operands))
	}
	return c, all.Load(confmap.Provider(given, "."), nil)
}

// setting is a flag that only notes what was given; read judges it.
type setting struct {
	key      string
	given    map[string]any
	isSwitch bool
}

func (s setting) String() string         { return "" }
func (s setting) Set(value string) error { s.given[s.key] = value; return nil }
func (s setting) IsBoolFlag() bool       { return s.isSwitch }

func isSwitch(value any) bool {
	_, is := value.(bool)
	return is
}

// envName of server.readTimeout is ANJU_SERVER_READ_TIMEOUT.
func envName(key string) string {
	return envPrefix + strings.ToUpper(words(key, '_'))
}

// flagName of server.readTimeout is server-read-timeout.
func flagName(key string) string { return words(key, '-') }

func words(key string, between rune) string {
	var b strings.Builder
	for _, r := range key {
		switch {
		case r == '.':
			b.WriteRune(between)
		case unicode.IsUpper(r):
			b.WriteRune(between)
			b.WriteRune(unicode.ToLower(r))
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
