package importing

import "anju/internal/core/fault"

// Severity says whether a finding keeps its row out.
type Severity string

const (
	Error   Severity = "error"
	Warning Severity = "warning"
)

// Finding is what was noticed in one cell. It never quotes personal data.
type Finding struct {
	Row      int // record number, header = 1
	Field    string
	Code     string
	Severity Severity
	Message  fault.Text
}

// catalogue has the words of every finding by its code, and whether it keeps its row out.
var catalogue = map[string]struct {
	severity Severity
	zh, en   string
}{
	"column_missing":           {Error, "表头中没有这一列，请指定对应的列。", "The header lacks this column; say which one it is."},
	"no_name":                  {Error, "缺少姓名。", "The name is missing."},
	"no_house":                 {Error, "缺少小区或房号。", "The community or the house is missing."},
	"house_unreadable":         {Error, "房号无法识别，例如 12-4-804 或 3幢2单元1502室。", "The house cannot be read; write it as 12-4-804 or 3幢2单元1502室."},
	"impossible_date":          {Error, "不是有效日期，例如 2021-03-05。", "Not a day of the calendar such as 2021-03-05."},
	"area_not_positive":        {Error, "面积须大于 0。", "The area must be above 0."},
	"area_unreadable":          {Error, "面积无法识别，例如 89.50。", "The area cannot be read; write it as 89.50."},
	"too_long":                 {Error, "内容过长。", "The text is too long."},
	"community_out_of_sight":   {Error, "不在您负责的小区范围内。", "Not one of the communities you work for."},
	"no_phone":                 {Warning, "没有电话号码。", "There is no telephone number."},
	"phone_too_short":          {Warning, "电话号码位数不足。", "The telephone number is too short."},
	"phone_unreadable":         {Warning, "电话号码无法识别。", "The telephone number cannot be read."},
	"two_phones":               {Warning, "一格中有多个电话号码，第一个作为主号码。", "Several telephone numbers in one cell; the first is the main one."},
	"phone_two_names":          {Warning, "同一电话号码对应不同姓名。", "One telephone number belongs to different names."},
	"two_names":                {Warning, "一格中有多个姓名，按一人保存。", "Several names in one cell; it is kept as one person."},
	"id_check_digit":           {Warning, "身份证号校验码不符。", "The check digit of the identity number is wrong."},
	"id_unreadable":            {Warning, "不是 18 位身份证号。", "Not an identity number of 18 characters."},
	"id_two_names":             {Warning, "同一身份证号对应不同姓名，按一人保存。", "One identity number with different names; it is kept as one person."},
	"email_unreadable":         {Warning, "电子邮箱无法识别，未保存。", "The e-mail address cannot be read and is left out."},
	"handover_before_signing":  {Warning, "交付日期早于签约日期。", "The handover is before the signing."},
	"warranty_before_handover": {Warning, "保修到期早于交付日期。", "The warranty ends before the handover."},
	"warranty_needs_handover":  {Warning, "保修年限须有交付日期才能推算，未保存。", "Years of warranty count from the handover, which is missing; left out."},
	"leading_sign":             {Warning, "以 = + - @ 开头，按文字保存。", "Begins with = + - @; it is kept as text."},
	"unknown_community":        {Warning, "小区不存在，提交时新建。", "There is no such community; it is made at the commit."},
	"unknown_house":            {Warning, "房屋不存在，提交时新建。", "There is no such house; it is made at the commit."},
}

func finding(row int, field, code string) Finding {
	c := catalogue[code]
	return Finding{row, field, code, c.severity, fault.Text{ZH: c.zh, EN: c.en}}
}
