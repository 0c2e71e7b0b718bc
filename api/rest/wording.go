package rest

import (
	"context"

	"anju/api/contract"
	"anju/internal/core/policy"
	"anju/internal/core/wording"
)

// CheckWording points at words to an owner that blame, refuse or admit liability.
func (s *Server) CheckWording(ctx context.Context, r contract.CheckWordingRequestObject) (contract.CheckWordingResponseObject, error) {
	lang := visitOf(ctx).lang
	out := contract.CheckWording200JSONResponse{Hints: []contract.WordingHint{}}
	for _, h := range wording.Check(s.Rules().Policy.Wording, r.Body.Text) {
		out.Hints = append(out.Hints, contract.WordingHint{Start: h.Start, End: h.End, Words: h.Words, Kind: contract.WordingHintKind(h.Kind), Advice: h.Advice.In(lang)})
	}
	return out, nil
}

// GetDirectory tells whom to turn to in what is not ours.
func (s *Server) GetDirectory(context.Context, contract.GetDirectoryRequestObject) (contract.GetDirectoryResponseObject, error) {
	return contract.GetDirectory200JSONResponse{Items: each(s.Rules().Policy.Directory, func(b policy.Body) contract.DirectoryEntry {
		return contract.DirectoryEntry{Code: b.Code, NameZh: b.NameZH, NameEn: b.NameEN, Phone: b.Phone, AboutZh: b.AboutZH, AboutEn: b.AboutEN}
	})}, nil
}
