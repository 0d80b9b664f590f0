package rest

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/url"

	"github.com/speckit/ticketing/internal/kernel/fault"
)

// Sizes of a page.
const (
	DefaultPage = 50
	MaxPage     = 100
)

// List is embedded in the input of a route that lists.
type List struct {
	Limit  int    `query:"limit" minimum:"1" default:"50" doc:"How many at most; more than 100 means 100."`
	Cursor string `query:"cursor" maxLength:"1024" doc:"Where to go on: from the Link header of the page before."`
}

// Size is how many to return: 1 to 100.
func (l List) Size() int {
	if l.Limit < 1 {
		return DefaultPage
	}
	return min(l.Limit, MaxPage)
}

// Page is the output of a route that lists: an array, and where to go on.
type Page[T any] struct {
	Link string `header:"Link" doc:"<address of the next page>; rel=\"next\", when there is one."`
	Body []T
}

// NextPage makes a page. next is the cursor of the page after it, or empty when this was the last.
func NextPage[T any](call Call, items []T, next string) *Page[T] {
	page := &Page[T]{Body: items}
	if page.Body == nil {
		page.Body = []T{}
	}
	if next != "" && call.request != nil {
		address := url.URL{Path: call.request.URL.Path}
		query := call.request.URL.Query()
		query.Del("secret") // a link header may be stored; the caller has the secret anyway
		query.Set("cursor", next)
		address.RawQuery = query.Encode()
		page.Link = fmt.Sprintf(`<%s>; rel="next"`, address.String())
	}
	return page
}

var errBadCursor = fault.New(fault.Invalid, "invalid_cursor", "The cursor is not one of ours. Begin the list again without it.")

// Cursor writes where a list goes on, in a form that callers pass on without reading it.
func Cursor(at any) string {
	plain, err := json.Marshal(at)
	if err != nil {
		panic(fmt.Errorf("write cursor: %w", err)) // cursors are structs of texts, numbers and times
	}
	return base64.RawURLEncoding.EncodeToString(plain)
}

// ReadCursor reads what Cursor wrote; an empty text is the zero value, the beginning.
func ReadCursor[T any](text string) (at T, err error) {
	if text == "" {
		return at, nil
	}
	plain, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return at, errBadCursor
	}
	if DecodeJSON(plain, &at) != nil {
		return *new(T), errBadCursor
	}
	return at, nil
}
