package e2e

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/speckit/ticketing/contracts"
	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/test/e2e/client"
	"github.com/speckit/ticketing/test/e2e/estate"
)

// keepsContracts reads every topic with a stock client and holds each message against its contract. What must not be in any message is
// named by private.
func keepsContracts(t *testing.T, e *estate.Estate, private []string) {
	t.Helper()
	for _, c := range events.Contracts {
		all := records(t, e, c.Topic())
		if len(all) == 0 {
			t.Errorf("nothing was told on %s, so nothing was tried", c.Topic())
		}
		schema, err := schemaOf(c.Topic())
		must(t, err)
		for _, r := range all {
			if err := keepsContract(c, schema, r, private); err != nil {
				t.Errorf("%s/%d/%d: %v", r.Topic, r.Partition, r.Offset, err)
			}
		}
	}
}

// schemaOf compiles a topic's schema, formats included.
func schemaOf(topic string) (*jsonschema.Schema, error) {
	text, err := contracts.Events.ReadFile("events/" + topic + ".v1.json")
	if err != nil {
		return nil, err
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource(topic, doc); err != nil {
		return nil, err
	}
	return compiler.Compile(topic)
}

var address = regexp.MustCompile(`[\w.+-]+@[\w-]+\.\w`)

func keepsContract(c events.Contract, schema *jsonschema.Schema, r record, private []string) error {
	said, err := jsonschema.UnmarshalJSON(strings.NewReader(r.Payload))
	if err != nil {
		return fmt.Errorf("no JSON: %w", err)
	}
	if err := schema.Validate(said); err != nil {
		return err
	}
	fields := said.(map[string]any)
	whole := r.Payload + strings.Join(r.Headers, " ") + r.Key
	for _, p := range private {
		if strings.Contains(whole, p) {
			return fmt.Errorf("it says %q", p)
		}
	}
	if found := address.FindString(whole); found != "" {
		return fmt.Errorf("it says a mail address, %s", found)
	}
	for name, value := range map[string]string{
		"key": r.Key + "=" + keyOf(fmt.Sprint(fields[c.KeyedBy]), r.Key), "message-id": r.header("message-id") + "=" + fmt.Sprint(fields["messageId"]),
		"content-type": r.header("content-type") + "=application/json",
	} {
		if is, should, _ := strings.Cut(value, "="); is != should || is == "" {
			return fmt.Errorf("%s: %q, want %q", name, is, should)
		}
	}
	if r.header("occurred-at") == "" {
		return fmt.Errorf("no header says when it occurred: %q", r.Headers)
	}
	return nil
}

// keyOf is an id as a key: some have the original's form, without dashes.
func keyOf(id, key string) string {
	if strings.Contains(key, "-") {
		return id
	}
	return strings.ReplaceAll(id, "-", "")
}

// confides buys a ticket, and is offered a seat in line, and returns all that only who does so may know.
func (h *house) confides(t *testing.T) []string {
	t.Helper()
	shop := &crashHouse{house: h, t: t}
	shop.stock(40)
	p, err := h.buy(t.Context(), shop.event, "philippa-featherstone")
	must(t, err)
	must(t, p.follow(t.Context()))
	order, err := p.buyer.Order(t.Context(), p.order.ID, "")
	must(t, err)
	private := []string{"philippa", "featherstone", p.order.Secret}
	tickets, err := p.buyer.Tickets(t.Context(), order.ID, "")
	must(t, err)
	for _, ticket := range tickets {
		private = append(private, ticket.QRCode)
	}
	private = append(private, h.confidesInLine(t)...)
	for i, text := range private {
		if text == "" {
			t.Errorf("the buyer does not know number %d of what only the buyer knows", i)
		}
	}
	return private
}

// confidesInLine waits for a seat and is offered it.
func (h *house) confidesInLine(t *testing.T) []string {
	t.Helper()
	w := &world{house: h, people: map[string]*person{}}
	ctx := t.Context()
	must(t, w.seatedEvent(ctx, 1, 1, "40.00", "BOX"))
	must(t, w.arrive(ctx, "Ana"))
	must(t, w.holdSeats(ctx, "Ana", "BOX 1-1"))
	must(t, w.waitInLine(ctx, "Persephone"))
	must(t, w.letSeatGo(ctx, "Ana", "BOX 1-1"))
	must(t, w.isOffered(ctx, soon, "Persephone", "BOX 1-1", "40.00"))
	waits := w.people["Persephone"]
	return []string{"Persephone", waits.email, waits.place.Secret, waits.offer.OrderSecret}
}

// garbage is what no group can understand.
const garbage = "this is no message"

// parksGarbage puts what nobody understands into a topic: it is parked, a stock client can read it, an operator can try and drop it, and
// it holds nobody up.
func (b *brittle) parksGarbage(t *testing.T) {
	t.Helper()
	h := b.on(t, 400)
	const topic, group = "payment-succeeded", "ordering-service"
	_, err := kcat(t.Context(), b.Estate, garbage, "-P", "-t", topic, "-k", "nobody")
	must(t, err)
	var id string
	must(t, client.Await(t.Context(), soon, func(ctx context.Context) (err error) {
		id, err = b.parked(ctx, group, topic)
		return err
	}))
	dead := records(t, b.Estate, topic+"."+group+".dlq")
	if len(dead) != 1 || dead[0].Payload != garbage || dead[0].header("dlq-shelved-id") != id || dead[0].header("dlq-reason") == "" {
		t.Errorf("the topic of dead letters has %+v", dead)
	}
	h.purchase(t.Context(), "beside-garbage")
	if h.ends["fulfilled"] != 1 {
		t.Errorf("a purchase beside garbage ended as %v", h.ends)
	}
	says(t, command(t, h.Installation, 0, "messages", "show", id).Out, garbage, "parked")
	says(t, command(t, h.Installation, 0, "messages", "retry", id).Out, "1 message")
	must(t, client.Await(t.Context(), soon, func(context.Context) error {
		again := records(t, b.Estate, topic+"."+group+".dlq")
		return want("letters of the message, tried once more", len(again), 2)
	}))
	must(t, client.Await(t.Context(), soon, func(ctx context.Context) error {
		_, err := b.parked(ctx, group, topic)
		return err
	}))
	says(t, command(t, h.Installation, 0, "messages", "drop", id).Out, "dropped")
	must(t, client.Await(t.Context(), soon, func(ctx context.Context) (err error) { // who else listens there
		id, err = b.parked(ctx, "waitlist-payment-succeeded", topic)
		return err
	}))
	says(t, command(t, h.Installation, 0, "messages", "drop", id).Out, "dropped")
	says(t, command(t, h.Installation, 0, "messages", "list").Out, "no messages")
	h.inspect(faultHolds)
}

// parked finds the message of a topic that a group has given up.
func (b *brittle) parked(ctx context.Context, group, topic string) (id string, err error) {
	said, err := b.house.Run(ctx, "messages", "list", "--parked")
	if err != nil {
		return "", err
	}
	for line := range strings.Lines(said.Out) {
		fields := strings.Fields(line)
		if len(fields) >= 4 && fields[1] == "parked" && fields[2] == group && fields[3] == topic {
			return fields[0], nil
		}
	}
	return "", fmt.Errorf("the parked messages are: %s%s", said.Out, said.ErrOut)
}

// inOrder expects what was told about each seat to stand in the order of the seat's versions, once what came twice is left out, and
// returns how much came twice.
func inOrder(t *testing.T, e *estate.Estate) (twice int) {
	t.Helper()
	for _, topic := range events.TopicsOf("inventory") {
		seen, last := map[string]bool{}, map[string]int64{}
		for _, r := range records(t, e, topic) {
			if seen[r.header("message-id")] {
				twice++
				continue
			}
			seen[r.header("message-id")] = true
			var fact struct {
				SeatVersion int64 `json:"seatVersion"`
			}
			must(t, json.Unmarshal([]byte(r.Payload), &fact))
			if fact.SeatVersion <= last[r.Key] {
				t.Errorf("%s: version %d of seat %s comes after version %d", topic, fact.SeatVersion, r.Key, last[r.Key])
			}
			last[r.Key] = fact.SeatVersion
		}
	}
	return twice
}
