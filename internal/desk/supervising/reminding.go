package supervising

import (
	"context"
	"fmt"

	"anju/internal/core/access"
	"anju/internal/core/fault"
	"anju/internal/core/followup"
	"anju/internal/core/message"
	"anju/internal/desk/round"
)

// Remind calls follow-up items to mind that are due, to the department, or
// overdue by half, to who gave them: each rung once, and of several missed at
// once the highest alone. It is run by one instance at a time.
func (s *Service) Remind(ctx context.Context) (told int, err error) {
	at := s.now()
	due, err := s.FollowUps.Waking(ctx, at, batch)
	if err != nil {
		return 0, err
	}
	return round.Each(due, func(i followup.Item) (bool, error) {
		next, rung := i.Remind(at)
		if rung == 0 {
			return false, nil
		}
		// Told before it is noted: after a crash in between the key holds it to once.
		err := s.Teller.Notify(ctx, reminder(i, rung))
		if err == nil {
			err = s.FollowUps.Update(ctx, next)
		}
		if err != nil && !fault.Is(err, fault.Stale) {
			return false, err
		}
		return true, nil
	})
}

func reminder(i followup.Item, rung int) message.Notice {
	n := message.Notice{
		Key: fmt.Sprintf("follow-up:%s:%d:%d", i.ID, len(i.Returned), rung), Kind: message.FollowUpDue, Title: i.What, CommunityID: i.CommunityID, Recused: i.Recused,
		To: message.To{Detail: message.Detail{To: i.Department, Link: "/follow-ups"}},
	}
	if i.Matter != nil {
		n.ComplaintID, n.Number = i.Matter.ID, i.Matter.Number
	}
	if rung > 100 {
		n.Kind, n.To.AccountIDs = message.FollowUpOut, []string{i.By.ID}
		if i.Told > 0 {
			return n
		}
		n.Kind = message.FollowUpDue // nobody was told before: both are, in the department's words
	}
	n.To.Posts = []message.Post{{Role: access.DeptHead, Department: i.Department}}
	if i.Owner != nil {
		n.To.AccountIDs = append(n.To.AccountIDs, i.Owner.ID)
	}
	return n
}
