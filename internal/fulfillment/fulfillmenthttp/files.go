package fulfillmenthttp

import (
	"context"
	"mime"

	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/platform/rest"
)

type fileOutput struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        []byte
}

// disposition gives a download its name.
func disposition(file fulfillment.File) string {
	return mime.FormatMediaType("attachment", map[string]string{"filename": file.Name})
}

func answer(file fulfillment.File, err error) (*fileOutput, error) {
	if err != nil {
		return nil, err
	}
	return &fileOutput{ContentType: file.Type, Disposition: disposition(file), Body: file.Content}, nil
}

func (h handlers) orderPDF(ctx context.Context, call rest.Call, in *orderInput) (*fileOutput, error) {
	call.Tag("order", in.ID)
	return answer(h.svc.OrderPDF(ctx, reader(call), fulfillment.OrderID(in.ID)))
}

func (h handlers) orderCalendar(ctx context.Context, call rest.Call, in *orderInput) (*fileOutput, error) {
	call.Tag("order", in.ID)
	return answer(h.svc.OrderCalendar(ctx, reader(call), fulfillment.OrderID(in.ID)))
}
