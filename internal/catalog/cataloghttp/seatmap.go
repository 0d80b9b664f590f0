package cataloghttp

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// seatMap is an event with all of its seats. It and seat describe what appendSeatMap writes: a stadium is too much for reflection.
type seatMap struct {
	EventID          id.UUID       `json:"eventId"`
	EventName        string        `json:"eventName"`
	EventDescription string        `json:"eventDescription"`
	EventDate        time.Time     `json:"eventDate"`
	BasePrice        money.Decimal `json:"basePrice"`
	Currency         string        `json:"currency"`
	Sequence         int64         `json:"sequence"`
	Seats            []seat        `json:"seats"`
}

type seat struct {
	ID          id.UUID       `json:"id"`
	SectionCode string        `json:"sectionCode"`
	RowNumber   int           `json:"rowNumber" doc:"The row's label if all of the section's are different numbers, else its ordinal."`
	SeatNumber  int           `json:"seatNumber"`
	Row         string        `json:"row" doc:"The label, as on tickets; empty for standing places."`
	Seat        string        `json:"seat"`
	Price       money.Decimal `json:"price" doc:"Of a seat that is held or sold the one at which it was taken."`
	Status      string        `json:"status" enum:"available,reserved,sold,unavailable"`
	Category    string        `json:"category"`
	Accessible  bool          `json:"accessible,omitempty"`
	Companion   bool          `json:"companion,omitempty"`
	Standing    bool          `json:"standing,omitempty"`
}

func (h *handlers) seatMap(w http.ResponseWriter, r *http.Request, _ rest.Call, in *EventInput) error {
	e, err := h.svc.Event(r.Context(), in.event())
	if err != nil {
		return err
	}
	tag := rest.ETag("seatmap", e.Version, e.Sequence)
	w.Header().Set("ETag", tag)
	w.Header().Set("Cache-Control", fresh)
	if has(r, tag) {
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	shown, seats, err := h.svc.SeatMap(r.Context(), in.event())
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("ETag", rest.ETag("seatmap", shown.Version, shown.Sequence))
	_, err = w.Write(appendSeatMap(make([]byte, 0, 512+224*len(seats)), &shown, seats))
	return err
}

// has reports whether the caller holds the answer already, before it is made: whole maps are dear.
func has(r *http.Request, tag string) bool {
	return strings.Contains(r.Header.Get("If-None-Match"), tag)
}

func appendSeatMap(b []byte, e *catalog.Event, seats []catalog.Seat) []byte {
	b = appendText(append(b, `{"eventId":`...), e.ID.String())
	b = appendText(append(b, `,"eventName":`...), e.Name)
	b = appendText(append(b, `,"eventDescription":`...), e.Description)
	b = appendText(append(b, `,"eventDate":`...), e.EventDate.Format(time.RFC3339Nano))
	b = append(append(b, `,"basePrice":`...), e.BasePrice.Decimal()...)
	b = appendText(append(b, `,"currency":`...), string(e.Currency()))
	b = strconv.AppendInt(append(b, `,"sequence":`...), e.Sequence, 10)
	b = append(b, `,"seats":[`...)
	for i := range seats {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendSeat(b, &seats[i])
	}
	return append(b, "]}"...)
}

func appendSeat(b []byte, s *catalog.Seat) []byte {
	b = appendText(append(b, `{"id":`...), s.ID.String())
	b = appendText(append(b, `,"sectionCode":`...), s.Section)
	b = strconv.AppendInt(append(b, `,"rowNumber":`...), int64(s.RowNumber), 10)
	b = strconv.AppendInt(append(b, `,"seatNumber":`...), int64(s.SeatNumber), 10)
	b = appendText(append(b, `,"row":`...), s.Row)
	b = appendText(append(b, `,"seat":`...), s.Seat)
	b = append(append(b, `,"price":`...), money.Of(s.Cost(), s.PlanSeat.Price.Currency).Decimal()...)
	b = appendText(append(b, `,"status":`...), string(s.Status))
	b = appendText(append(b, `,"category":`...), s.Category)
	for _, mark := range []struct {
		set  bool
		text string
	}{{s.Accessible, `,"accessible":true`}, {s.Companion, `,"companion":true`}, {s.PlanSeat.Standing, `,"standing":true`}} {
		if mark.set {
			b = append(b, mark.text...)
		}
	}
	return append(b, '}')
}

// appendText writes a JSON string. Nearly all are plain.
func appendText(b []byte, text string) []byte {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c == '"' || c == '\\' || c >= 0x7f {
			quoted, err := json.Marshal(text)
			if err != nil {
				panic(err) // a string can always be written
			}
			return append(b, quoted...)
		}
	}
	return append(append(append(b, '"'), text...), '"')
}
