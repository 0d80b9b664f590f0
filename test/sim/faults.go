package sim

import "errors"

// Faults is all that goes wrong. Each of them arms something that then strikes by itself; a new one is a row here, a field of trouble,
// and the place where it strikes.
var Faults = []Happening{
	{"the process will die", 15, func(w *World) { w.trouble.fuse = w.aPoint() }},
	{"the process dies in the middle of something", 12, func(w *World) {
		w.trouble.fuse = point{"", 1 + w.rnd.IntN(3)}
		w.happen(Actors[w.rnd.IntN(len(Actors))])
	}},
	{"somebody will come in between", 150, func(w *World) { w.trouble.aside = w.aPoint() }},
	{"questions to the bank will be lost", 8, func(w *World) { w.trouble.questions = 1 + w.rnd.IntN(3) }},
	{"answers of the bank will be lost", 12, func(w *World) { w.trouble.answers = 1 + w.rnd.IntN(3) }},
	{"a charge will come late", 8, func(w *World) { w.trouble.late = 1 + w.rnd.IntN(2) }},
	{"a database will be away", 10, func(w *World) {
		w.trouble.away, w.trouble.awayFor = w.memories.sources()[w.rnd.IntN(6)].name, 1+w.rnd.IntN(4)
	}},
	{"the mail server will be away", 8, func(w *World) { w.trouble.mail = 1 + w.rnd.IntN(4) }},
	{"the gate will lie", 4, func(w *World) { w.trouble.gate = 1 + w.rnd.IntN(3) }},
	{"messages will be lost on the way", 20, func(w *World) { w.trouble.lose = 1 + w.rnd.IntN(4) }},
	{"messages will come twice", 20, func(w *World) { w.trouble.double = 1 + w.rnd.IntN(4) }},
	{"old messages come again", 15, func(w *World) { w.bus.again(1 + w.rnd.IntN(3)) }},
	{"a road is held up", 20, func(w *World) { w.bus.holdUp(1 + w.rnd.IntN(40)) }},
	{"the road runs backwards", 15, func(w *World) { w.trouble.backwards = 5 + w.rnd.IntN(20) }},
	{"a consumer forgets how far it was", 6, func(w *World) { w.bus.rewind() }},
}

// trouble is what will strike, and how often still. A process that dies takes it along.
type trouble struct {
	fuse      point // where the process dies
	aside     point // where somebody comes in between
	questions int   // to the bank, that are lost
	answers   int   // of the bank, that are lost
	late      int   // charges that reach the bank long after their sender has given up
	away      string
	awayFor   int // transactions for which that database is away
	mail      int // letters that the mail server refuses
	gate      int // tries at which the gate lies
	lose      int // messages that come later
	double    int // messages that come twice
	backwards int // deliveries for which the newest key goes first
}

// errMade is every failure that we bring about ourselves, so that no other is excused.
var errMade = errors.New("away on purpose")

func isMade(err error) bool { return errors.Is(err, errMade) }

// strike uses up one of what is armed.
func (w *World) strike(left *int) bool {
	if w.calm || *left == 0 {
		return false
	}
	*left--
	return true
}

// atStore refuses a transaction while the database is away.
func (t *trouble) atStore(w *World, name string) error {
	if t.away == name && w.strike(&t.awayFor) {
		return errMade
	}
	return nil
}
