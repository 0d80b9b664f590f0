package app

import (
	"context"
	"fmt"
	"time"

	"github.com/speckit/ticketing/internal/app/audit"
	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/messaging"
)

// lag is one group's way in one outbox.
type lag struct {
	source, group string
	at, end       int64
}

// lags says how far each group is in each outbox that has something for it.
func (p *process) lags(ctx context.Context) ([]lag, error) {
	listeners := consumersOf(p.Contexts)
	var out []lag
	for _, source := range contextNames {
		db := p.ground.dbs[source]
		end, err := db.End(ctx)
		if err != nil {
			return nil, err
		}
		cursors, err := db.Cursors(ctx)
		if err != nil {
			return nil, err
		}
		for group := range listeners[source] {
			out = append(out, lag{source, group, cursors[group], end})
		}
	}
	return out, nil
}

// consumersOf lists the groups that listen to each producer.
func consumersOf(all *Contexts) map[string]map[string]bool {
	producer := map[string]string{}
	for _, c := range events.Contracts {
		producer[c.Topic()] = c.Producer
	}
	out := map[string]map[string]bool{}
	for _, subs := range all.Subscriptions() {
		for _, s := range subs {
			from := producer[s.Topic]
			if out[from] == nil {
				out[from] = map[string]bool{}
			}
			out[from][s.Group] = true
		}
	}
	return out
}

// caught waits until every group has passed what was told when it was called.
func (p *process) caught(ctx context.Context) error {
	goal, err := p.lags(ctx)
	if err != nil {
		return err
	}
	ends := map[string]int64{}
	for _, l := range goal {
		ends[l.source] = l.end
	}
	for {
		now, err := p.lags(ctx)
		if err != nil {
			return err
		}
		behind := false
		for _, l := range now {
			behind = behind || l.at < ends[l.source]
		}
		if !behind {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// longWait is after how long a message that waits for another try counts as not arriving.
const longWait = 30 * time.Second

// road finds messages that did not arrive: parked, waiting for long, or not fetched at all.
func (p *process) road(ctx context.Context) (told int, found []audit.Finding, err error) {
	now := clock.System{}.Now()
	for _, name := range contextNames {
		shelved, err := p.ground.dbs[name].List(ctx, "", messagesListed)
		if err != nil {
			return 0, nil, err
		}
		for _, s := range shelved {
			if s.State == messaging.Parked || now.Sub(s.Since) > longWait {
				found = append(found, audit.Finding{
					Invariant: audit.FactsArrive, Subject: s.ID,
					Sentence: fmt.Sprintf("%s for %s is %s: %s", s.Envelope.Topic, s.Group, s.State, s.Reason),
				})
			}
		}
	}
	lags, err := p.lags(ctx)
	if err != nil {
		return 0, nil, err
	}
	for _, l := range lags {
		told += int(l.end)
		if l.at < l.end {
			found = append(found, audit.Finding{
				Invariant: audit.FactsArrive, Subject: id.Named(id.Nil, l.source+" "+l.group),
				Sentence: fmt.Sprintf("%s has not fetched everything that %s told", l.group, l.source),
			})
		}
	}
	return told, found, nil
}

// parked counts messages that nobody tries any more.
func (g *ground) parked(ctx context.Context) (int, error) {
	n := 0
	for _, name := range contextNames {
		shelved, err := g.dbs[name].List(ctx, messaging.Parked, messagesListed)
		if err != nil {
			return 0, err
		}
		n += len(shelved)
	}
	return n, nil
}
