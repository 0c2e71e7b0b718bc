package owner

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Name takes the spaces off a name: around it all, within a Chinese name all
// (王　磊), within others all but one.
func Name(text string) string {
	parts := strings.Fields(norm.NFKC.String(text))
	var b strings.Builder
	for i, p := range parts {
		if i > 0 && !(endsHan(parts[i-1]) && startsHan(p)) {
			b.WriteByte(' ')
		}
		b.WriteString(p)
	}
	return b.String()
}

// NameKey is equal for two spellings of one name that differ in spaces, width
// or case alone.
func NameKey(name string) string {
	return strings.ToLower(strings.Join(strings.Fields(norm.NFKC.String(name)), ""))
}

// SeveralNames reports whether a cell names more than one person (柏舟、岑安).
func SeveralNames(name string) bool {
	n := 0
	for _, part := range nameSeparators.Split(norm.NFKC.String(name), -1) {
		if strings.TrimSpace(part) != "" {
			n++
		}
	}
	return n > 1
}

// PhoneFault says what is wrong with a telephone number.
type PhoneFault string

const (
	PhoneFine       PhoneFault = ""
	PhoneTooShort   PhoneFault = "phone_too_short"
	PhoneUnreadable PhoneFault = "phone_unreadable"
)

// Phone brings a telephone number to the form people read (199-0000-1234).
// With a fault it is the text as it came, without spaces around it.
func Phone(text string) (string, PhoneFault) {
	text = strings.TrimSpace(phoneDashes.Replace(norm.NFKC.String(text)))
	if text == "" {
		return "", PhoneFine
	}
	if !phoneShape.MatchString(text) {
		return text, PhoneUnreadable
	}
	key := PhoneKey(text)
	switch {
	case isMobile(key):
		return key[:3] + "-" + key[3:7] + "-" + key[7:], PhoneFine
	case len(key) < 7, key[0] == '1' && len(key) < 11:
		return text, PhoneTooShort
	case len(key) > 15:
		return text, PhoneUnreadable
	}
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || r == '-' }), "-"), PhoneFine
}

// Phones takes a cell apart that may hold several numbers.
func Phones(text string) []string {
	var out []string
	for _, one := range phoneSeparators.Split(norm.NFKC.String(text), -1) {
		one = strings.TrimSpace(one)
		if key := PhoneKey(one); len(key) == 22 && isMobile(key[:11]) && isMobile(key[11:]) {
			out = append(out, key[:11], key[11:])
		} else if one != "" {
			out = append(out, one)
		}
	}
	return out
}

// PhoneKey is the digits of a number, without the country code of China.
func PhoneKey(phone string) string {
	key := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, norm.NFKC.String(phone))
	for _, code := range []string{"0086", "86"} {
		if local, found := strings.CutPrefix(key, code); found && isMobile(local) {
			return local
		}
	}
	return key
}

// Email brings an address to one form; false when it is none.
func Email(text string) (string, bool) {
	text = strings.Join(strings.Fields(norm.NFKC.String(text)), "")
	return text, text == "" || len(text) <= 254 && emailShape.MatchString(text)
}

// Date reads 2021-03-05, 2021/3/5, 2021.3.5, 2021年3月5日 and 20210305, a time of
// day behind it or not, as YYYY-MM-DD. False for what is no day of the calendar.
func Date(text string) (string, bool) {
	text = strings.TrimSpace(norm.NFKC.String(text))
	if text == "" {
		return "", true
	}
	for _, shape := range dateShapes {
		m := shape.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		year, _ := strconv.Atoi(m[1])
		month, _ := strconv.Atoi(m[2])
		day, _ := strconv.Atoi(m[3])
		at := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
		if year < 1900 || year > 2199 || at.Month() != time.Month(month) || at.Day() != day {
			return "", false
		}
		return at.Format(time.DateOnly), true
	}
	return "", false
}

// Area reads square metres, with or without the unit, to the hundredth. An
// empty text is 0, true.
func Area(text string) (float64, bool) {
	text = strings.ToLower(strings.Join(strings.Fields(norm.NFKC.String(text)), ""))
	for _, unit := range []string{"m2", "平方米", "平米", "m", "平"} {
		if short, found := strings.CutSuffix(text, unit); found {
			text = short
			break
		}
	}
	if text == "" {
		return 0, true
	}
	if !areaShape.MatchString(text) {
		return 0, false
	}
	m2, err := strconv.ParseFloat(strings.ReplaceAll(text, ",", ""), 64)
	return math.Round(m2*100) / 100, err == nil && math.Abs(m2) < 1e7
}

// IDNumberFault says what is odd about an identity number.
type IDNumberFault string

const (
	IDNumberFine       IDNumberFault = ""
	IDNumberCheckDigit IDNumberFault = "id_check_digit"
	IDNumberUnreadable IDNumberFault = "id_unreadable" // a passport, or a slip of the pen
)

// IDNumber brings an identity number to one form and looks at its check digit
// (GB 11643). Numbers of other papers pass with IDNumberUnreadable.
func IDNumber(text string) (string, IDNumberFault) {
	number := strings.ToUpper(strings.Join(strings.Fields(norm.NFKC.String(text)), ""))
	switch {
	case number == "", oldIDShape.MatchString(number):
		return number, IDNumberFine
	case !idShape.MatchString(number):
		return number, IDNumberUnreadable
	}
	sum := 0
	for i, weight := range []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
		sum += int(number[i]-'0') * weight
	}
	if "10X98765432"[sum%11] != number[17] {
		return number, IDNumberCheckDigit
	}
	return number, IDNumberFine
}

var (
	nameSeparators  = regexp.MustCompile(`[、,/;&|]`)
	phoneSeparators = regexp.MustCompile(`[、,/;|或]`)
	phoneShape      = regexp.MustCompile(`^\+?[0-9() \-]*[0-9]$`)
	phoneDashes     = strings.NewReplacer("—", "-", "–", "-", "−", "-", "‐", "-", "‑", "-")
	emailShape      = regexp.MustCompile(`^[^@\s,;<>"]+@[^@\s,;<>".]+(\.[^@\s,;<>".]+)+$`)
	areaShape       = regexp.MustCompile(`^-?[0-9][0-9,]*(\.[0-9]+)?$`)
	idShape         = regexp.MustCompile(`^[0-9]{17}[0-9X]$`)
	oldIDShape      = regexp.MustCompile(`^[0-9]{15}$`)
	dateShapes      = []*regexp.Regexp{
		regexp.MustCompile(`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T][0-9:.]+Z?)?$`),
		regexp.MustCompile(`^(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日?$`),
		regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})$`),
	}
)

func isMobile(key string) bool { return len(key) == 11 && key[0] == '1' }

func startsHan(text string) bool {
	for _, r := range text {
		return unicode.Is(unicode.Han, r)
	}
	return false
}

func endsHan(text string) bool {
	r := []rune(text)
	return len(r) > 0 && unicode.Is(unicode.Han, r[len(r)-1])
}
