package app

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/speckit/ticketing/internal/app/audit"
	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/messaging"
	"github.com/speckit/ticketing/internal/platform/messaging/kafkabus"
)

// lag is one reader's way in one source of facts.
type lag struct {
	source, reader string
	at, end        int64
}

// stretches are the parts of the road that facts take, one after the other: from an outbox to every group, or to the brokers and from
// there to every group.
func (p *process) stretches() []func(context.Context) ([]lag, error) {
	if p.ground.viaKafka() {
		return []func(context.Context) ([]lag, error){p.toBrokers, p.fromBrokers}
	}
	return []func(context.Context) ([]lag, error){p.toGroups}
}

// toGroups says how far each group is in each outbox that has something for it.
func (p *process) toGroups(ctx context.Context) ([]lag, error) {
	listeners := consumersOf(p.Contexts)
	var out []lag
	for _, source := range p.parts.contexts() {
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

// toBrokers says how far each outbox is relayed.
func (p *process) toBrokers(ctx context.Context) ([]lag, error) {
	var out []lag
	for _, source := range p.parts.contexts() {
		db := p.ground.dbs[source]
		end, err := db.End(ctx)
		if err != nil {
			return nil, err
		}
		at, err := kafkabus.Relayed(ctx, db)
		if err != nil {
			return nil, err
		}
		out = append(out, lag{source, "the relay", at, end})
	}
	return out, nil
}

// fromBrokers says how far each group is in its topics.
func (p *process) fromBrokers(ctx context.Context) ([]lag, error) {
	config, err := p.ground.settings.kafka(p.ground.log)
	if err != nil {
		return nil, err
	}
	found, err := kafkabus.GroupLags(ctx, config, groupsOf(p.Contexts))
	out := make([]lag, len(found))
	for i, l := range found {
		out[i] = lag{fmt.Sprint(l.Topic, "/", l.Partition), l.Group, l.At, l.End}
	}
	return out, err
}

// groupsOf lists the topics of every group.
func groupsOf(all *Contexts) map[string][]string {
	groups := map[string][]string{}
	for _, subs := range all.Subscriptions() {
		for _, s := range subs {
			groups[s.Group] = append(groups[s.Group], s.Topic)
		}
	}
	return groups
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

// lookAgain is how often caught looks whether readers have arrived.
const lookAgain = 50 * time.Millisecond

// caught waits until every group has passed what was told when it was called.
func (p *process) caught(ctx context.Context) error {
	for _, stretch := range p.stretches() {
		if err := passed(ctx, stretch); err != nil {
			return err
		}
	}
	return nil
}

// passed waits until every reader of a stretch has passed the ends that were there at first.
func passed(ctx context.Context, stretch func(context.Context) ([]lag, error)) error {
	goal, err := stretch(ctx)
	if err != nil {
		return err
	}
	ends := map[string]int64{}
	for _, l := range goal {
		ends[l.source] = l.end
	}
	for {
		now, err := stretch(ctx)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(now, func(l lag) bool { return l.at < ends[l.source] }) {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(lookAgain):
		}
	}
}

// longWait is after how long a message that waits for another try counts as not arriving.
const longWait = 30 * time.Second

// roadWorks finds messages that did not arrive: parked, waiting for long, or not fetched although they were there at the first look. On
// a living road there is always something that has just set out.
func (p *process) roadWorks() func(ctx context.Context) (told int, found []audit.Finding, err error) {
	goals := map[string]int64{}
	return func(ctx context.Context) (told int, found []audit.Finding, err error) {
		if found, err = p.shelved(ctx); err != nil {
			return 0, nil, err
		}
		for _, stretch := range p.stretches() {
			lags, err := stretch(ctx)
			if err != nil {
				return 0, nil, err
			}
			first := map[string]int64{}
			for _, l := range lags {
				first[l.source] = l.end
				goal, known := goals[l.source]
				if !known {
					goal = l.end
				}
				if l.at < goal {
					found = append(found, audit.Finding{
						Invariant: audit.FactsArrive, Subject: id.Named(id.Nil, l.source+" "+l.reader),
						Sentence: fmt.Sprintf("%s has not fetched everything of %s", l.reader, l.source),
					})
				}
			}
			for source, end := range first {
				if _, known := goals[source]; !known {
					goals[source] = end
				}
			}
		}
		for end := range maps.Values(goals) {
			told += int(end)
		}
		return told, found, nil
	}
}

// shelved finds messages that are parked, or that have waited for long.
func (p *process) shelved(ctx context.Context) ([]audit.Finding, error) {
	now := clock.System{}.Now()
	var found []audit.Finding
	for _, name := range p.parts.contexts() {
		list, err := p.ground.dbs[name].List(ctx, messaging.Listing{Limit: messagesListed})
		if err != nil {
			return nil, err
		}
		for _, s := range list {
			if s.State == messaging.Parked || now.Sub(s.Since) > longWait {
				found = append(found, audit.Finding{
					Invariant: audit.FactsArrive, Subject: s.ID,
					Sentence: fmt.Sprintf("%s for %s is %s: %s", s.Envelope.Topic, s.Group, s.State, s.Reason),
				})
			}
		}
	}
	return found, nil
}

// parked counts messages that nobody tries any more.
func (g *ground) parked(ctx context.Context) (int, error) {
	n := 0
	for _, name := range g.parts.contexts() {
		shelved, err := g.dbs[name].List(ctx, messaging.Listing{State: messaging.Parked, Limit: messagesListed})
		if err != nil {
			return 0, err
		}
		n += len(shelved)
	}
	return n, nil
}
