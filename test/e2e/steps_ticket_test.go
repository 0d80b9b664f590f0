package e2e

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/cucumber/godog"

	"github.com/speckit/ticketing/test/e2e/client"
)

func (w *world) ticketSteps(sc *godog.ScenarioContext) {
	sc.Step(`^(\w+) has (\d+) valid tickets?, one for each seat$`, w.hasTickets)
	sc.Step(`^each of (\w+)'s tickets is a PDF that names its section, row and seat$`, w.as(w.pdfsNameSeats))
	sc.Step(`^the code on each PDF is the code of its ticket$`, w.pdfsCarryCodes)
	sc.Step(`^each code is verified without a server$`, w.codesVerify)
	sc.Step(`^(\w+) has (?:her|his) ticket issued again$`, w.as(w.reissue))
	sc.Step(`^(\w+) tries to have (?:her|his) ticket issued again$`, w.as(func(ctx context.Context, p *person) error {
		return w.refused(w.reissue(ctx, p))
	}))
}

func (w *world) hasTickets(ctx context.Context, name string, count int) error {
	p, err := w.who(name)
	if err != nil {
		return err
	}
	p.tickets, err = p.Tickets(ctx, p.order.ID, "")
	if err != nil {
		return err
	}
	if err := want("tickets", len(p.tickets), count); err != nil {
		return err
	}
	of := map[string]client.Item{}
	for _, item := range p.order.Items {
		of[item.SeatID] = item
	}
	for _, t := range p.tickets {
		item, ordered := of[t.SeatID]
		if !ordered {
			return fmt.Errorf("ticket %s is for a seat that was not ordered, or for one that has a ticket already", t.TicketNumber)
		}
		delete(of, t.SeatID)
		err := errors.Join(
			want("ticket", t.Status, "valid"), want("holder", t.Holder, p.name+" Sol"), want("section", t.SectionCode, item.SectionCode),
			want("row", t.Row, item.Row), want("seat", t.Seat, item.Seat), wantMoney("price", t.Price.String(), item.Price.String()),
		)
		if err != nil {
			return err
		}
	}
	return nil
}

// pdf downloads a ticket into the scratch directory.
func (w *world) pdf(ctx context.Context, p *person, t client.Ticket) (file string, err error) {
	answer, err := p.Download(ctx, t.ID+".pdf", "")
	if err != nil {
		return "", err
	}
	if !strings.HasPrefix(string(answer.Body), "%PDF-") {
		return "", fmt.Errorf("ticket %s is no PDF: %.20q", t.TicketNumber, answer.Body)
	}
	file = filepath.Join(scratch, t.ID+".pdf")
	return file, os.WriteFile(file, answer.Body, 0o600)
}

func (w *world) pdfsNameSeats(ctx context.Context, p *person) error {
	for _, t := range p.tickets {
		file, err := w.pdf(ctx, p, t)
		if err != nil {
			return err
		}
		text, there, err := program(ctx, "pdftotext", "-layout", file, "-")
		if err != nil || !there {
			return err
		}
		for _, part := range []string{t.SectionCode, t.Row, t.Seat, t.Holder, t.TicketNumber, w.event.Name} {
			if !strings.Contains(text, part) {
				return fmt.Errorf("the PDF of %s does not show %q:\n%s", t.TicketNumber, part, text)
			}
		}
	}
	return nil
}

func (w *world) pdfsCarryCodes(ctx context.Context) error {
	for _, p := range w.people {
		for _, t := range p.tickets {
			if err := w.pdfCarriesCode(ctx, p, t); err != nil {
				return err
			}
		}
	}
	return nil
}

// pdfCarriesCode photographs the page and scans it.
func (w *world) pdfCarriesCode(ctx context.Context, p *person, t client.Ticket) error {
	file, err := w.pdf(ctx, p, t)
	if err != nil {
		return err
	}
	if _, there, err := program(ctx, "pdftoppm", "-r", "150", "-png", "-singlefile", file, file); err != nil || !there {
		return err
	}
	scanned, there, err := program(ctx, "zbarimg", "--raw", "--quiet", file+".png")
	if err != nil || !there {
		return err
	}
	return want("scanned code", strings.TrimSpace(scanned), t.QRCode)
}

// program runs a program of the machine and returns what it prints; it may not be there.
func program(ctx context.Context, name string, args ...string) (out string, there bool, err error) {
	path, err := exec.LookPath(name)
	if errors.Is(err, exec.ErrNotFound) {
		return "", false, nil
	}
	if err != nil {
		return "", false, err
	}
	text, err := exec.CommandContext(ctx, path, args...).Output() // #nosec G204 -- a fixed program on a file of ours
	if err != nil {
		return "", true, fmt.Errorf("%s: %w", name, err)
	}
	return string(text), true, nil
}

func (w *world) codesVerify(ctx context.Context) error {
	for _, p := range w.people {
		args, err := w.house.verifyArgs(ctx)
		if err != nil {
			return err
		}
		for _, t := range p.tickets {
			args = append(args, t.QRCode)
		}
		result, err := w.house.Run(ctx, args...)
		if err != nil {
			return err
		}
		if err := want("exit status of tickets verify", result.Exit, 0); err != nil {
			return fmt.Errorf("%w: %s%s", err, result.Out, result.ErrOut)
		}
		for _, t := range p.tickets {
			if !strings.Contains(result.Out, t.TicketNumber) || !strings.Contains(result.Out, w.event.ID) {
				return fmt.Errorf("tickets verify does not name %s of event %s: %s", t.TicketNumber, w.event.ID, result.Out)
			}
		}
	}
	return nil
}

// verifyArgs is how codes are checked without a server: by the keys that it keeps in its data, or, where services run on their own, by
// those that fulfillment publishes.
func (h *house) verifyArgs(ctx context.Context) ([]string, error) {
	args := []string{"tickets", "verify"}
	if h.process != nil {
		return args, nil
	}
	keys, err := h.stranger.Send(ctx, client.Request{Method: http.MethodGet, Path: "/.well-known/ticket-keys"})
	if err != nil {
		return nil, err
	}
	file := place()
	return append(args, "--keys", file), os.WriteFile(file, keys.Body, 0o600)
}

// reissue gives the person's first ticket a new code.
func (w *world) reissue(ctx context.Context, p *person) error {
	before := p.tickets[0]
	again, err := p.Reissue(ctx, before.ID)
	if err != nil {
		return err
	}
	if again.ID != before.ID || again.QRCode == before.QRCode {
		return fmt.Errorf("ticket %s with code %s became %s with code %s", before.ID, before.QRCode, again.ID, again.QRCode)
	}
	p.former, p.tickets[0] = before.QRCode, again
	return nil
}
