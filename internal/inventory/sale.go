package inventory

import (
	"time"

	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// Why an event's seats cannot be held.
var (
	ErrEventCancelled = fault.New(fault.Conflict, "event_cancelled", "This event is cancelled. No seat was held; tickets that were paid are refunded.")
	ErrEventInactive  = fault.New(fault.Conflict, "event_inactive", "This event is not on sale. No seat was held.")
	ErrEventPast      = fault.New(fault.Conflict, "event_past", "This event has begun or is over. No seat was held.")
	ErrSaleNotOpen    = fault.New(fault.Conflict, "sale_not_open", "The sale for this event has not opened yet. No seat was held; come back when it opens.")
	ErrSaleClosed     = fault.New(fault.Conflict, "sale_closed", "The sale for this event is closed. No seat was held.")
	ErrSalePaused     = fault.New(fault.Conflict, "sale_paused", "The seats of this event are being rearranged. No seat was held; try again in a minute.").After(time.Minute)
	ErrLimitReached   = fault.New(fault.Conflict, "limit_reached", "You have as many seats of this event as one customer may. No further seat was held.")
	ErrNoSuchEvent    = fault.New(fault.NotFound, "event_not_found", "There is no such event, or it has no seats yet. Nothing was held.")
)

// SaleStatus is whether an event is to be sold at all.
type SaleStatus string

// An event is sold while it is active. Cancelled is for ever.
const (
	OnSale    SaleStatus = "active"
	NotOnSale SaleStatus = "inactive"
	Cancelled SaleStatus = "cancelled"
)

// Terms are what the catalogue says of an event's sale.
type Terms struct {
	Event    EventID
	Version  int64 // of the event; a lower one is old news
	Status   SaleStatus
	Date     time.Time
	Opens    time.Time // zero: open from the start
	Closes   time.Time // zero: open until the event begins
	Currency money.Currency
	Limit    int // seats per customer, held and bought; 0: the house's default
}

// Sale is how an event's seats are sold: the catalogue's terms and what inventory itself decides about them.
type Sale struct {
	Terms
	Layout      int       // whose seats are in the plan; 0: no seats yet
	RelaidUntil time.Time // no seat is held before, because a new layout is on its way
	RelaidTo    int       // the layout that is on its way then, the last one that was if none is
	Favours     Keeper    // who gets seats that come free before the public; empty: nobody
	LineTerm    int64     // of the event's line, the last one if there is none now; it rises whenever a line is opened; 0: there was none
	StageX      float64
	StageY      float64
}

// OnSale says why no seat can be held now, or nil.
func (s *Sale) OnSale(now time.Time) error {
	switch {
	case s.Status == Cancelled:
		return ErrEventCancelled
	case s.Status != OnSale:
		return ErrEventInactive
	case !now.Before(s.Date):
		return ErrEventPast
	case now.Before(s.Opens):
		return ErrSaleNotOpen.Saying("The sale for this event opens at %s. No seat was held; come back then.", s.Opens.UTC().Format(time.RFC3339)).With("opensAt", s.Opens)
	case !s.Closes.IsZero() && !now.Before(s.Closes):
		return ErrSaleClosed
	case now.Before(s.RelaidUntil):
		return ErrSalePaused
	default:
		return nil
	}
}

// Admits says whether a customer who has some live claims may have more. The limit is the event's or else the house's.
func (s *Sale) Admits(has, more, house int) error {
	limit := s.most(house)
	if has+more <= limit {
		return nil
	}
	return ErrLimitReached.
		Saying("One customer may have %d seats of this event, held and bought; you have %d and asked for %d more. No further seat was held.", limit, has, more).
		With("limit", limit)
}

// most is how many seats one customer may have: the event's limit or else the house's.
func (s *Sale) most(house int) int {
	if s.Limit <= 0 {
		return house
	}
	return s.Limit
}

// heir is who gets a seat that comes free: the keeper whom the event favours, unless he let it go himself. Empty: the public.
func (s *Sale) heir(gone Keeper) Keeper {
	if s.Favours == gone || s.Status == Cancelled {
		return ""
	}
	return s.Favours
}
