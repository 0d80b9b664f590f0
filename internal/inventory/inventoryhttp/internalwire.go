package inventoryhttp

import (
	"encoding/base64"
	"fmt"
	"time"

	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

type eventRef struct {
	Event id.UUID `json:"event"`
}

// relay announces a layout.
type relay struct {
	Event  id.UUID `json:"event"`
	Layout int     `json:"layout,omitempty"`
	Keeps  bool    `json:"keeps,omitempty"`
}

type reservationRefs struct {
	Reservations []id.UUID `json:"reservations"`
	Reason       string    `json:"reason,omitempty"` // of a release
	Payment      id.UUID   `json:"payment,omitzero"` // that protects
}

func (r reservationRefs) ids() []inventory.ReservationID { return reservationIDs(r.Reservations) }

// customerRefs are the customers whose things are one person's.
type customerRefs struct {
	Customers []id.UUID `json:"customers,omitempty"`
}

func (r customerRefs) actor() actor.Actor {
	if len(r.Customers) == 0 {
		return actor.Actor{}
	}
	return actor.Actor{Customer: r.Customers[0], Also: r.Customers[1:], Role: actor.Guest}
}

type terms struct {
	Event    id.UUID   `json:"event"`
	Version  int64     `json:"version"`
	Status   string    `json:"status"`
	Date     time.Time `json:"date"`
	Opens    time.Time `json:"opens,omitzero"`
	Closes   time.Time `json:"closes,omitzero"`
	Currency string    `json:"currency"`
	Limit    int       `json:"limit"`
}

func wireTerms(t inventory.Terms) terms {
	return terms{t.Event.UUID(), t.Version, string(t.Status), t.Date, t.Opens, t.Closes, string(t.Currency), t.Limit}
}

func (t terms) terms() inventory.Terms {
	return inventory.Terms{
		Event: inventory.EventID(t.Event), Version: t.Version, Status: inventory.SaleStatus(t.Status), Date: t.Date, Opens: t.Opens,
		Closes: t.Closes, Currency: money.Currency(t.Currency), Limit: t.Limit,
	}
}

// snapshot is a hall of seats in columns: 60,000 of them take 2 MB, half of that packed.
type snapshot struct {
	Seats    string  `json:"seats"`            // base64 of 16 bytes each
	Kinds    string  `json:"kinds"`            // a letter each
	Versions []int64 `json:"versions"`         // one each
	Prices   []int64 `json:"prices,omitempty"` // of those that somebody has, in minor units
	Currency string  `json:"currency,omitempty"`
}

var (
	letterOf = map[inventory.Kind]byte{
		inventory.SeatFree: 'f', inventory.SeatHeld: 'h', inventory.SeatSold: 's', inventory.SeatSetAside: 'a', inventory.SeatOff: 'o',
	}
	kindOf = func() map[byte]inventory.Kind {
		kinds := map[byte]inventory.Kind{}
		for kind, letter := range letterOf {
			kinds[letter] = kind
		}
		return kinds
	}()
)

func snapshotOf(states []inventory.SeatState) snapshot {
	ids := make([]byte, 0, 16*len(states))
	s, kinds := snapshot{Versions: make([]int64, len(states))}, make([]byte, len(states))
	for i, state := range states {
		ids = append(ids, state.Seat[:]...)
		kinds[i], s.Versions[i] = letterOf[state.Kind], state.Version
		if had(state.Kind) {
			s.Prices, s.Currency = append(s.Prices, state.Price.Minor), string(state.Price.Currency)
		}
	}
	s.Seats, s.Kinds = base64.StdEncoding.EncodeToString(ids), string(kinds)
	return s
}

// had reports whether a reservation has the seat, and so a price.
func had(kind inventory.Kind) bool { return kind == inventory.SeatHeld || kind == inventory.SeatSold }

func (s snapshot) states() ([]inventory.SeatState, error) {
	ids, err := base64.StdEncoding.DecodeString(s.Seats)
	if err != nil {
		return nil, fmt.Errorf("read the ids of a snapshot: %w", err)
	}
	if len(ids) != 16*len(s.Kinds) || len(s.Versions) != len(s.Kinds) {
		return nil, fmt.Errorf("a snapshot has %d bytes of ids, %d kinds and %d versions", len(ids), len(s.Kinds), len(s.Versions))
	}
	states, prices := make([]inventory.SeatState, len(s.Kinds)), s.Prices
	for i := range states {
		states[i] = inventory.SeatState{Seat: inventory.SeatID(ids[16*i : 16*i+16]), Kind: kindOf[s.Kinds[i]], Version: s.Versions[i]}
		if had(states[i].Kind) && len(prices) > 0 { // there are none in an answer of the program before
			states[i].Price, prices = money.Of(prices[0], money.Currency(s.Currency)), prices[1:]
		}
	}
	return states, nil
}

// hold is a reservation with all that is known of it. Minor is its price in minor units.
type hold struct {
	ID          id.UUID   `json:"id"`
	Group       id.UUID   `json:"group"`
	Size        int       `json:"size"`
	Seat        id.UUID   `json:"seat"`
	Event       id.UUID   `json:"event"`
	Customer    id.UUID   `json:"customer"`
	Section     string    `json:"section"`
	Row         string    `json:"row"`
	Number      string    `json:"number"`
	Minor       int64     `json:"minor"`
	Currency    string    `json:"currency"`
	CreatedAt   time.Time `json:"createdAt"`
	ExpiresAt   time.Time `json:"expiresAt"`
	Extended    bool      `json:"extended,omitempty"`
	Status      string    `json:"status"`
	Reason      string    `json:"reason,omitempty"`
	DoneAt      time.Time `json:"doneAt,omitzero"`
	Order       id.UUID   `json:"order,omitzero"`
	Payment     id.UUID   `json:"payment,omitzero"`
	PayingUntil time.Time `json:"payingUntil,omitzero"`
}

func wireHolds(holds []inventory.Hold) []hold {
	out := make([]hold, len(holds))
	for i, h := range holds {
		out[i] = hold{
			ID: h.ID.UUID(), Group: h.Group.UUID(), Size: h.Size, Seat: h.Seat.UUID(), Event: h.Event.UUID(), Customer: h.Customer.UUID(),
			Section: h.Section, Row: h.Row, Number: h.Number, Minor: h.Price.Minor, Currency: string(h.Price.Currency),
			CreatedAt: h.CreatedAt, ExpiresAt: h.ExpiresAt, Extended: h.Extended, Status: string(h.Status), Reason: h.Reason, DoneAt: h.DoneAt,
			Order: h.Order.UUID(), Payment: h.Payment.UUID(), PayingUntil: h.PayingUntil,
		}
	}
	return out
}

func readHolds(wire []hold) []inventory.Hold {
	holds := make([]inventory.Hold, len(wire))
	for i, h := range wire {
		holds[i] = inventory.Hold{
			Reservation: inventory.Reservation{
				ID: inventory.ReservationID(h.ID), Group: inventory.GroupID(h.Group), Size: h.Size, Seat: inventory.SeatID(h.Seat),
				Event: inventory.EventID(h.Event), Customer: inventory.CustomerID(h.Customer), Price: money.Of(h.Minor, money.Currency(h.Currency)),
				CreatedAt: h.CreatedAt, ExpiresAt: h.ExpiresAt, Extended: h.Extended, Status: inventory.Status(h.Status), Reason: h.Reason,
				DoneAt: h.DoneAt, Order: inventory.OrderID(h.Order), Payment: inventory.PaymentID(h.Payment), PayingUntil: h.PayingUntil,
			},
			Label: inventory.Label{Section: h.Section, Row: h.Row, Number: h.Number},
		}
	}
	return holds
}

type confirmation struct {
	Order        id.UUID   `json:"order"`
	Payment      id.UUID   `json:"payment"` // zero where nothing was due
	Reservations []id.UUID `json:"reservations"`
	Trace        string    `json:"trace,omitempty"` // of the purchase
}

// verdict is what became of one wish: holds or a refusal.
type verdict struct {
	Holds   []hold   `json:"holds,omitempty"`
	Count   int      `json:"count"`
	Refusal *refusal `json:"refusal,omitempty"`
}

// refusal is an expected failure inside an answer.
type refusal struct {
	Kind    fault.Kind     `json:"kind"`
	Code    string         `json:"code"`
	Detail  string         `json:"detail"`
	Members map[string]any `json:"members,omitempty"`
	Wait    time.Duration  `json:"wait,omitempty"`
}

// wireRefusal puts an expected failure into an answer; any other comes back. Success is no refusal.
func wireRefusal(err error) (*refusal, error) {
	if err == nil {
		return nil, nil
	}
	f, expected := fault.As(err)
	if !expected {
		return nil, err
	}
	return &refusal{f.Kind, f.Code, f.Detail, f.Members, f.Wait}, nil
}

// err is the failure that it was; none if there was no refusal.
func (r *refusal) err() error {
	if r == nil {
		return nil
	}
	err := fault.New(r.Kind, r.Code, r.Detail).After(r.Wait)
	for name, value := range r.Members {
		err = err.With(name, value)
	}
	return err
}

func wireVerdict(v inventory.Verdict) (verdict, error) {
	refused, err := wireRefusal(v.Err)
	if err != nil || refused != nil {
		return verdict{Refusal: refused}, err
	}
	return verdict{Holds: wireHolds(v.Result.Holds), Count: v.Result.Count}, nil
}

func (v verdict) verdict() inventory.Verdict {
	if v.Refusal != nil {
		return inventory.Verdict{Err: v.Refusal.err()}
	}
	return inventory.Verdict{Result: inventory.Result{Holds: readHolds(v.Holds), Count: v.Count}}
}

// person is who asks, as far as seats are concerned.
type person struct {
	Customer id.UUID   `json:"customer,omitzero"`
	Also     []id.UUID `json:"also,omitempty"`
	Role     string    `json:"role,omitempty"`
	Order    id.UUID   `json:"order,omitzero"`
}

func wirePerson(who actor.Actor) person {
	return person{who.Customer, who.Also, string(who.Role), who.Order}
}

func (p person) actor() actor.Actor {
	return actor.Actor{Customer: p.Customer, Also: p.Also, Role: actor.Role(p.Role), Order: p.Order}
}

// claim is a wish for named seats.
type claim struct {
	Group  id.UUID       `json:"group"`
	By     person        `json:"by"`
	Event  id.UUID       `json:"event,omitzero"`
	Seats  []id.UUID     `json:"seats"`
	Keeper string        `json:"keeper,omitempty"`
	TTL    time.Duration `json:"ttl,omitempty"` // zero: the rule's
	Prices []price       `json:"prices,omitempty"`
}

// price is an amount in minor units.
type price struct {
	Minor    int64  `json:"minor"`
	Currency string `json:"currency"`
}

func wirePrices(amounts []money.Amount) []price {
	prices := make([]price, len(amounts))
	for i, a := range amounts {
		prices[i] = price{a.Minor, string(a.Currency)}
	}
	return prices
}

func (c claim) prices() []money.Amount {
	amounts := make([]money.Amount, len(c.Prices))
	for i, p := range c.Prices {
		amounts[i] = money.Of(p.Minor, money.Currency(p.Currency))
	}
	return amounts
}

// keeping names seats that are, or are to be, set aside.
type keeping struct {
	Seats  []id.UUID `json:"seats"`
	Keeper string    `json:"keeper"`
	Until  time.Time `json:"until,omitzero"` // zero: until they are let go
	By     person    `json:"by,omitzero"`
}

type letGone struct {
	Count int `json:"count"`
}

type keeperRef struct {
	Keeper string `json:"keeper"`
}

type lineRef struct {
	Event id.UUID `json:"event"`
	Term  int64   `json:"term"`
}

type lineWish struct {
	Event      id.UUID       `json:"event"`
	After      int64         `json:"after,omitempty"`
	Quantity   int           `json:"quantity"`
	MaxPrice   money.Decimal `json:"maxPrice,omitempty"`
	Sections   []string      `json:"sections,omitempty"`
	Accessible bool          `json:"accessible,omitempty"`
}

func wireLineWishes(wishes []inventory.LineWish) []lineWish {
	out := make([]lineWish, len(wishes))
	for i, w := range wishes {
		out[i] = lineWish{w.Event.UUID(), w.After, w.Quantity, w.MaxPrice, w.Sections, w.Accessible}
	}
	return out
}

func (w lineWish) wish() inventory.LineWish {
	return inventory.LineWish{
		Event: inventory.EventID(w.Event), After: w.After, Quantity: w.Quantity, MaxPrice: w.MaxPrice, Sections: w.Sections, Accessible: w.Accessible,
	}
}

type lineVerdict struct {
	Term    int64    `json:"term,omitempty"`
	Refusal *refusal `json:"refusal,omitempty"`
}

// vacantSeat is a seat that is set aside. Minor is its price in minor units.
type vacantSeat struct {
	Seat       id.UUID   `json:"seat"`
	Event      id.UUID   `json:"event"`
	Section    string    `json:"section"`
	Row        string    `json:"row"`
	Number     string    `json:"number"`
	Minor      int64     `json:"minor"`
	Currency   string    `json:"currency"`
	Accessible bool      `json:"accessible,omitempty"`
	Standing   bool      `json:"standing,omitempty"`
	Until      time.Time `json:"until"`
	Term       int64     `json:"term"`
	Stretch    int       `json:"stretch"`
	Place      int       `json:"place"`
	Before     int       `json:"before"`
	After      int       `json:"after"`
}

func wireVacant(vacant []inventory.Vacant) []vacantSeat {
	out := make([]vacantSeat, len(vacant))
	for i, v := range vacant {
		out[i] = vacantSeat{
			Seat: v.Seat.UUID(), Event: v.Event.UUID(), Section: v.Section, Row: v.Row, Number: v.Number,
			Minor: v.Price.Minor, Currency: string(v.Price.Currency), Accessible: v.Accessible, Standing: v.Standing, Until: v.Until, Term: v.Term,
			Stretch: v.Stretch, Place: v.Place, Before: v.Before, After: v.After,
		}
	}
	return out
}

func (v vacantSeat) vacant() inventory.Vacant {
	return inventory.Vacant{
		Seat: inventory.SeatID(v.Seat), Event: inventory.EventID(v.Event), Label: inventory.Label{Section: v.Section, Row: v.Row, Number: v.Number},
		Price: money.Of(v.Minor, money.Currency(v.Currency)), Accessible: v.Accessible, Standing: v.Standing, Until: v.Until, Term: v.Term,
		Stretch: v.Stretch, Place: v.Place, Before: v.Before, After: v.After,
	}
}
