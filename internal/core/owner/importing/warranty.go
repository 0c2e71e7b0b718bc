package importing

import (
	"regexp"
	"strconv"
	"time"

	"golang.org/x/text/unicode/norm"

	"anju/internal/core/owner"
	"anju/internal/core/terms"
)

// warrantyField is the field of a part's last day of warranty: warranty.waterproofing.
func warrantyField(part string) string { return "warranty." + part }

// warrantyNames are what spreadsheets call the parts; the first is the one that
// is shown as the column's name.
var warrantyNames = map[string][]string{
	"structure": {"主体结构", "主体", "结构"}, "waterproofing": {"防水", "屋面防水"}, "plumbing": {"给排水管道", "给排水", "管道"},
	"electrical": {"电气管线", "电气", "电路"}, "heating": {"供热供冷", "供暖", "采暖"}, "decoration": {"装修"}, "doors_windows": {"门窗"},
	"facade": {"外墙"}, "elevator": {"电梯"}, "fire_system": {"消防设施", "消防"},
}

// warrantyColumns are the headings of the parts' warranties: 防水保修至, 防水保修到期 …
func warrantyColumns() []heading {
	var out []heading
	for _, part := range terms.WarrantyParts {
		h := heading{field: warrantyField(part)}
		for _, name := range warrantyNames[part] {
			for _, end := range []string{"保修至", "保修到期", "保修到期日", "保修期至", "保修截止", "保修期", "保修"} {
				h.names = append(h.names, name+end)
			}
		}
		h.names = append(h.names, "warranty."+part, "warranty "+part)
		out = append(out, h)
	}
	return out
}

var years = regexp.MustCompile(`^([1-9]\d?) ?年$`)

// warranty reads the parts' last days: a date, or 5年 counted from the handing over.
func (r *reader) warranty(handedOverOn string) []owner.PartWarranty {
	var out []owner.PartWarranty
	for _, part := range terms.WarrantyParts {
		field := warrantyField(part)
		until := ""
		if m := years.FindStringSubmatch(norm.NFKC.String(r.cell(field))); m != nil {
			from, err := time.Parse(time.DateOnly, handedOverOn)
			if err != nil {
				r.note(field, "warranty_needs_handover")
				continue
			}
			n, _ := strconv.Atoi(m[1]) // one or two digits
			until = from.AddDate(n, 0, -1).Format(time.DateOnly)
		} else if until = r.date(field); until == "" {
			continue
		}
		if handedOverOn != "" && until < handedOverOn {
			r.note(field, "warranty_before_handover")
		}
		out = append(out, owner.PartWarranty{Part: part, Until: until})
	}
	return out
}
