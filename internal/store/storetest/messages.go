package storetest

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"anju/internal/core/message"
	"anju/internal/store/set"
)

func messages(t *testing.T, s *set.Set) {
	made := func(account, event, matter string, ms int64) message.Message {
		return message.Message{ID: id(), AccountID: account, EventID: event, Event: "accepted", ComplaintID: matter, Number: "TS-1", At: at(ms), ZH: "已接单", EN: "taken on"}
	}
	var all []message.Message // newest first
	for i := range 6 {
		m := made("u-1", fmt.Sprint("e-", i), fmt.Sprint("m-", i%2), int64(i))
		require.NoError(t, s.Messages.Add(ctx(t), m))
		all = append([]message.Message{m}, all...)
	}
	require.NoError(t, s.Messages.Add(ctx(t)))
	require.NoError(t, s.Messages.Add(ctx(t), made("u-1", "e-3", "m-1", 9), made("u-2", "e-3", "m-1", 9)), "an event is told once to each")
	unread := func(account string, want int) {
		t.Helper()
		n, err := s.Messages.Unread(ctx(t), account)
		require.NoError(t, err)
		require.Equal(t, want, n)
	}
	list := func(before string, unreadOnly bool, limit int) []message.Message {
		t.Helper()
		page, err := s.Messages.List(ctx(t), "u-1", before, unreadOnly, limit)
		require.NoError(t, err)
		return page
	}
	unread("u-1", 6)
	unread("u-2", 1)
	unread("nobody", 0)
	require.Equal(t, all[:4], list("", false, 4))
	require.Equal(t, all[4:], list(all[3].ID, false, 4))

	require.NoError(t, s.Messages.ReadMatter(ctx(t), "u-1", "m-1", at(20)))
	require.NoError(t, s.Messages.ReadMatter(ctx(t), "u-1", "m-1", at(21)), "read once stays as it was")
	unread("u-1", 3)
	unread("u-2", 1)
	for i := range all {
		if all[i].ComplaintID == "m-1" {
			all[i].ReadAt = ptr(at(20))
		}
	}
	require.Equal(t, all, list("", false, 9))
	require.NoError(t, s.Messages.Read(ctx(t), "u-1", all[3].ID, at(30)))
	require.Equal(t, []message.Message{all[1]}, list("", true, 9))
	unread("u-1", 1)

	require.NoError(t, s.Messages.Sweep(ctx(t), at(3)))
	require.Len(t, list("", false, 9), 3)
	many := make([]message.Message, message.CountCap+5)
	for i := range many {
		many[i] = made("u-3", fmt.Sprint("many-", i), "m-1", 40)
	}
	require.NoError(t, s.Messages.Add(ctx(t), many...))
	unread("u-3", message.CountCap)
}
