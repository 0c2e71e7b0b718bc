package keys

import (
	"context"
	"fmt"
	"time"

	"anju/internal/core/fault"
	"anju/internal/core/keyregister"
	"anju/internal/core/message"
	"anju/internal/desk/round"
)

// batch bounds what one look of the timed work takes on.
const batch = 100

// Remind tells who holds a key, and who gave it out, that it is not back in time:
// once a giving out. It is run by one instance at a time.
func (s *Service) Remind(ctx context.Context) (told int, err error) {
	at := s.now()
	due, err := s.Keys.Waking(ctx, at, batch)
	if err != nil {
		return 0, err
	}
	return round.Each(due, func(k keyregister.Key) (bool, error) {
		next, late := k.Remind(at)
		if !late {
			return false, nil
		}
		// Told before it is noted: after a crash in between the key holds it to once.
		err := s.Teller.Notify(ctx, reminder(k))
		if err == nil {
			err = s.Keys.Update(ctx, next)
		}
		if err != nil && !fault.Is(err, fault.Stale) {
			return false, err
		}
		return true, nil
	})
}

func reminder(k keyregister.Key) message.Notice {
	l := k.Out
	n := message.Notice{
		Key: fmt.Sprintf("key:%s:%d", k.ID, l.DueAt.UnixMilli()), Kind: message.KeyLate, Number: k.Tag, Title: k.House, CommunityID: k.CommunityID,
		To: message.To{AccountIDs: []string{l.By.ID}, Detail: message.Detail{Handler: l.Who(), Until: l.DueAt.Format(time.RFC3339), Link: "/keys?key=" + k.ID}},
	}
	if l.Holder.ID != "" && l.Holder.ID != l.By.ID {
		n.To.AccountIDs = append(n.To.AccountIDs, l.Holder.ID)
	}
	return n
}
