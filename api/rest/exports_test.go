package rest

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Whatever a list can be narrowed by stands in words above its export.
func TestWhatAnExportIsNarrowedByHasWords(t *testing.T) {
	ops, err := readOperations()
	require.NoError(t, err)
	for name, x := range exports {
		for _, p := range ops.named(x.list).params {
			param := p.Value.Name
			if p.Value.In != "query" || param == "limit" || param == "cursor" || param == "count" {
				continue
			}
			assert.Contains(t, filterNames, param, name)
			schema := p.Value.Schema.Value
			if schema.Items != nil {
				schema = schema.Items.Value
			}
			words := filterTerms[param]
			if param == "state" {
				words = x.states
			}
			for _, code := range schema.Enum {
				for _, lang := range []string{"zh-CN", "en"} {
					assert.NotEqual(t, code, nameOf(words, code.(string), lang), "%s %s", name, param)
				}
			}
		}
	}
}
