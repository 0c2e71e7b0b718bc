package rest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/google/uuid"

	"anju/internal/core/access"
	"anju/internal/core/audit"
	"anju/internal/core/fault"
	"anju/internal/desk/sheet"
)

const (
	xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	csvType  = "text/csv; charset=utf-8"
)

// What an export tells beside its bytes: how many rows it holds, and whether the list holds more.
const (
	rowsHeader = "X-Export-Rows"
	moreHeader = "X-Export-More"
)

// exportPage is how many rows are read at a time: what a list gives at most.
const exportPage = "100"

// exportTable gives a whole list as a file.
func (s *Server) exportTable(c *fiber.Ctx) error {
	return s.export(c, c.Params("table"), c.Query("format", "xlsx"))
}

// export reads the list as its page does, with the caller's rights and filters,
// page after page into a file beside, so that its length costs no memory. What
// leaves is a whole file: its rows are counted and noted in the audit log first,
// and a list that breaks off half-way is never taken for all of it.
func (s *Server) export(c *fiber.Ctx, name, format string) error {
	v, ctx := visitIn(c), c.UserContext()
	table, known := exports[name]
	if !known {
		return fault.NotThere()
	}
	if !access.MayAs(table.list, v.actor) {
		return fault.Deny("您的角色不能进行此操作。", "Your role may not do this.")
	}
	x := &export{
		inWords: inWords{Server: s, lang: v.lang, now: s.Now()}, exported: table, name: name, as: format, of: c.Query("of"), most: s.Exports.Rows, gone: func() bool { return hungUp(c.Context().Conn()) },
	}
	if err := x.ask(c); err != nil {
		return err
	}
	var err error
	if x.places, err = s.placeNames(ctx); err != nil {
		return err
	}
	kind := xlsxType
	if x.as == "csv" {
		kind = csvType
	}
	c.Set(fiber.HeaderContentType, kind)
	if c.Method() == fiber.MethodHead {
		return nil
	}
	select {
	case s.exporting <- struct{}{}:
		defer func() { <-s.exporting }()
	case <-ctx.Done():
		return tooLong(ctx.Err())
	}
	file, err := park()
	if err != nil {
		return err
	}
	if err := x.write(ctx, file); err != nil {
		file.Close()
		return tooLong(err)
	}
	if err := s.noteExport(ctx, "table:"+name, x.said()); err != nil {
		file.Close()
		return err
	}
	size, err := file.rewind()
	if err != nil {
		file.Close()
		return err
	}
	c.Set(fiber.HeaderContentDisposition, disposition(kind, fmt.Sprintf("%s-%s.%s", x.in(table.name), x.now.In(s.Location).Format(time.DateOnly), x.as)))
	c.Set(rowsHeader, strconv.Itoa(x.rows))
	c.Set(moreHeader, strconv.FormatBool(x.more))
	return sendPatiently(c, file, size)
}

// tooLong says in words what a list that cannot be read within the time means.
func tooLong(err error) error {
	if errors.Is(err, context.DeadlineExceeded) {
		return fault.New(fault.Unavailable, "export_too_long", "导出用时过长，已停止；请缩小筛选范围，或稍后再试。", "The export took too long and was stopped; narrow the list, or try again later.").Because(err)
	}
	return err
}

// noteExport keeps who took what away.
func (s *Server) noteExport(ctx context.Context, what, said string) error {
	id := uuid.Must(uuid.NewV7()).String()
	return s.Audit.Append(ctx, audit.New(ctx, id, s.Now().UTC().Truncate(time.Millisecond), actorOf(ctx), "table.exported", what, said))
}

// export is one list on its way into one file.
type export struct {
	exported
	inWords
	name, as, of string
	query        url.Values
	most         int
	gone         func() bool // the caller

	rows int
	more bool // the list holds more than went into the file
}

// ask reads the filters and holds them against the contract of the list.
func (x *export) ask(c *fiber.Ctx) error {
	var wrong fault.Fields
	x.query = url.Values{}
	for _, p := range x.operations.named(x.list).params {
		name := p.Value.Name
		if p.Value.In != "query" || name == "limit" || name == "cursor" || name == "count" {
			continue
		}
		if err := checkParameter(c, p.Value, &wrong); err != nil {
			return err
		}
		if said, there := parameter(c, p.Value); there {
			x.query.Set(name, said)
		}
	}
	return wrong.Err()
}

// write reads page after page.
func (x *export) write(ctx context.Context, to io.Writer) error {
	asked := url.Values{}
	for name, said := range x.query {
		asked[name] = said
	}
	asked.Set("limit", exportPage)
	var out sheet.Rows
	for first := true; ; first = false {
		if x.gone() {
			return fault.New(fault.Unavailable, "caller_gone", "请求已被取消。", "The request was cancelled.")
		}
		rows, next, err := x.page(x.inWords, ctx, x.of, asked)
		if err != nil {
			return err
		}
		if first {
			if out, err = x.begin(actorOf(ctx).Name, to, rows); err != nil {
				return err
			}
			defer out.Close()
		}
		for _, row := range rows {
			if x.rows == x.most {
				x.more = true
				break
			}
			if err := out.Row(row...); err != nil {
				return err
			}
			x.rows++
		}
		if x.more || next == nil {
			return out.Finish(x.note())
		}
		asked.Set("cursor", *next)
	}
}

// note stands below what was cut, in the file itself.
func (x *export) note() string {
	if !x.more {
		return ""
	}
	return x.say(fmt.Sprintf("仅含前 %d 行，其后还有；请缩小筛选范围分次导出。", x.rows), fmt.Sprintf("The first %d rows only, there are more; narrow the list and export it in parts.", x.rows))
}

// begin starts the file; its first rows say how wide the columns are.
func (x *export) begin(by string, to io.Writer, rows [][]any) (sheet.Rows, error) {
	t := sheet.Table{Name: x.in(x.exported.name), Zone: x.Location}
	for _, c := range x.columns {
		title := x.in(c.title)
		t.Columns = append(t.Columns, sheet.Column{Title: title, Format: c.format, Width: sheet.Fitting(title, c.format), Total: c.total})
		if c.total {
			t.Total = x.say("合计", "Total")
		}
	}
	if x.as == "csv" {
		return sheet.NewCSV(to, t)
	}
	t.Head = [][2]string{
		{x.say("单位", "Company"), x.Entity}, {x.say("筛选", "Filters"), x.filters()}, {x.say("制表", "Made"), x.now.In(x.Location).Format("2006-01-02 15:04") + "  " + by},
	}
	t.Widen(rows)
	return sheet.New(to, t)
}

// said is the export in one line of the log: its filters as they were asked,
// without words that somebody was looked for by.
func (x *export) said() string {
	parts := []string{x.as, "rows=" + strconv.Itoa(x.rows)}
	if x.more {
		parts = append(parts, "more=true")
	}
	if x.of != "" {
		parts = append(parts, "of="+x.of)
	}
	for _, p := range x.operations.named(x.list).params {
		name := p.Value.Name
		switch said := x.query.Get(name); {
		case said == "":
		case name == "q":
			parts = append(parts, "q=…")
		default:
			parts = append(parts, name+"="+said)
		}
	}
	return strings.Join(parts, " ")
}

// parked is a file beside the store that goes with its reader.
type parked struct{ *os.File }

func park() (*parked, error) {
	f, err := os.CreateTemp("", "anju-export-*")
	if err != nil {
		return nil, fault.Wrap("make a file to export into", err)
	}
	_ = os.Remove(f.Name()) // where the system allows it, nothing is left of a process that was killed
	return &parked{f}, nil
}

// rewind tells how long the file is and begins to read it.
func (f *parked) rewind() (int64, error) {
	size, err := f.Seek(0, io.SeekCurrent)
	if err == nil {
		_, err = f.Seek(0, io.SeekStart)
	}
	if err != nil {
		return 0, fault.Wrap("read what was exported", err)
	}
	return size, nil
}

func (f *parked) Close() error {
	err := f.File.Close()
	_ = os.Remove(f.Name())
	return err
}
