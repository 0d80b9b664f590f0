package inventory

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// Offer is what a refusal proposes instead: as many free seats, together, of the same category, the nearest ones.
type Offer struct {
	Seats []id.UUID     `json:"seatIds"`
	Total money.Decimal `json:"totalAmount"`
}

// namedAtMost bounds how many seats a sentence names.
const namedAtMost = 6

// refuse tells whose wish was for taken seats which ones they are, and offers others where there are some.
func (s *Service) refuse(ctx context.Context, asked, taken []SeatID) error {
	seats, err := s.store.Seats(ctx, taken)
	if err != nil {
		return fmt.Errorf("name taken seats: %w", err)
	}
	refusal := ErrSeatTaken.With("taken", id.UUIDs(taken))
	if len(seats) == 0 {
		return refusal
	}
	inOrder(seats, taken)
	offer, ok, err := s.floors.offer(ctx, seats[0].Event, asked)
	if err != nil {
		return err
	}
	if !ok {
		return refusal.Saying("%s %s just been taken. Nothing was held; choose another one.", names(seats), has(len(seats)))
	}
	return refusal.With("offer", offer).Saying("%s %s just been taken. Nothing was held; choose another one, or take the seats that are offered.",
		names(seats), has(len(seats)))
}

// inOrder puts seats into the order in which they were asked for: so people find them in the sentence.
func inOrder(seats []Seat, asked []SeatID) {
	slices.SortFunc(seats, func(a, b Seat) int { return cmp.Compare(slices.Index(asked, a.ID), slices.Index(asked, b.ID)) })
}

// names lists seats as people name them.
func names(seats []Seat) string {
	var list []string
	for _, seat := range seats[:min(len(seats), namedAtMost)] {
		list = append(list, seat.String())
	}
	if more := len(seats) - namedAtMost; more > 0 {
		list = append(list, fmt.Sprintf("%d more", more))
	}
	return strings.Join(list, "; ")
}

func has(n int) string {
	if n == 1 {
		return "has"
	}
	return "have"
}
