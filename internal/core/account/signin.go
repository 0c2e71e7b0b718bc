package account

import (
	"regexp"
	"strings"

	"anju/internal/core/access"
	"anju/internal/core/fault"
)

var (
	loginShape = regexp.MustCompile(`^[a-z][a-z0-9._-]{1,39}$`)
	phoneShape = regexp.MustCompile(`^\+?[0-9]{7,15}$`)
	phoneNoise = strings.NewReplacer(" ", "", "-", "", "(", "", ")", "", "（", "", "）", "", "\u00a0", "", "\u3000", "")
)

// NormalLogin is the one form in which logins are kept and looked up.
func NormalLogin(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// NormalPhone drops what people write between digits, and China's country code.
func NormalPhone(s string) string {
	s = phoneNoise.Replace(strings.TrimSpace(s))
	for _, code := range []string{"+86", "0086"} {
		if rest, ok := strings.CutPrefix(s, code); ok {
			return rest
		}
	}
	return s
}

// PhoneLike reports whether a normal form is a phone number. Logins begin with
// a letter, so nothing is both.
func PhoneLike(s string) bool { return phoneShape.MatchString(s) }

func checkLogin(f *fault.Fields, a Account) {
	if a.Login == "" {
		f.Require("login", a.Login)
		return
	}
	ownPhone := a.Role == access.Owner && a.Login == a.Phone // an invited owner signs in by phone alone
	if !ownPhone && !loginShape.MatchString(a.Login) {
		f.Add("login", "format",
			"登录名须为 2 至 40 个小写字母、数字、点、横线或下划线，并以字母开头。",
			"A login has 2 to 40 lower-case letters, digits, dots, dashes or underscores and begins with a letter.")
	}
}
