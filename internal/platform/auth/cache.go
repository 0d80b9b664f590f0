package auth

import (
	"container/list"
	"crypto/sha256"
	"sync"
	"time"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// cache remembers tokens whose signature was good, since checking one costs as much as the rest of a request. It holds the
// most recently used and never one longer than the token lives.
type cache struct {
	mu     sync.Mutex
	most   int
	order  *list.List // most recently used first
	byHash map[[sha256.Size]byte]*list.Element
}

type cached struct {
	hash    [sha256.Size]byte
	who     actor.Actor
	session id.UUID
	until   time.Time // its key may be withdrawn: then it is checked again
}

func newCache(most int) *cache {
	return &cache{most: most, order: list.New(), byHash: make(map[[sha256.Size]byte]*list.Element)}
}

func (c *cache) get(hash [sha256.Size]byte, now time.Time) (cached, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	element, ok := c.byHash[hash]
	if !ok {
		return cached{}, false
	}
	entry := element.Value.(cached)
	if !now.Before(entry.until) {
		c.drop(element)
		return cached{}, false
	}
	c.order.MoveToFront(element)
	return entry, true
}

func (c *cache) put(entry cached) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if old, ok := c.byHash[entry.hash]; ok {
		c.drop(old)
	}
	c.byHash[entry.hash] = c.order.PushFront(entry)
	if c.order.Len() > c.most {
		c.drop(c.order.Back())
	}
}

func (c *cache) drop(element *list.Element) {
	delete(c.byHash, element.Value.(cached).hash)
	c.order.Remove(element)
}
