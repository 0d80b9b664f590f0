package inventoryhttp

import (
	"context"
	"net/http"
	"time"

	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// Paths of the internal routes.
const (
	pathTerms    = "/internal/sales/terms"
	pathRelay    = "/internal/sales/relay"
	pathSnapshot = "/internal/sales/snapshot"
	pathHolds    = "/internal/holds"
	pathHoldsOf  = "/internal/holds/of"
	pathConfirm  = "/internal/holds/confirm"
	pathRelease  = "/internal/holds/release"
	pathProtect  = "/internal/holds/protect"
	pathReserve  = "/internal/holds/reserve"
	pathOpen     = "/internal/lines/open"
	pathClose    = "/internal/lines/close"
	pathAside    = "/internal/seats/aside"
	pathSetAside = "/internal/seats/set-aside"
	pathLetGo    = "/internal/seats/let-go"
)

const (
	internalBody = 8 << 20
	// eventTimeout is for what concerns a whole event and may have 60,000 seats to look at.
	eventTimeout = 20 * time.Second
)

// InternalRoutes adds what other services ask of inventory: the same promises as the service's methods.
func InternalRoutes(api *rest.API, svc *inventory.Service) {
	h := &inside{svc}
	rest.Register(api, internal(pathTerms, "setTerms", "Take over how an event is to be sold, or refuse it", eventTimeout), h.setTerms)
	rest.Register(api, internal(pathRelay, "replaceLayout", "Grant an event a new layout, or refuse it", eventTimeout), h.replaceLayout)
	rest.Register(api, internal(pathSnapshot, "snapshotSeats", "Every seat of an event as it stands", eventTimeout), h.snapshot)
	rest.Register(api, internal(pathHolds, "findHolds", "Reservations by id", 0), h.holds)
	rest.Register(api, internal(pathHoldsOf, "findHoldsOf", "The live holds of a customer", 0), h.holdsOf)
	rest.Register(api, internal(pathConfirm, "confirmHolds", "Sell orders their seats, each by itself", 0), h.confirm)
	rest.Register(api, internal(pathRelease, "releaseHolds", "Let holds go, all or none", 0), h.release)
	rest.Register(api, internal(pathProtect, "protectHolds", "Keep holds while a payment is not decided", 0), h.protect)
	rest.Register(api, internal(pathReserve, "reserveKept", "Hold seats for somebody, all or none", 0), h.reserve)
	rest.Register(api, internal(pathOpen, "openLines", "Open the lines of events, or say what there is no need to wait for", eventTimeout), h.openLines)
	rest.Register(api, internal(pathClose, "closeLine", "End an event's line of a term", 0), h.closeLine)
	aside := internal(pathAside, "listAside", "What is set aside for a keeper, over all events", eventTimeout)
	aside.Polled = true
	rest.Register(api, aside, h.aside)
	rest.Register(api, internal(pathSetAside, "setAside", "Set seats aside for a keeper, or keep them longer", 0), h.setAside)
	rest.Register(api, internal(pathLetGo, "letGo", "Let go what is set aside for a keeper", 0), h.letGo)
}

func internal(path, name, summary string, timeout time.Duration) rest.Route {
	return rest.Route{
		Method: http.MethodPost, Path: path, ID: name, Summary: summary, Access: rest.Internal, MaxBody: internalBody, Timeout: timeout,
	}
}

// inside are the internal routes' ends.
type inside struct{ svc *inventory.Service }

type termsInput struct{ Body terms }

func (h *inside) setTerms(ctx context.Context, _ rest.Call, in *termsInput) (*struct{}, error) {
	return nil, h.svc.SetTerms(ctx, in.Body.terms())
}

type eventInput struct{ Body eventRef }

type relayInput struct{ Body relay }

func (h *inside) replaceLayout(ctx context.Context, _ rest.Call, in *relayInput) (*struct{}, error) {
	return nil, h.svc.ReplaceLayout(ctx, inventory.Relay{
		Event: inventory.EventID(in.Body.Event), Layout: in.Body.Layout, Keeps: in.Body.Keeps,
	})
}

type snapshotOutput struct{ Body snapshot }

func (h *inside) snapshot(ctx context.Context, _ rest.Call, in *eventInput) (*snapshotOutput, error) {
	states, err := h.svc.Snapshot(ctx, inventory.EventID(in.Body.Event))
	if err != nil {
		return nil, err
	}
	return &snapshotOutput{snapshotOf(states)}, nil
}

type refsInput struct{ Body reservationRefs }

type holdsOutput struct{ Body []hold }

func (h *inside) holds(ctx context.Context, _ rest.Call, in *refsInput) (*holdsOutput, error) {
	holds, err := h.svc.Holds(ctx, in.Body.ids())
	if err != nil {
		return nil, err
	}
	return &holdsOutput{wireHolds(holds)}, nil
}

type customersInput struct{ Body customerRefs }

func (h *inside) holdsOf(ctx context.Context, _ rest.Call, in *customersInput) (*holdsOutput, error) {
	holds, err := h.svc.HoldsOf(ctx, in.Body.actor())
	if err != nil {
		return nil, err
	}
	return &holdsOutput{wireHolds(holds)}, nil
}

type confirmInput struct{ Body []confirmation }

type confirmOutput struct{ Body []verdict }

// confirm answers each wish by itself. A failure that is no refusal fails the call: nothing is known of any.
func (h *inside) confirm(ctx context.Context, _ rest.Call, in *confirmInput) (*confirmOutput, error) {
	wishes := make([]inventory.Confirm, len(in.Body))
	for i, c := range in.Body {
		wishes[i] = inventory.Confirm{
			Order: inventory.OrderID(c.Order), Payment: inventory.PaymentID(c.Payment), Reservations: reservationIDs(c.Reservations), Trace: c.Trace,
		}
	}
	verdicts, err := h.svc.ConfirmAll(ctx, wishes)
	if err != nil {
		return nil, err
	}
	out := &confirmOutput{make([]verdict, len(verdicts))}
	for i, v := range verdicts {
		if out.Body[i], err = wireVerdict(v); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (h *inside) release(ctx context.Context, _ rest.Call, in *refsInput) (*struct{}, error) {
	return nil, h.svc.Release(ctx, in.Body.ids(), in.Body.Reason)
}

func (h *inside) protect(ctx context.Context, _ rest.Call, in *refsInput) (*struct{}, error) {
	return nil, h.svc.Protect(ctx, inventory.PaymentID(in.Body.Payment), in.Body.ids())
}

type openLinesInput struct{ Body []lineWish }

type openLinesOutput struct{ Body []lineVerdict }

// openLines answers each wish by itself. A failure that is no refusal fails the call: nothing is known of any.
func (h *inside) openLines(ctx context.Context, _ rest.Call, in *openLinesInput) (*openLinesOutput, error) {
	wishes := make([]inventory.LineWish, len(in.Body))
	for i, w := range in.Body {
		wishes[i] = w.wish()
	}
	verdicts, err := h.svc.OpenLines(ctx, wishes)
	if err != nil {
		return nil, err
	}
	out := &openLinesOutput{make([]lineVerdict, len(verdicts))}
	for i, v := range verdicts {
		out.Body[i].Term = v.Term
		if out.Body[i].Refusal, err = wireRefusal(v.Err); err != nil {
			return nil, err
		}
	}
	return out, nil
}

type lineInput struct{ Body lineRef }

func (h *inside) closeLine(ctx context.Context, _ rest.Call, in *lineInput) (*struct{}, error) {
	return nil, h.svc.CloseLine(ctx, inventory.EventID(in.Body.Event), in.Body.Term)
}

type asideInput struct{ Body keeperRef }

type asideOutput struct{ Body []vacantSeat }

func (h *inside) aside(ctx context.Context, _ rest.Call, in *asideInput) (*asideOutput, error) {
	vacant, err := h.svc.Aside(ctx, inventory.Keeper(in.Body.Keeper))
	if err != nil {
		return nil, err
	}
	return &asideOutput{wireVacant(vacant)}, nil
}

type keepingInput struct{ Body keeping }

func (h *inside) setAside(ctx context.Context, _ rest.Call, in *keepingInput) (*struct{}, error) {
	return nil, h.svc.SetAside(ctx, inventory.SetAside{
		Seats: seatIDs(in.Body.Seats), Keeper: inventory.Keeper(in.Body.Keeper), Until: in.Body.Until, By: in.Body.By.actor(),
	})
}

type letGoOutput struct{ Body letGone }

func (h *inside) letGo(ctx context.Context, _ rest.Call, in *keepingInput) (*letGoOutput, error) {
	count, err := h.svc.LetGo(ctx, seatIDs(in.Body.Seats), inventory.Keeper(in.Body.Keeper), in.Body.By.actor())
	return &letGoOutput{letGone{count}}, err
}

type claimInput struct{ Body claim }

func (h *inside) reserve(ctx context.Context, _ rest.Call, in *claimInput) (*holdsOutput, error) {
	holds, err := h.svc.Reserve(ctx, inventory.Reserve{
		Group: inventory.GroupID(in.Body.Group), By: in.Body.By.actor(), Event: inventory.EventID(in.Body.Event), Seats: seatIDs(in.Body.Seats),
		Keeper: inventory.Keeper(in.Body.Keeper), TTL: in.Body.TTL, Prices: in.Body.prices(),
	})
	if err != nil {
		return nil, err
	}
	return &holdsOutput{wireHolds(holds)}, nil
}

func reservationIDs(ids []id.UUID) []inventory.ReservationID {
	out := make([]inventory.ReservationID, len(ids))
	for i, v := range ids {
		out[i] = inventory.ReservationID(v)
	}
	return out
}

func seatIDs(ids []id.UUID) []inventory.SeatID {
	out := make([]inventory.SeatID, len(ids))
	for i, v := range ids {
		out[i] = inventory.SeatID(v)
	}
	return out
}
