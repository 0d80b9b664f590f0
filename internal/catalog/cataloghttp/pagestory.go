package cataloghttp

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// descriptionMost is how much of a description others quote, in characters.
const descriptionMost = 200

// pageStory is what the page of an event tells whoever has no script.
type pageStory struct {
	Brand, Address, Picture string
	Width, Height           int
	Name, When, Zone, Venue string
	Description             string // in a sentence or two
	Text                    string // whole
	Price, Sale             string
	Buyable                 bool
	Unlisted                bool // not for search engines
	Linked                  linkedEvent
	First                   event // as GET /events/{id} answers a stranger
}

func (p *pages) tell(e *catalog.Event) pageStory {
	now, zone := p.cfg.Clock.Now(), zoneOf(e.TimeZone)
	s := pageStory{
		Brand: p.cfg.Brand, Address: p.cfg.PublicURL + "/events/" + e.ID.String(), Width: cardWidth, Height: cardHeight,
		Name: e.Name, When: e.EventDate.In(zone).Format(whenForm), Zone: zone.String(), Venue: e.Venue, Text: e.Description,
		Price: priceOf(e), Sale: saleSentence(e, e.Sale(now), zone), Buyable: e.Sale(now) == catalog.SaleOpen, Unlisted: e.Status == catalog.Inactive,
		First: wireEvent(e, false),
	}
	s.Picture = s.Address + "/og.png"
	s.Description = shorten(s.When+", "+s.Venue+". "+e.Description, descriptionMost)
	s.Linked = link(e, &s, e.Sale(now), zone)
	return s
}

// whenForm writes a date as people at the venue read it.
const whenForm = "Mon 2 January 2006, 15:04"

// zoneOf is where the event's clocks are; what is no zone is UTC.
func zoneOf(name string) *time.Location {
	if zone, err := time.LoadLocation(name); err == nil && name != "" && name != "Local" {
		return zone
	}
	return time.UTC
}

func priceOf(e *catalog.Event) string {
	lowest, highest := money.Of(e.Lowest, e.Currency()), money.Of(e.Highest, e.Currency())
	switch {
	case e.Highest == 0:
		return "Free of charge"
	case e.Lowest == e.Highest:
		return lowest.String() + " a seat"
	}
	return fmt.Sprintf("Seats from %s to %s", lowest.Decimal(), highest)
}

func saleSentence(e *catalog.Event, sale catalog.Sale, zone *time.Location) string {
	switch sale {
	case catalog.SaleOpen:
		return fmt.Sprintf("%d of %d seats are free.", e.Tally.Available, e.Tally.Total())
	case catalog.SaleFull:
		return "No seat is free at the moment."
	case catalog.SaleLater:
		if e.SaleOpensAt.IsZero() {
			return "The sale has not begun."
		}
		return "The sale begins on " + e.SaleOpensAt.In(zone).Format(whenForm) + "."
	case catalog.SaleOver:
		return "The sale is over."
	case catalog.SaleCancelled:
		return "This event is cancelled, and every ticket is refunded."
	default:
		return "The event is not on sale."
	}
}

// shorten brings a text onto one line of at most so many characters.
func shorten(text string, most int) string {
	text = strings.Join(strings.Fields(strings.ToValidUTF8(text, "")), " ")
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	text = string([]rune(text)[:most-1])
	if space := strings.LastIndexByte(text, ' '); space > 0 {
		text = text[:space]
	}
	return strings.TrimRight(text, " .,;:") + "…"
}
