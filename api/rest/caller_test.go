package rest_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"anju/api/rest"
	"anju/config"
)

// A stranger is counted by address. The requests of these tests come from 0.0.0.0.
func TestStrangersCannotWriteThemselvesAnotherAddress(t *testing.T) {
	for name, c := range map[string]struct {
		trusted       []string
		first, second string
		status        int
	}{
		"no proxy is trusted":              {nil, "192.0.2.1", "192.0.2.2", 429},
		"another one is trusted":           {[]string{"10.0.0.0/8"}, "192.0.2.1", "192.0.2.2", 429},
		"two people behind the proxy":      {[]string{"0.0.0.0"}, "192.0.2.1", "192.0.2.2", 401},
		"one who writes hops before":       {[]string{"0.0.0.0"}, "198.51.100.1, 192.0.2.1", "198.51.100.2, 192.0.2.1", 429},
		"two people behind two proxies":    {[]string{"0.0.0.0", "10.0.0.0/8"}, "192.0.2.1, 10.1.1.1", "192.0.2.2, 10.1.1.1", 401},
		"a hop that is no address":         {[]string{"0.0.0.0"}, "192.0.2.1, me", "192.0.2.2, you", 429},
		"the same one, written the v6 way": {[]string{"0.0.0.0"}, "192.0.2.1", "::ffff:192.0.2.1", 429},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, func(d *rest.Deps) {
				d.Rate, d.TrustedProxies = config.Rate{PerMinute: 1000, AnonymousPerMinute: 1}, c.trusted
			})
			require.Equal(t, 401, s.call("", "GET", "/api/v1/me", "", "X-Forwarded-For", c.first).StatusCode)
			require.Equal(t, c.status, s.call("", "GET", "/api/v1/me", "", "X-Forwarded-For", c.second).StatusCode)
		})
	}
}
