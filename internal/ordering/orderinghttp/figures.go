package orderinghttp

import (
	"context"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/platform/rest"
)

type figuresInput struct {
	EventID id.UUID   `query:"eventId" doc:"Only what concerns this event's seats; otherwise everything."`
	From    time.Time `query:"from" doc:"Default 30 days before the end; widened to a whole hour or day."`
	To      time.Time `query:"to" doc:"Not in it; default now; widened to a whole hour or day."`
	By      string    `query:"by" enum:"hour,day" default:"day" doc:"How long a step is, in UTC."`
}

// figures are what happened.
type figures struct {
	Carts     int64         `json:"carts" doc:"Orders begun."`
	Placed    int64         `json:"placed" doc:"Checked out."`
	Paid      int64         `json:"paid" doc:"Free ones too."`
	Cancelled int64         `json:"cancelled" doc:"Ended without having been paid, after they were placed."`
	Refunded  int64         `json:"refunded" doc:"Ended after they were paid."`
	Seats     int64         `json:"seats" doc:"Of those that were paid."`
	Revenue   money.Decimal `json:"revenue" doc:"Of those that were paid."`
	Refunds   money.Decimal `json:"refunds" doc:"Of those that were refunded."`
}

// figuresAt are those of a step.
type figuresAt struct {
	At time.Time `json:"at" doc:"The beginning of the step, in UTC."`
	figures
}

// figuresIn are those of a currency.
type figuresIn struct {
	Currency money.Currency `json:"currency"`
	Totals   figures        `json:"totals"`
	Over     []figuresAt    `json:"over" doc:"Every step, those in which nothing happened too."`
}

type figuresOutput struct{ Body []figuresIn }

func (h *handlers) figures(ctx context.Context, _ rest.Call, in *figuresInput) (*figuresOutput, error) {
	step := ordering.ByDay
	if in.By == "hour" {
		step = ordering.ByHour
	}
	found, err := h.svc.Figures(ctx, ordering.Span{Event: ordering.EventID(in.EventID), From: in.From, To: in.To, Step: step})
	if err != nil {
		return nil, err
	}
	out := &figuresOutput{make([]figuresIn, len(found))}
	for i, f := range found {
		out.Body[i] = figuresIn{f.Currency, figuresOf(f.Totals), make([]figuresAt, len(f.Over))}
		for j, step := range f.Over {
			out.Body[i].Over[j] = figuresAt{step.At, figuresOf(step.Figures)}
		}
	}
	return out, nil
}

func figuresOf(f ordering.Figures) figures {
	return figures{
		Carts: f.Carts, Placed: f.Placed, Paid: f.Paid, Cancelled: f.Cancelled, Refunded: f.Refunded, Seats: f.Seats,
		Revenue: f.Revenue.Decimal(), Refunds: f.Refunds.Decimal(),
	}
}
