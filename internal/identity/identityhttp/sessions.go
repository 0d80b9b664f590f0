package identityhttp

import (
	"context"
	"encoding/base64"
	"net/http"

	"github.com/speckit/ticketing/internal/identity"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/rest"
)

type guestInput struct {
	Earlier string `cookie:"speckit_guest" maxLength:"4096" doc:"Set by an earlier answer."`
}

type guestOutput struct {
	SetCookie []http.Cookie `header:"Set-Cookie"`
	Body      guestSession
}

func (h *handlers) beginGuest(ctx context.Context, call rest.Call, in *guestInput) (*guestOutput, error) {
	g, err := h.svc.BeginGuest(ctx, call.Operation, in.Earlier)
	if err != nil {
		return nil, err
	}
	return &guestOutput{
		SetCookie: []http.Cookie{h.cookies.Guest(g.Token, g.ExpiresAt)},
		Body:      guestSession{CustomerID: g.Customer, GuestToken: g.Token, ExpiresAt: g.ExpiresAt},
	}, nil
}

type signInInput struct {
	Body credentials
}

type tokensOutput struct {
	SetCookie []http.Cookie `header:"Set-Cookie"`
	Body      tokens
}

func (h *handlers) signIn(ctx context.Context, call rest.Call, in *signInInput) (*tokensOutput, error) {
	s, err := h.svc.SignIn(ctx, identity.SignIn{Email: in.Body.Email, Password: in.Body.Password, By: call.Actor})
	if err != nil {
		return nil, err
	}
	return &tokensOutput{SetCookie: h.signedInCookies(s, call.Actor), Body: wireTokens(s)}, nil
}

// signedInCookies keeps the refresh token, and lets go of the guest that was taken over.
func (h *handlers) signedInCookies(s identity.SignedIn, by actor.Actor) []http.Cookie {
	cookies := []http.Cookie{h.cookies.Refresh(s.RefreshToken, s.RefreshExpiresAt)}
	if by.Is(actor.Guest) && by.Order == id.Nil {
		cookies = append(cookies, h.cookies.Clear(rest.GuestCookie))
	}
	return cookies
}

type refreshInput struct {
	Cookie string `cookie:"speckit_refresh" maxLength:"256" doc:"Set by an earlier answer."`
	Body   *refreshBody
}

// token is the refresh token, and whether only the cookie has it. What the body says comes first.
func (in *refreshInput) token() (token string, fromCookie bool) {
	if in.Body != nil && in.Body.RefreshToken != "" {
		return in.Body.RefreshToken, false
	}
	return in.Cookie, true
}

func (h *handlers) refresh(ctx context.Context, _ rest.Call, in *refreshInput) (*tokensOutput, error) {
	token, fromCookie := in.token()
	s, err := h.svc.Refresh(ctx, token)
	if err != nil {
		return nil, err
	}
	out := &tokensOutput{SetCookie: []http.Cookie{h.cookies.Refresh(s.RefreshToken, s.RefreshExpiresAt)}, Body: wireTokens(s)}
	if fromCookie {
		out.Body.RefreshToken = "" // what lies out of the page's reach stays there
	}
	return out, nil
}

type revokeOutput struct {
	SetCookie []http.Cookie `header:"Set-Cookie"`
}

func (h *handlers) revoke(ctx context.Context, _ rest.Call, in *refreshInput) (*revokeOutput, error) {
	token, _ := in.token()
	if err := h.svc.Revoke(ctx, token); err != nil {
		return nil, err
	}
	return &revokeOutput{SetCookie: []http.Cookie{h.cookies.Clear(rest.RefreshCookie)}}, nil
}

type keysOutput struct {
	CacheControl string `header:"Cache-Control"`
	Body         keySet
}

func (h *handlers) publicKeys(ctx context.Context, _ rest.Call, _ *struct{}) (*keysOutput, error) {
	keys, err := h.svc.PublicKeys(ctx)
	if err != nil {
		return nil, err
	}
	out := &keysOutput{CacheControl: "public, max-age=60"}
	for _, k := range keys {
		out.Body.Keys = append(out.Body.Keys, key{
			Kind: keyKind, Curve: keyCurve, Algorithm: "EdDSA", Use: "sig", ID: k.ID.String(), X: base64.RawURLEncoding.EncodeToString(k.Key),
		})
	}
	return out, nil
}
