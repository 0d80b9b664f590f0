package identityhttp_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/speckit/ticketing/internal/identity/identitytest"
	"github.com/speckit/ticketing/internal/kernel/actor"
)

var update = flag.Bool("update", false, "write the golden files anew")

// secrets are what changes whenever a token's content does.
var secrets = regexp.MustCompile(`[A-Za-z0-9_-]{43,}`)

// TestTheWireIsAsItWas compares answers, headers included, with those that clients rely on.
func TestTheWireIsAsItWas(t *testing.T) {
	t.Parallel()
	h := open(t)
	admin := h.signedIn("root@example.org", actor.Admin)
	var script strings.Builder
	show := func(a ask) answer {
		got := h.do(a)
		fmt.Fprintf(&script, "%s %s %s\n%d\n", a.method, a.path, a.body, got.StatusCode)
		for _, name := range []string{"Location", "Link", "Retry-After", "Cache-Control", "Set-Cookie"} {
			for _, value := range got.Header.Values(name) {
				fmt.Fprintf(&script, "%s: %s\n", name, value)
			}
		}
		var body any
		if json.Unmarshal([]byte(got.raw), &body) == nil {
			pretty, _ := json.MarshalIndent(body, "", "  ")
			script.Write(append(pretty, '\n'))
		}
		script.WriteString("\n")
		return got
	}
	guest := show(ask{method: "POST", path: "/api/guests"})
	made := show(ask{method: "POST", path: "/api/users", token: guest.text("guestToken"), body: credentials("Ada@example.org", identitytest.Password)})
	show(ask{method: "POST", path: "/api/users", body: credentials("ada@example.org", identitytest.Password)})
	signedIn := show(ask{method: "POST", path: "/api/token", body: credentials("ada@example.org", identitytest.Password)})
	show(ask{method: "POST", path: "/api/token", body: credentials("ada@example.org", "wrong horse")})
	show(ask{method: "POST", path: "/api/token/refresh", body: `{"refreshToken":"` + signedIn.text("refreshToken") + `"}`})
	show(ask{method: "POST", path: "/api/token/revoke", body: `{"refreshToken":"` + made.text("refreshToken") + `"}`})
	show(ask{method: "GET", path: "/api/users/me", token: signedIn.text("token")})
	show(ask{method: "POST", path: "/api/users/password-reset", body: `{"email":"nobody@example.org"}`})
	show(ask{method: "POST", path: "/api/users", token: admin, body: `{"email":"door@example.org","password":"another good one","role":"Staff"}`})
	show(ask{method: "PATCH", path: "/api/admin/users/" + made.text("userId") + "/role", token: admin, body: `{"role":"Organiser"}`})
	show(ask{method: "GET", path: "/api/admin/users?q=EXAMPLE&limit=2", token: admin})
	show(ask{method: "GET", path: "/.well-known/jwks.json"})

	got := secrets.ReplaceAllString(script.String(), "…")
	const file = "testdata/wire.golden"
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("the wire has changed (-was +is; -update accepts it):\n%s", diff)
	}
}
