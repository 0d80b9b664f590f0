package pg

// CountFacts tells a function of the facts of every commit in this process, by topic. It is called before the first one, and the function
// must not block.
func (db *DB) CountFacts(count func(topic string, n int)) { db.count = count }

// counted tells of the facts of a commit, those of one topic that lie together at once.
func (db *DB) counted(facts []emitted) {
	if db.count == nil {
		return
	}
	for from := 0; from < len(facts); {
		topic, to := facts[from].fact.Topic(), from+1
		for to < len(facts) && facts[to].fact.Topic() == topic {
			to++
		}
		db.count(topic, to-from)
		from = to
	}
}
