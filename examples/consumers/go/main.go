// Command go keeps a list of paid orders from the topic order-paid, each order once.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/twmb/franz-go/pkg/kgo"
)

// orderPaid is what this consumer needs of the fact. Further fields are ignored, so that the fact may get new ones.
type orderPaid struct {
	MessageID   string      `json:"messageId"`
	Number      string      `json:"number"`
	TotalAmount json.Number `json:"totalAmount"` // as it is written: a floating point number would lose cents
	Currency    string      `json:"currency"`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := consume(ctx)
	asked := ctx.Err() != nil
	stop()
	if err != nil && !asked {
		slog.Error("stopped", "reason", err)
		os.Exit(1) // whoever watches over it starts it again
	}
}

func consume(ctx context.Context) error {
	db, err := pgxpool.New(ctx, os.Getenv("DATABASE_URL"))
	if err != nil {
		return fmt.Errorf("open the database: %w", err)
	}
	defer db.Close()
	_, err = db.Exec(ctx, `create table if not exists paid_orders (message_id uuid primary key, number text not null, total numeric not null, currency text not null)`)
	if err != nil {
		return fmt.Errorf("make the table: %w", err)
	}
	client, err := kgo.NewClient(
		kgo.SeedBrokers(strings.Split(os.Getenv("KAFKA_BROKERS"), ",")...),
		kgo.ConsumerGroup("example-go"),
		kgo.ConsumeTopics("order-paid"),
		kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()), // a new group hears everything that Kafka still has
		kgo.DisableAutoCommit(),
		kgo.SessionTimeout(10*time.Second), // whoever died is replaced after so long
	)
	if err != nil {
		return fmt.Errorf("open Kafka: %w", err)
	}
	defer client.Close()
	for {
		fetches := client.PollRecords(ctx, 500)
		if ctx.Err() != nil {
			return nil
		}
		fetches.EachError(func(topic string, partition int32, err error) {
			slog.Warn("cannot fetch; trying again", "topic", topic, "partition", partition, "reason", err)
		})
		for _, record := range fetches.Records() {
			if err := take(ctx, db, record); err != nil {
				return err // nothing of this round is committed: it comes again
			}
		}
		if err := client.CommitUncommittedOffsets(ctx); err != nil {
			slog.Warn("cannot commit; what was taken comes again", "reason", err)
		}
	}
}

// take has the effect and remembers the message in one transaction, here in one row: it takes effect once, however often it comes.
func take(ctx context.Context, db *pgxpool.Pool, record *kgo.Record) error {
	var fact orderPaid
	if err := json.Unmarshal(record.Value, &fact); err != nil {
		slog.Error("cannot be read; left out", "partition", record.Partition, "offset", record.Offset, "reason", err)
		return nil
	}
	done, err := db.Exec(ctx, `insert into paid_orders values ($1, $2, $3, $4) on conflict do nothing`,
		fact.MessageID, fact.Number, fact.TotalAmount.String(), fact.Currency)
	if err != nil {
		return fmt.Errorf("take %s: %w", fact.MessageID, err)
	}
	slog.Info("order paid", "number", fact.Number, "new", done.RowsAffected() == 1, "headers", headers(record))
	return nil
}

// headers are what travels beside the fact: message-id, occurred-at, content-type, traceparent, relay-fence.
func headers(record *kgo.Record) map[string]string {
	out := map[string]string{}
	for _, h := range record.Headers {
		out[h.Key] = string(h.Value)
	}
	return out
}
