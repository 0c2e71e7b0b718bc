package rest

import (
	"context"
	"io"

	"github.com/gofiber/fiber/v2"

	"anju/api/contract"
	"anju/internal/core/fault"
	"anju/internal/core/owner/importing"
	"anju/internal/desk/owners"
)

// createOwnerImport takes a spreadsheet and says what was found in it.
func (s *Server) createOwnerImport(c *fiber.Ctx) error {
	up, err := readUpload(c, importing.MaxBytes)
	if err != nil {
		return err
	}
	defer up.done()
	without := up.fields["withoutIdNumbers"]
	var wrong fault.Fields
	if without != "" {
		wrong.OneOf("withoutIdNumbers", without, "true", "false")
	}
	if err := wrong.Err(); err != nil {
		return err
	}
	return s.once(c, append(up.sum, without...), func() error {
		data, err := io.ReadAll(up.file)
		if err != nil {
			return fault.Wrap("read upload", err)
		}
		v, err := s.Owners.PreviewImport(c.UserContext(), visitIn(c).actor, owners.Upload{
			FileName: up.name, Data: data, WithoutIDNumbers: without == "true",
		})
		if err != nil {
			return err
		}
		return c.Status(fiber.StatusCreated).JSON(presentImport(v, visitIn(c).lang))
	})
}

// GetOwnerImport is an import with its findings.
func (s *Server) GetOwnerImport(ctx context.Context, r contract.GetOwnerImportRequestObject) (contract.GetOwnerImportResponseObject, error) {
	v, err := s.Owners.GetImport(ctx, actorOf(ctx), r.Id)
	if err != nil {
		return nil, err
	}
	return contract.GetOwnerImport200JSONResponse(presentImport(v, visitOf(ctx).lang)), nil
}

// UpdateOwnerImport corrects an import before its commit.
func (s *Server) UpdateOwnerImport(ctx context.Context, r contract.UpdateOwnerImportRequestObject) (contract.UpdateOwnerImportResponseObject, error) {
	seen, err := ifMatch(value(r.Params.IfMatch))
	if err != nil {
		return nil, err
	}
	v, err := s.Owners.PatchImport(ctx, actorOf(ctx), r.Id, owners.ImportPatch{
		Mapping: r.Body.Mapping, WithoutIDNumbers: r.Body.WithoutIdNumbers,
		Cells: each(value(r.Body.Cells), func(c contract.CellCorrection) owners.CellCorrection {
			return owners.CellCorrection{Row: c.Row, Field: c.Field, Value: c.Value}
		}),
	}, seen)
	if err != nil {
		return nil, err
	}
	return contract.UpdateOwnerImport200JSONResponse(presentImport(v, visitOf(ctx).lang)), nil
}

// CommitOwnerImport stores all ready rows, or none.
func (s *Server) CommitOwnerImport(ctx context.Context, r contract.CommitOwnerImportRequestObject) (contract.CommitOwnerImportResponseObject, error) {
	seen, err := ifMatch(value(r.Params.IfMatch))
	if err != nil {
		return nil, err
	}
	v, err := s.Owners.CommitImport(ctx, actorOf(ctx), r.Id, seen)
	if err != nil {
		return nil, err
	}
	return contract.CommitOwnerImport200JSONResponse(presentImport(v, visitOf(ctx).lang)), nil
}

// getRejectedRows sends the rows left out, with their reasons.
func (s *Server) getRejectedRows(c *fiber.Ctx) error {
	v := visitIn(c)
	csv, err := s.Owners.RejectedCSV(c.UserContext(), v.actor, c.Params("id"), v.lang)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "text/csv; charset=utf-8")
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="rejected.csv"`)
	return c.Send(csv)
}

func presentImport(v owners.ImportView, lang string) contract.OwnerImport {
	x := contract.OwnerImport{
		Id: v.ID, Version: v.Version, State: contract.OwnerImportState(v.State), FileName: text(v.FileName), Rows: v.Rows, Ready: v.Ready,
		Headers: list(v.Headers), Mapping: v.Mapping, CreatedAt: v.CreatedAt, CommittedAt: v.CommittedAt,
		Findings: each(v.Findings, func(f importing.Finding) contract.ImportFinding {
			return contract.ImportFinding{
				Row: f.Row, Field: f.Field, Code: f.Code, Message: f.Message.In(lang), Severity: contract.ImportFindingSeverity(f.Severity),
			}
		}),
	}
	if x.Mapping == nil {
		x.Mapping = map[string]string{}
	}
	return x
}
