package rulebook

import (
	"context"
	"encoding/json"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/fault"
	"anju/internal/core/rules"
	"anju/internal/core/settings"
)

// Version is one entry of a document's history.
type Version struct {
	Version int64 // 1: what ships
	At      *time.Time
	ByName  string
	Note    string
	Changes []rules.Change // against the version before
	Faults  []fault.Field  // why it can no longer be read
}

// History lists the versions of a document below one (0: from the newest),
// newest first; the last is what ships.
func (s *Service) History(ctx context.Context, by access.Actor, name string, before int64, limit int) (page []Version, more bool, err error) {
	if err := mayRead(by); err != nil {
		return nil, false, err
	}
	shipped, err := s.Shipped.Decided().Document(name)
	if err != nil {
		return nil, false, err
	}
	if before == 1 {
		return nil, false, nil
	}
	found, err := s.Settings.History(ctx, name, max(before-1, 0), limit+1)
	if err != nil {
		return nil, false, err
	}
	for i, x := range found[:min(len(found), limit)] {
		at := x.UpdatedAt
		v := Version{Version: x.Version + 1, At: &at, ByName: x.ByName, Note: x.Note}
		earlier := shipped
		if i+1 < len(found) {
			earlier = s.readable(name, found[i+1], shipped)
		}
		if doc, err := s.whole(name, x.Doc); err != nil {
			v.Faults = fieldsOf(err)
		} else if v.Changes, err = rules.Changes(earlier, doc); err != nil {
			return nil, false, err
		}
		page = append(page, v)
	}
	if len(page) < limit {
		return append(page, Version{Version: 1}), false, nil
	}
	return page, true, nil
}

// Restore puts an earlier version of a document in force again, as a new one.
func (s *Service) Restore(ctx context.Context, by access.Actor, name string, version int64, edit Edit) (Saved, error) {
	if !by.Is(access.Admin) {
		return Saved{}, fault.Deny("只有管理员可以修改设置。", "Only an administrator may change settings.")
	}
	doc, err := s.Shipped.Decided().Document(name)
	if err != nil {
		return Saved{}, err
	}
	if version > 1 {
		found, err := s.Settings.History(ctx, name, version, 1)
		if err != nil {
			return Saved{}, err
		}
		if len(found) == 0 || found[0].Version != version-1 {
			return Saved{}, fault.NotThere()
		}
		if doc, err = s.whole(name, found[0].Doc); err != nil {
			return Saved{}, err
		}
	}
	edit.Doc = doc
	return s.Save(ctx, by, name, edit)
}

// whole is a stored document with what it left to what ships.
func (s *Service) whole(name string, stored json.RawMessage) (json.RawMessage, error) {
	d, err := s.Shipped.Decided().Over(name, stored)
	if err != nil {
		return nil, err
	}
	return d.Document(name)
}

func (s *Service) readable(name string, x settings.Setting, otherwise json.RawMessage) json.RawMessage {
	doc, err := s.whole(name, x.Doc)
	if err != nil {
		return otherwise
	}
	return doc
}
