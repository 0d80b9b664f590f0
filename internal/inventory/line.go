package inventory

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// What is refused about a wish to wait in line. The event's own reasons are refused by the sale's faults.
var (
	ErrSeatsFree     = fault.New(fault.Conflict, "seats_available", "There are free seats that fit the wish. You were not put in line; buy these seats now.")
	ErrLineQuantity  = fault.New(fault.Invalid, "invalid_quantity", "Say for how many seats together you want to wait: one at least, and no more than one customer may have. You were not put in line.")
	ErrNoSuchSection = fault.New(fault.Invalid, ErrNoSuchPart.Code, "The event has no such section. You were not put in line.")
)

// notInLine says what the sale's reasons mean to somebody who wants to wait.
var notInLine = map[string]string{
	ErrNoSuchEvent.Code:    "There is no such event, or it has no seats yet. You were not put in line.",
	ErrEventCancelled.Code: "This event is cancelled. You were not put in line.",
	ErrEventInactive.Code:  "This event is not on sale. You were not put in line.",
	ErrEventPast.Code:      "This event has begun or is over. You were not put in line.",
	ErrSaleNotOpen.Code:    "The sale for this event has not opened yet. You were not put in line; come back when it opens.",
	ErrSaleClosed.Code:     "The sale for this event is closed. You were not put in line.",
	ErrSalePaused.Code:     "The seats of this event are being rearranged. You were not put in line; try again in a minute.",
	ErrBadPrice.Code:       "The highest price is not an amount of the event's currency. You were not put in line.",
}

// inLine words a refusal for somebody who wants to wait.
func inLine(err *fault.Error) *fault.Error { return err.Saying("%s", notInLine[err.Code]) }

// LineWish is what somebody would wait for: seats beside each other.
type LineWish struct {
	Event      EventID
	After      int64 // a term of the event's line that is over; 0: none that is known
	Quantity   int
	MaxPrice   money.Decimal // per seat; empty: any
	Sections   []string      // labels; none: anywhere
	Accessible bool          // one accessible place and the others beside it
}

// LineVerdict is the term of the event's line, or why there is nothing to wait for.
type LineVerdict struct {
	Term int64
	Err  error
}

// OpenLines makes sure that the events of the wishes have a line, each of a term after the wish's After. While an event has one,
// whatever frees a seat of it sets it aside for the Waitlist in the same transaction; what the Waitlist does not use within the
// stall time goes to the public. A wish is refused if its event is not sold now, if it cannot be fulfilled at all, or if there are
// free seats that fit it. The verdicts come in the order of the wishes; an error says that nothing is known of any.
//
// It may come twice. Of each event its sale is read once; only a line that is to be opened costs a lock and a write.
func (s *Service) OpenLines(ctx context.Context, wishes []LineWish) ([]LineVerdict, error) {
	verdicts := make([]LineVerdict, len(wishes))
	var events []EventID
	of := map[EventID][]int{}
	for i, wish := range wishes {
		if len(of[wish.Event]) == 0 {
			events = append(events, wish.Event)
		}
		of[wish.Event] = append(of[wish.Event], i)
	}
	for _, event := range events {
		mine := make([]LineWish, len(of[event]))
		for k, i := range of[event] {
			mine[k] = wishes[i]
		}
		decided, err := s.openLine(ctx, event, mine)
		if err != nil {
			return nil, fmt.Errorf("open line: %w", err)
		}
		for k, i := range of[event] {
			verdicts[i] = decided[k]
		}
	}
	return verdicts, nil
}

// openLine decides wishes that are all for one event.
func (s *Service) openLine(ctx context.Context, event EventID, wishes []LineWish) ([]LineVerdict, error) {
	sale, ok, err := s.store.Sale(ctx, event)
	if err != nil {
		return nil, err
	}
	if !ok || sale.Layout == 0 {
		return slices.Repeat([]LineVerdict{{Err: inLine(ErrNoSuchEvent)}}, len(wishes)), nil
	}
	if verdict, refused := sale.refusesLine(s.clock.Now()); refused {
		return slices.Repeat([]LineVerdict{verdict}, len(wishes)), nil
	}
	verdicts, after, err := s.lookForAll(ctx, sale, wishes)
	if err != nil || after < 0 {
		return verdicts, err
	}
	opened, err := s.mark(ctx, sale, after)
	if err != nil {
		return nil, err
	}
	for i := range verdicts {
		if verdicts[i].Err == nil {
			verdicts[i] = opened
		}
	}
	return verdicts, nil
}

// lookForAll refuses those of the wishes that cannot wait. After is the latest of the terms that are over for the others; below zero
// where there are none.
func (s *Service) lookForAll(ctx context.Context, sale Sale, wishes []LineWish) (verdicts []LineVerdict, after int64, err error) {
	picture, err := s.floors.of(ctx, sale.Event, sale.Layout)
	if err != nil {
		return nil, 0, err
	}
	look := &lineLook{service: s, sale: sale, picture: picture, seen: map[lineWish]*fault.Error{}}
	verdicts, after = make([]LineVerdict, len(wishes)), -1
	for i, wish := range wishes {
		refusal, err := look.refuses(ctx, wish)
		switch {
		case err != nil:
			return nil, 0, err
		case refusal != nil:
			verdicts[i].Err = refusal
		default:
			after = max(after, wish.After, 0)
		}
	}
	return verdicts, after, nil
}

// mark opens the event's line unless it is open with a term after the one that is over.
func (s *Service) mark(ctx context.Context, sale Sale, after int64) (verdict LineVerdict, err error) {
	if sale.hasLine(after) {
		return LineVerdict{Term: sale.LineTerm}, nil
	}
	now := s.clock.Now()
	err = s.store.Update(ctx, func(tx Tx) error {
		sale, err := tx.LockSale(ctx, sale.Event)
		if err != nil {
			return err
		}
		if refusal, refused := sale.refusesLine(now); refused { // the terms have changed since they were read
			verdict = refusal
			return nil
		}
		if sale.hasLine(after) { // somebody else was faster
			verdict = LineVerdict{Term: sale.LineTerm}
			return nil
		}
		sale.Favours, sale.LineTerm = Waitlist, max(sale.LineTerm, after)+1
		verdict = LineVerdict{Term: sale.LineTerm}
		return tx.PutSale(ctx, sale)
	})
	return verdict, err
}

// CloseLine ends the event's line if it is still of the term: a close that is late does nothing to a line that was opened anew. Seats
// that are set aside stay so until they are let go or their time has come.
func (s *Service) CloseLine(ctx context.Context, event EventID, term int64) error {
	err := s.store.Update(ctx, func(tx Tx) error {
		sale, err := tx.LockSale(ctx, event)
		if err != nil || sale.Favours != Waitlist || sale.LineTerm != term {
			return err
		}
		sale.Favours = ""
		return tx.PutSale(ctx, sale)
	})
	if err != nil {
		return fmt.Errorf("close line: %w", err)
	}
	return nil
}

// refusesLine says why nobody can wait for the event's seats now, if so.
func (s *Sale) refusesLine(now time.Time) (verdict LineVerdict, refused bool) {
	refusal, refused := fault.As(s.OnSale(now))
	if refused {
		verdict.Err = inLine(refusal)
	}
	return verdict, refused
}

// hasLine reports whether the event has a line of a term after another.
func (s *Sale) hasLine(after int64) bool { return s.Favours == Waitlist && s.LineTerm > after }

// lineTries bounds how often a look goes by what the picture shows before all of the picture is compared with the store.
const lineTries = 3

// lineLook looks for free seats of one event, once for all wishes that are the same.
type lineLook struct {
	service *Service
	sale    Sale
	picture *floor
	seen    map[lineWish]*fault.Error
}

// lineWish is what matters of a wish for the look: it can be compared.
type lineWish struct {
	quantity   int
	price      money.Decimal
	sections   string // sorted, each once, parted by a byte that no label has
	accessible bool
}

// refuses says why there is nothing to wait for, or nil.
func (l *lineLook) refuses(ctx context.Context, wish LineWish) (*fault.Error, error) {
	sections := slices.Compact(slices.Sorted(slices.Values(wish.Sections)))
	key := lineWish{wish.Quantity, wish.MaxPrice, strings.Join(sections, "\x00"), wish.Accessible}
	if refusal, seen := l.seen[key]; seen {
		return refusal, nil
	}
	refusal, err := l.look(ctx, wish, sections)
	if err == nil {
		l.seen[key] = refusal
	}
	return refusal, err
}

func (l *lineLook) look(ctx context.Context, wish LineWish, sections []string) (*fault.Error, error) {
	asked, refusal := l.read(wish, sections)
	if refusal != nil {
		return refusal, nil
	}
	free, err := l.free(ctx, func() []int { return l.picture.together(asked, sections) })
	if err != nil || !free {
		return nil, err
	}
	return ErrSeatsFree, nil
}

// read takes a wish by the event's terms and plan, or says what it asks that cannot be.
func (l *lineLook) read(wish LineWish, sections []string) (Wish, *fault.Error) {
	asked := Wish{Quantity: wish.Quantity, Accessible: wish.Accessible}
	if most := l.sale.most(l.service.rules.Limit); wish.Quantity < 1 || wish.Quantity > most {
		return asked, ErrLineQuantity.
			Saying("You can wait for 1 to %d seats together of this event, not for %d. You were not put in line.", most, wish.Quantity).
			With("limit", most)
	}
	if wish.MaxPrice != "" {
		limit, err := wish.MaxPrice.In(l.picture.currency)
		if err != nil || limit.Minor < 0 {
			return asked, inLine(ErrBadPrice)
		}
		asked.MaxPrice = limit
	}
	for _, section := range sections {
		if _, ok := l.picture.layout.sections[section]; !ok {
			return asked, ErrNoSuchSection
		}
	}
	return asked, nil
}

// free reports whether places that the picture shows as free are so. The picture proposes, the store decides; before the answer is
// that there are none, a picture that may be wrong is compared with the store as a whole.
func (l *lineLook) free(ctx context.Context, find func() []int) (bool, error) {
	floors, looks := l.service.floors, l.picture.looked()
	for range lineTries {
		found := find()
		if len(found) == 0 {
			if !l.picture.doubtful(l.service.clock.Now()) {
				return false, nil
			}
			break
		}
		free, err := floors.verify(ctx, l.picture, found)
		if err != nil || free {
			return free, err
		}
	}
	if err := floors.refresh(ctx, l.picture, looks); err != nil {
		return false, err
	}
	return len(find()) > 0, nil
}
