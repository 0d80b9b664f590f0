package gateway

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/speckit/ticketing/tools/deploy/house"
)

// owners are paths that no contract lists, or that are easily taken for another service's.
var owners = map[string]string{
	"/.well-known/jwks.json": "identity", "/api/.well-known/jwks.json": "identity", "/.well-known/ticket-keys": "fulfillment",
	"/api/.well-known/ticket-keys": "fulfillment", "/dev/bank/1": "payment", "/api/dev/bank/1": "payment", "/dev/mailbox": "notification",
	"/api/dev/mailbox": "notification", "/health": "notification", "/health/ready": "notification", "/api/health": "notification",
	"/api/openapi.json": "notification", "/api/docs": "notification", "/api/anything": "notification", "/api/admin/mails": "notification",
	"/api/orders/1/tickets": "fulfillment", "/api/orders/1/tickets.pdf": "fulfillment", "/api/orders/1": "ordering", "/api/orders/tickets": "ordering",
	"/api/Orders/1": "ordering", "/api/Cart/add": "ordering", "/api/Reservations": "inventory", "/api/v1/seats/1/release": "inventory",
	"/api/v1/waitlist": "waitlist", "/api/v1/waitlist/join": "waitlist", "/api/v1/waitlist/has-pending": "waitlist", "/api/v1/waitlist/1": "waitlist",
	"/api/v1/waitlist/1/confirm": "waitlist", "/api/v1/waitlist/lines/1/pause": "waitlist", "/api/v1/Waitlist/Join": "waitlist",
	"/api/orders/waitlist": "ordering", "/api/v1/waitlists": "notification", "/api/waitlist": "notification",
	"/api/admin/messages/waitlist": "waitlist", "/api/admin/messages/ordering/1/retry": "ordering", "/api/admin/messages/notification/1": "notification",
	"/api/admin/messages": "notification", "/api/admin/events/1/plan": "catalog", "/api/admin/users": "identity", "/api/admin/orders": "ordering", "/api/eventsource": "notification",
	"/": "web", "/events": "web", "/events/1": "web", "/orders/1": "web", "/admin/events": "web", "/metrics": "web", "/developers": "web",
	"/waitlist/1": "web", "/apiary": "web", "/internals": "web", "/_next/static/x.js": "web",
}

func TestEveryPathReachesItsOwner(t *testing.T) {
	t.Parallel()
	g := start(t, services(t, fine))
	for path, owner := range owners {
		if a := g.do(t, "GET", path, nil); a.header.Get("X-Service") != owner {
			t.Errorf("%s went to %q (%d), not to %s", path, a.header.Get("X-Service"), a.status, owner)
		}
	}
}

var parameter = regexp.MustCompile(`\{\w+\}`)

func TestEveryPathOfAContractReachesItsService(t *testing.T) {
	t.Parallel()
	g := start(t, services(t, fine))
	tried := 0
	for _, s := range house.Services {
		if s.Name == "web" {
			continue
		}
		var contract struct {
			Paths map[string]map[string]any `json:"paths"`
		}
		if err := json.Unmarshal([]byte(house.Read(t, "contracts/openapi/"+s.Name+".json")), &contract); err != nil {
			t.Fatal(err)
		}
		for path, operations := range contract.Paths {
			for method := range operations {
				tried++
				path := "/api" + parameter.ReplaceAllString(path, "01890a5d-ac96-774b-bcce-b302099a8057")
				if a := g.do(t, strings.ToUpper(method), path, nil); a.header.Get("X-Service") != s.Name {
					t.Errorf("%s %s went to %q (%d), not to %s", method, path, a.header.Get("X-Service"), a.status, s.Name)
				}
			}
		}
	}
	if tried < 50 {
		t.Fatalf("only %d operations tried", tried)
	}
}

func TestNobodyReachesInternalPathsHoweverTheyAreSpelled(t *testing.T) {
	t.Parallel()
	g := start(t, services(t, fine))
	for _, path := range []string{
		"/internal", "/internal/orders/1", "/INTERNAL/orders/1", "//internal/orders", "/%69nternal/orders", "/./internal/orders", "/x/../internal/orders",
		"/internal%2Forders", "/api/internal", "/api/internal/orders/1", "/api//internal/orders", "/api/%69nternal/x", "/api/x/../internal/x", "/API/Internal/x",
		"/internal//x", "/api/orders/../internal/x",
	} {
		if status, service := raw(t, g, path); status != http.StatusNotFound || service != "" {
			t.Errorf("%s is answered %d by %q, not refused with 404", path, status, service)
		}
	}
}

// raw asks for a path just as it is written, which a well-behaved client would tidy up first.
func raw(t *testing.T, g *gateway, path string) (status int, service string) {
	t.Helper()
	host := strings.TrimPrefix(g.url, "http://")
	conn, err := net.Dial("tcp", host)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	if _, err := fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: %s\r\nUser-Agent: buyer\r\nConnection: close\r\n\r\n", path, host); err != nil {
		t.Fatal(err)
	}
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	return res.StatusCode, res.Header.Get("X-Service")
}
