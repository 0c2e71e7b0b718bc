package ledger

import (
	"context"

	"anju/internal/core/access"
	"anju/internal/core/fault"
	"anju/internal/core/ledger"
)

// mostExported bounds one workbook; exportPage is what is read at a time.
const (
	mostExported = 50_000
	exportPage   = 500
)

// Each hands over every entry that the list holds, newest first.
func (s *Service) Each(ctx context.Context, actor access.Actor, asked Asked, take func(ledger.Entry) error) error {
	asked.Limit, asked.Count = exportPage, false
	for n := 0; ; {
		page, err := s.List(ctx, actor, asked)
		if err != nil {
			return err
		}
		if n += len(page.Items); n > mostExported {
			var w fault.Fields
			w.Add("from", "too_many", "一次最多导出五万条，请缩小期间。", "Fifty thousand entries at most; narrow the period.")
			return w.Err()
		}
		for _, e := range page.Items {
			if err := take(e); err != nil {
				return err
			}
		}
		if page.Next == nil {
			return nil
		}
		asked.After = page.Next
	}
}
