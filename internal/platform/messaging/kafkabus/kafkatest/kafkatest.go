// Package kafkatest starts real Apache Kafka brokers for tests: KRaft mode, on loopback, on free ports, gone with the test.
//
// Nothing is skipped: scripts/kafka.sh gets the jars and Java where they are missing, and the test fails where it cannot. KAFKA_BROKERS
// in the environment takes Shared to brokers that run elsewhere.
package kafkatest

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
)

const patience = 90 * time.Second // on a machine that builds at the same time

// Cluster is a few brokers.
type Cluster struct {
	brokers []*broker
	dir     string
	voters  string
	more    []string
}

// Start starts brokers, which end with the test. More are lines of server.properties, in which {port} and {control} stand for the
// broker's own; those that begin with -- are arguments of the tool that formats the data.
func Start(t testing.TB, brokers int, more ...string) *Cluster {
	t.Helper()
	c, err := New(t.TempDir(), brokers, more...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.End)
	return c
}

// New starts brokers that keep their data in a directory, for those who have no test. They end with the process at the latest.
func New(dir string, brokers int, more ...string) (*Cluster, error) {
	c := &Cluster{dir: dir, more: more}
	var voters []string
	for i := range brokers {
		b := &broker{id: i + 1, cluster: c}
		var err error
		if b.port, err = freePort(); err == nil {
			b.control, err = freePort()
		}
		if err != nil {
			return nil, err
		}
		voters = append(voters, fmt.Sprintf("%d@127.0.0.1:%d", b.id, b.control))
		c.brokers = append(c.brokers, b)
	}
	c.voters = strings.Join(voters, ",")
	errs := make([]error, brokers)
	var wg sync.WaitGroup
	for i, b := range c.brokers {
		wg.Go(func() {
			if errs[i] = b.format(); errs[i] == nil {
				errs[i] = b.start()
			}
		})
	}
	wg.Wait()
	if err := errors.Join(append(errs, c.await())...); err != nil {
		c.End()
		return nil, err
	}
	return c, nil
}

// Shared returns the address of one broker for all tests of the process, or those that KAFKA_BROKERS names. Tests keep apart by names.
func Shared(t testing.TB) []string {
	t.Helper()
	if elsewhere := os.Getenv("KAFKA_BROKERS"); elsewhere != "" {
		return strings.Split(elsewhere, ",")
	}
	c, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	return c.Brokers()
}

var shared = sync.OnceValues(func() (*Cluster, error) {
	dir, err := os.MkdirTemp("", "speckit-kafka-")
	if err != nil {
		return nil, fmt.Errorf("make directory: %w", err)
	}
	if err := cleanAfterUs(dir); err != nil {
		return nil, err
	}
	return New(dir, 1)
})

// cleanAfterUs starts a process that removes the directory when we have ended, however that is: its input ends with us.
func cleanAfterUs(dir string) error {
	command := exec.Command("/bin/sh", "-c", `cat >/dev/null; for i in 1 2 3 4 5; do rm -rf "$1" && break; sleep 1; done`, "sh", dir) // #nosec G204 -- our own directory
	command.Dir = "/"
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // Ctrl-C is for us
	if _, err := command.StdinPipe(); err != nil {
		return fmt.Errorf("start cleaner: %w", err)
	}
	if err := command.Start(); err != nil {
		return fmt.Errorf("start cleaner: %w", err)
	}
	go func() { _ = command.Wait() }()
	return nil
}

// Name returns a name that no other test has, for a topic or a group.
func Name(what string) string { return fmt.Sprintf("%s-%08x", what, rand.Uint32()) }

// Brokers lists the addresses.
func (c *Cluster) Brokers() []string {
	var out []string
	for _, b := range c.brokers {
		out = append(out, fmt.Sprintf("127.0.0.1:%d", b.port))
	}
	return out
}

// Stop ends a broker cleanly. Its data and its ports are kept.
func (c *Cluster) Stop(t testing.TB, broker int) { t.Helper(); c.brokers[broker].end(syscall.SIGTERM) }

// Kill ends a broker at once.
func (c *Cluster) Kill(t testing.TB, broker int) { t.Helper(); c.brokers[broker].end(syscall.SIGKILL) }

// Restart starts a broker again, on its ports and its data, and waits until all answer.
func (c *Cluster) Restart(t testing.TB, broker int) {
	t.Helper()
	if err := errors.Join(c.brokers[broker].start(), c.await()); err != nil {
		t.Fatal(err)
	}
}

// End kills all that run.
func (c *Cluster) End() {
	for _, b := range c.brokers {
		b.end(syscall.SIGKILL)
	}
}

// await waits until every broker that runs answers, and knows of the others.
func (c *Cluster) await() error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	for _, b := range c.brokers {
		if err := b.await(ctx); err != nil {
			return err
		}
	}
	return nil
}

type broker struct {
	id, port, control int
	cluster           *Cluster
	process           *os.Process
	ended             chan struct{}
}

func (b *broker) path(name string) string {
	return filepath.Join(b.cluster.dir, fmt.Sprint(b.id), name)
}

// format writes the settings and prepares the data.
func (b *broker) format() error {
	if err := os.MkdirAll(b.path(""), 0o700); err != nil {
		return fmt.Errorf("make broker's directory: %w", err)
	}
	if err := os.WriteFile(b.path("server.properties"), []byte(b.settings()), 0o600); err != nil {
		return fmt.Errorf("write broker's settings: %w", err)
	}
	jars, err := classPath()
	if err != nil {
		return err
	}
	arguments := []string{"-cp", jars, "kafka.tools.StorageTool", "format", "-t", "c3BlY2tpdC10aWNrZXRpbg", "-c", b.path("server.properties")}
	for _, line := range b.cluster.more {
		if strings.HasPrefix(line, "--") {
			arguments = append(arguments, strings.Fields(line)...)
		}
	}
	out, err := exec.Command("java", arguments...).CombinedOutput() // #nosec G204 -- our own
	if err != nil {
		return fmt.Errorf("format broker's data: %w: %s", err, out)
	}
	return nil
}

func (b *broker) settings() string {
	copies, enough := len(b.cluster.brokers), 1
	if copies > 2 {
		enough = 2
	}
	lines := []string{
		"process.roles=broker,controller",
		fmt.Sprintf("node.id=%d", b.id),
		"controller.quorum.voters=" + b.cluster.voters,
		"controller.listener.names=CONTROLLER",
		fmt.Sprintf("listeners=PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d", b.port, b.control),
		fmt.Sprintf("advertised.listeners=PLAINTEXT://127.0.0.1:%d", b.port),
		"log.dirs=" + b.path("data"),
		fmt.Sprintf("default.replication.factor=%d", copies),
		fmt.Sprintf("min.insync.replicas=%d", enough),
		fmt.Sprintf("offsets.topic.replication.factor=%d", copies),
		"offsets.topic.num.partitions=3",
		fmt.Sprintf("transaction.state.log.replication.factor=%d", copies),
		fmt.Sprintf("transaction.state.log.min.isr=%d", enough),
		"group.initial.rebalance.delay.ms=0",
		"auto.create.topics.enable=false",
		"broker.session.timeout.ms=6000", // a broker that was killed is missed soon
	}
	for _, line := range b.cluster.more {
		if !strings.HasPrefix(line, "--") {
			lines = append(lines, line)
		}
	}
	return strings.NewReplacer("{port}", fmt.Sprint(b.port), "{control}", fmt.Sprint(b.control)).Replace(strings.Join(lines, "\n") + "\n")
}

func (b *broker) start() error {
	jars, err := classPath()
	if err != nil {
		return err
	}
	log, err := os.OpenFile(b.path("log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("open broker's log: %w", err)
	}
	defer log.Close()
	command := exec.Command("java", "-Xms128m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-cp", jars, "kafka.Kafka", b.path("server.properties")) // #nosec G204 -- our own
	command.Stdout, command.Stderr = log, log
	b.process, b.ended, err = launch(command)
	return err
}

// answers asks the broker. Of one that wants to know who asks, it is enough that it listens: that is the last thing it begins.
func (b *broker) answers(ctx context.Context, client *kgo.Client) bool {
	for _, line := range b.cluster.more {
		if strings.HasPrefix(line, "listeners=SASL") {
			conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", fmt.Sprintf("127.0.0.1:%d", b.port))
			return err == nil && conn.Close() == nil
		}
	}
	return client.Ping(ctx) == nil
}

// await waits for the broker's answer.
func (b *broker) await(ctx context.Context) error {
	if b.process == nil {
		return nil
	}
	client, err := kgo.NewClient(kgo.SeedBrokers(fmt.Sprintf("127.0.0.1:%d", b.port)))
	if err != nil {
		return err
	}
	defer client.Close()
	for {
		if b.answers(ctx, client) {
			return nil
		}
		select {
		case <-b.ended:
			return fmt.Errorf("broker %d ended: %s", b.id, b.tail())
		case <-ctx.Done():
			return fmt.Errorf("broker %d does not answer: %s", b.id, b.tail())
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func (b *broker) tail() string {
	text, _ := os.ReadFile(b.path("log"))
	return string(text[max(0, len(text)-2000):])
}

func (b *broker) end(how syscall.Signal) {
	if b.process == nil {
		return
	}
	_ = b.process.Signal(how)
	<-b.ended
	b.process = nil
}

// freePort finds a port that nobody listens on, below those from which the system takes the ends of connections: a broker that is
// started again must find it free.
func freePort() (int, error) {
	for range 100 {
		port := 20000 + rand.IntN(10000)
		if l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port)); err == nil {
			return port, l.Close()
		}
	}
	return 0, errors.New("no free port was found")
}

// classPath has the jars fetched.
var classPath = sync.OnceValues(func() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for ; ; dir = filepath.Dir(dir) {
		script := filepath.Join(dir, "scripts", "kafka.sh")
		if _, err := os.Stat(script); err == nil {
			command := exec.Command("sh", script) // #nosec G204 -- the repository's own
			command.Stderr = os.Stderr
			out, err := command.Output()
			return strings.TrimSpace(string(out)), err
		}
		if dir == filepath.Dir(dir) {
			return "", errors.New("scripts/kafka.sh was not found above the working directory")
		}
	}
})
