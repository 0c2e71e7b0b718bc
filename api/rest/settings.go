package rest

import (
	"context"
	"encoding/json"
	"strconv"

	"anju/api/contract"
	"anju/internal/core/fault"
	"anju/internal/core/policy"
	"anju/internal/core/rules"
	"anju/internal/desk/rulebook"
)

// ListSettings tells how each document stands and how far days off are known.
func (s *Server) ListSettings(ctx context.Context, _ contract.ListSettingsRequestObject) (contract.ListSettingsResponseObject, error) {
	all, err := s.Rulebook.All(ctx, actorOf(ctx))
	if err != nil {
		return nil, err
	}
	lang := visitOf(ctx).lang
	out := contract.ListSettings200JSONResponse{Items: each(all, func(x rulebook.State) contract.SettingState {
		return contract.SettingState{Name: x.Name, Version: x.Version, At: x.At, By: text(x.ByName), Faults: presentFaults(x.Faults, lang)}
	})}
	year := s.Now().In(s.Location).Year()
	for _, y := range []int{year, year + 1} {
		out.Years = append(out.Years, contract.CalendarYear{Year: y, State: contract.CalendarYearState(s.Rules().Days.Year(y))})
	}
	return out, nil
}

// GetPolicies is the document of that name.
func (s *Server) GetPolicies(ctx context.Context, _ contract.GetPoliciesRequestObject) (contract.GetPoliciesResponseObject, error) {
	return setting[contract.GetPolicies200JSONResponse](ctx, s, rules.Policies)
}

// GetCategories is the document of that name.
func (s *Server) GetCategories(ctx context.Context, _ contract.GetCategoriesRequestObject) (contract.GetCategoriesResponseObject, error) {
	return setting[contract.GetCategories200JSONResponse](ctx, s, rules.Categories)
}

// GetDepartments is the document of that name.
func (s *Server) GetDepartments(ctx context.Context, _ contract.GetDepartmentsRequestObject) (contract.GetDepartmentsResponseObject, error) {
	return setting[contract.GetDepartments200JSONResponse](ctx, s, rules.Departments)
}

// GetWorkCalendar is the document calendar.
func (s *Server) GetWorkCalendar(ctx context.Context, _ contract.GetWorkCalendarRequestObject) (contract.GetWorkCalendarResponseObject, error) {
	return setting[contract.GetWorkCalendar200JSONResponse](ctx, s, rules.Calendar)
}

// PutPolicies changes the document of that name.
func (s *Server) PutPolicies(ctx context.Context, r contract.PutPoliciesRequestObject) (contract.PutPoliciesResponseObject, error) {
	return putSetting[contract.PutPolicies200JSONResponse](ctx, s, rules.Policies, r.Body, value(r.Params.IfMatch), r.Params.DryRun)
}

// PutCategories changes the document of that name.
func (s *Server) PutCategories(ctx context.Context, r contract.PutCategoriesRequestObject) (contract.PutCategoriesResponseObject, error) {
	return putSetting[contract.PutCategories200JSONResponse](ctx, s, rules.Categories, r.Body, value(r.Params.IfMatch), r.Params.DryRun)
}

// PutDepartments changes the document of that name.
func (s *Server) PutDepartments(ctx context.Context, r contract.PutDepartmentsRequestObject) (contract.PutDepartmentsResponseObject, error) {
	return putSetting[contract.PutDepartments200JSONResponse](ctx, s, rules.Departments, r.Body, value(r.Params.IfMatch), r.Params.DryRun)
}

// PutWorkCalendar changes the document calendar.
func (s *Server) PutWorkCalendar(ctx context.Context, r contract.PutWorkCalendarRequestObject) (contract.PutWorkCalendarResponseObject, error) {
	return putSetting[contract.PutWorkCalendar200JSONResponse](ctx, s, rules.Calendar, r.Body, value(r.Params.IfMatch), r.Params.DryRun)
}

// ListSettingVersions is a page of a document's history.
func (s *Server) ListSettingVersions(ctx context.Context, r contract.ListSettingVersionsRequestObject) (contract.ListSettingVersionsResponseObject, error) {
	before, err := versionCursor(r.Params.Cursor)
	if err != nil {
		return nil, err
	}
	page, more, err := s.Rulebook.History(ctx, actorOf(ctx), string(r.Name), before, limitOf(r.Params.Limit))
	if err != nil {
		return nil, err
	}
	lang := visitOf(ctx).lang
	out := contract.ListSettingVersions200JSONResponse{Items: each(page, func(v rulebook.Version) contract.SettingVersion {
		return contract.SettingVersion{Version: v.Version, At: v.At, By: text(v.ByName), Note: text(v.Note), Changes: each(v.Changes, presentChange), Faults: presentFaults(v.Faults, lang)}
	})}
	if more {
		out.NextCursor = text(strconv.FormatInt(page[len(page)-1].Version, 10))
	}
	return out, nil
}

// versionCursor is the version below which a page of a history begins; 0 for the newest.
func versionCursor(cursor *string) (int64, error) {
	c := value(cursor)
	if c == "" {
		return 0, nil
	}
	before, err := strconv.ParseInt(c, 10, 64)
	if err != nil || before < 1 {
		return 0, fault.BadCursor()
	}
	return before, nil
}

// RestoreSetting puts an earlier version in force again.
func (s *Server) RestoreSetting(ctx context.Context, r contract.RestoreSettingRequestObject) (contract.RestoreSettingResponseObject, error) {
	expect, err := ifMatch(value(r.Params.IfMatch))
	if err != nil {
		return nil, err
	}
	saved, err := s.Rulebook.Restore(ctx, actorOf(ctx), string(r.Name), r.Body.Version, rulebook.Edit{Note: value(r.Body.Note), Expect: expect, DryRun: value(r.Params.DryRun)})
	if err != nil {
		return nil, err
	}
	return contract.RestoreSetting200JSONResponse{Version: saved.Version, Changes: each(saved.Changes, presentChange), Effects: presentEffects(saved.Effects, visitOf(ctx).lang)}, nil
}

// ReadNotice reads a notice of days off; nothing is saved.
func (s *Server) ReadNotice(_ context.Context, r contract.ReadNoticeRequestObject) (contract.ReadNoticeResponseObject, error) {
	n := policy.ReadNotice(r.Body.Year, r.Body.Text)
	return contract.ReadNotice200JSONResponse{Holidays: each(n.Holidays, func(h policy.Holiday) contract.PolicyHoliday {
		return contract.PolicyHoliday{NameZh: h.NameZH, NameEn: h.NameEN, From: h.From, To: h.To}
	}), MakeUpDays: list(n.MakeUpDays), Unread: list(n.Unread)}, nil
}

// setting gives a document as the answer T: what is stored and the contract have
// the same names.
func setting[T any](ctx context.Context, s *Server, name string) (T, error) {
	state, err := s.Rulebook.Get(actorOf(ctx), name)
	if err != nil {
		var none T
		return none, err
	}
	return answered[T](state.Doc, map[string]any{"version": state.Version})
}

// putSetting saves the body as the next version of a document.
func putSetting[T any](ctx context.Context, s *Server, name string, body any, match string, dryRun *bool) (answer T, err error) {
	doc, edit, err := edited(body)
	if err != nil {
		return answer, err
	}
	if edit.Expect == 0 {
		if edit.Expect, err = ifMatch(match); err != nil {
			return answer, err
		}
	}
	edit.Doc, edit.DryRun = doc, value(dryRun)
	saved, err := s.Rulebook.Save(ctx, actorOf(ctx), name, edit)
	if err != nil {
		return answer, err
	}
	return answered[T](saved.Doc, map[string]any{
		"version": saved.Version, "changes": each(saved.Changes, presentChange), "effects": presentEffects(saved.Effects, visitOf(ctx).lang),
	})
}

// edited parts a body into the document and what is said about the editing.
func edited(body any) (json.RawMessage, rulebook.Edit, error) {
	var edit rulebook.Edit
	raw, err := json.Marshal(body)
	if err != nil {
		return nil, edit, fault.Wrap("read settings", err)
	}
	var about struct {
		Version int64  `json:"version"`
		Note    string `json:"note"`
	}
	parts := map[string]json.RawMessage{}
	if err := json.Unmarshal(raw, &about); err != nil {
		return nil, edit, fault.Wrap("read settings", err)
	}
	if err := json.Unmarshal(raw, &parts); err != nil {
		return nil, edit, fault.Wrap("read settings", err)
	}
	delete(parts, "version")
	delete(parts, "note")
	edit.Expect, edit.Note = about.Version, about.Note
	raw, err = json.Marshal(parts)
	return raw, edit, err
}

// answered puts a document and what is said about it into an answer.
func answered[T any](doc json.RawMessage, about map[string]any) (answer T, err error) {
	raw, err := json.Marshal(about)
	if err != nil {
		return answer, fault.Wrap("answer settings", err)
	}
	for _, part := range []json.RawMessage{doc, raw} {
		if err := json.Unmarshal(part, &answer); err != nil {
			return answer, fault.Wrap("answer settings", err)
		}
	}
	return answer, nil
}

func presentChange(c rules.Change) contract.SettingChange {
	out := contract.SettingChange{Field: c.Field}
	if c.Was != nil {
		out.Was = c.Was
	}
	if c.Is != nil {
		out.Is = c.Is
	}
	return out
}

func presentEffects(all []rulebook.Effect, lang string) []contract.SettingEffect {
	return each(all, func(e rulebook.Effect) contract.SettingEffect {
		return contract.SettingEffect{Kind: e.Kind, Count: e.Count, Message: e.Message.In(lang)}
	})
}

func presentFaults(all []fault.Field, lang string) []contract.SettingFault {
	return each(all, func(f fault.Field) contract.SettingFault {
		return contract.SettingFault{Field: f.Path, Message: f.Message.In(lang)}
	})
}
