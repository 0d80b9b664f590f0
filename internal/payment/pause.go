package payment

import (
	"encoding/binary"
	"hash/fnv"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
)

// pause is how long to wait after the n-th ask: it doubles from FirstPause to LastPause, less up to a quarter that depends on
// the id and n alone, so that asks spread and a simulation repeats.
func pause(of id.UUID, n int, rules Rules) time.Duration {
	wait := rules.FirstPause
	for i := 1; i < n && wait < rules.LastPause; i++ {
		wait *= 2
	}
	wait = min(wait, rules.LastPause)
	return wait - jitter(of, n, wait/4)
}

func jitter(of id.UUID, n int, most time.Duration) time.Duration {
	if most <= 0 {
		return 0
	}
	h := fnv.New64a()
	_, _ = h.Write(of[:]) // a hash takes everything
	_, _ = h.Write(binary.BigEndian.AppendUint64(nil, uint64(n)))
	return time.Duration(h.Sum64() % uint64(most)).Truncate(time.Millisecond)
}
