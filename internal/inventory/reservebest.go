package inventory

import (
	"context"
	"errors"
	"time"

	"github.com/speckit/ticketing/internal/kernel/fault"
)

// ErrBadPrice refuses a highest price that is no amount of the event's currency.
var ErrBadPrice = fault.New(fault.Invalid, "invalid_price", "The highest price is not an amount of the event's currency. Nothing was held.")

// ErrOvertaken refuses a wish whose every proposal others have taken first. There may be seats left.
var ErrOvertaken = fault.New(fault.Unavailable, "overtaken", "Others were faster with every seat that was found for you. Nothing was held; try again in a moment.").After(time.Second)

// errRelaid is a seeker's verdict where its seats were found by another plan, whose prices and places are gone.
var errRelaid = errors.New("the picture is of another layout")

// bestTries bounds how often the store is asked for the seats anew because the picture in memory had none left, and bestRaces because
// rivals in other processes took what it proposed.
const (
	bestTries = 3
	bestRaces = 12
)

// reserveBest holds the best seats for the wish. The picture in memory proposes, the transaction decides; before anybody hears
// that nothing is left, the picture is compared with the store, once for all callers who wait. One whose proposals were taken is wrong
// however fresh it is, because other processes sell too, and says nothing about what is left: the caller steps back and looks again.
func (s *Service) reserveBest(ctx context.Context, in Reserve) ([]Hold, error) {
	pause := gatePause
	for try := 1; ; try++ {
		floor, err := s.floors.get(ctx, in.Event)
		if err != nil {
			return nil, err
		}
		command, err := newSeek(in, floor)
		if err != nil {
			return nil, err
		}
		looks := floor.looked()
		result, err := s.lane.Do(ctx, command)
		switch {
		case (errors.Is(err, errLookAgain) || errors.Is(err, errRelaid)) && try >= bestRaces:
			return nil, ErrOvertaken
		case errors.Is(err, errRelaid): // the transaction has made the picture be forgotten
			continue
		case errors.Is(err, errLookAgain):
			if err := stepBack(ctx, pause); err != nil {
				return nil, err
			}
			pause = min(2*pause, gateLastPause)
		case errors.Is(err, ErrSoldOut) && (try >= bestTries || !floor.doubtful(s.clock.Now())):
			return nil, ErrSoldOut
		case !errors.Is(err, ErrSoldOut):
			return result.Holds, err
		}
		if err := s.floors.refresh(ctx, floor, looks); err != nil {
			return nil, err
		}
	}
}

// seek is the command for the best seats.
type seek struct {
	reserve
	wish   Wish
	layout int // by which the wish was read
}

func newSeek(in Reserve, floor *floor) (*seek, error) {
	c := &seek{
		reserve: *newReserve(in, in.Quantity), layout: floor.number,
		wish: Wish{Quantity: in.Quantity, Section: in.Section, Accessible: in.Accessible},
	}
	if in.MaxPrice != "" {
		limit, err := in.MaxPrice.In(floor.currency)
		if err != nil || limit.Minor < 0 {
			return nil, ErrBadPrice
		}
		c.wish.MaxPrice = limit
	}
	if _, ok := floor.layout.sections[in.Section]; in.Section != "" && !ok {
		return nil, ErrNoSuchPart
	}
	return c, nil
}

func (c *seek) seek(s *survey) { c.seats = s.propose(c.in.Event, c.wish) }

func (c *seek) decide(b *Book) (Result, error) {
	if sale, known := b.sales[c.in.Event]; known && sale.Layout != c.layout && len(b.find(c.members)) == 0 {
		return Result{}, errRelaid
	}
	result, err := c.reserve.decide(b)
	taken := new(takenError)
	switch {
	case errors.As(err, &taken), errors.Is(err, ErrNoSuchSeat):
		return Result{}, errLookAgain
	case err == nil && len(result.Holds) == 0:
		return Result{}, ErrSoldOut
	default:
		return result, err
	}
}
