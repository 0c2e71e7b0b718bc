package config_test

import (
	"encoding/base64"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/config"
	"anju/internal/core/fault"
)

func TestDefaultsLoad(t *testing.T) {
	c, err := config.Load(nil, nil)
	require.NoError(t, err)
	require.Equal(t, config.Config{
		Command: "serve", Addr: "127.0.0.1:8080", Store: "sqlite:data/anju.db", Location: c.Location,
		PublicURL: "http://127.0.0.1:8080", TrustedProxies: []string{}, EntityName: "安居物业服务有限公司", NumberPrefix: "TS",
		Registers: config.Registers{LettersOut: "安居客函", LettersIn: "安居客收", Seals: "安居印"},
		RateLimit: true, Rate: config.Rate{PerMinute: 1200, AnonymousPerMinute: 300},
		Log: config.Log{Level: "info", Format: "text"},
		Server: config.Server{
			ReadTimeout: 30 * time.Second, WriteTimeout: time.Minute, IdleTimeout: 2 * time.Minute,
			ShutdownTimeout: 20 * time.Second, BodyBytes: 1 << 20,
		},
		Attachments: config.Attachments{Bytes: 20 << 20, PerMatter: 10}, Exports: config.Exports{Rows: 100_000, Timeout: 2 * time.Minute, AtOnce: 3}, WorkerInterval: 5 * time.Second,
	}, c)
	require.Equal(t, "Asia/Shanghai", c.Location.String())
}

func TestLaterPlacesWin(t *testing.T) {
	path := filepath.Join(t.TempDir(), "anju.yaml")
	require.NoError(t, os.WriteFile(path, []byte("addr: ':1001'\nlog: {level: warn}\nnumber: {prefix: AJ}\n"), 0o600))
	environ := []string{"ANJU_CONFIG=" + path, "ANJU_ADDR=:1002", "ANJU_NUMBER_PREFIX=KS", "ANJU_ENTITY_NAME=", "PATH=/bin"}

	c, err := config.Load([]string{"--addr", ":1003"}, environ)
	require.NoError(t, err)
	require.Equal(t, ":1003", c.Addr, "a flag over the environment")
	require.Equal(t, "KS", c.NumberPrefix, "the environment over the file")
	require.Equal(t, "warn", c.Log.Level, "the file over the defaults")
	require.Equal(t, "安居物业服务有限公司", c.EntityName, "an empty variable says nothing")
	require.Empty(t, c.Unknown)
}

func TestSwitchesReadAsPeopleWriteThem(t *testing.T) {
	c, err := config.Load([]string{"--webhooks-private"}, []string{"ANJU_RATE_LIMIT=off", "ANJU_DEMO=1", "ANJU_TRUSTED_PROXIES=10.0.0.0/8, 127.0.0.1"})
	require.NoError(t, err)
	require.False(t, c.RateLimit)
	require.True(t, c.Demo)
	require.True(t, c.WebhooksPrivate)
	require.Equal(t, []string{"10.0.0.0/8", "127.0.0.1"}, c.TrustedProxies)
}

func TestAWrongValueNamesItsKeyAndWhatWouldBeRight(t *testing.T) {
	for entry, says := range map[string][2]string{
		"ANJU_ADDR=8080":                      {"addr", "127.0.0.1:8080"},
		"ANJU_STORE=postgres://x":             {"store", "sqlite:PATH"},
		"ANJU_JWT_SECRET=short":               {"jwtSecret", "32 bytes"},
		"ANJU_DATA_KEY=bm90IDMyIGJ5dGVz":      {"dataKey", "base64"},
		"ANJU_DEMO=perhaps":                   {"demo", "true or false"},
		"ANJU_TIMEZONE=Mars/Olympus":          {"timezone", "Asia/Shanghai"},
		"ANJU_LOG_LEVEL=loud":                 {"log.level", "debug, info, warn, error"},
		"ANJU_NUMBER_PREFIX=t-s":              {"number.prefix", "capital letters"},
		"ANJU_SERVER_READ_TIMEOUT=30":         {"server.readTimeout", "15s"},
		"ANJU_WORKER_INTERVAL=1m":             {"worker.interval", "10s"},
		"ANJU_RATE_PER_MINUTE=many":           {"rate.perMinute", "whole number"},
		"ANJU_PUBLIC_URL=portal":              {"publicUrl", "https://"},
		"ANJU_TRUSTED_PROXIES=the-front-door": {"trustedProxies", "10.0.0.0/8"},
	} {
		_, err := config.Load(nil, []string{entry})
		wrong, ok := fault.As(err)
		require.True(t, ok, entry)
		require.Len(t, wrong.Fields, 1, entry)
		require.Equal(t, says[0], wrong.Fields[0].Path)
		require.Contains(t, wrong.Fields[0].Message.EN, says[1])
		name, value, _ := strings.Cut(entry, "=")
		require.Contains(t, wrong.Fields[0].Message.EN, name)
		if name == "ANJU_JWT_SECRET" || name == "ANJU_DATA_KEY" {
			require.NotContains(t, err.Error(), value, "a secret is never repeated")
		}
	}
}

func TestAllThatIsWrongIsToldAtOnce(t *testing.T) {
	_, err := config.Load([]string{"--log-format=xml"}, []string{"ANJU_ADDR=x", "ANJU_DEMO=x"})
	wrong, ok := fault.As(err)
	require.True(t, ok)
	require.Len(t, wrong.Fields, 3)
}

func TestNamesThatAreNoSettingAreFound(t *testing.T) {
	c, err := config.Load(nil, []string{"ANJU_ADRR=:1", "ANJU_TEST_MONGODB=mongodb://x"})
	require.NoError(t, err)
	require.Equal(t, []string{"ANJU_ADRR"}, c.Unknown)

	_, err = config.Load([]string{"--adrr", ":1"}, nil)
	require.ErrorContains(t, err, "adrr")

	path := filepath.Join(t.TempDir(), "anju.yaml")
	require.NoError(t, os.WriteFile(path, []byte("server: {readTimeuot: 1s}\n"), 0o600))
	_, err = config.Load(nil, []string{"ANJU_CONFIG=" + path})
	require.ErrorContains(t, err, "server.readTimeuot")

	_, err = config.Load(nil, []string{"ANJU_CONFIG=" + path + ".absent"})
	require.ErrorContains(t, err, "ANJU_CONFIG")
}

func TestMongoDBNeedsItsKeys(t *testing.T) {
	store := "ANJU_STORE=mongodb://db/anju?replicaSet=rs0"
	_, err := config.Load(nil, []string{store})
	wrong, ok := fault.As(err)
	require.True(t, ok)
	require.Len(t, wrong.Fields, 2)

	_, err = config.Load(nil, []string{
		store, "ANJU_JWT_SECRET=" + strings.Repeat("s", 32),
		"ANJU_DATA_KEY=" + base64.StdEncoding.EncodeToString(make([]byte, 32)),
	})
	require.NoError(t, err)
	_, err = config.Load([]string{"version"}, []string{store})
	require.NoError(t, err)
}

func TestCommands(t *testing.T) {
	c, err := config.Load([]string{"import-owners", "--store", "sqlite:x.db", "owners.csv"}, nil)
	require.NoError(t, err)
	require.Equal(t, "import-owners", c.Command)
	require.Equal(t, []string{"owners.csv"}, c.Operands)
	require.Equal(t, "sqlite:x.db", c.Store)

	_, err = config.Load([]string{"dance"}, nil)
	require.EqualError(t, err, "dance is no command; one of these would be right: import-owners, serve, verify-archive, version")
	for _, args := range [][]string{{"import-owners"}, {"serve", "extra"}, {"serve", "--from", "sqlite:a.db"}} {
		_, err = config.Load(args, nil)
		require.Error(t, err, args)
	}
	_, err = config.Load([]string{"--help"}, nil)
	require.ErrorIs(t, err, flag.ErrHelp)
	require.Contains(t, config.Usage(), "verify-archive")
}
