package guides

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/ordering/orderingpg"
	"github.com/speckit/ticketing/internal/platform/messaging/kafkabus"
	"github.com/speckit/ticketing/internal/platform/messaging/kafkabus/kafkatest"
	"github.com/speckit/ticketing/internal/platform/pg"
	"github.com/speckit/ticketing/internal/platform/pg/pgtest"
)

const (
	root     = "../.."
	patience = 3 * time.Minute // on a machine that builds at the same time
)

// examples are the files that the guide shows, with the language of their blocks.
var examples = map[string]string{
	"examples/consumers/go/main.go":            "go",
	"examples/consumers/python/orders_paid.py": "python",
}

func TestTheGuideShowsTheFilesThatRun(t *testing.T) {
	t.Parallel()
	guide := read(t, "docs/guides/kafka-events.md")
	for file, language := range examples {
		blocks := regexp.MustCompile("(?s)\n```"+language+"\n(.*?)```\n").FindAllStringSubmatch(guide, -1)
		if len(blocks) != 1 || blocks[0][1] != read(t, file) {
			t.Errorf("the guide's block of %s is not what %s says", language, file)
		}
	}
}

func TestTheExampleConsumersTakeEachPaidOrderOnce(t *testing.T) {
	t.Parallel()
	h := open(t)
	first, second := h.tell(t), h.tell(t)
	for language, prepare := range map[string]func(*testing.T) func() *exec.Cmd{"go": h.inGo, "python": h.inPython} {
		t.Run(language, func(t *testing.T) {
			consumer := prepare(t)
			run := begin(t, consumer())
			run.await(t, first, true)
			run.await(t, second, true)
			h.again(t, first)
			run.await(t, first, false)
			run.stop(t)
			third := h.tell(t)
			after := begin(t, consumer())
			after.await(t, third, true)
			after.stop(t)
			before, later := strings.Join(run.said, "\n"), strings.Join(after.said, "\n")
			if strings.Contains(later, second.Number) {
				t.Errorf("what was committed came again after the restart:\n%s", later)
			}
			for _, header := range []string{"message-id", "occurred-at", "content-type", "relay-fence"} {
				if !strings.Contains(before, header) {
					t.Errorf("%s is not among the headers of %s", header, before)
				}
			}
		})
	}
}

// house is a broker with a relay that brings ordering's facts to it.
type house struct {
	brokers []string
	db      *pg.DB
	client  *kgo.Client
}

func open(t *testing.T) *house {
	h := &house{brokers: kafkatest.Start(t, 1).Brokers(), db: pgtest.Open(t, orderingpg.Schema)}
	var err error
	if h.client, err = kgo.NewClient(kgo.SeedBrokers(h.brokers...), kgo.ProducerBatchCompression(kgo.NoCompression())); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.client.Close)
	bus, err := kafkabus.Open(kafkabus.Config{Brokers: h.brokers, Partitions: 3})
	if err != nil {
		t.Fatal(err)
	}
	bus.From("ordering", h.db, events.TopicsOf("ordering")...)
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- bus.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return h
}

// tell commits the contract's example as a fact of an order of its own.
func (h *house) tell(t *testing.T) events.OrderPaid {
	t.Helper()
	var fact events.OrderPaid
	if err := json.Unmarshal([]byte(read(t, "contracts/events/examples/order-paid.v1.json")), &fact); err != nil {
		t.Fatal(err)
	}
	fact.Message, fact.Order = id.Random{}.New(), id.Random{}.New()
	fact.Number = strings.ToUpper(fact.Order.String()[28:])
	err := h.db.Update(t.Context(), func(_ context.Context, tx *pg.Tx) error { tx.Emit(fact); return nil })
	if err != nil {
		t.Fatal(err)
	}
	return fact
}

// again sends a fact a second time, as a relay does that died before it knew that the first had arrived.
func (h *house) again(t *testing.T, fact events.OrderPaid) {
	t.Helper()
	value, err := json.Marshal(fact)
	if err != nil {
		t.Fatal(err)
	}
	record := &kgo.Record{Topic: fact.Topic(), Key: []byte(fact.Key()), Value: value, Headers: []kgo.RecordHeader{{Key: "message-id", Value: []byte(fact.Message.String())}}}
	if err := h.client.ProduceSync(t.Context(), record).FirstErr(); err != nil {
		t.Fatal(err)
	}
}

// inGo and inPython prepare a consumer with a place to keep what it took, and return how each run of it begins.
func (h *house) inGo(t *testing.T) func() *exec.Cmd {
	t.Helper()
	program := filepath.Join(t.TempDir(), "consumer")
	if said, err := exec.CommandContext(t.Context(), "go", "build", "-o", program, root+"/examples/consumers/go").CombinedOutput(); err != nil { // #nosec G204 -- our own example
		t.Fatalf("build the example: %v\n%s", err, said)
	}
	return h.runs([]string{program}, "DATABASE_URL="+pgtest.Database(t))
}

func (h *house) inPython(t *testing.T) func() *exec.Cmd {
	t.Helper()
	python, err := exec.CommandContext(t.Context(), "sh", root+"/scripts/python.sh").Output()
	if err != nil {
		t.Fatalf("scripts/python.sh: %v", err)
	}
	script := []string{strings.TrimSpace(string(python)), root + "/examples/consumers/python/orders_paid.py"}
	return h.runs(script, "ORDERS_FILE="+filepath.Join(t.TempDir(), "orders.db"))
}

func (h *house) runs(args []string, settings ...string) func() *exec.Cmd {
	return func() *exec.Cmd {
		cmd := exec.Command(args[0], args[1:]...) // #nosec G204 -- our own example
		cmd.Env = append(append(os.Environ(), "KAFKA_BROKERS="+strings.Join(h.brokers, ",")), settings...)
		return cmd
	}
}

// run is one run of a consumer.
type run struct {
	cmd   *exec.Cmd
	lines chan string
	said  []string
	ended chan error
}

// begin starts a consumer, which ends with the test, and with this process however that ends.
func begin(t *testing.T, cmd *exec.Cmd) *run {
	t.Helper()
	r := &run{cmd: cmd, lines: make(chan string, 1000), ended: make(chan error, 1)}
	reader, writer := io.Pipe()
	cmd.Stdout, cmd.Stderr = writer, writer
	dieWithUs(cmd)
	started := make(chan error)
	go func() {
		runtime.LockOSThread() // the signal comes at the death of the thread that started the process
		defer runtime.UnlockOSThread()
		err := cmd.Start()
		started <- err
		if err == nil {
			r.ended <- cmd.Wait()
		}
		_ = writer.Close() // a pipe's end does not fail
	}()
	go func() {
		defer close(r.lines)
		for scanner := bufio.NewScanner(reader); scanner.Scan(); {
			r.lines <- scanner.Text()
		}
	}()
	if err := <-started; err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() }) // it may have ended
	return r
}

// await reads on until the consumer has said that it took a fact, and whether it was new to it.
func (r *run) await(t *testing.T, fact events.OrderPaid, isNew bool) {
	t.Helper()
	words := map[bool][]string{true: {"new=true", " new "}, false: {"new=false", " again "}}[isNew]
	says := func(line string) bool {
		return strings.Contains(line, fact.Number) && (strings.Contains(line, words[0]) || strings.Contains(line, words[1]))
	}
	for deadline := time.After(patience); !slices.ContainsFunc(r.said, says); {
		select {
		case line, more := <-r.lines:
			if !more {
				t.Fatalf("the consumer ended:\n%s", strings.Join(r.said, "\n"))
			}
			r.said = append(r.said, line)
		case <-deadline:
			t.Fatalf("%s did not come as %q:\n%s", fact.Number, words, strings.Join(r.said, "\n"))
		}
	}
}

// stop tells the consumer to end and expects it to do so well.
func (r *run) stop(t *testing.T) {
	t.Helper()
	if err := r.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	for line := range r.lines {
		r.said = append(r.said, line)
	}
	if err := <-r.ended; err != nil {
		t.Errorf("the consumer ended badly: %v\n%s", err, strings.Join(r.said, "\n"))
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
