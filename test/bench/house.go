package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/speckit/ticketing/test/e2e/client"
	"github.com/speckit/ticketing/test/e2e/installation"
)

// idleTime is what a server is given to become quiet before its memory is read.
const idleTime = 10 * time.Second

// house is the running server, and what the measurements hand on to one another.
type house struct {
	*installation.Installation
	process *installation.Process
	out     io.Writer

	organiser *client.Client
	steward   *client.Client
	guests    []*guest
	codes     []string // of tickets that admit, for the doors
}

// openHouse measures the starts and what an idle server takes, and leaves a demo running.
func openHouse(ctx context.Context, out io.Writer, binary, data string) (*house, error) {
	i, err := installation.New(binary, data)
	if err != nil {
		return nil, err
	}
	h := &house{Installation: i, out: out}
	h.say("## Starts and rest\n\n| | |\n|---|---|\n")
	for _, what := range []string{"first start on empty data", "second start"} {
		if err := h.startOnce(ctx, what); err != nil {
			return nil, err
		}
	}
	demo := "SPECKIT_DEMO=1"
	if err := h.startOnce(ctx, "start that loads the demo's 70,000 seats", demo); err != nil {
		return nil, err
	}
	i.Settings = append(i.Settings, demo)
	begun := time.Now()
	if h.process, err = i.Serve(ctx); err != nil {
		return nil, err
	}
	h.say("| start with the demo's seats | %s |\n", since(begun))
	if err := pause(ctx, idleTime); err != nil {
		return nil, err
	}
	resident, err := h.resident(ctx)
	if err != nil {
		return nil, err
	}
	h.say("| resident when idle, with the demo's seats | %d MB |\n\n", resident>>20)
	return h, h.signIn(ctx)
}

// startOnce measures one start and stops again.
func (h *house) startOnce(ctx context.Context, what string, settings ...string) error {
	begun := time.Now()
	p, err := h.Serve(ctx, settings...)
	if err != nil {
		return err
	}
	h.say("| %s | %s |\n", what, since(begun))
	return p.Stop()
}

// resident is the memory of the server's own process, in bytes.
func (h *house) resident(ctx context.Context) (int, error) {
	out, err := exec.CommandContext(ctx, "ps", "-o", "rss=", "-p", strconv.Itoa(h.process.PID())).Output() // #nosec G204 -- a number
	if err != nil {
		return 0, fmt.Errorf("read the server's memory: %w", err)
	}
	kilobytes, err := strconv.Atoi(strings.TrimSpace(string(out)))
	return kilobytes << 10, err
}

func (h *house) signIn(ctx context.Context) error {
	accounts, err := h.SignIns()
	if err != nil {
		return err
	}
	stranger := client.New(h.API(), nil)
	admin, err := stranger.SignIn(ctx, accounts.Admin.Email, accounts.Admin.Password)
	if err != nil {
		return err
	}
	staff, err := stranger.SignIn(ctx, accounts.Staff.Email, accounts.Staff.Password)
	h.organiser, h.steward = stranger.As(admin.Token), stranger.As(staff.Token)
	return err
}

// say prints a part of the report.
func (h *house) say(format string, args ...any) { _, _ = fmt.Fprintf(h.out, format, args...) }

func (h *house) close() error { return h.process.Stop() }

// makeEvent makes an event whose seats can be bought, in rows of a hundred.
func (h *house) makeEvent(ctx context.Context, rows int) (event string, err error) {
	made, err := h.organiser.CreateEvent(ctx, client.NewEvent{
		Name: "Load", Description: "Everybody comes.", Venue: "Arena", EventDate: time.Now().AddDate(0, 1, 0).UTC(), MaxCapacity: rows * 100, BasePrice: "40.00",
	})
	if err != nil {
		return "", err
	}
	section := client.Section{SectionCode: "A", Rows: rows, SeatsPerRow: 100, PriceMultiplier: json.Number("1")}
	if err := h.organiser.GenerateSeats(ctx, made.ID, section); err != nil {
		return "", err
	}
	return made.ID, client.Await(ctx, time.Minute, func(ctx context.Context) error {
		e, err := h.organiser.Event(ctx, made.ID)
		if err == nil && e.AvailableSeats < rows*100 {
			err = fmt.Errorf("%d of %d seats are on sale", e.AvailableSeats, rows*100)
		}
		return err
	})
}

// guest is a buyer with a session.
type guest struct{ token string }

// invite makes guests until there are enough.
func (h *house) invite(ctx context.Context, count int) error {
	missing := max(0, count-len(h.guests))
	invited := make([]*guest, missing)
	var inviting sync.WaitGroup
	var failed error
	var once sync.Once
	const hands = 16
	for hand := range hands {
		inviting.Go(func() {
			door := newDoor(h.Port)
			defer door.close()
			c := client.New(h.API(), door)
			for n := hand; n < missing; n += hands {
				g, err := c.BeginGuest(ctx)
				if err != nil {
					once.Do(func() { failed = err })
					return
				}
				invited[n] = &guest{g.GuestToken}
			}
		})
	}
	inviting.Wait()
	h.guests = append(h.guests, invited...)
	return failed
}

// seatsOf lists an event's seats.
func (h *house) seatsOf(ctx context.Context, event string) ([]string, error) {
	m, err := h.organiser.SeatMap(ctx, event)
	ids := make([]string, len(m.Seats))
	for i, s := range m.Seats {
		ids[i] = s.ID
	}
	return ids, err
}

func since(begun time.Time) string { return time.Since(begun).Round(10 * time.Millisecond).String() }

func pause(ctx context.Context, span time.Duration) error {
	timer := time.NewTimer(span)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
