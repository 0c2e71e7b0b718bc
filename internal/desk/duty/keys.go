package duty

import (
	"anju/internal/core/handover"
	"anju/internal/core/keyregister"
)

// keysOut are the entrusted keys that are out, by when they are due; overdue
// alone: those that should be back.
func (g *gathering) keysOut(overdue bool) []handover.KeyLine {
	out := []handover.KeyLine{}
	if g.err != nil {
		return out
	}
	q := keyregister.Query{Lists: []string{keyregister.InState(keyregister.Out)}, Communities: g.actor.CommunityIDs, Limit: most + 1}
	if g.communityID != "" {
		q.Communities = []string{g.communityID}
	}
	found, err := g.Keys.List(g.ctx, q)
	g.err = err
	for _, k := range found {
		if !overdue || k.Overdue(g.at) {
			out = append(out, handover.KeyOut(k, g.at))
		}
	}
	if len(out) > most {
		g.more, out = append(g.more, "keys"), out[:most]
	}
	return out
}
