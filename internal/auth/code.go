package auth

import "strings"

// codeLetters leaves out what is mistaken for another when read from paper.
const codeLetters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"

// NewCode draws a one-time code of twelve letters (60 bits): ABCD-EFGH-JKLM.
func NewCode() string {
	var b strings.Builder
	for i, r := range randomBytes(12) {
		if i > 0 && i%4 == 0 {
			b.WriteByte('-')
		}
		b.WriteByte(codeLetters[r%byte(len(codeLetters))]) // 256 is a multiple of 32: no letter is likelier
	}
	return b.String()
}

// CodeDigest is the form in which a code is kept and looked up, however its
// reader typed it.
func CodeDigest(code string) string {
	code = strings.ToUpper(strings.NewReplacer("-", "", " ", "").Replace(code))
	return Digest(code)
}
