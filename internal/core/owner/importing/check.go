package importing

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"anju/internal/core/estate"
	"anju/internal/core/owner"
)

// Row is one record that can be stored, with everything in its one form.
type Row struct {
	Row       int
	Name      string
	Phones    []string // the main one first
	Email     string
	IDNumber  string
	Community string
	Place     estate.Place
	Holding   owner.Holding // without the house
	Emergency owner.EmergencyContact
	Notes     string
}

// Known is what is stored already, as far as the sheet asks for it.
type Known struct {
	Communities  map[string]estate.Community // by Key
	Houses       map[string]estate.House     // by Sort
	NamesByPhone map[string][]string         // phone key → name keys
	Within       []string                    // ids of the communities that the importer may write to; empty: all, new ones too
}

// Result is what became of a sheet.
type Result struct {
	Rows     []Row // without errors, in order
	Findings []Finding
	Rejected []Record // with errors
	Records  int
}

// Places are the communities and houses that the rows name: community key →
// places, for looking up what is known before a second Check.
func (r Result) Places() map[string][]estate.Place {
	out := map[string][]estate.Place{}
	for _, row := range r.Rows {
		key := estate.CommunityKey(row.Community)
		out[key] = append(out[key], row.Place)
	}
	return out
}

// PhoneKeys are the main numbers that the rows name, each once.
func (r Result) PhoneKeys() []string {
	var out []string
	for _, row := range r.Rows {
		if key := row.phoneKey(); key != "" {
			out = append(out, key)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Check reads every record of the sheet and says what is odd about it, in the
// order of rows.
func Check(sheet Sheet, mapping map[string]string, known Known) Result {
	at := columns(sheet.Headers, mapping)
	r := Result{Records: len(sheet.Records)}
	if missing := missingColumns(at); len(missing) > 0 {
		r.Findings, r.Rejected = missing, sheet.Records
		return r
	}
	for _, record := range sheet.Records {
		reader := reader{record: record, at: at, serial: sheet.Serial}
		row := reader.row()
		if in := known.Communities[estate.CommunityKey(row.Community)]; len(known.Within) > 0 && !slices.Contains(known.Within, in.ID) {
			reader.note(Community, "community_out_of_sight")
		}
		r.Findings = append(r.Findings, reader.findings...)
		if reader.failed() {
			r.Rejected = append(r.Rejected, record)
			continue
		}
		r.Rows = append(r.Rows, row)
	}
	r.Findings = append(r.Findings, sharedPhones(r.Rows, known)...)
	r.Findings = append(r.Findings, sharedIDNumbers(r.Rows)...)
	r.Findings = append(r.Findings, newPlaces(r.Rows, known)...)
	slices.SortStableFunc(r.Findings, func(a, b Finding) int { return cmp.Compare(a.Row, b.Row) })
	return r
}

func missingColumns(at map[string]int) []Finding {
	has := func(field string) bool { _, found := at[field]; return found }
	var out []Finding
	if !has(Name) {
		out = append(out, finding(1, Name, "column_missing"))
	}
	if !has(Community) {
		out = append(out, finding(1, Community, "column_missing"))
	}
	if !has(House) && !has(Room) {
		out = append(out, finding(1, House, "column_missing"))
	}
	return out
}

// reader takes one record apart and gathers what it finds.
type reader struct {
	record   Record
	at       map[string]int
	serial   bool
	findings []Finding
}

func (r *reader) note(field, code string) {
	r.findings = append(r.findings, finding(r.record.Row, field, code))
}

// blanks are what people write into a cell to say that there is nothing.
var blanks = []string{"-", "--", "—", "——", "/", "\\", "无", "N/A", "n/a"}

// cell is the text of a field, without spaces around it and without the
// apostrophe that our own lists of rejected rows put before a sign.
func (r *reader) cell(field string) string {
	i, found := r.at[field]
	if !found || i >= len(r.record.Cells) {
		return ""
	}
	text := strings.TrimSpace(r.record.Cells[i])
	if slices.Contains(blanks, text) {
		return ""
	}
	if short, quoted := strings.CutPrefix(text, "'"); quoted && leadingSign(short) {
		text = short
	}
	return text
}

func (r *reader) text(field string, most int) string {
	text := r.cell(field)
	if len([]rune(text)) > most {
		r.note(field, "too_long")
		return ""
	}
	if leadingSign(text) {
		r.note(field, "leading_sign")
	}
	return text
}

func leadingSign(text string) bool {
	text = norm.NFKC.String(text)
	return text != "" && strings.ContainsRune("=+-@", rune(text[0]))
}

func (r *reader) row() Row {
	row := Row{Row: r.record.Row}
	if row.Name = owner.Name(r.text(Name, 60)); row.Name == "" {
		r.once(Name, "no_name")
	} else if owner.SeveralNames(row.Name) {
		r.note(Name, "two_names")
	}
	r.house(&row)
	row.Holding.ContractNumber = r.text(ContractNumber, 60)
	row.Holding.SignedOn = r.date(SignedOn)
	row.Holding.HandedOverOn = r.date(HandedOverOn)
	if s, h := row.Holding.SignedOn, row.Holding.HandedOverOn; s != "" && h != "" && h < s {
		r.note(HandedOverOn, "handover_before_signing")
	}
	row.Holding.Warranty = r.warranty(row.Holding.HandedOverOn)
	row.Holding.AreaM2 = r.area()
	row.Phones = r.phones()
	var fine bool
	if row.Email, fine = owner.Email(r.text(Email, 254)); !fine {
		r.note(Email, "email_unreadable")
		row.Email = ""
	}
	var odd owner.IDNumberFault
	if row.IDNumber, odd = owner.IDNumber(r.text(IDNumber, 40)); odd != owner.IDNumberFine {
		r.note(IDNumber, string(odd))
	}
	row.Emergency.Name = owner.Name(r.text(EmergencyName, 60))
	row.Emergency.Relation = r.text(EmergencyRelation, 20)
	row.Emergency.Phone, _ = owner.Phone(r.cell(EmergencyPhone))
	if len(row.Emergency.Phone) > 40 {
		r.note(EmergencyPhone, "too_long")
	}
	row.Notes = r.text(Notes, MaxCell)
	return row
}

func (r *reader) failed() bool {
	return slices.ContainsFunc(r.findings, func(f Finding) bool { return f.Severity == Error })
}

// once notes an error of a field that has none yet.
func (r *reader) once(field, code string) {
	for _, f := range r.findings {
		if f.Field == field && f.Severity == Error {
			return
		}
	}
	r.note(field, code)
}

func (r *reader) house(row *Row) {
	if row.Community = estate.CommunityName(r.text(Community, 60)); row.Community == "" {
		r.once(Community, "no_house")
	}
	whole, field := r.text(House, 60), House
	building, unit, room := r.text(Building, 20), r.text(Unit, 20), r.text(Room, 60)
	if whole == "" && building == "" {
		whole, field, room = room, Room, ""
	}
	if _, found := r.at[field]; !found {
		field = Room
	}
	switch {
	case whole == "" && room == "":
		r.once(field, "no_house")
	case whole != "":
		var ok bool
		if row.Place, ok = estate.ParsePlace(whole); !ok {
			r.once(field, "house_unreadable")
		}
	default:
		var err error
		if row.Place, err = estate.NewPlace(building, unit, room); err != nil {
			r.once(field, "house_unreadable")
		}
	}
}

func (r *reader) date(field string) string {
	text := r.cell(field)
	if r.serial {
		if day, ok := serialDay(text); ok {
			return day
		}
	}
	day, ok := owner.Date(text)
	if !ok {
		r.note(field, "impossible_date")
	}
	return day
}

func (r *reader) area() float64 {
	m2, ok := owner.Area(r.cell(AreaM2))
	switch {
	case !ok:
		r.note(AreaM2, "area_unreadable")
	case r.cell(AreaM2) != "" && m2 <= 0:
		r.note(AreaM2, "area_not_positive")
	}
	return m2
}

func (r *reader) phones() []string {
	text := r.cell(Phone)
	if len([]rune(text)) > 100 {
		r.note(Phone, "too_long")
		return nil
	}
	if leadingSign(text) && !strings.HasPrefix(norm.NFKC.String(text), "+") {
		r.note(Phone, "leading_sign")
	}
	var out []string
	for _, one := range owner.Phones(text) {
		phone, odd := owner.Phone(one)
		if odd != owner.PhoneFine {
			r.note(Phone, string(odd))
		}
		if phone != "" && !slices.Contains(out, phone) {
			out = append(out, phone)
		}
	}
	switch {
	case len(out) == 0:
		r.note(Phone, "no_phone")
	case len(out) > 1:
		r.note(Phone, "two_phones")
	}
	return out
}

// phoneKey is the digits of the main number.
func (row Row) phoneKey() string {
	if len(row.Phones) == 0 {
		return ""
	}
	return owner.PhoneKey(row.Phones[0])
}

// sharedPhones finds main numbers that stand with different names, in the sheet
// or in the archive.
func sharedPhones(rows []Row, known Known) []Finding {
	names := map[string][]string{}
	for _, row := range rows {
		if key := row.phoneKey(); key != "" {
			names[key] = append(names[key], owner.NameKey(row.Name))
		}
	}
	var out []Finding
	for _, row := range rows {
		key, name := row.phoneKey(), owner.NameKey(row.Name)
		other := func(n string) bool { return n != name }
		if key != "" && (slices.ContainsFunc(names[key], other) || slices.ContainsFunc(known.NamesByPhone[key], other)) {
			out = append(out, finding(row.Row, Phone, "phone_two_names"))
		}
	}
	return out
}

func sharedIDNumbers(rows []Row) []Finding {
	names := map[string]string{}
	var out []Finding
	for _, row := range rows {
		name := owner.NameKey(row.Name)
		if first, seen := names[row.IDNumber]; row.IDNumber != "" && seen && first != name {
			out = append(out, finding(row.Row, IDNumber, "id_two_names"))
		} else {
			names[row.IDNumber] = name
		}
	}
	return out
}

func newPlaces(rows []Row, known Known) []Finding {
	var out []Finding
	for _, row := range rows {
		in, found := known.Communities[estate.CommunityKey(row.Community)]
		if !found {
			out = append(out, finding(row.Row, Community, "unknown_community"))
		} else if _, found := known.Houses[estate.HouseSort(in.ID, row.Place)]; !found {
			out = append(out, finding(row.Row, House, "unknown_house"))
		}
	}
	return out
}
