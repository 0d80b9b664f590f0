// Package fulfillmentpdf turns tickets into files for people: PDF pages with a QR code that scans, and calendar entries.
//
// It owns the look of a ticket and nothing of its state. Equal documents give equal bytes: no clock is read and no map decides an order.
package fulfillmentpdf

import (
	"errors"
	"fmt"
	"time"

	"github.com/signintech/gopdf"

	"github.com/speckit/ticketing/internal/fulfillment"
)

// DefaultEventLength is how long a calendar entry lasts when nothing better is known: events have a start and no end.
const DefaultEventLength = 3 * time.Hour

// brand is the name at the head of every page.
const brand = "SpecKit Ticketing"

var errNoDocuments = errors.New("no tickets to render")

// Renderer is the [fulfillment.Renderer] on gopdf, go-qrcode and golang-ical. It is safe for concurrent use.
type Renderer struct {
	eventLength time.Duration
}

var _ fulfillment.Renderer = (*Renderer)(nil)

// New returns a renderer whose calendar entries last eventLength.
func New(eventLength time.Duration) *Renderer { return &Renderer{eventLength: eventLength} }

// PDF returns one A4 page per ticket, in the order given. Fonts are embedded once per file, cut down to the characters that it uses.
func (r *Renderer) PDF(docs []fulfillment.Document) ([]byte, error) {
	if len(docs) == 0 {
		return nil, errNoDocuments
	}
	faces, err := loadFaces()
	if err != nil {
		return nil, err
	}
	file, err := newCanvas(faces)
	if err != nil {
		return nil, err
	}
	for i, doc := range docs {
		if err := drawTicket(file, doc, pageOf{i + 1, len(docs)}); err != nil {
			return nil, fmt.Errorf("draw ticket %d of %d: %w", i+1, len(docs), err)
		}
	}
	file.pdf.SetInfo(gopdf.PdfInfo{
		Title:        title(faces.regular, docs),
		Author:       brand,
		Creator:      brand,
		CreationDate: lastIssue(docs),
	})
	content, err := file.pdf.GetBytesPdfReturnErr()
	if err != nil {
		return nil, fmt.Errorf("write PDF: %w", err)
	}
	return content, nil
}

// title names the file in a viewer's window. It may hold only what the fonts hold: gopdf writes no characters beyond the basic plane.
func title(f *face, docs []fulfillment.Document) string {
	name := f.plain(docs[0].EventName)
	if len(docs) == 1 {
		return f.plain(fmt.Sprintf("Ticket %s: %s", docs[0].Number, name))
	}
	return fmt.Sprintf("%d tickets: %s", len(docs), name)
}

// lastIssue is the latest time of issue, which stands for the time of writing.
func lastIssue(docs []fulfillment.Document) time.Time {
	var last time.Time
	for _, doc := range docs {
		if doc.IssuedAt.After(last) {
			last = doc.IssuedAt
		}
	}
	return last.UTC()
}
