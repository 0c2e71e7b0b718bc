package complaint

import (
	"encoding/json"

	"anju/internal/core/access"
	"anju/internal/core/fault"
)

// NotSent leaves an inside entry that held words did not go out, with the words
// and why, so that whoever wrote them sees it and nothing is lost.
func NotSent(m Complaint, h Held, why *fault.Error, env Env) (Change, error) {
	next := m.clone()
	t := &turn{Env: env, by: access.Anju(), m: &next}
	err := t.note(KindNotSent, "", map[string]any{"command": h.Word, "body": json.RawMessage(h.Body), "author": h.Actor.Name, "code": why.Code})
	return t.finish(m.Version), err
}
