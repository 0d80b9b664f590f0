package shelftest

import (
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/platform/messaging"
)

// Deed is what the suite does to messages, each time.
var Deed = work.Deed{At: now, Actor: id.Named(id.Nil, "admin"), Role: "admin", Action: "message.test", Subject: id.Named(id.Nil, "message"), Detail: "said for g"}

func list(t *testing.T, shelf messaging.Shelf, which messaging.Listing) (found []messaging.Shelved, ids []id.UUID) {
	t.Helper()
	found, err := shelf.List(t.Context(), which)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range found {
		ids = append(ids, s.ID)
	}
	return found, ids
}

func listed(t *testing.T, shelf messaging.Shelf) {
	old, young := message("a", 0, -1), message("b", time.Second, -1)
	twins := []messaging.Shelved{message("c", time.Minute, -1), message("d", time.Minute, -1)}
	if id.Compare(twins[0].ID, twins[1].ID) > 0 {
		twins[0].ID, twins[1].ID = twins[1].ID, twins[0].ID
	}
	young.State = messaging.Parked
	twins[1].State = messaging.Parked
	put(t, shelf, twins[1], young, old, twins[0])
	var all []id.UUID
	for after := (messaging.ShelfMark{}); ; {
		page, ids := list(t, shelf, messaging.Listing{After: after, Limit: 1})
		if len(page) == 0 {
			break
		}
		all, after = append(all, ids...), page[0].Mark()
	}
	expect(t, all, old, young, twins[0], twins[1])
	_, parked := list(t, shelf, messaging.Listing{State: messaging.Parked, Limit: 10})
	expect(t, parked, young, twins[1])
	_, later := list(t, shelf, messaging.Listing{State: messaging.Parked, After: young.Mark(), Limit: 10})
	expect(t, later, twins[1])
}

func retried(t *testing.T, shelf messaging.Shelf) {
	parked, waiting := message("a", 0, time.Hour), message("a", time.Second, time.Hour)
	parked.State, parked.Attempts = messaging.Parked, 12
	put(t, shelf, parked, waiting)
	retry := func(shelved id.UUID) bool {
		t.Helper()
		done, err := shelf.Retry(t.Context(), shelved, now, Deed)
		if err != nil {
			t.Fatal(err)
		}
		return done
	}
	if !retry(parked.ID) || retry(parked.ID) || retry(waiting.ID) || retry(id.Random{}.New()) {
		t.Fatal("only what is parked is tried again, once")
	}
	found, there, err := shelf.Find(t.Context(), parked.ID)
	if err != nil || !there || found.Attempts != 0 || found.Reason != parked.Reason || !found.Since.Equal(parked.Since) {
		t.Fatalf("found %+v, %v", found, err)
	}
	expect(t, claim(t, shelf, 0, 10), parked)
}

func dropped(t *testing.T, shelf messaging.Shelf) {
	parked, waiting, kept := message("a", 0, -1), message("b", 0, -1), message("c", 0, -1)
	parked.State = messaging.Parked
	put(t, shelf, parked, waiting, kept)
	for _, step := range []struct {
		shelved id.UUID
		done    bool
	}{{parked.ID, true}, {waiting.ID, true}, {waiting.ID, false}, {id.Random{}.New(), false}} {
		if done, err := shelf.Drop(t.Context(), step.shelved, Deed); err != nil || done != step.done {
			t.Fatalf("dropped %v, %v; want %v", done, err, step.done)
		}
	}
	_, left := list(t, shelf, messaging.Listing{Limit: 10})
	expect(t, left, kept)
}
