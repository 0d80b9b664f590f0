package rest

// Len counts the remembered keys.
func (b *Buckets) Len() (n int) {
	for i := range b.shards {
		b.shards[i].mu.Lock()
		n += len(b.shards[i].full)
		b.shards[i].mu.Unlock()
	}
	return n
}

// Another refuses a connection whose two ends are one.
var Another = another
