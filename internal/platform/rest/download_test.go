package rest_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/platform/rest"
)

func TestADownloadGoesOutPieceByPiece(t *testing.T) {
	t.Parallel()
	h := open(t, nil)
	goOn := make(chan struct{})
	rest.Download(h.For("fulfillment"), rest.Route{Method: "GET", Path: "/list", ID: "list", Summary: "A list", Access: rest.Open, Produces: "text/csv"},
		func(_ context.Context, _ rest.Call, in *struct {
			Fail string `query:"fail"`
		}, to *rest.Pieces,
		) error {
			if in.Fail == "first" {
				return fault.New(fault.Gone, "list_gone", "The list is gone.")
			}
			to.Header().Set("Content-Type", "text/csv")
			_, _ = io.WriteString(to, "one,")
			if err := to.Send(); err != nil {
				return err
			}
			<-goOn
			if in.Fail == "later" {
				return errors.New("the rest is lost")
			}
			_, _ = io.WriteString(to, "two")
			return nil
		})
	server := httptest.NewServer(h.Handler())
	defer server.Close()
	ask := func(query string) *http.Response {
		answer, err := server.Client().Get(server.URL + "/api/list" + query)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = answer.Body.Close() })
		return answer
	}
	whole, broken := ask(""), ask("?fail=later") //nolint:bodyclose // at the end of the test; both have answered before anything goes on
	close(goOn)
	if body, err := io.ReadAll(whole.Body); err != nil || string(body) != "one,two" || whole.Header.Get("X-Content-Type-Options") != "nosniff" || whole.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("got %q, %v, %v", body, err, whole.Header)
	}
	if body, err := io.ReadAll(broken.Body); err == nil || string(body) != "one," {
		t.Errorf("half a list was passed off as a whole one: %q", body)
	}
	if gone := ask("?fail=first"); gone.StatusCode != http.StatusGone { //nolint:bodyclose // at the end of the test
		t.Errorf("got %d", gone.StatusCode)
	}
}
