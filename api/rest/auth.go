package rest

import (
	"context"
	"time"

	"github.com/gofiber/fiber/v2"

	"anju/api/contract"
	"anju/internal/core/account"
	"anju/internal/core/fault"
	"anju/internal/desk/accounts"
)

// cookieName is one per face: owners and staff may be signed in side by side.
func cookieName(face account.Face) string { return "anju_refresh_" + string(face) }

// signedIn is an answer that brings the refresh cookie with it.
type signedIn struct {
	body   contract.SignedIn
	cookie fiber.Cookie
}

func (r signedIn) send(c *fiber.Ctx) error {
	c.Cookie(&r.cookie)
	return c.JSON(r.body)
}

func (r signedIn) VisitLoginResponse(c *fiber.Ctx) error    { return r.send(c) }
func (r signedIn) VisitRefreshResponse(c *fiber.Ctx) error  { return r.send(c) }
func (r signedIn) VisitActivateResponse(c *fiber.Ctx) error { return r.send(c) }

// welcome makes the answer. A page says which face it is; a program that does
// not gets the face of its role.
func (s *Server) welcome(ctx context.Context, in accounts.SignedIn, asked account.Face) signedIn {
	if asked == "" {
		asked = account.FaceOf(in.Me.Role)
	}
	return signedIn{
		body:   contract.SignedIn{AccessToken: in.AccessToken, ExpiresIn: int(in.ExpiresIn / time.Second), User: presentMe(in.Me)},
		cookie: refreshCookie(visitOf(ctx), asked, in.Refresh, int(in.RefreshLife/time.Second)),
	}
}

func refreshCookie(v *visit, face account.Face, token string, seconds int) fiber.Cookie {
	return fiber.Cookie{
		Name: cookieName(face), Value: token, Path: basePath + "/auth", MaxAge: seconds,
		HTTPOnly: true, Secure: !v.insecure, SameSite: fiber.CookieSameSiteStrictMode,
	}
}

// refreshToken is the cookie of the face that asks; without a face, of the one there is.
func refreshToken(ctx context.Context, asked account.Face) (account.Face, string) {
	cookies := visitOf(ctx).cookies
	if asked == "" {
		for _, face := range []account.Face{account.OwnerFace, account.DeskFace} {
			if cookies[face] != "" {
				return face, cookies[face]
			}
		}
	}
	return asked, cookies[asked]
}

// Login signs in.
func (s *Server) Login(ctx context.Context, r contract.LoginRequestObject) (contract.LoginResponseObject, error) {
	in, err := s.Accounts.Login(ctx, r.Body.Login, r.Body.Password)
	if err != nil {
		return nil, err
	}
	return s.welcome(ctx, in, account.Face(value(r.Params.XAnjuFace))), nil
}

// Activate makes an invited owner's account and signs in.
func (s *Server) Activate(ctx context.Context, r contract.ActivateRequestObject) (contract.ActivateResponseObject, error) {
	in, err := s.Accounts.Activate(ctx, r.Body.Code, r.Body.Phone, r.Body.Password)
	if err != nil {
		return nil, err
	}
	return s.welcome(ctx, in, account.Face(value(r.Params.XAnjuFace))), nil
}

// Refresh trades the cookie for new tokens.
func (s *Server) Refresh(ctx context.Context, r contract.RefreshRequestObject) (contract.RefreshResponseObject, error) {
	face, token := refreshToken(ctx, account.Face(value(r.Params.XAnjuFace)))
	in, err := s.Accounts.Refresh(ctx, token)
	if err != nil {
		return nil, err
	}
	return s.welcome(ctx, in, face), nil
}

// signedOut takes the cookie away.
type signedOut struct{ cookie fiber.Cookie }

func (r signedOut) VisitLogoutResponse(c *fiber.Ctx) error {
	c.Cookie(&r.cookie)
	return c.SendStatus(fiber.StatusNoContent)
}

// Logout ends the session.
func (s *Server) Logout(ctx context.Context, r contract.LogoutRequestObject) (contract.LogoutResponseObject, error) {
	face, token := refreshToken(ctx, account.Face(value(r.Params.XAnjuFace)))
	if err := s.Accounts.Logout(ctx, token); err != nil {
		return nil, err
	}
	if face == "" {
		return contract.Logout204Response{}, nil
	}
	gone := refreshCookie(visitOf(ctx), face, "", -1)
	gone.Expires = time.Unix(1, 0)
	return signedOut{gone}, nil
}

// ResetPassword sends a code, or takes one.
func (s *Server) ResetPassword(ctx context.Context, r contract.ResetPasswordRequestObject) (contract.ResetPasswordResponseObject, error) {
	login, code, password := value(r.Body.Login), value(r.Body.Code), value(r.Body.Password)
	var wrong fault.Fields
	switch {
	case login != "" && code == "" && password == "":
		return contract.ResetPassword204Response{}, s.Accounts.AskReset(ctx, login)
	case login == "" && code != "" && password != "":
		return contract.ResetPassword204Response{}, s.Accounts.UseReset(ctx, code, password)
	case code != "" || password != "":
		wrong.Require("code", code)
		wrong.Require("password", password)
		if login != "" {
			wrong.Add("login", "unexpected", "使用验证码时不填登录名。", "Leave it out when a code is used.")
		}
	default:
		wrong.Require("login", login)
	}
	return nil, wrong.Err()
}

// ChangePassword replaces one's own.
func (s *Server) ChangePassword(ctx context.Context, r contract.ChangePasswordRequestObject) (contract.ChangePasswordResponseObject, error) {
	v := visitOf(ctx)
	return contract.ChangePassword204Response{}, s.Accounts.ChangePassword(ctx, v.actor, v.sessionID, r.Body.Current, r.Body.New)
}

// GetMe is who is signed in.
func (s *Server) GetMe(ctx context.Context, _ contract.GetMeRequestObject) (contract.GetMeResponseObject, error) {
	me, err := s.Accounts.Me(ctx, actorOf(ctx))
	if fault.Is(err, fault.NotFound) {
		return nil, fault.New(fault.Unauthenticated, "not_signed_in", "请先登录。", "Please sign in.")
	}
	return contract.GetMe200JSONResponse(presentMe(me)), err
}

func presentMe(m accounts.Me) contract.Me {
	x := contract.Me{
		Id: m.ID, Login: m.Login, Name: m.Name, Role: contract.Role(m.Role), Department: text(m.Department),
		CommunityIds: list(m.CommunityIDs), OwnerId: text(m.OwnerID), Phone: text(m.Phone), MustChangePassword: m.MustChange,
		Houses: each(m.Houses, func(h accounts.Home) contract.HouseRef {
			return contract.HouseRef{HouseId: h.HouseID, Label: h.Label, CommunityId: h.CommunityID}
		}),
	}
	if m.Deputy != nil {
		x.Away = &contract.Deputy{AccountId: text(m.Deputy.AccountID), From: m.Deputy.From, Until: m.Deputy.Until}
	}
	if len(m.StandsInFor) > 0 {
		away := each(m.StandsInFor, func(a accounts.Absence) contract.Absence {
			return contract.Absence{Id: a.ID, Name: a.Name, Role: contract.Role(a.Role), Department: text(a.Department), Until: a.Until}
		})
		x.StandsInFor = &away
	}
	return x
}
