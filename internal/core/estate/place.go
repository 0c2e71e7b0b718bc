package estate

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"anju/internal/core/fault"
)

// Place is where a house stands within its community. Unit is empty for
// buildings without units.
type Place struct{ Building, Unit, Room string }

// String is the short notation of the place: 12-4-804.
func (p Place) String() string {
	if p.Unit == "" {
		return p.Building + "-" + p.Room
	}
	return p.Building + "-" + p.Unit + "-" + p.Room
}

// NewPlace checks and normalises the three parts as they come from a form.
func NewPlace(building, unit, room string) (Place, error) {
	p := Place{part(building), part(unit), part(room)}
	var wrong fault.Fields
	for _, f := range []struct {
		path, value string
		min         int
	}{{"building", p.Building, 1}, {"unit", p.Unit, 0}, {"room", p.Room, 1}} {
		wrong.Length(f.path, f.value, f.min, maxPart)
		if f.value != "" && !plainPart.MatchString(f.value) {
			wrong.Add(f.path, "characters", "只能含数字、字母和汉字，例如 12。", "Only digits, letters and Chinese characters, such as 12.")
		}
	}
	return p, wrong.Err()
}

// ParsePlace reads a house as people write it: 12-4-804, １２－４－８０４,
// 3幢2单元1502室, 3号楼1502, 3栋1502. False when it is none of these.
func ParsePlace(text string) (Place, bool) {
	if len(text) > 100 {
		return Place{}, false
	}
	text = fold(text)
	for _, notation := range notations {
		m := notation.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		p, err := NewPlace(m[1], m[2], m[3])
		return p, err == nil
	}
	return Place{}, false
}

// BuildingName is a building without its measure word: 12 for 12栋.
func BuildingName(text string) string { return part(text) }

// HouseSort is unique per house and sorts houses the way people count: by
// community, then building 2 before building 12.
func HouseSort(communityID string, at Place) string {
	return communityID + "/" + padded(at.Building) + "/" + padded(at.Unit) + "/" + padded(at.Room)
}

const maxPart = 12 // characters

var (
	plainPart = regexp.MustCompile(`^[\p{Han}\p{L}\p{N}]+$`)
	digits    = regexp.MustCompile(`[0-9]+`)
	notations = []*regexp.Regexp{
		regexp.MustCompile(`^([^-]+)-([^-]+)-([^-]+)$`),
		regexp.MustCompile(`^([^-]+)-()([^-]+)$`),
		regexp.MustCompile(`^(.+?)(?:号楼|幢|栋|座|楼|#)-?(.+?)(?:单元|门)-?(.+)$`),
		regexp.MustCompile(`^(.+?)(?:号楼|幢|栋|座|楼|#)-?()(.+)$`),
	}
	dashes = strings.NewReplacer("—", "-", "–", "-", "―", "-", "−", "-", "‐", "-", "‑", "-", "~", "-", "/", "-", "ー", "-")
)

// fold brings full-width forms, the many dashes and inner spaces to one form.
func fold(text string) string {
	return dashes.Replace(strings.Join(strings.Fields(norm.NFKC.String(text)), ""))
}

// part takes the measure word off a part and the zeros before its number.
func part(text string) string {
	text = strings.ToUpper(fold(text))
	for _, word := range []string{"号楼", "单元", "幢", "栋", "座", "楼", "#", "门", "室", "房", "号"} {
		if short, found := strings.CutSuffix(text, word); found && short != "" {
			text = short
			break
		}
	}
	if short := strings.TrimLeft(text, "0"); short != "" && utf8.RuneCountInString(text) <= maxPart {
		text = short
	}
	return text
}

// padded writes every number in six digits, so that text order is number order.
func padded(text string) string {
	return digits.ReplaceAllStringFunc(text, func(n string) string {
		return strings.Repeat("0", max(0, 6-len(n))) + n
	})
}
