package rest

import (
	"context"
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
)

// Pieces is an answer that goes out as it comes, in place of being kept whole.
type Pieces struct{ x *exchange }

// Header are the headers, until the first piece is sent.
func (p *Pieces) Header() http.Header { return p.x.answer.Header() }

// Write adds to the next piece.
func (p *Pieces) Write(b []byte) (int, error) { return p.x.answer.Write(b) }

// Send sends what was written. An error means that the caller is gone.
func (p *Pieces) Send() error {
	if !p.x.answer.through {
		p.x.commonHeaders()
	}
	p.x.answer.allow(answerTimeout)
	if err := p.x.answer.FlushError(); err != nil {
		return fmt.Errorf("send a piece: %w", err)
	}
	return nil
}

// Download adds an operation whose answer may be large: the handler writes it piece by piece. An error before the first piece is
// answered as a problem; after it the connection is broken, so that nobody takes a part for the whole.
func Download[I any](api *API, route Route, handle func(ctx context.Context, call Call, in *I, to *Pieces) error) {
	add(api, route, plainJSON, func(ctx context.Context, x *exchange, in *I) (*huma.StreamResponse, error) {
		err := handle(ctx, x.call, in, &Pieces{x})
		switch {
		case err != nil && x.answer.through:
			_ = x.problem(ctx, err) // for the log
			panic(http.ErrAbortHandler)
		case err != nil:
			return nil, err
		}
		return written, nil
	})
}
