package inventory

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
)

const (
	// gateLongest is the longest that a gate keeps rivals away from a seat: far more than a transaction takes.
	gateLongest = 30 * time.Second
	// Who finds a seat's key taken, and the seat free, waits for whoever has the key: about as long as a transaction takes, then
	// twice as long, and so on; the last wait is the longest. All waits together are below a fifth of a second.
	gatePause     = 5 * time.Millisecond
	gateLastPause = 40 * time.Millisecond
)

// pass passes the gate with the seats of a wish. A busy key says that somebody is about to have the seat, perhaps; whether somebody
// has it, only the store can say. So nobody is refused by the gate: where the store shows the seats to be taken, they are refused
// at the cost of a look; where it shows them free, the caller tries the gate again a few times, and then goes on without it.
func (s *Service) pass(ctx context.Context, in Reserve) (release func(), err error) {
	keys := make([]string, len(in.Seats))
	for i, seat := range in.Seats {
		keys[i] = gateKey(seat)
	}
	for pause := gatePause; ; pause *= 2 {
		release, busy := s.gate.Try(ctx, keys, gateLongest)
		if len(busy) == 0 {
			return release, nil
		}
		taken, err := s.takenBefore(ctx, in)
		if err != nil {
			return nil, err
		}
		if len(taken) > 0 {
			return nil, s.refuse(ctx, in.Seats, taken)
		}
		if pause > gateLastPause {
			return func() {}, nil
		}
		if err := stepBack(ctx, pause); err != nil {
			return nil, err
		}
	}
}

// stepBack waits a moment for rivals: long enough for them to be done, and by chance, so that the same ones do not meet again.
func stepBack(ctx context.Context, pause time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(pause + rand.N(pause)): // #nosec G404 -- spread, not secrecy
		return nil
	}
}

// gateKey is the lock of the original.
func gateKey(seat SeatID) string { return "lock:seat:" + id.Hex(seat.UUID()) }

// takenBefore lists the seats of a wish that are somebody else's, as the store shows them outside of a transaction. What else may be
// wrong with the wish is for the command to say, and so is what the same command did before.
func (s *Service) takenBefore(ctx context.Context, in Reserve) ([]SeatID, error) {
	seats, err := s.store.Seats(ctx, in.Seats)
	if err != nil {
		return nil, fmt.Errorf("look at busy seats: %w", err)
	}
	inOrder(seats, in.Seats)
	own := members(in.Group, len(in.Seats))
	var taken []SeatID
	for _, seat := range seats {
		if slices.Contains(own, seat.Reservation) {
			return nil, nil
		}
		if seat.Kind != SeatOff && seat.Hold(ReservationID{}, in.Keeper) != nil {
			taken = append(taken, seat.ID)
		}
	}
	return taken, nil
}
