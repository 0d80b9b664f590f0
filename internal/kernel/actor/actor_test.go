package actor_test

import (
	"testing"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
)

func TestWhoOwnsWhat(t *testing.T) {
	t.Parallel()
	me, guest, other, order := id.Random{}.New(), id.Random{}.New(), id.Random{}.New(), id.Random{}.New()
	user := actor.Actor{Customer: me, Also: []id.UUID{guest}, Role: actor.Customer}
	session := actor.Actor{Customer: me, Role: actor.Guest, Order: order}
	for name, c := range map[string]struct{ got, want bool }{
		"my own":                                 {user.Owns(me), true},
		"the guest's that I took over":           {user.Owns(guest), true},
		"another's":                              {user.Owns(other), false},
		"nobody's":                               {user.Owns(id.Nil), false},
		"a stranger's zero customer":             {actor.Actor{}.Owns(id.Nil), false},
		"a one-order session owns by customer":   {session.Owns(me), false},
		"a one-order session opens its order":    {session.OwnsOrder(order, other), true},
		"a one-order session opens no other":     {session.OwnsOrder(id.Random{}.New(), me), false},
		"my order":                               {user.OwnsOrder(order, me), true},
		"staff does not own":                     {actor.Actor{Customer: other, Role: actor.Staff}.Owns(me), false},
		"a customer is not the house":            {user.House(), false},
		"staff is the house":                     {actor.Actor{Role: actor.Staff}.House(), true},
		"staff does not manage":                  {actor.Actor{Role: actor.Staff}.Manages(), false},
		"an organiser manages":                   {actor.Actor{Role: actor.Organiser}.Manages(), true},
		"a service is neither house nor manager": {actor.Actor{Role: actor.Service}.House(), false},
	} {
		if c.got != c.want {
			t.Errorf("%s: %v", name, c.got)
		}
	}
	if session.Customers() != nil || len(user.Customers()) != 2 {
		t.Errorf("customers: session %v, user %v", session.Customers(), user.Customers())
	}
}
