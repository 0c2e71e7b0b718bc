package importing

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"anju/internal/core/fault"
)

// Fields that a column can be mapped to.
const (
	Name              = "name"
	Community         = "community"
	House             = "house" // building, unit and room in one cell
	Building          = "building"
	Unit              = "unit"
	Room              = "room"
	ContractNumber    = "contractNumber"
	SignedOn          = "signedOn"
	HandedOverOn      = "handedOverOn"
	AreaM2            = "areaM2"
	Phone             = "phone"
	Email             = "email"
	IDNumber          = "idNumber"
	EmergencyName     = "emergencyName"
	EmergencyRelation = "emergencyRelation"
	EmergencyPhone    = "emergencyPhone"
	Notes             = "notes"
)

// knownHeaders are the headings that need no mapping, by field.
var knownHeaders = append([]heading{
	{Name, []string{"业主姓名", "姓名", "业主", "name", "owner"}},
	{Community, []string{"小区", "小区名称", "项目", "community", "estate"}},
	{House, []string{"楼栋-单元-房号", "房屋", "房产", "house", "address"}},
	{Building, []string{"楼栋", "栋", "幢", "楼号", "building"}},
	{Unit, []string{"单元", "unit"}},
	{Room, []string{"房号", "室号", "room"}},
	{ContractNumber, []string{"合同编号", "合同号", "contractnumber", "contract"}},
	{SignedOn, []string{"签约日期", "signedon"}},
	{HandedOverOn, []string{"交付日期", "交房日期", "handedoveron"}},
	{AreaM2, []string{"建筑面积", "面积", "aream2", "area"}},
	{Phone, []string{"联系电话", "手机号", "手机", "手机号码", "电话", "phone", "mobile"}},
	{Email, []string{"电子邮箱", "邮箱", "email", "e-mail"}},
	{IDNumber, []string{"身份证号", "身份证号码", "证件号码", "idnumber"}},
	{EmergencyName, []string{"紧急联系人"}},
	{EmergencyRelation, []string{"与业主关系"}},
	{EmergencyPhone, []string{"紧急联系电话"}},
	{Notes, []string{"备注", "notes"}},
}, warrantyColumns()...)

// heading is a field and the headings that mean it.
type heading struct {
	field string
	names []string
}

// FieldNames are the words that a mapping may use.
func FieldNames() []string {
	var out []string
	for _, k := range knownHeaders {
		out = append(out, k.field)
	}
	return out
}

// CheckMapping tells what is wrong with a mapping (field → header) for these headers.
func CheckMapping(headers []string, mapping map[string]string) error {
	var wrong fault.Fields
	fields := FieldNames()
	for field, header := range mapping {
		if !slices.Contains(fields, field) {
			wrong.OneOf("mapping."+field, field, fields...)
		} else if header != "" && !slices.ContainsFunc(headers, func(h string) bool { return headerKey(h) == headerKey(header) }) {
			wrong.Add("mapping."+field, "unknown_header", "表头中没有这一列。", "The header has no such column.")
		}
	}
	slices.SortFunc(wrong, func(a, b fault.Field) int { return strings.Compare(a.Path, b.Path) })
	return wrong.Err()
}

// columns says in which column each field stands; the mapping goes before the
// known headings, and a field mapped to nothing is left out.
func columns(headers []string, mapping map[string]string) map[string]int {
	at := map[string]int{}
	taken := map[int]bool{}
	find := func(name string) int {
		for i, h := range headers {
			if !taken[i] && headerKey(h) == headerKey(name) {
				return i
			}
		}
		return -1
	}
	for _, k := range knownHeaders {
		if header := mapping[k.field]; header != "" {
			if i := find(header); i >= 0 {
				at[k.field], taken[i] = i, true
			}
		}
	}
	for _, k := range knownHeaders {
		if _, mapped := mapping[k.field]; mapped {
			continue
		}
		for _, name := range k.names {
			if i := find(name); i >= 0 {
				at[k.field], taken[i] = i, true
				break
			}
		}
	}
	return at
}

func headerKey(header string) string {
	return strings.ToLower(strings.Join(strings.Fields(norm.NFKC.String(header)), ""))
}
