package inventoryhttp

import (
	"context"
	"net/http"
	"time"

	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/platform/rest"
)

const tagHouse = "House holds"

func houseRoutes(api *rest.API, h *handlers) {
	rest.Register(api, rest.Route{
		Method: http.MethodGet, Path: "/v1/seats/house", ID: "listHouseHolds", Summary: "What the house keeps of an event", Tag: tagHouse, Access: rest.House,
		About: "In the plan's order. Of an event that there is not, none.",
	}, h.houseHolds)
	rest.Register(api, rest.Route{
		Method: http.MethodPost, Path: "/v1/seats/house", ID: "holdForHouse", Summary: "Keep seats for the house", Tag: tagHouse, Access: rest.Managers,
		About: "Free seats of one event, all or none; a refusal names those that somebody has (`taken`). Seats that the house keeps already it keeps until the " +
			"later of both times, with this note. Everybody else sees them as reserved. A plan that is imported ends what is kept of seats that are not in it.",
		Fails: []*fault.Error{
			inventory.ErrBadHouseHold, inventory.ErrSeatTwice, inventory.ErrSeveral, inventory.ErrNoSuchSeat, inventory.ErrSeatTaken, inventory.ErrEventCancelled,
		},
	}, h.holdForHouse)
	rest.Register(api, rest.Route{
		Method: http.MethodPost, Path: "/v1/seats/house/release", ID: "releaseForHouse", Summary: "Let go what the house keeps", Tag: tagHouse, Access: rest.Managers,
		About: "Those in line get the seats first, where the event has a line. Seats that the house does not keep stay as they are.",
		Fails: []*fault.Error{inventory.ErrBadHouseHold},
	}, h.releaseForHouse)
}

type houseHoldsInput struct {
	rest.List
	EventID id.UUID `query:"eventId" required:"true"`
}

// houseHold is a seat that the house keeps.
type houseHold struct {
	SeatID      id.UUID        `json:"seatId"`
	SectionCode string         `json:"sectionCode"`
	Row         string         `json:"row"`
	Seat        string         `json:"seat"`
	Price       money.Decimal  `json:"price"`
	Currency    money.Currency `json:"currency"`
	Note        string         `json:"note"`
	Until       *time.Time     `json:"until" doc:"Null: until it is let go."`
}

// planPlace is where the list goes on.
type planPlace struct {
	Index int              `json:"i"`
	Seat  inventory.SeatID `json:"s"`
}

func (h *handlers) houseHolds(ctx context.Context, call rest.Call, in *houseHoldsInput) (*rest.Page[houseHold], error) {
	after, err := rest.ReadCursor[planPlace](in.Cursor)
	if err != nil {
		return nil, err
	}
	seats, err := h.svc.HouseHolds(ctx, inventory.EventID(in.EventID), inventory.PlanPlace(after), in.Size()+1)
	if err != nil {
		return nil, err
	}
	next := ""
	if len(seats) > in.Size() {
		seats = seats[:in.Size()]
		last := seats[len(seats)-1]
		next = rest.Cursor(planPlace{last.Index, last.ID})
	}
	items := make([]houseHold, len(seats))
	for i, s := range seats {
		items[i] = wireHouseHold(s)
	}
	return rest.NextPage(call, items, next), nil
}

func wireHouseHold(s inventory.Seat) houseHold {
	w := houseHold{
		SeatID: s.ID.UUID(), SectionCode: s.Section, Row: s.Row, Seat: s.Number, Price: s.Price.Decimal(), Currency: s.Price.Currency, Note: s.Note,
	}
	if !s.Until.IsZero() {
		w.Until = &s.Until
	}
	return w
}

// houseWish is what the house wants to keep.
type houseWish struct {
	EventID id.UUID    `json:"eventId"`
	SeatIDs []id.UUID  `json:"seatIds" minItems:"1" maxItems:"500"`
	Note    string     `json:"note,omitempty" maxLength:"200" doc:"For whom, or why: one line, for the house alone."`
	Until   *time.Time `json:"until,omitempty" doc:"Absent: until they are let go."`
}

type houseWishInput struct{ Body houseWish }

type keptCount struct {
	Held int `json:"held"`
}

type keptOutput struct{ Body keptCount }

func (h *handlers) holdForHouse(ctx context.Context, call rest.Call, in *houseWishInput) (*keptOutput, error) {
	wish := inventory.HouseHold{
		Event: inventory.EventID(in.Body.EventID), Seats: seatIDs(in.Body.SeatIDs), Note: in.Body.Note, By: call.Actor,
	}
	if in.Body.Until != nil {
		wish.Until = clock.Cut(*in.Body.Until)
	}
	if err := h.svc.HoldForHouse(ctx, wish); err != nil {
		return nil, err
	}
	return &keptOutput{keptCount{len(wish.Seats)}}, nil
}

// houseSeats are seats of one event.
type houseSeats struct {
	EventID id.UUID   `json:"eventId"`
	SeatIDs []id.UUID `json:"seatIds" minItems:"1" maxItems:"500"`
}

type houseSeatsInput struct{ Body houseSeats }

type releasedCount struct {
	Released int `json:"released"`
}

type releasedOutput struct{ Body releasedCount }

func (h *handlers) releaseForHouse(ctx context.Context, call rest.Call, in *houseSeatsInput) (*releasedOutput, error) {
	n, err := h.svc.ReleaseForHouse(ctx, inventory.EventID(in.Body.EventID), seatIDs(in.Body.SeatIDs), call.Actor)
	if err != nil {
		return nil, err
	}
	return &releasedOutput{releasedCount{n}}, nil
}
