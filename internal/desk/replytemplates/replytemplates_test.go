package replytemplates_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/config"
	"anju/internal/core/access"
	"anju/internal/core/audit"
	"anju/internal/core/replytemplate"
	"anju/internal/desk/replytemplates"
	"anju/internal/store/sqlite"
)

// log keeps who did what, unless it is away.
type log struct {
	audit.Store
	actions []string
	away    error
}

func (l *log) Append(_ context.Context, entries ...audit.Entry) error {
	for _, e := range entries {
		if l.away == nil {
			l.actions = append(l.actions, e.Action)
		}
	}
	return l.away
}

// What cannot be noted is not done, and what is refused is not noted.
func TestNoTemplateChangesWithoutAnEntry(t *testing.T) {
	store, err := sqlite.Open(t.Context(), sqlite.InMemory)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, store.Close(context.Background())) })
	rules, err := config.Rules(time.UTC)
	require.NoError(t, err)
	l := &log{}
	s := replytemplates.New(replytemplates.Deps{
		Settings: store.Settings, Audit: l, Rules: rules.Fixed(), Now: func() time.Time { return time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC) }, NewID: func() string { return "t-1" },
	})
	lead := access.Actor{ID: "u-lead", Name: "沈佩兰", Role: access.DeskLead}
	says := replytemplate.Words{For: "answer", Name: replytemplate.Both{ZH: "照明报修"}, Text: replytemplate.Both{ZH: "电工一小时内到。"}}
	kept := func() []replytemplates.Shown {
		all, err := s.List(t.Context(), replytemplate.Query{Retired: true})
		require.NoError(t, err)
		return all
	}
	l.away = errors.New("away")
	_, err = s.Make(t.Context(), lead, says)
	require.ErrorIs(t, err, l.away)
	require.Empty(t, kept())

	l.away = nil
	_, err = s.Make(t.Context(), lead, says)
	require.NoError(t, err)
	_, err = s.Change(t.Context(), lead, "t-1", func(w replytemplate.Words) replytemplate.Words { w.Text.ZH = ""; return w }, nil, 0)
	require.Error(t, err)
	require.Equal(t, []string{"reply_template.made"}, l.actions)
	require.Len(t, kept(), 1)
}
