package account

import (
	"strings"
	"unicode/utf8"

	"anju/internal/core/fault"
)

const (
	minPassword = 10
	maxPassword = 200 // bounds what one request can make us hash
)

// commonStems are what the most guessed passwords are made of.
var commonStems = []string{"password", "passw0rd", "p@ssw0rd", "qwerty", "qwertyuiop", "asdfghjkl", "iloveyou", "letmein", "welcome", "admin", "administrator", "woaini", "abc", "a", "anju", "mima"}

// CheckPassword notes under path what is wrong with a new password for an
// account that signs in by the given names.
func CheckPassword(f *fault.Fields, path, password string, signInNames ...string) {
	if password == "" {
		f.Require(path, password)
		return
	}
	if n := utf8.RuneCountInString(password); n < minPassword || n > maxPassword {
		f.Length(path, password, minPassword, maxPassword)
		return
	}
	low := strings.ToLower(password)
	for _, name := range signInNames {
		if name != "" && low == strings.ToLower(name) {
			f.Add(path, "not_login", "密码不能与登录名或电话相同。", "The password must not be the login or the phone number.")
			return
		}
	}
	if common(low) {
		f.Add(path, "too_common", "这个密码太常见，请换一个。", "This password is too common; choose another.")
	}
}

// common recognises one repeated character, digits alone in a row or repeated,
// and a well-known word with digits or signs around it.
func common(low string) bool {
	if strings.Count(low, low[:1]) == len(low) {
		return true
	}
	digits := strings.Repeat("0123456789", 3)
	backwards := strings.Repeat("9876543210", 3)
	if strings.Contains(digits, low) || strings.Contains(backwards, low) {
		return true
	}
	for n := 1; n <= len(low)/2; n++ {
		if len(low)%n == 0 && strings.Repeat(low[:n], len(low)/n) == low && n <= 3 {
			return true
		}
	}
	core := strings.Trim(low, "0123456789!@#$%^&*._- ")
	if core == "" {
		return false
	}
	for _, stem := range commonStems {
		if core == stem {
			return true
		}
	}
	return false
}
