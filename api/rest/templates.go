package rest

import (
	"context"
	"strconv"
	"unicode/utf8"

	"anju/api/contract"
	"anju/internal/core/mail"
	"anju/internal/core/message"
	"anju/internal/desk/messages"
)

// ListMessageTemplates is what people are told of each event.
func (s *Server) ListMessageTemplates(ctx context.Context, _ contract.ListMessageTemplatesRequestObject) (contract.ListMessageTemplatesResponseObject, error) {
	all, err := s.Words.All(ctx, actorOf(ctx))
	if err != nil {
		return nil, err
	}
	return contract.ListMessageTemplates200JSONResponse{
		Items: each(all, presentWording), Fields: message.Fields, SmsFields: message.SMSFields, SmsLength: message.SMSMost,
	}, nil
}

// PutMessageTemplate changes one.
func (s *Server) PutMessageTemplate(ctx context.Context, r contract.PutMessageTemplateRequestObject) (contract.PutMessageTemplateResponseObject, error) {
	w, err := s.Words.Put(ctx, actorOf(ctx), templateOf(string(r.For), r.Event, r.Body.Subject, r.Body.Body, r.Body.Sms))
	if err != nil {
		return nil, err
	}
	return contract.PutMessageTemplate200JSONResponse(presentWording(w)), nil
}

// ResetMessageTemplate goes back to the words that ship.
func (s *Server) ResetMessageTemplate(ctx context.Context, r contract.ResetMessageTemplateRequestObject) (contract.ResetMessageTemplateResponseObject, error) {
	w, err := s.Words.Reset(ctx, actorOf(ctx), string(r.For), r.Event)
	if err != nil {
		return nil, err
	}
	return contract.ResetMessageTemplate200JSONResponse(presentWording(w)), nil
}

// ListMessageVersions is how one was worded before.
func (s *Server) ListMessageVersions(ctx context.Context, r contract.ListMessageVersionsRequestObject) (contract.ListMessageVersionsResponseObject, error) {
	before, err := versionCursor(r.Params.Cursor)
	if err != nil {
		return nil, err
	}
	page, next, err := s.Words.Versions(ctx, actorOf(ctx), string(r.For), r.Event, before, limitOf(r.Params.Limit))
	if err != nil {
		return nil, err
	}
	out := contract.ListMessageVersions200JSONResponse{Items: each(page, func(v messages.Version) contract.MessageVersion {
		x := textsOf(v.Template)
		return contract.MessageVersion{At: v.At, By: text(v.ByName), Subject: x.Subject, Body: x.Body, Sms: x.Sms}
	})}
	if next > 0 {
		out.NextCursor = text(strconv.FormatInt(next, 10))
	}
	return out, nil
}

// PreviewMessageTemplate fills one in for the sample matter, as portal, text
// message and e-mail would show it.
func (s *Server) PreviewMessageTemplate(ctx context.Context, r contract.PreviewMessageTemplateRequestObject) (contract.PreviewMessageTemplateResponseObject, error) {
	b := r.Body
	said, err := s.Words.Try(actorOf(ctx), templateOf(string(b.For), b.Event, b.Subject, b.Body, b.Sms))
	if err != nil {
		return nil, err
	}
	out := contract.PreviewMessageTemplate200JSONResponse{
		Subject: contract.MessageWords{Zh: said.Subject.ZH, En: said.Subject.EN}, Body: contract.MessageWords{Zh: said.Body.ZH, En: said.Body.EN},
		Sms: contract.MessageWords{Zh: said.SMS.ZH, En: said.SMS.EN},
	}
	out.SmsLength.Zh, out.SmsLength.En = utf8.RuneCountInString(said.SMS.ZH), utf8.RuneCountInString(said.SMS.EN)
	for lang, into := range map[string]*string{"zh-CN": &out.Html.Zh, "en": &out.Html.En} {
		letter, err := mail.Compose(mail.Mail{
			Staff: string(b.For) == message.ForStaff, Lang: lang, ComplaintID: "sample", Number: message.SampleNumber,
			Items: []mail.Item{{At: s.Now(), Subject: said.Subject.In(lang), Body: said.Mail.In(lang)}},
		}, "", s.house())
		if err != nil {
			return nil, err
		}
		*into = letter.HTML
	}
	return out, nil
}

// house is who writes e-mails.
func (s *Server) house() mail.House {
	return mail.House{Company: s.Entity, Phone: s.ServicePhone, Portal: s.PublicURL, Zone: s.Location}
}

func templateOf(reader, event string, subject, body, sms contract.MessageWords) message.Template {
	words := func(w contract.MessageWords) message.Words { return message.Words{ZH: w.Zh, EN: w.En} }
	return message.Template{For: reader, Event: event, Subject: words(subject), Body: words(body), SMS: words(sms)}
}

func textsOf(x message.Template) contract.MessageTexts {
	words := func(w message.Words) contract.MessageWords { return contract.MessageWords{Zh: w.ZH, En: w.EN} }
	return contract.MessageTexts{Subject: words(x.Subject), Body: words(x.Body), Sms: words(x.SMS)}
}

func presentWording(w messages.Wording) contract.MessageWording {
	now := textsOf(w.Template)
	return contract.MessageWording{
		For: contract.MessageWordingFor(w.For), Event: w.Event, Group: message.GroupOf(w.For, w.Event), Subject: now.Subject, Body: now.Body, Sms: now.Sms,
		Shipped: textsOf(w.Shipped), Changed: w.Changed,
	}
}
