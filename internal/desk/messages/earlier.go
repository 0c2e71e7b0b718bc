package messages

import (
	"context"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/message"
	"anju/internal/core/settings"
)

// Version is how one template was worded from a moment on.
type Version struct {
	message.Template
	At     *time.Time // nil of what ships
	ByName string
}

// lookBack bounds how many changes of any template one page goes through.
const lookBack = 1000

// Versions are the wordings that a template has had, newest first; the last is
// what ships. next is where the page after begins, 0 on the last one.
func (w *Wordings) Versions(ctx context.Context, by access.Actor, reader, event string, before int64, limit int) (page []Version, next int64, err error) {
	if err := adminOnly(by); err != nil {
		return nil, 0, err
	}
	shipped, err := w.shipped(reader, event)
	if err != nil {
		return nil, 0, err
	}
	var since settings.Setting // the change from which on the wording now looked at held
	var worded message.Template
	for looked := 0; ; {
		chunk, err := w.Settings.History(ctx, message.Document, before, 100)
		if err != nil {
			return nil, 0, err
		}
		for _, x := range chunk {
			of, err := wordedIn(x, shipped)
			if err != nil {
				return nil, 0, err
			}
			if since.Version != 0 && of != worded {
				if page = append(page, versionOf(since, worded)); len(page) == limit {
					return page, x.Version + 1, nil
				}
			}
			since, worded, before = x, of, x.Version
		}
		if looked += len(chunk); len(chunk) < 100 {
			break
		}
		if looked >= lookBack {
			return page, before + 1, nil
		}
	}
	if since.Version != 0 && worded != shipped {
		page = append(page, versionOf(since, worded))
	}
	return append(page, Version{Template: shipped}), 0, nil
}

func versionOf(x settings.Setting, worded message.Template) Version {
	at := x.UpdatedAt
	return Version{Template: worded, At: &at, ByName: x.ByName}
}

// wordedIn is the template as a stored document had it: as it ships where the
// document does not name it.
func wordedIn(x settings.Setting, shipped message.Template) (message.Template, error) {
	changed, err := settings.ItemsOf[message.Template](x)
	if err != nil {
		return shipped, err
	}
	return message.Replace([]message.Template{shipped}, changed)[0], nil
}
