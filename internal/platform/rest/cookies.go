package rest

import (
	"net/http"
	"time"
)

// Names of the browser's cookies. Only POST /token/refresh reads the first, only POST /guests the second.
const (
	RefreshCookie = "speckit_refresh"
	GuestCookie   = "speckit_guest"
)

// Cookies makes the browser's cookies: out of reach for scripts and for other sites, sent to the API alone.
type Cookies struct {
	Secure bool // whether the public address is https
}

// Refresh keeps a refresh token.
func (c Cookies) Refresh(token string, expires time.Time) http.Cookie {
	return c.cookie(RefreshCookie, token, expires)
}

// Guest keeps a guest's token.
func (c Cookies) Guest(token string, expires time.Time) http.Cookie {
	return c.cookie(GuestCookie, token, expires)
}

// Clear takes a cookie away.
func (c Cookies) Clear(name string) http.Cookie {
	gone := c.cookie(name, "", time.Unix(0, 0).UTC()) // #nosec G124 -- secure wherever the public address is
	gone.MaxAge = -1
	return gone
}

func (c Cookies) cookie(name, value string, expires time.Time) http.Cookie {
	return http.Cookie{ // #nosec G124 -- secure wherever the public address is
		Name: name, Value: value, Path: "/api", Expires: expires,
		HttpOnly: true, Secure: c.Secure, SameSite: http.SameSiteStrictMode,
	}
}
