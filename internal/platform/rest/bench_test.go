package rest_test

import (
	"net/http/httptest"
	"strings"
	"testing"
)

// BenchmarkCall is the door's own cost: a small body in, a token checked, a small body out.
func BenchmarkCall(b *testing.B) {
	for name, key := range map[string]string{"plain": "", "with key": "k"} {
		b.Run(name, func(b *testing.B) {
			h := open(&testing.T{}, nil).echo()
			handler := h.Handler()
			body := `{` + goodID + `,"label":"A1","price":12.50,"friends":["` + anna.String() + `"]}`
			b.ReportAllocs()
			for b.Loop() {
				r := httptest.NewRequest("POST", "/api/seats", strings.NewReader(body))
				r.Header.Set("Authorization", "Bearer anna")
				if key != "" {
					r.Header.Set("Idempotency-Key", key)
				}
				w := httptest.NewRecorder()
				if handler.ServeHTTP(w, r); w.Code != 201 {
					b.Fatal(w.Body)
				}
			}
		})
	}
}
