package identityhttp_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/identity"
	"github.com/speckit/ticketing/internal/identity/identitytest"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/platform/rest"
)

func TestABrowsersGuestIsResumedByItsCookie(t *testing.T) {
	t.Parallel()
	h := open(t)
	first := h.must(ask{method: "POST", path: "/api/guests"}, http.StatusCreated)
	cookie := first.cookie(rest.GuestCookie)
	if cookie == nil || !cookie.HttpOnly || !cookie.Secure || cookie.SameSite != http.SameSiteStrictMode || cookie.Path != "/api" {
		t.Fatalf("cookie %+v", cookie)
	}
	again := h.must(ask{method: "POST", path: "/api/guests", cookies: []*http.Cookie{cookie}}, http.StatusCreated)
	if again.text("customerId") != first.text("customerId") {
		t.Error("another guest")
	}
	other := h.must(ask{method: "POST", path: "/api/guests", cookies: []*http.Cookie{{Name: rest.GuestCookie, Value: "x"}}}, http.StatusCreated)
	if other.text("customerId") == first.text("customerId") {
		t.Error("a bad cookie resumed a guest")
	}
}

func TestSigningInTakesTheGuestOverAndItsCookieAway(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.signedIn("ada@example.org", actor.Customer)
	guest := h.must(ask{method: "POST", path: "/api/guests"}, http.StatusCreated)
	in := h.must(ask{method: "POST", path: "/api/token", token: guest.text("guestToken"), body: credentials("ada@example.org", identitytest.Password)}, http.StatusOK)
	claims := h.Claims(in.text("token"))
	if len(claims.Also) != 1 || claims.Also[0].String() != guest.text("customerId") {
		t.Errorf("the token names %v", claims.Also)
	}
	if gone := in.cookie(rest.GuestCookie); gone == nil || gone.MaxAge >= 0 {
		t.Errorf("guest cookie %+v", gone)
	}
	next := h.must(ask{method: "POST", path: "/api/guests", cookies: []*http.Cookie{guest.cookie(rest.GuestCookie)}}, http.StatusCreated)
	if next.text("customerId") == guest.text("customerId") {
		t.Error("the guest of an account was resumed")
	}
}

func TestABrowserRefreshesByItsCookieAlone(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.signedIn("ada@example.org", actor.Customer)
	in := h.must(ask{method: "POST", path: "/api/token", body: credentials("ada@example.org", identitytest.Password)}, http.StatusOK)
	next := h.must(ask{method: "POST", path: "/api/token/refresh", cookies: []*http.Cookie{in.cookie(rest.RefreshCookie)}}, http.StatusOK)
	if next.text("refreshToken") != "" || next.text("token") == "" {
		t.Error("the page was shown what its cookie hides")
	}
	cookie := next.cookie(rest.RefreshCookie)
	if cookie == nil || cookie.Value == in.cookie(rest.RefreshCookie).Value {
		t.Fatal("no new cookie")
	}
	out := h.must(ask{method: "POST", path: "/api/token/revoke", cookies: []*http.Cookie{cookie}}, http.StatusNoContent)
	if gone := out.cookie(rest.RefreshCookie); gone == nil || gone.MaxAge >= 0 {
		t.Errorf("refresh cookie %+v", gone)
	}
	h.refused(ask{method: "POST", path: "/api/token/refresh", cookies: []*http.Cookie{cookie}}, http.StatusUnauthorized, "invalid_refresh_token")
	h.refused(ask{method: "POST", path: "/api/token/refresh"}, http.StatusUnauthorized, "invalid_refresh_token")
}

func TestCookiesOpenNothingButTheirRoute(t *testing.T) {
	t.Parallel()
	h := open(t)
	made := h.must(ask{method: "POST", path: "/api/users", body: credentials("ada@example.org", identitytest.Password)}, http.StatusCreated)
	h.refused(ask{method: "GET", path: "/api/users/me", cookies: made.Cookies()}, http.StatusUnauthorized, "unauthenticated")
	h.refused(ask{method: "GET", path: "/api/users/me", token: made.text("refreshToken")}, http.StatusUnauthorized, "invalid_token")
}

func TestTheLocationOfAnAccountLeadsToIt(t *testing.T) {
	t.Parallel()
	h := open(t)
	made := h.must(ask{method: "POST", path: "/api/users", body: credentials("ada@example.org", identitytest.Password)}, http.StatusCreated)
	mine := h.must(ask{method: "GET", path: made.Header.Get("Location"), token: made.text("token")}, http.StatusOK)
	if mine.text("email") != "ada@example.org" || mine.body["emailVerified"] != false {
		t.Errorf("got %s", mine.raw)
	}
	h.refused(ask{method: "GET", path: made.Header.Get("Location"), token: h.signedIn("bob@example.org", actor.Organiser)}, http.StatusNotFound, "no_such_user")
	h.must(ask{method: "GET", path: made.Header.Get("Location"), token: h.signedIn("root@example.org", actor.Admin)}, http.StatusOK)
}

func TestEveryRouteRefusesAStranger(t *testing.T) {
	t.Parallel()
	h := open(t)
	_, guest := h.Guest()
	order, _, err := h.OrderSession(t.Context(), h.IDs.New(), h.IDs.New())
	if err != nil {
		t.Fatal(err)
	}
	tokens := map[string]string{
		"": "", "guest": guest.Token, "order": order, "customer": h.signedIn("c@example.org", actor.Customer),
		"staff": h.signedIn("s@example.org", actor.Staff), "organiser": h.signedIn("o@example.org", actor.Organiser),
	}
	user := "/api/users/" + h.IDs.New().String()
	for _, route := range []struct {
		method, path, body string
		refuses            map[string]int
	}{
		{"GET", "/api/users/me", "", map[string]int{"": 401, "guest": 403, "order": 403}},
		{"GET", user, "", map[string]int{"": 401, "guest": 403, "order": 403, "customer": 404, "staff": 404, "organiser": 404}},
		{"POST", "/api/users/verification", "", map[string]int{"": 401, "guest": 403, "order": 403}},
		{"GET", "/api/admin/users", "", map[string]int{"": 401, "guest": 403, "order": 403, "customer": 403, "staff": 403, "organiser": 403}},
		{"PATCH", "/api/admin" + user[4:] + "/role", `{"role":"Admin"}`, map[string]int{"": 401, "guest": 403, "order": 403, "customer": 403, "staff": 403, "organiser": 403}},
		{"POST", "/api/users", `{"email":"e@example.org","password":"another good one","role":"Admin"}`, map[string]int{"": 403, "guest": 403, "order": 403, "customer": 403, "staff": 403, "organiser": 403}},
	} {
		for who, status := range route.refuses {
			h.must(ask{method: route.method, path: route.path, body: route.body, token: tokens[who]}, status)
		}
	}
}

func TestBadInputIsRefusedWithASentence(t *testing.T) {
	t.Parallel()
	h := open(t)
	admin := h.signedIn("root@example.org", actor.Admin)
	long := strings.Repeat("a", 2000)
	for _, c := range []struct {
		method, path, body string
		status             int
		code               string
	}{
		{"POST", "/api/token", `{`, 400, "invalid_json"},
		{"POST", "/api/token", ``, 400, "invalid_request"},
		{"POST", "/api/token", `[]`, 400, "invalid_request"},
		{"POST", "/api/token", `{"email":"a@b.org"}`, 400, "invalid_request"},
		{"POST", "/api/token", `{"email":7,"password":"x"}`, 400, "invalid_request"},
		{"POST", "/api/token", `{"email":"a@b.org","password":"` + long + `"}`, 400, "invalid_request"},
		{"POST", "/api/token", "{\"email\":\"\xff@b.org\",\"password\":\"x\"}", 400, "invalid_json"},
		{"POST", "/api/token", `{"email":"a\u0000@b.org","password":"x"}`, 400, "invalid_json"},
		{"POST", "/api/token", `{"email":"` + strings.Repeat("a", 2<<20) + `","password":"x"}`, 413, "body_too_large"},
		{"POST", "/api/token", credentials("no address", "x"), 401, "invalid_credentials"},
		{"POST", "/api/token/refresh", `{"refreshToken":"` + long + `"}`, 400, "invalid_request"},
		{"POST", "/api/token/refresh", `{"refreshToken":"x"}`, 401, "invalid_refresh_token"},
		{"POST", "/api/users", credentials("no address", identitytest.Password), 400, "invalid_email"},
		{"POST", "/api/users", credentials("a@b.org\r\nBcc: x@y.org", identitytest.Password), 400, "invalid_email"},
		{"POST", "/api/users", credentials("a@b.org", "short"), 400, "weak_password"},
		{"POST", "/api/users", credentials("a@b.org", ""), 400, "weak_password"},
		{"POST", "/api/users", `{"email":"a@b.org","password":"another good one","role":"Root"}`, 400, "invalid_role"},
		{"POST", "/api/users", `{"email":"a@b.org","password":"another good one","role":1}`, 400, "invalid_request"},
		{"POST", "/api/users/verify", `{"token":"x"}`, 410, "link_expired"},
		{"POST", "/api/users/verify", `{}`, 400, "invalid_request"},
		{"POST", "/api/users/password-reset", `{"email":"x"}`, 400, "invalid_email"},
		{"POST", "/api/users/password-reset/confirm", `{"token":"x","password":"another good one"}`, 410, "link_expired"},
		{"GET", "/api/users/x", ``, 400, "invalid_request"},
		{"GET", "/api/admin/users?limit=-1", ``, 400, "invalid_request"},
		{"GET", "/api/admin/users?cursor=x", ``, 400, "invalid_cursor"},
		{"GET", "/api/admin/users?q=" + long, ``, 400, "invalid_request"},
		{"PATCH", "/api/admin/users/x/role", `{"role":"Staff"}`, 400, "invalid_request"},
		{"PATCH", "/api/admin/users/00000000-0000-0000-0000-000000000000/role", `{"role":""}`, 400, "invalid_request"},
		{"PATCH", "/api/admin/users/00000000-0000-0000-0000-000000000000/role", `{"role":"Guest"}`, 400, "invalid_role"},
		{"PATCH", "/api/admin/users/00000000-0000-0000-0000-000000000000/role", `{"role":"Staff"}`, 404, "no_such_user"},
	} {
		a := ask{method: c.method, path: c.path, body: c.body}
		if strings.Contains(c.path, "/admin/") || c.path == "/api/users/x" {
			a.token = admin
		}
		got := h.do(a)
		if got.StatusCode != c.status || got.body["code"] != c.code || got.text("detail") == "" {
			t.Errorf("%s %.60s %.80q: %d %v, want %d %s", c.method, c.path, c.body, got.StatusCode, got.body["code"], c.status, c.code)
		}
	}
	all, _, err := h.Users(t.Context(), "", "", 10)
	if err != nil || len(all) != 1 {
		t.Errorf("%d accounts, %v", len(all), err)
	}
}

func TestARegistrationWithAKeyIsAnsweredTwiceButMadeOnce(t *testing.T) {
	t.Parallel()
	h := open(t)
	_, guest := h.Guest()
	a := ask{method: "POST", path: "/api/users", token: guest.Token, key: "once", body: credentials("ada@example.org", identitytest.Password)}
	first, again := h.must(a, http.StatusCreated), h.must(a, http.StatusCreated)
	if first.raw != again.raw {
		t.Error("another answer")
	}
	a.body = credentials("bob@example.org", identitytest.Password)
	h.refused(a, http.StatusUnprocessableEntity, "idempotency_key_reused")
}

func TestALockSaysHowLongToWait(t *testing.T) {
	t.Parallel()
	h := open(t)
	a := ask{method: "POST", path: "/api/token", body: credentials("ada@example.org", "wrong horse")}
	for range h.Rules.FreeFailures {
		h.refused(a, http.StatusUnauthorized, "invalid_credentials")
	}
	if got := h.refused(a, http.StatusTooManyRequests, "too_many_sign_ins"); got.Header.Get("Retry-After") != "30" {
		t.Errorf("Retry-After: %s", got.Header.Get("Retry-After"))
	}
}

func TestAnAddressThatTriesTooOftenIsHeldBack(t *testing.T) {
	t.Parallel()
	for path, body := range map[string]string{
		"/api/guests": "", "/api/token": credentials("x", "y"), "/api/users": credentials("x", "y"), "/api/users/password-reset": `{"email":"x"}`,
		"/api/users/verify": `{"token":"x"}`, "/api/users/password-reset/confirm": `{"token":"x","password":"y"}`,
	} {
		h := open(t)
		limited := false
		for range 400 {
			if got := h.do(ask{method: "POST", path: path, body: body}); got.StatusCode == http.StatusTooManyRequests {
				limited = got.body["code"] == "too_many_requests" && got.Header.Get("Retry-After") != ""
				break
			}
		}
		if !limited {
			t.Errorf("%s has no limit", path)
		}
	}
}

func TestMailsLeadToVerificationAndToANewPassword(t *testing.T) {
	t.Parallel()
	h := open(t)
	made := h.must(ask{method: "POST", path: "/api/users", body: credentials("ada@example.org", identitytest.Password)}, http.StatusCreated)
	h.must(ask{method: "POST", path: "/api/users/verification", token: made.text("token")}, http.StatusAccepted)
	h.must(ask{method: "POST", path: "/api/users/verify", body: `{"token":"` + h.Delivered() + `"}`}, http.StatusNoContent)
	me := h.must(ask{method: "GET", path: "/api/users/me", token: made.text("token")}, http.StatusOK)
	if me.body["emailVerified"] != true {
		t.Errorf("got %s", me.raw)
	}
	h.must(ask{method: "POST", path: "/api/users/password-reset", body: `{"email":"ada@example.org"}`}, http.StatusAccepted)
	confirm := ask{method: "POST", path: "/api/users/password-reset/confirm", body: `{"token":"` + h.Delivered() + `","password":"another good one"}`}
	h.must(confirm, http.StatusNoContent)
	h.refused(confirm, http.StatusGone, "link_expired")
	h.must(ask{method: "POST", path: "/api/token", body: credentials("ada@example.org", "another good one")}, http.StatusOK)
}

func TestAnAccessTokenEndsAfterItsMinutes(t *testing.T) {
	t.Parallel()
	h := open(t)
	token := h.signedIn("ada@example.org", actor.Customer)
	h.Clock.Advance(identity.DefaultRules().AccessTTL - time.Second)
	h.must(ask{method: "GET", path: "/api/users/me", token: token}, http.StatusOK)
	h.Clock.Advance(time.Second)
	h.refused(ask{method: "GET", path: "/api/users/me", token: token}, http.StatusUnauthorized, "invalid_token")
}
