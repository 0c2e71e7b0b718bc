package complaint_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/policy"
)

// standing lets one of the people stand in for another who is away.
func standing(deputy, away string) access.Actor {
	a := people[deputy]
	a.StandsInFor = []access.Actor{people[away]}
	return a
}

var deputised = []string{"desk1", "lead1", "handler.eng", "head.eng", "handler.fin", "head.fin", "legal1", "leader1"}

// Whatever a matter's state and whoever the two are: a deputy may give their own
// commands and those of the one away, but none that the one away could give only
// because they are somebody else than the deputy.
func TestADeputyMayWhatBothMay(t *testing.T) {
	states := map[string]*world{}
	for _, s := range []complaint.Status{complaint.Registered, complaint.Dispatched, complaint.Investigating, complaint.Proposed, complaint.Offered, complaint.Executing, complaint.Resolved, complaint.Closed} {
		states[string(s)] = reach(t, "complaint", s)
	}
	for state, w := range states {
		for _, deputy := range deputised {
			for _, away := range deputised {
				if deputy == away {
					continue
				}
				own := complaint.Allowed(w.m, people[deputy], w.env())
				theirs := complaint.Allowed(w.m, people[away], w.env())
				both := complaint.Allowed(w.m, standing(deputy, away), w.env())
				for _, word := range own {
					require.Contains(t, both, word, "%s: %s for %s keeps %s", state, deputy, away, word)
				}
				for _, word := range both {
					require.True(t, slices.Contains(own, word) || slices.Contains(theirs, word), "%s: %s for %s got %s from nowhere", state, deputy, away, word)
				}
				for _, word := range theirs {
					if !slices.Contains(both, word) {
						// Separation of duties holds for the person, whatever the capacity.
						require.Contains(t, []string{"approve", "reject", "confirm", "decline", "withdraw", "pay", "correct", "recover", "household-confirm", "household-decline"}, word, "%s: %s for %s", state, deputy, away)
					}
				}
			}
		}
	}
}

func TestWhatADeputyDoesBearsBothNames(t *testing.T) {
	w := reach(t, "complaint", complaint.Investigating)
	w.do("handler.eng", w.propose(30_000))
	deputy := standing("handler.eng2", "head.eng")
	require.Contains(t, complaint.Allowed(w.m, deputy, w.env()), "approve")
	require.NotContains(t, complaint.Allowed(w.m, people["handler.eng2"], w.env()), "approve", "the person back, the right is gone")
	changes, err := complaint.Do(w.m, complaint.ApproveCommand{}, deputy, w.env())
	require.NoError(t, err)
	w.keep(changes[0])
	by := w.m.Plan.Approvals[0].By
	require.Equal(t, complaint.Person{ID: "u-heng2", Name: "李工（代 周经理）", Department: "engineering", ForID: "u-deng"}, *by)
	entry := w.events[len(w.events)-1]
	require.Equal(t, complaint.EventActor{ID: "u-heng2", Name: "李工（代 周经理）", Role: "dept_head", ForID: "u-deng"}, entry.Actor)
	require.NotContains(t, string(entry.Data), "forId")

	// What is their own stays their own: no second name on it.
	changes, err = complaint.Do(w.m, complaint.CommentCommand{Note: "已看现场"}, deputy, w.env())
	require.NoError(t, err)
	require.Equal(t, complaint.EventActor{ID: "u-heng2", Name: "李工", Role: "handler"}, changes[0].Events[0].Actor)
}

func TestNobodyApprovesByProxyWhatTheyProposed(t *testing.T) {
	w := reach(t, "complaint", complaint.Investigating)
	w.do("handler.eng", w.propose(30_000))
	_, err := complaint.Do(w.m, complaint.ApproveCommand{}, standing("handler.eng", "head.eng"), w.env())
	require.True(t, fault.Is(err, fault.Forbidden), "the deputy proposed it: %v", err)

	w = reach(t, "complaint", complaint.Investigating)
	w.do("head.eng", w.propose(30_000))
	_, err = complaint.Do(w.m, complaint.ApproveCommand{}, standing("handler.eng2", "head.eng"), w.env())
	require.Error(t, err, "the one away proposed it")

	// Proposed in somebody's place: neither of the two approves it.
	w = reach(t, "complaint", complaint.Investigating)
	w.facts.Holders[policy.StepDeptHead] = []string{"u-deng", "u-other"}
	changes, err := complaint.Do(w.m, w.propose(30_000), standing("legal1", "head.eng"), w.env())
	require.NoError(t, err)
	w.keep(changes[0])
	require.NotContains(t, complaint.Allowed(w.m, people["head.eng"], w.env()), "approve")
}

func TestNobodyDoesForAnotherWhatThatOneMayNot(t *testing.T) {
	w := reach(t, "complaint", complaint.Dispatched)
	require.Contains(t, complaint.Allowed(w.m, standing("legal1", "head.eng"), w.env()), "accept")
	w.m.Recused = []string{"u-deng"}
	require.NotContains(t, complaint.Allowed(w.m, standing("legal1", "head.eng"), w.env()), "accept")
	require.False(t, w.m.EyesOf(standing("admin", "head.eng")).Personal)
}

// A step that nobody can take goes up one level and says why.
func TestAStepThatNobodyCanTakeGoesUp(t *testing.T) {
	for name, c := range map[string]struct {
		holders []string
		away    []string
		by      string
		because string
	}{
		"no head":                    {nil, nil, "handler.eng", complaint.UpNobody},
		"away without a deputy":      {nil, []string{policy.StepDeptHead}, "handler.eng", complaint.UpAway},
		"the head is the proposer":   {[]string{"u-deng"}, nil, "head.eng", complaint.UpProposer},
		"the deputy is the proposer": {[]string{"u-heng"}, nil, "handler.eng", complaint.UpProposer},
	} {
		w := reach(t, "complaint", complaint.Investigating)
		w.facts.Holders[policy.StepDeptHead], w.facts.Away = c.holders, c.away
		w.do(c.by, w.propose(30_000))
		first := w.m.Plan.Approvals[0]
		require.Equal(t, policy.StepLeader, first.Role, name)
		require.Equal(t, c.because, first.UpBecause, name)
		require.Equal(t, policy.StepLeader, w.m.Keys.Waiting, name)
		require.Contains(t, complaint.Allowed(w.m, people["leader1"], w.env()), "approve", name)
	}
}

// A holder who goes away after the plan was proposed: the step goes up when its
// turn comes, or as it waits, once.
func TestAWaitingStepGoesUpWhenItsHolderGoesAway(t *testing.T) {
	w := reach(t, "complaint", complaint.Investigating)
	w.do("handler.eng", w.propose(30_000))
	require.Equal(t, "dept_head:engineering", w.m.Keys.Waiting)
	c, err := complaint.RaiseStep(w.m, w.env())
	require.NoError(t, err)
	require.Nil(t, c, "somebody can take it")

	w.facts.Holders = map[string][]string{policy.StepFinance: {"u-dfin"}, policy.StepLeader: {"u-leader"}}
	w.facts.Away = []string{policy.StepDeptHead}
	c, err = complaint.RaiseStep(w.m, w.env())
	require.NoError(t, err)
	require.NotNil(t, c)
	w.keep(*c)
	require.Equal(t, policy.StepLeader, w.m.Keys.Waiting)
	entry := w.events[len(w.events)-1]
	require.Equal(t, "system", entry.Actor.Role)
	var data map[string]string
	require.NoError(t, json.Unmarshal(entry.Data, &data))
	require.Equal(t, map[string]string{"step": "dept_head", "wentUp": "away"}, data)
	c, err = complaint.RaiseStep(w.m, w.env())
	require.NoError(t, err)
	require.Nil(t, c, "once")

	w.facts.Holders[policy.StepFinance], w.facts.Away = nil, []string{policy.StepFinance}
	w.do("leader1", complaint.ApproveCommand{})
	require.Equal(t, policy.StepLeader, w.m.Plan.Approvals[1].Role, "finance went away meanwhile")
	require.True(t, strings.HasPrefix(w.m.Keys.Waiting, policy.StepLeader))
}
