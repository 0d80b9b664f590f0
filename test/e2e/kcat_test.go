package e2e

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"testing"

	"github.com/speckit/ticketing/test/e2e/estate"
)

// record is a message as kcat prints it.
type record struct {
	Topic     string   `json:"topic"`
	Partition int      `json:"partition"`
	Offset    int64    `json:"offset"`
	Headers   []string `json:"headers"` // name, value, name, value
	Key       string   `json:"key"`
	Payload   string   `json:"payload"`
}

// header is a header's value, or nothing.
func (r record) header(name string) string {
	for i := 0; i+1 < len(r.Headers); i += 2 {
		if r.Headers[i] == name {
			return r.Headers[i+1]
		}
	}
	return ""
}

// kcat runs the stock client against an estate's brokers.
func kcat(ctx context.Context, e *estate.Estate, in string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "kcat", append([]string{"-q", "-b", strings.Join(e.Kafka.Brokers(), ",")}, args...)...) // #nosec G204 -- topics and our own brokers
	cmd.Stdin = strings.NewReader(in)
	var errOut bytes.Buffer
	cmd.Stderr = &errOut
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("kcat %s: %w: %s", args, err, &errOut)
	}
	return out, nil
}

// records reads a topic from its beginning to its end.
func records(t *testing.T, e *estate.Estate, topic string) []record {
	t.Helper()
	out, err := kcat(t.Context(), e, "", "-C", "-t", topic, "-o", "beginning", "-e", "-J")
	if err != nil {
		t.Fatal(err)
	}
	var all []record
	for lines := json.NewDecoder(bytes.NewReader(out)); ; {
		var r record
		switch err := lines.Decode(&r); {
		case err == io.EOF:
			return all
		case err != nil:
			t.Fatalf("read what kcat says of %s: %v", topic, err)
		}
		all = append(all, r)
	}
}
