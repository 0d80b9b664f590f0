package paymenthttp

import (
	"context"
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"net/http"
	"strings"

	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/payment"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// Bank is the simulated bank's counter.
type Bank interface {
	// Confirm is the buyer's answer to a payment that waits for one; it does nothing where none does.
	Confirm(ctx context.Context, payment id.UUID, approve bool) error
}

var errNoAnswer = fault.New(fault.Invalid, "invalid_request",
	"The bank's page takes {\"approve\": true} or {\"approve\": false}. Nothing was paid.")

// BankRoutes adds the simulated bank's page. It exists in a demo only: whoever has the payment's id may answer for its buyer.
// Page tells where an order's page is; it may hold the order's secret, since the bank's page is for its buyer.
func BankRoutes(api *rest.API, svc *payment.Service, bank Bank, page func(ctx context.Context, order id.UUID) (string, error)) {
	h := &counter{svc, bank, page}
	rest.Raw(api, rest.Route{
		Method: http.MethodGet, Path: "/dev/bank/{paymentId}", ID: "showBankPage", Summary: "The simulated bank's page", Tag: "Demo",
		Access: rest.Open, Produces: "text/html", Fails: []*fault.Error{payment.ErrUnknownPayment},
	}, h.show)
	rest.Raw(api, rest.Route{
		Method: http.MethodPost, Path: "/dev/bank/{paymentId}", ID: "answerBankPage", Summary: "Approve or decline at the simulated bank", Tag: "Demo",
		About:  "Takes `approve` (true or false) as JSON or as a form, and goes on to the order's page.",
		Access: rest.Open, Status: http.StatusSeeOther, MaxBody: 4 << 10, Fails: []*fault.Error{payment.ErrUnknownPayment, errNoAnswer},
	}, h.answer)
}

type counter struct {
	svc  *payment.Service
	bank Bank
	page func(ctx context.Context, order id.UUID) (string, error)
}

type bankInput struct {
	ID id.UUID `path:"paymentId"`
}

//go:embed bank.html
var bankHTML string

var bankPage = template.Must(template.New("bank").Parse(bankHTML))

func (h *counter) show(w http.ResponseWriter, r *http.Request, _ rest.Call, in *bankInput) error {
	p, err := h.svc.Find(r.Context(), payment.ID(in.ID))
	if err != nil {
		return err
	}
	page, err := h.page(r.Context(), p.Order)
	if err != nil {
		return fmt.Errorf("find the order's page: %w", err)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
	return bankPage.Execute(w, map[string]any{
		"Amount": p.Amount.String(), "Number": p.Number, "Status": string(p.Status), "Order": page,
		"Waits": p.Status == payment.Pending && p.NextAction != "",
	})
}

// answer takes the buyer's word to the bank, and lets payment hear of it at once.
func (h *counter) answer(w http.ResponseWriter, r *http.Request, _ rest.Call, in *bankInput) error {
	approve, err := readAnswer(r)
	if err != nil {
		return err
	}
	p, err := h.svc.Find(r.Context(), payment.ID(in.ID))
	if err != nil {
		return err
	}
	if err := h.bank.Confirm(r.Context(), in.ID, approve); err != nil {
		return fmt.Errorf("answer the bank: %w", err)
	}
	if _, err := h.svc.Resolve(r.Context(), p.ID); err != nil {
		return fmt.Errorf("hear the bank's decision: %w", err)
	}
	page, err := h.page(r.Context(), p.Order)
	if err != nil {
		return fmt.Errorf("find the order's page: %w", err)
	}
	w.Header().Set("Location", page)
	w.WriteHeader(http.StatusSeeOther)
	return nil
}

// readAnswer reads approve from a form or from JSON.
func readAnswer(r *http.Request) (approve bool, err error) {
	if strings.HasPrefix(r.Header.Get("Content-Type"), "application/x-www-form-urlencoded") {
		switch r.PostFormValue("approve") {
		case "true":
			return true, nil
		case "false":
			return false, nil
		}
		return false, errNoAnswer
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return false, fmt.Errorf("read answer: %w", err)
	}
	var answer struct {
		Approve *bool `json:"approve"`
	}
	if err := rest.DecodeJSON(body, &answer); err != nil {
		return false, err
	}
	if answer.Approve == nil {
		return false, errNoAnswer
	}
	return *answer.Approve, nil
}
