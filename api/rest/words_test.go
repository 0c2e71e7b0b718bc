package rest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"anju/api/contract"
	"anju/internal/core/complaint"
	"anju/internal/core/terms"
)

// What the rules know has a name in both languages, the same on pages and papers.
func TestEveryWordHasItsName(t *testing.T) {
	for name, codes := range map[string][]string{
		"status": texts(complaint.Statuses), "nature": texts(terms.Natures), "channel": texts(terms.Channels), "severity": texts(terms.Severities), "command": texts(complaint.Words()),
	} {
		for _, code := range codes {
			require.NotEqual(t, code, nameOf(vocabulary(name), code, "zh-CN"), "%s %s", name, code)
		}
	}
	for name, list := range pageWords {
		for _, term := range list {
			require.NotEmpty(t, term.NameZh, "%s %s", name, term.Code)
			require.NotEmpty(t, term.NameEn, "%s %s", name, term.Code)
		}
	}
	require.Equal(t, []string{"phone", "visit", "letter"}, codes(channels[:3]), "the list's own order")
	require.NotContains(t, codes(roles), "system")
}

func texts[T ~string](list []T) (out []string) {
	for _, x := range list {
		out = append(out, string(x))
	}
	return out
}

func codes(list []contract.Term) (out []string) {
	for _, x := range list {
		out = append(out, x.Code)
	}
	return out
}
