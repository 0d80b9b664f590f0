package waitlisthttp_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/kernel/secretlink"
	"github.com/speckit/ticketing/internal/platform/rest"
	"github.com/speckit/ticketing/internal/platform/rest/resttest"
	"github.com/speckit/ticketing/internal/waitlist"
	"github.com/speckit/ticketing/internal/waitlist/waitlisthttp"
	"github.com/speckit/ticketing/internal/waitlist/waitlistmem"
	"github.com/speckit/ticketing/internal/waitlist/waitlisttest"
)

var update = flag.Bool("update", false, "write the golden files anew")

var errSeatsFree = fault.New(fault.Conflict, "seats_available", "There are free seats. Nothing was written; choose one of them.")

// others are whom the waitlist asks, in so far as its door does: tests say what they answer.
type others struct {
	waitlist.Seats
	waitlist.Orders
	refuse    error // what inventory says of a wish
	paying    bool  // a payment is undecided: no order can be cancelled
	unknown   bool  // catalog does not know any event
	away      bool  // catalog is away
	cancelled []waitlist.OfferID
	made      byte // secrets
}

func (o *others) OpenLines(_ context.Context, wishes []waitlist.LineWish) ([]waitlist.LineVerdict, error) {
	verdicts := make([]waitlist.LineVerdict, len(wishes))
	for i, w := range wishes {
		verdicts[i] = waitlist.LineVerdict{Term: w.After + 1, Err: o.refuse}
	}
	return verdicts, nil
}

func (o *others) Cancel(_ context.Context, order waitlist.OfferID, _ id.UUID) error {
	if o.paying {
		return fault.New(fault.Conflict, "payment_in_progress", "A payment for this is not decided yet.")
	}
	o.cancelled = append(o.cancelled, order)
	return nil
}

func (o *others) Facts(_ context.Context, events []waitlist.EventID) (map[waitlist.EventID]waitlist.EventFacts, error) {
	facts := map[waitlist.EventID]waitlist.EventFacts{}
	for _, event := range events {
		if !o.unknown {
			facts[event] = waitlist.EventFacts{Version: 1, Name: "Così fan tutte", Venue: "Opera", Starts: noon.Add(48 * time.Hour), TimeZone: "Europe/Vienna"}
		}
	}
	if o.away {
		return nil, errors.New("catalog is away")
	}
	return facts, nil
}

func (o *others) Bytes(n int) []byte {
	o.made++
	return bytes.Repeat([]byte{o.made}, n)
}

// house is the service behind its door, with a token for every name that a test has given.
type house struct {
	*waitlist.Service
	*others
	store *waitlistmem.Store
	clock *clock.Fake
	ids   *id.Seeded
	door  http.Handler
	known map[string]actor.Actor
	log   bytes.Buffer // what was asked and answered, for golden files
}

func newHouse(t *testing.T) *house {
	t.Helper()
	h := &house{others: &others{}, store: waitlistmem.New(), clock: clock.NewFake(noon), ids: id.NewSeeded(1), known: map[string]actor.Actor{}}
	rules := waitlist.DefaultRules()
	rules.PublicURL = "https://tickets.example"
	h.Service = waitlist.New(h.store, waitlist.Ports{Seats: h.others, Orders: h.others, Events: h.others, Sealer: waitlisttest.Sealer{}, Random: h.others}, rules, h.clock, h.ids)
	api := rest.New(rest.Config{
		Title: "test", Version: "0", Clock: h.clock, IDs: id.NewSeeded(7), NoAddressLimits: true,
		Auth: rest.VerifierFunc(func(_ context.Context, token string) (actor.Actor, error) {
			who, ok := h.known[token]
			if !ok {
				return actor.Actor{}, fault.New(fault.Unauthenticated, "invalid_token", "The token is not accepted.")
			}
			return who, nil
		}),
	})
	waitlisthttp.Routes(api.For("waitlist"), h.Service, waitlisthttp.Config{PublicURL: rules.PublicURL, Limiter: rest.NewBuckets(h.clock, 1000)})
	h.door = resttest.Checked(t, api)
	for name, role := range map[string]actor.Role{"clerk": actor.Staff, "organiser": actor.Organiser, "guest": actor.Guest, "service": actor.Service} {
		h.known[name] = actor.Actor{Customer: id.Named(id.Nil, name), Role: role}
	}
	h.known["ann"] = actor.Actor{Customer: id.Named(id.Nil, "ann"), Role: actor.Customer, Email: "Ann@Example.com", Verified: true}
	h.known["unverified"] = actor.Actor{Customer: id.Named(id.Nil, "ann again"), Role: actor.Customer, Email: "ann@example.com"}
	return h
}

// event names an event.
func (h *house) event(name string) waitlist.EventID { return waitlist.EventID(id.Named(id.Nil, name)) }

// mine is a place in line with its link.
type mine struct {
	waitlist.Entry
	path, query string // of the API
	page        string
}

// place joins a line for one seat.
func (h *house) place(t *testing.T, email string, event waitlist.EventID) mine {
	t.Helper()
	joined, err := h.Join(t.Context(), waitlist.Join{Event: event, Email: email})
	if err != nil {
		t.Fatal(err)
	}
	return h.find(t, joined.Entry)
}

// find returns a place as it is now.
func (h *house) find(t *testing.T, entry waitlist.EntryID) mine {
	t.Helper()
	l, err := h.Letter(t.Context(), entry)
	if err != nil {
		t.Fatal(err)
	}
	link, err := url.Parse(l.URL)
	if err != nil {
		t.Fatal(err)
	}
	return mine{l.Entry, "/v1/waitlist/" + entry.String(), "?" + link.RawQuery, link.RequestURI()}
}

// confirmed joins a line and confirms the place.
func (h *house) confirmed(t *testing.T, email string, event waitlist.EventID) mine {
	t.Helper()
	m := h.place(t, email, event)
	h.want(t, 204, "", "", "POST", m.path+"/confirm"+m.query, "")
	return m
}

// offer makes two seats a place's until half past twelve, as if they had been held and ordered.
func (h *house) offer(t *testing.T, m mine, apart bool) waitlist.Offer {
	t.Helper()
	o := waitlist.Offer{
		ID: waitlist.OfferID(h.ids.New()), Event: m.Event, Entry: m.ID, State: waitlist.Open, Apart: apart, Reservations: []id.UUID{h.ids.New(), h.ids.New()},
		OrderSecret: secretlink.Seal("secret-of-the-order", waitlisttest.Sealer{}), Total: money.Of(9100, "EUR"), MadeAt: noon, OpenedAt: noon,
		ExpiresAt: noon.Add(30 * time.Minute), Look: noon.Add(30 * time.Minute), Trace: "a trace",
	}
	for _, number := range []string{"14", "15"} {
		o.Seats = append(o.Seats, waitlist.OfferedSeat{ID: waitlist.SeatID(h.ids.New()), Section: "Stalls", Row: "C", Number: number, Price: money.Of(4550, "EUR")})
	}
	err := h.store.Update(t.Context(), func(tx waitlist.Tx) error {
		lines, err := tx.Lines(t.Context(), []waitlist.EventID{m.Event})
		if err != nil {
			return err
		}
		entries, err := tx.Entries(t.Context(), []waitlist.EntryID{m.ID})
		if err != nil {
			return err
		}
		entries[0].Status, entries[0].Reason, entries[0].Offer = waitlist.Assigned, events.LineOffered, o.ID
		lines[0].Waiting--
		lines[0].Confirmed--
		lines[0].Assigned++
		lines[0].Offered++
		lines[0].Gone++
		return errors.Join(tx.PutEntries(t.Context(), entries...), tx.AddOffers(t.Context(), o), tx.PutLines(t.Context(), h.clock.Now(), lines...))
	})
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// ask sends a request with a token ("" for none) and returns the answer, which the log keeps too.
func (h *house) ask(t *testing.T, token, method, path, body string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, "/api"+path, strings.NewReader(body))
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	answer := httptest.NewRecorder()
	h.door.ServeHTTP(answer, r)
	fmt.Fprintf(&h.log, "%s %s (%s)\n%s\n%d", method, path, token, body, answer.Code)
	for _, name := range []string{"Location", "Link", "Retry-After"} {
		if value := answer.Header().Get(name); value != "" {
			fmt.Fprintf(&h.log, "\n%s: %s", name, value)
		}
	}
	fmt.Fprintf(&h.log, "\n%s\n\n", pretty(answer.Body.Bytes()))
	return answer
}

// want asks and requires a status and, for a problem, its code.
func (h *house) want(t *testing.T, status int, code, token, method, path, body string) map[string]any {
	t.Helper()
	answer := h.ask(t, token, method, path, body)
	var doc map[string]any
	_ = json.Unmarshal(answer.Body.Bytes(), &doc)
	if got, _ := doc["code"].(string); answer.Code != status || got != code {
		t.Errorf("%s %s as %q: %d %q, want %d %q\n%s", method, path, token, answer.Code, got, status, code, answer.Body)
	}
	return doc
}

func pretty(doc []byte) string {
	var out bytes.Buffer
	if json.Indent(&out, bytes.TrimSpace(doc), "", "  ") != nil {
		return string(doc)
	}
	return out.String()
}

// golden compares what was asked and answered with the kept file.
func (h *house) golden(t *testing.T, name string) {
	t.Helper()
	file := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(file, h.log.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), h.log.String()); diff != "" {
		t.Errorf("%s (-want +got; -update writes it anew):\n%s", file, diff)
	}
}
