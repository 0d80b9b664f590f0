// Package shelftest decides what a shelf of messages is: every implementation passes it.
package shelftest

import (
	"slices"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/platform/messaging"
)

// TestShelf runs the contract on fresh shelves.
func TestShelf(t *testing.T, open func(t *testing.T) messaging.Shelf) {
	for name, test := range map[string]func(*testing.T, messaging.Shelf){
		"of each key only the oldest is claimed, at its time":         onlyTheOldest,
		"what is claimed is nobody else's until its time comes again": claimedOnce,
		"a new message queues behind its key whatever its clock says": queuesBehind,
		"only waiting messages hold their key":                        holds,
		"bytes that are no text come back as they were":               anyBytes,
		"a written message keeps its place and takes its new state":   rewritten,
		"people read the shelf from mark to mark, oldest first":       listed,
		"a parked message is tried again when somebody says so":       retried,
		"a message is given up whatever its state":                    dropped,
		"groups do not see each other's messages":                     groups,
	} {
		t.Run(name, func(t *testing.T) { t.Parallel(); test(t, open(t)) })
	}
}

var now = clock.System{}.Now()

// message is one of key, which waits, since a time and until a time, both from now.
func message(key string, since, next time.Duration) messaging.Shelved {
	return messaging.Shelved{
		ID: id.Random{}.New(), Group: "g", State: messaging.Waiting, Since: now.Add(since), Next: now.Add(next), Reason: "because",
		Envelope: work.Envelope{Topic: "said", Key: key, Message: id.Random{}.New(), Occurred: now, Payload: []byte(`{"text": "x"}`), Position: 1, Trace: "00-a-b-01"},
	}
}

func put(t *testing.T, shelf messaging.Shelf, messages ...messaging.Shelved) {
	t.Helper()
	for _, m := range messages {
		if err := shelf.Put(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
}

// claim returns the ids that are claimed at a time from now, for a minute.
func claim(t *testing.T, shelf messaging.Shelf, at time.Duration, limit int) []id.UUID {
	t.Helper()
	claimed, err := shelf.Claim(t.Context(), "g", now.Add(at), now.Add(at+time.Minute), limit)
	if err != nil {
		t.Fatal(err)
	}
	var ids []id.UUID
	for _, s := range claimed {
		ids = append(ids, s.ID)
	}
	return ids
}

func expect(t *testing.T, got []id.UUID, want ...messaging.Shelved) {
	t.Helper()
	var ids []id.UUID
	for _, s := range want {
		ids = append(ids, s.ID)
	}
	if !slices.Equal(got, ids) {
		t.Fatalf("got %v, want %v", got, ids)
	}
}

func onlyTheOldest(t *testing.T, shelf messaging.Shelf) {
	a, behind := message("a", 0, -1), message("a", time.Second, -1)
	notYet, behindIt := message("b", 0, time.Hour), message("b", time.Second, -1)
	parked := message("c", 0, -1)
	parked.State = messaging.Parked
	d := message("d", 2*time.Second, -1)
	put(t, shelf, a, behind, notYet, behindIt, parked, d)
	expect(t, claim(t, shelf, 0, 1), a)
	expect(t, claim(t, shelf, 0, 10), d)
	if err := shelf.Remove(t.Context(), a.ID); err != nil {
		t.Fatal(err)
	}
	expect(t, claim(t, shelf, 0, 10), behind)
}

func claimedOnce(t *testing.T, shelf messaging.Shelf) {
	a := message("a", 0, -1)
	put(t, shelf, a, message("a", time.Second, -1))
	expect(t, claim(t, shelf, 0, 10), a)
	expect(t, claim(t, shelf, 59*time.Second, 10))
	expect(t, claim(t, shelf, time.Minute, 10), a)
}

func queuesBehind(t *testing.T, shelf messaging.Shelf) {
	first, second, third := message("a", 0, -1), message("a", -time.Hour, -1), message("a", -2*time.Hour, -1)
	put(t, shelf, first, second, third)
	for _, m := range []messaging.Shelved{first, second, third} {
		expect(t, claim(t, shelf, 0, 10), m)
		if err := shelf.Remove(t.Context(), m.ID); err != nil {
			t.Fatal(err)
		}
	}
}

func holds(t *testing.T, shelf messaging.Shelf) {
	parked := message("b", 0, -1)
	parked.State = messaging.Parked
	put(t, shelf, message("a", 0, -1), message("a", 1, time.Hour), parked)
	if held, err := shelf.Held(t.Context(), "g"); err != nil || !slices.Equal(held, []string{"a"}) {
		t.Fatalf("held %q, %v", held, err)
	}
	if list, err := shelf.List(t.Context(), messaging.Listing{State: messaging.Parked, Limit: 10}); err != nil || len(list) != 1 || list[0].ID != parked.ID {
		t.Fatalf("parked %+v, %v", list, err)
	}
	if list, err := shelf.List(t.Context(), messaging.Listing{Limit: 2}); err != nil || len(list) != 2 {
		t.Fatalf("two of all are %d, %v", len(list), err)
	}
}

func anyBytes(t *testing.T, shelf messaging.Shelf) {
	for _, bytes := range []string{"\x00\xff\xfe", "plain", "base64:plain", "base64:!", ""} {
		m := message(bytes, 0, -1)
		m.Envelope.Payload, m.Reason = []byte(bytes), "no idea what "+bytes+" is"
		put(t, shelf, m)
		found, there, err := shelf.Find(t.Context(), m.ID)
		if err != nil || !there || found.Envelope.Key != bytes || string(found.Envelope.Payload) != bytes {
			t.Fatalf("%q came back as %+v, %v", bytes, found.Envelope, err)
		}
		if held, err := shelf.Held(t.Context(), "g"); err != nil || !slices.Contains(held, bytes) {
			t.Fatalf("held %q, %v", held, err)
		}
	}
}

func rewritten(t *testing.T, shelf messaging.Shelf) {
	a, behind := message("a", 0, -1), message("a", time.Second, -1)
	put(t, shelf, a, behind)
	a.Attempts, a.Reason, a.Since = 3, "still", now.Add(time.Hour)
	put(t, shelf, a)
	expect(t, claim(t, shelf, 0, 10), a)
	found, _, err := shelf.Find(t.Context(), a.ID)
	if err != nil || found.Attempts != 3 || found.Reason != "still" || !found.Since.Equal(now) || found.Envelope.Trace != a.Envelope.Trace {
		t.Fatalf("found %+v, %v", found, err)
	}
	if _, there, err := shelf.Find(t.Context(), id.Random{}.New()); there || err != nil {
		t.Fatalf("found what is not there, %v", err)
	}
}

func groups(t *testing.T, shelf messaging.Shelf) {
	other := message("a", 0, -1)
	other.Group = "another"
	mine := message("a", time.Second, -1)
	put(t, shelf, other, mine)
	expect(t, claim(t, shelf, 0, 10), mine)
}
