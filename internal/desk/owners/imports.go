package owners

import (
	"context"
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strings"

	"anju/internal/core/access"
	"anju/internal/core/fault"
	"anju/internal/core/owner"
	"anju/internal/core/owner/importing"
)

// ImportView is an import with what was found in its rows.
type ImportView struct {
	owner.Import
	Findings []importing.Finding
}

// Upload is a spreadsheet as it came.
type Upload struct {
	FileName         string
	Data             []byte
	Mapping          map[string]string // field → header
	WithoutIDNumbers bool
}

// PreviewImport reads a spreadsheet, says what was found, and keeps it for the
// commit. Nothing of it is in the archive yet.
func (s *Service) PreviewImport(ctx context.Context, by access.Actor, up Upload) (ImportView, error) {
	if err := keepsArchive(by); err != nil {
		return ImportView{}, err
	}
	sheet, err := importing.Read(up.Data)
	if err != nil {
		return ImportView{}, err
	}
	if err := importing.CheckMapping(sheet.Headers, up.Mapping); err != nil {
		return ImportView{}, err
	}
	i := owner.Import{
		ID: s.NewID(), Version: 1, State: owner.Previewed, FileName: fileName(up.FileName),
		Headers: sheet.Headers, Mapping: up.Mapping, Serial: sheet.Serial, WithoutIDNumbers: up.WithoutIDNumbers,
		ByID: by.ID, ByName: by.Name, CreatedAt: s.Now(),
	}
	i, r, err := s.look(ctx, by, i, sheet)
	if err != nil {
		return ImportView{}, err
	}
	return ImportView{i, r.Findings}, s.Owners.CreateImport(ctx, i)
}

// fileName is the last element, short enough to show.
func fileName(name string) string {
	r := []rune(path.Base(strings.ReplaceAll(strings.ToValidUTF8(name, ""), "\\", "/")))
	return string(r[:min(len(r), 120)])
}

// look checks the sheet against what is stored and seals its records into the import.
func (s *Service) look(ctx context.Context, by access.Actor, i owner.Import, sheet importing.Sheet) (owner.Import, importing.Result, error) {
	r, _, err := s.check(ctx, by, i, sheet)
	if err != nil {
		return i, r, err
	}
	i.Rows, i.Ready = r.Records, len(r.Rows)
	i, err = s.seal(i, sheet.Records)
	return i, r, err
}

func (s *Service) seal(i owner.Import, records []importing.Record) (owner.Import, error) {
	plain, err := json.Marshal(records)
	if err != nil {
		return i, fault.Wrap("seal import", err)
	}
	i.Sealed, _, err = s.Sealer.Seal(string(plain))
	return i, err
}

func (s *Service) sheetOf(i owner.Import) (importing.Sheet, error) {
	sheet := importing.Sheet{Headers: i.Headers, Serial: i.Serial}
	plain, err := s.Sealer.Open(i.Sealed)
	if err != nil {
		return sheet, err
	}
	if err := json.Unmarshal([]byte(plain), &sheet.Records); err != nil {
		return sheet, fault.Wrap("open import", err)
	}
	return sheet, nil
}

// load is an import within the caller's sight: of keepers of all communities
// everyone's, of keepers of some their own.
func (s *Service) load(ctx context.Context, by access.Actor, id string) (owner.Import, importing.Sheet, error) {
	if err := keepsArchive(by); err != nil {
		return owner.Import{}, importing.Sheet{}, err
	}
	i, err := s.Owners.Import(ctx, id)
	if err != nil {
		return i, importing.Sheet{}, err
	}
	if len(by.CommunityIDs) > 0 && i.ByID != by.ID {
		return owner.Import{}, importing.Sheet{}, fault.NotThere()
	}
	sheet, err := s.sheetOf(i)
	return i, sheet, err
}

// GetImport is an import with its findings as they are now; after the commit
// those of the rows left out.
func (s *Service) GetImport(ctx context.Context, by access.Actor, id string) (ImportView, error) {
	i, sheet, err := s.load(ctx, by, id)
	if err != nil {
		return ImportView{}, err
	}
	r, _, err := s.check(ctx, by, i, sheet)
	return s.view(i, r), err
}

func (s *Service) view(i owner.Import, r importing.Result) ImportView {
	if i.State == owner.Previewed {
		i.Rows, i.Ready = r.Records, len(r.Rows)
	}
	return ImportView{i, r.Findings}
}

// ImportPatch corrects an import before its commit.
type ImportPatch struct {
	Mapping          *map[string]string // replaces the mapping
	WithoutIDNumbers *bool
	Cells            []CellCorrection
}

// CellCorrection puts another text into one cell.
type CellCorrection struct {
	Row   int
	Field string
	Value string
}

// maxCells bounds the corrections sent at once.
const maxCells = 1000

// PatchImport corrects and looks again.
func (s *Service) PatchImport(ctx context.Context, by access.Actor, id string, p ImportPatch, ifMatch int64) (ImportView, error) {
	i, sheet, err := s.load(ctx, by, id)
	if err != nil {
		return ImportView{}, err
	}
	if p.Mapping != nil {
		if err := importing.CheckMapping(sheet.Headers, *p.Mapping); err != nil {
			return ImportView{}, err
		}
		i.Mapping = *p.Mapping
	}
	if p.WithoutIDNumbers != nil {
		i.WithoutIDNumbers = *p.WithoutIDNumbers
	}
	var wrong fault.Fields
	if len(p.Cells) > maxCells {
		wrong.Add("cells", "max_items", "一次最多更正 1000 格。", "At most 1,000 cells at once.")
		return ImportView{}, wrong.Err()
	}
	for n, c := range p.Cells {
		at := fmt.Sprintf("cells[%d]", n)
		wrong.Length(at+".value", c.Value, 0, importing.MaxCell)
		switch row, field := sheet.Correct(i.Mapping, c.Row, c.Field, c.Value); {
		case !row:
			wrong.Add(at+".row", "unknown", "没有这一行。", "There is no such row.")
		case !field:
			wrong.Add(at+".field", "unknown", "表中没有这一列。", "The sheet has no such column.")
		}
	}
	if err := wrong.Err(); err != nil {
		return ImportView{}, err
	}
	if ifMatch != 0 && ifMatch != i.Version {
		return ImportView{}, fault.StaleVersion(i.Version)
	}
	if i.State == owner.Committed {
		return ImportView{}, fault.New(fault.Refused, "import_committed", "该导入已提交，不能再更正。", "The import was committed and cannot be corrected any more.")
	}
	i, r, err := s.look(ctx, by, i, sheet)
	if err != nil {
		return ImportView{}, err
	}
	i.Version++
	return ImportView{i, r.Findings}, s.Owners.UpdateImport(ctx, i)
}

// RejectedCSV is the file of the rows left out, with their reasons.
func (s *Service) RejectedCSV(ctx context.Context, by access.Actor, id, lang string) ([]byte, error) {
	i, sheet, err := s.load(ctx, by, id)
	if err != nil {
		return nil, err
	}
	r, _, err := s.check(ctx, by, i, sheet)
	if err != nil {
		return nil, err
	}
	return importing.RejectedCSV(sheet.Headers, r, lang)
}

// commitTries bounds how often a commit is planned anew because somebody
// changed an owner or made a house in between.
const commitTries = 5

// CommitImport stores all rows without errors, or none. A second commit changes
// nothing. ifMatch is the version that the caller read, 0: whichever.
func (s *Service) CommitImport(ctx context.Context, by access.Actor, id string, ifMatch int64) (ImportView, error) {
	var failure error
	for range commitTries {
		i, sheet, err := s.load(ctx, by, id)
		if err != nil {
			return ImportView{}, err
		}
		r, known, err := s.check(ctx, by, i, sheet)
		if err != nil {
			return ImportView{}, err
		}
		if ifMatch != 0 && ifMatch != i.Version {
			return ImportView{}, fault.StaleVersion(i.Version)
		}
		if i.State == owner.Committed {
			return ImportView{i, r.Findings}, nil
		}
		commit, err := s.plan(ctx, i, r, known)
		if err != nil {
			return ImportView{}, err
		}
		failure = s.Owners.CommitImport(ctx, commit)
		if failure == nil {
			return ImportView{commit.Import, r.Findings}, s.note(ctx, by, "import.committed", "import:"+i.ID, "")
		}
		if e, ok := fault.As(failure); !ok || e.Kind != fault.Stale && e.Code != "already_exists" {
			return ImportView{}, failure
		}
	}
	return ImportView{}, failure
}

// plan is everything that the commit stores.
func (s *Service) plan(ctx context.Context, i owner.Import, r importing.Result, known importing.Known) (owner.Commit, error) {
	now := s.Now()
	before := importing.Before{Known: known, Sealed: map[string]importing.Sealed{}, Keep: !i.WithoutIDNumbers, NewID: s.NewID, Now: now}
	var hashes, phones []string
	for _, row := range r.Rows {
		for _, phone := range row.Phones {
			phones = append(phones, owner.PhoneKey(phone))
		}
		if _, done := before.Sealed[row.IDNumber]; done || row.IDNumber == "" {
			continue
		}
		sealed, hash, err := s.Sealer.Seal(row.IDNumber)
		if err != nil {
			return owner.Commit{}, err
		}
		before.Sealed[row.IDNumber] = importing.Sealed{Bytes: sealed, Hash: hash}
		hashes = append(hashes, hash)
	}
	var err error
	if before.Owners, err = s.owners(ctx, hashes, phones); err != nil {
		return owner.Commit{}, err
	}
	commit, err := importing.Plan(r.Rows, before)
	if err != nil {
		return owner.Commit{}, err
	}
	if i, err = s.seal(i, r.Rejected); err != nil {
		return owner.Commit{}, err
	}
	i.Version, i.State, i.CommittedAt = i.Version+1, owner.Committed, &now
	i.Rows, i.Ready = r.Records, len(r.Rows)
	commit.Import = i
	return commit, nil
}

// lookUp is how many keys a store is asked for at once.
const lookUp = 500

func (s *Service) owners(ctx context.Context, hashes, phones []string) ([]owner.Owner, error) {
	var out []owner.Owner
	seen := map[string]bool{}
	add := func(found []owner.Owner, err error) error {
		for _, o := range found {
			if !seen[o.ID] {
				seen[o.ID] = true
				out = append(out, o)
			}
		}
		return err
	}
	for some := range slices.Chunk(unique(hashes), lookUp) {
		if err := add(s.Owners.FindOwners(ctx, some, nil)); err != nil {
			return nil, err
		}
	}
	for some := range slices.Chunk(unique(phones), lookUp) {
		if err := add(s.Owners.FindOwners(ctx, nil, some)); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func unique(list []string) []string {
	list = slices.Clone(list)
	slices.Sort(list)
	return slices.Compact(list)
}
