// Package inventoryhttp is inventory over HTTP.
package inventoryhttp

import (
	"context"
	"net/http"
	"time"

	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/rest"
)

const tag = "Reservations"

// errOtherCustomer refuses a body that speaks of somebody else than the token does.
var errOtherCustomer = fault.New(fault.Forbidden, "customer_mismatch", "The customer that was sent is not the one of your token. Nothing was held; leave the field out.")

// Routes adds inventory's operations.
func Routes(api *rest.API, svc *inventory.Service) {
	h := &handlers{svc}
	rest.Register(api, rest.Route{
		Method: http.MethodPost, Path: "/reservations", ID: "createReservation", Summary: "Hold seats", Tag: tag, Access: rest.Session,
		About: "One seat (`seatId`), several of one event (`seatIds`), or the best of an event (`eventId` and `quantity`): all or none, with one end. " +
			"A refusal names the seats that went (`taken`) and, where there are some, offers the nearest equal ones (`offer`).",
		Status: http.StatusCreated, Limit: rest.Rate{Per: time.Minute, Burst: 600},
		Fails: []*fault.Error{
			inventory.ErrBadWish, inventory.ErrTooManySeats, inventory.ErrSeatTwice, inventory.ErrSeveral, inventory.ErrOneOrder, inventory.ErrNoSuchSeat,
			inventory.ErrSeatTaken, inventory.ErrSoldOut, inventory.ErrLimitReached, errOtherCustomer, inventory.ErrEventInactive, inventory.ErrEventCancelled,
			inventory.ErrEventPast, inventory.ErrNoSuchEvent,
			inventory.ErrSaleNotOpen, inventory.ErrSaleClosed, inventory.ErrSalePaused, inventory.ErrOvertaken,
		},
	}, h.reserve)
	rest.Register(api, rest.Route{
		Method: http.MethodGet, Path: "/reservations", ID: "listReservations", Summary: "My live holds", Tag: tag, Access: rest.Session,
	}, h.list)
	rest.Register(api, rest.Route{
		Method: http.MethodGet, Path: "/reservations/{id}", ID: "getReservation", Summary: "A reservation", Tag: tag, Access: rest.Session,
		Fails: []*fault.Error{inventory.ErrNoSuchReservation},
	}, h.show)
	rest.Register(api, rest.Route{
		Method: http.MethodDelete, Path: "/reservations/{id}", ID: "releaseReservation", Summary: "Let a hold go", Tag: tag, Access: rest.Session,
		Fails: []*fault.Error{inventory.ErrNoSuchReservation, inventory.ErrPaying, inventory.ErrAlreadySold},
	}, h.release)
	rest.Register(api, rest.Route{
		Method: http.MethodPost, Path: "/reservations/{id}/extend", ID: "extendReservation", Summary: "Get more time, once per group", Tag: tag, Access: rest.Session,
		Fails: []*fault.Error{inventory.ErrNoSuchReservation, inventory.ErrAlreadyExtended, inventory.ErrHoldExpired, inventory.ErrLineWaits},
	}, h.extend)
	rest.Register(api, rest.Route{
		Method: http.MethodPut, Path: "/v1/seats/{id}/release", ID: "releaseSeat", Summary: "Let a seat go to the public", Tag: tag, Access: rest.HouseOrService,
		About: "Ends whatever keeps the seat from the public: a hold, or that it is set aside. A sold seat stays sold.",
		Fails: []*fault.Error{inventory.ErrNoSuchSeat, inventory.ErrSeatSold, inventory.ErrPaying},
	}, h.releaseSeat)
	houseRoutes(api, h)
}

// handlers are the routes' ends: each decodes, calls one function, encodes.
type handlers struct{ svc *inventory.Service }

type reserveInput struct{ Body wish }

type reserveOutput struct {
	Location string `header:"Location"`
	Body     held
}

func (h *handlers) reserve(ctx context.Context, call rest.Call, in *reserveInput) (*reserveOutput, error) {
	command, err := in.Body.command(call)
	if err != nil {
		return nil, err
	}
	holds, err := h.svc.Reserve(ctx, command)
	if err != nil {
		return nil, err
	}
	return &reserveOutput{Location: "/api/reservations/" + holds[0].ID.String(), Body: in.Body.answer(holds)}, nil
}

type listOutput struct{ Body []reservation }

func (h *handlers) list(ctx context.Context, call rest.Call, _ *struct{}) (*listOutput, error) {
	holds, err := h.svc.HoldsOf(ctx, call.Actor)
	return &listOutput{wireAll(holds)}, err
}

type oneInput struct {
	ID id.UUID `path:"id"`
}

type oneOutput struct{ Body reservation }

func (h *handlers) show(ctx context.Context, call rest.Call, in *oneInput) (*oneOutput, error) {
	hold, err := h.svc.Reservation(ctx, inventory.ReservationID(in.ID), call.Actor)
	return &oneOutput{wire(hold)}, err
}

func (h *handlers) release(ctx context.Context, call rest.Call, in *oneInput) (*struct{}, error) {
	return nil, h.svc.ReleaseOwn(ctx, inventory.ReservationID(in.ID), call.Actor)
}

type groupOutput struct{ Body group }

func (h *handlers) extend(ctx context.Context, call rest.Call, in *oneInput) (*groupOutput, error) {
	holds, err := h.svc.Extend(ctx, inventory.ReservationID(in.ID), call.Actor)
	if err != nil {
		return nil, err
	}
	return &groupOutput{groupOf(holds)}, nil
}

type seatOutput struct{ Body seat }

func (h *handlers) releaseSeat(ctx context.Context, call rest.Call, in *oneInput) (*seatOutput, error) {
	state, err := h.svc.ReleaseSeat(ctx, inventory.SeatID(in.ID), call.Actor)
	return &seatOutput{seat{SeatID: state.Seat.UUID(), Status: state.Status()}}, err
}
