package cataloghttp

import (
	"time"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// schemaOrg is the vocabulary in which search engines read events: https://schema.org/Event.
const schemaOrg = "https://schema.org/"

// linkedEvent is an event in that vocabulary, as JSON-LD.
type linkedEvent struct {
	Context     string      `json:"@context"`
	Type        string      `json:"@type"`
	Name        string      `json:"name"`
	Description string      `json:"description,omitempty"`
	URL         string      `json:"url"`
	Image       []string    `json:"image"`
	StartDate   string      `json:"startDate"` // with the offset of the venue's zone
	Status      string      `json:"eventStatus"`
	Attendance  string      `json:"eventAttendanceMode"`
	Location    linkedPlace `json:"location"`
	Offers      linkedOffer `json:"offers"`
}

type linkedPlace struct {
	Type    string `json:"@type"`
	Name    string `json:"name"`
	Address string `json:"address"`
}

type linkedOffer struct {
	Type         string        `json:"@type"`
	URL          string        `json:"url"`
	Currency     string        `json:"priceCurrency"`
	LowPrice     money.Decimal `json:"lowPrice"`
	HighPrice    money.Decimal `json:"highPrice"`
	Count        int           `json:"offerCount"`
	Availability string        `json:"availability"`
	ValidFrom    string        `json:"validFrom,omitempty"`
	ValidThrough string        `json:"validThrough,omitempty"`
}

// availabilities are what search engines call the states of a sale.
var availabilities = map[catalog.Sale]string{
	catalog.SaleOpen: "InStock", catalog.SaleFull: "SoldOut", catalog.SaleLater: "PreOrder", catalog.SaleOver: "Discontinued", catalog.SaleOff: "OutOfStock",
	catalog.SaleCancelled: "Discontinued",
}

func link(e *catalog.Event, s *pageStory, sale catalog.Sale, zone *time.Location) linkedEvent {
	status := "EventScheduled"
	if sale == catalog.SaleCancelled {
		status = "EventCancelled"
	}
	at := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return t.In(zone).Format(time.RFC3339)
	}
	return linkedEvent{
		Context: "https://schema.org", Type: "Event", Name: e.Name, Description: e.Description, URL: s.Address, Image: []string{s.Picture},
		StartDate: at(e.EventDate), Status: schemaOrg + status, Attendance: schemaOrg + "OfflineEventAttendanceMode",
		Location: linkedPlace{"Place", e.Venue, e.Venue},
		Offers: linkedOffer{
			Type: "AggregateOffer", URL: s.Address, Currency: string(e.Currency()),
			LowPrice: money.Of(e.Lowest, e.Currency()).Decimal(), HighPrice: money.Of(e.Highest, e.Currency()).Decimal(),
			Count: e.Shown().Available, Availability: schemaOrg + availabilities[sale], ValidFrom: at(e.SaleOpensAt), ValidThrough: at(e.SaleClosesAt),
		},
	}
}
