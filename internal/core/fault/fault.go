// Package fault is Anju's one error type. Rules, use cases and stores say what
// went wrong in the product's terms; only the HTTP edge turns a kind into a
// status code, and only there the reader's language is chosen.
package fault

import (
	"errors"
	"strings"
	"time"
)

// Kind classes a fault by what the caller can do about it.
type Kind int

const (
	Internal        Kind = iota // our mistake; the reader learns nothing of the inside
	Malformed                   // the request cannot be read at all
	Unauthenticated             // nobody is signed in
	Forbidden                   // signed in, but this role may not
	NotFound                    // not there, or out of the caller's sight
	Refused                     // the rules refuse it now; Allowed says what would go
	Stale                       // the caller's version is not the stored one; Current says which is
	TooLarge                    // more bytes than the limit
	Unsupported                 // a media type that is not taken
	Invalid                     // fields are wrong; Fields names each
	TooMany                     // too often; RetryAfter says when again
	Unavailable                 // a part we need is away for the moment
)

// Text is one sentence in the two languages that Anju speaks.
type Text struct{ ZH, EN string }

// In returns the sentence in the given language ("en" or anything else for zh-CN).
func (t Text) In(lang string) string {
	if strings.HasPrefix(strings.ToLower(lang), "en") {
		return t.EN
	}
	return t.ZH
}

// Field is what is wrong with one field of the input. Path is written as in
// the contract ("shares[1].percent"); Rule is a stable snake_case word.
type Field struct {
	Path    string
	Rule    string
	Message Text
}

// Error is a fault with everything that the edge needs to answer well.
type Error struct {
	Kind       Kind
	Code       string // stable snake_case, part of the contract
	Message    Text
	Fields     []Field
	Allowed    []string // with Refused: the commands that would be allowed
	Current    int64    // with Stale: the stored version
	RetryAfter time.Duration
	Cause      error // for the log alone
}

func (e *Error) Error() string {
	s := e.Code
	if e.Message.EN != "" {
		s += ": " + e.Message.EN
	}
	for _, f := range e.Fields {
		s += "; " + f.Path + ": " + f.Message.EN
	}
	if e.Cause != nil {
		s += ": " + e.Cause.Error()
	}
	return s
}

func (e *Error) Unwrap() error { return e.Cause }

// New makes a fault of a kind with its code and sentence.
func New(kind Kind, code, zh, en string) *Error {
	return &Error{Kind: kind, Code: code, Message: Text{zh, en}}
}

// Because returns a copy of e that carries the cause for the log.
func (e *Error) Because(cause error) *Error {
	c := *e
	c.Cause = cause
	return &c
}

// NotThere is the one answer for what does not exist and for what is out of sight.
func NotThere() *Error {
	return New(NotFound, "not_found", "没有找到，或不在您的可见范围内。", "Not found, or not within your sight.")
}

// BadCursor refuses a cursor that no page has given, or that one gave for another order.
func BadCursor() *Error {
	return New(Malformed, "bad_cursor", "翻页标记无效，请使用上一页返回的 nextCursor，或从第一页开始。", "The cursor is none of ours: use the nextCursor of the page before, or begin with the first page.")
}

// Deny says that the caller's role may not do this.
func Deny(zh, en string) *Error { return New(Forbidden, "forbidden", zh, en) }

// StaleVersion says that somebody was faster; current is the stored version.
func StaleVersion(current int64) *Error {
	e := New(Stale, "stale_version", "内容已被他人更新，请刷新后再试。", "It was changed in the meantime; reload and try again.")
	e.Current = current
	return e
}

// Wrap makes an internal fault out of a failure of a part (driver, disk).
func Wrap(what string, cause error) *Error {
	return &Error{Kind: Internal, Code: "internal", Message: Text{"系统内部错误。", "Internal error: " + what}, Cause: cause}
}

// Is reports whether err is, or wraps, a fault of the kind.
func Is(err error, kind Kind) bool {
	var e *Error
	return errors.As(err, &e) && e.Kind == kind
}

// As returns the fault in err, if there is one.
func As(err error) (*Error, bool) {
	var e *Error
	ok := errors.As(err, &e)
	return e, ok
}
