package rest

import (
	"context"
	"errors"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
	"golang.org/x/text/language"

	"anju/api/contract"
	"anju/internal/core/fault"
)

// statuses is the one place where a kind of fault becomes a status code.
var statuses = map[fault.Kind]struct {
	code  int
	title fault.Text
}{
	fault.Internal:        {500, fault.Text{ZH: "系统错误", EN: "Internal error"}},
	fault.Malformed:       {400, fault.Text{ZH: "请求无法读取", EN: "Malformed request"}},
	fault.Unauthenticated: {401, fault.Text{ZH: "未登录", EN: "Not signed in"}},
	fault.Forbidden:       {403, fault.Text{ZH: "没有权限", EN: "Forbidden"}},
	fault.NotFound:        {404, fault.Text{ZH: "没有找到", EN: "Not found"}},
	fault.Refused:         {409, fault.Text{ZH: "现在不能这样做", EN: "Refused in this state"}},
	fault.Stale:           {412, fault.Text{ZH: "内容已被更新", EN: "Stale version"}},
	fault.TooLarge:        {413, fault.Text{ZH: "内容太大", EN: "Too large"}},
	fault.Unsupported:     {415, fault.Text{ZH: "不支持的类型", EN: "Unsupported media type"}},
	fault.Invalid:         {422, fault.Text{ZH: "内容有误", EN: "Invalid fields"}},
	fault.TooMany:         {429, fault.Text{ZH: "过于频繁", EN: "Too many requests"}},
	fault.Unavailable:     {503, fault.Text{ZH: "暂时不可用", EN: "Unavailable"}},
}

// internal is all that a caller learns of a mistake of ours.
var internal = fault.Text{ZH: "系统内部错误，请稍后再试。", EN: "Something went wrong on our side; try again later."}

// fail writes the problem that an error amounts to.
func (s *Server) fail(c *fiber.Ctx, err error) error {
	f := faultOf(err)
	v := visitIn(c)
	if f.Kind == fault.Internal {
		s.Log.ErrorContext(c.UserContext(), "request failed", "requestId", v.requestID, "error", f.Error())
		f = &fault.Error{Kind: fault.Internal, Code: "internal", Message: internal}
	}
	is := statuses[f.Kind]
	var other *fiber.Error // 405 and what the server itself refuses: 408, 431
	if f.Kind == fault.Malformed && errors.As(err, &other) {
		is.code = other.Code
	}
	p := contract.Problem{
		Type: "about:blank", Title: is.title.In(v.lang), Status: is.code,
		Detail: f.Message.In(v.lang), Code: f.Code,
	}
	if len(f.Fields) > 0 {
		list := make([]contract.FieldError, len(f.Fields))
		for i, w := range f.Fields {
			list[i] = contract.FieldError{Field: w.Path, Rule: w.Rule, Message: w.Message.In(v.lang)}
		}
		p.Errors = &list
	}
	if f.Kind == fault.Refused && f.Code == "transition_refused" {
		allowed := append([]string{}, f.Allowed...)
		p.Allowed = &allowed
	}
	if f.Kind == fault.Stale && f.Current > 0 {
		p.CurrentVersion = &f.Current
	}
	if f.Kind == fault.Unavailable && f.RetryAfter == 0 {
		f.RetryAfter = time.Second
	}
	if f.RetryAfter > 0 {
		c.Set(fiber.HeaderRetryAfter, strconv.Itoa(max(1, int(math.Ceil(f.RetryAfter.Seconds())))))
	}
	if f.Kind == fault.Unauthenticated {
		c.Set(fiber.HeaderWWWAuthenticate, "Bearer")
	}
	c.Set(fiber.HeaderContentLanguage, v.lang)
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Vary(fiber.HeaderAcceptLanguage)
	c.Response().Header.Del(fiber.HeaderContentDisposition)
	c.Response().ResetBody()
	c.Status(is.code)
	return c.JSON(p, "application/problem+json")
}

// faultOf makes a fault of whatever came up the call.
func faultOf(err error) *fault.Error {
	var byServer *fiber.Error
	switch f, ok := fault.As(err); {
	case ok:
		if f.Kind == fault.Internal && errors.Is(err, context.DeadlineExceeded) {
			return away(err)
		}
		c := *f
		return &c
	case errors.Is(err, context.DeadlineExceeded):
		return away(err)
	case errors.As(err, &byServer):
		return ofServer(byServer)
	}
	return fault.Wrap("unexpected", err)
}

func away(err error) *fault.Error {
	return fault.New(fault.Unavailable, "busy", "系统繁忙，请稍后再试。", "Busy; try again shortly.").Because(err)
}

// ofServer are the refusals of the server below us and of the generated binder.
func ofServer(e *fiber.Error) *fault.Error {
	switch e.Code {
	case fiber.StatusNotFound:
		return fault.NotThere()
	case fiber.StatusMethodNotAllowed:
		return fault.New(fault.Malformed, "method_not_allowed", "此地址不支持该方法。", "This address does not take the method.")
	case fiber.StatusRequestEntityTooLarge:
		return tooLarge()
	}
	if e.Code >= 500 {
		return fault.Wrap("server", e)
	}
	return malformed().Because(e)
}

func malformed() *fault.Error {
	return fault.New(fault.Malformed, "malformed", "请求内容无法读取。", "The request cannot be read.")
}

func tooLarge() *fault.Error {
	return fault.New(fault.TooLarge, "too_large", "请求内容太大。", "The request is too large.")
}

var speaks = language.NewMatcher([]language.Tag{language.MustParse("zh-CN"), language.English})

// languageOf is the reader's language: zh-CN unless they would rather have English.
func languageOf(acceptLanguage string) string {
	if len(acceptLanguage) > 500 {
		return "zh-CN"
	}
	tags, _, err := language.ParseAcceptLanguage(acceptLanguage)
	if err != nil {
		return "zh-CN"
	}
	tag, _, confidence := speaks.Match(tags...)
	if confidence > language.No && strings.HasPrefix(tag.String(), "en") {
		return "en"
	}
	return "zh-CN"
}
