package fulfillmentpdf

import (
	"fmt"
	"strings"

	ics "github.com/arran4/golang-ical"

	"github.com/speckit/ticketing/internal/fulfillment"
)

// Calendar returns an iCalendar file (RFC 5545) with an entry per event and order, in the order of their first tickets.
// An entry keeps its UID when tickets are issued again, so that calendars replace it.
func (r *Renderer) Calendar(docs []fulfillment.Document) ([]byte, error) {
	if len(docs) == 0 {
		return nil, errNoDocuments
	}
	var uids []string
	entries := map[string][]fulfillment.Document{}
	for _, doc := range docs {
		uid := entryID(doc)
		if entries[uid] == nil {
			uids = append(uids, uid)
		}
		entries[uid] = append(entries[uid], doc)
	}
	calendar := ics.NewCalendar()
	calendar.SetProductId("-//SpecKit//Ticketing//EN")
	calendar.SetCalscale("GREGORIAN")
	calendar.SetMethod(ics.MethodPublish)
	for _, uid := range uids {
		r.addEntry(calendar, uid, entries[uid])
	}
	var out strings.Builder
	if err := calendar.SerializeTo(&out, ics.WithNewLine("\r\n")); err != nil {
		return nil, fmt.Errorf("write calendar: %w", err)
	}
	return []byte(out.String()), nil
}

func entryID(doc fulfillment.Document) string {
	return clean(doc.OrderNumber) + "." + doc.EventID.String() + "@speckit-ticketing"
}

func (r *Renderer) addEntry(calendar *ics.Calendar, uid string, docs []fulfillment.Document) {
	first := docs[0]
	entry := calendar.AddEvent(uid)
	entry.SetDtStampTime(lastIssue(docs))
	entry.SetStartAt(first.Starts)
	entry.SetEndAt(first.Starts.Add(r.eventLength))
	entry.SetSummary(clean(first.EventName))
	entry.SetLocation(clean(first.Venue))
	entry.SetDescription(description(docs))
	entry.SetStatus(ics.ObjectStatusConfirmed)
}

// description lists the tickets; codes are not in it, since calendars are shared.
func description(docs []fulfillment.Document) string {
	local, zoneText := when(docs[0].Starts, docs[0].TimeZone)
	lines := []string{local + " (" + zoneText + ")", "Order " + clean(docs[0].OrderNumber)}
	if docs[0].Demo {
		lines = append(lines, "Demo: this event does not take place.")
	}
	for _, doc := range docs {
		text := clean(doc.Place()) + " · ticket " + clean(doc.Number)
		if holder := clean(doc.Holder); holder != "" {
			text += " · " + holder
		}
		lines = append(lines, text)
	}
	return strings.Join(lines, "\n")
}
