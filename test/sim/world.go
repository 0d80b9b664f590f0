package sim

import (
	"context"
	"io"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/speckit/ticketing/internal/app"
	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/identity/identitytest"
	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/payment/paymentsim"
)

// Options say which run it is.
type Options struct {
	Seed  uint64
	Steps int
	Log   io.Writer // every line of the run; nil: none

	// What is broken on purpose, to show that it is noticed. An honest run leaves all of it empty.
	NoInbox      bool              // every message counts as a first one
	DoubleOffers bool              // a seat in line may be in two offers
	Window       time.Duration     // how long a payment keeps a hold past its end; zero: as the product has it
	Dress        func(*app.Stores) // puts something between the contexts and their memories
}

// Report is what a run came to.
type Report struct {
	Print    uint64         // of all that happened: equal for equal seeds
	Guests   int            // people who came
	Paid     int            // orders that were paid
	Deaths   int            // of processes
	Checked  int            // things that the audits held against promises
	Answers  map[string]int // how often what was answered what
	Happened map[string]int // how often somebody did something, or something was to go wrong
}

// begins is when every run begins.
var begins = time.Date(2031, time.March, 1, 9, 0, 0, 0, time.UTC)

// World is one installation, all who deal with it, and all that befalls it.
type World struct {
	options Options
	rnd     *rand.Rand
	bytes   *rand.ChaCha8 // for the secrets of the contexts
	clock   *clock.Fake
	ids     *id.Seeded
	ctx     context.Context

	// What outlives a crash.
	memories memories
	bank     *paymentsim.Memory
	post     *post
	underway []paymentsim.Entry // charges that have not arrived at the bank yet
	bus      bus

	// What does not.
	all *app.Contexts

	happenings []Happening

	trouble trouble
	belief  belief
	people  []*person
	shows   []*show
	swept   time.Time // when holds were swept last

	step   int
	depth  int  // how many are let in between another's commits
	calm   bool // nothing breaks and nobody is let in between
	trace  trace
	report Report
}

// settleEvery is how many steps lie between two audits of the whole.
const settleEvery = 50

// Run plays a seed. Its error is a *Breach.
func Run(options Options) (report Report, err error) {
	w := begin(options)
	defer func() {
		if over := recover(); over != nil {
			err = w.broken(over)
		}
		w.report.Print = w.trace.print
		report = w.report
	}()
	w.open()
	for w.step = 1; w.step <= options.Steps; w.step++ {
		w.life(w.something)
		w.life(w.deliverSome)
		w.look()
		if w.step%settleEvery == 0 {
			w.settle()
		}
	}
	w.end()
	return w.report, nil
}

func begin(options Options) *World {
	w := &World{
		options: options,
		rnd:     rand.New(rand.NewPCG(options.Seed, 0x51)), // #nosec G404 -- repeatable on purpose
		clock:   clock.NewFake(begins),
		ids:     id.NewSeeded(options.Seed),
		ctx:     context.Background(),
		bank:    paymentsim.NewMemory(),
		post:    newPost(),
		belief:  newBelief(),
		swept:   begins,
		report:  Report{Answers: map[string]int{}, Happened: map[string]int{}},
	}
	var seed [32]byte
	for i := range seed {
		seed[i] = byte(w.rnd.Uint32())
	}
	w.bytes = rand.NewChaCha8(seed)
	w.memories = newMemories(options.NoInbox)
	w.memories.waitlist.Lenient = options.DoubleOffers
	w.bus.world = w
	w.happenings = slices.Concat(Actors, Faults)
	return w
}

// open starts the first process and puts the first events on sale.
func (w *World) open() {
	w.calm = true
	w.boot()
	for range eventsOnSale {
		putOnSale(w)
	}
	if len(w.shows) < eventsOnSale {
		w.breach("no excuse", "an event cannot be put on sale")
	}
	for range crowd {
		w.people = append(w.people, newGuest(w))
	}
	w.deliverAll()
	w.calm = false
	w.look()
}

// boot starts a process on the memories that are there.
func (w *World) boot() {
	stores := w.stores()
	if w.options.Dress != nil {
		w.options.Dress(&stores)
	}
	w.all = app.Assemble(stores, app.Tools{
		Clock: w.clock, IDs: w.ids, Gate: doorman{w}, Random: w.bytes,
		Sealers:   func(purpose string) app.Sealer { return identitytest.Sealer{Word: purpose} },
		Passwords: &identitytest.Passwords{}, Tokens: identitytest.Tokens{},
		Renderer: paper{}, Writer: pen{}, Sender: postman{w},
		Bank:   paymentsim.Config{Fault: w.atBank},
		Faults: app.Faults{At: w.passed},
	}, app.Figures{
		PublicURL: "https://tickets.example", PaymentWindow: w.options.Window, Currency: "EUR", TimeZone: "Europe/Athens",
	})
	w.bus.listen()
	// Keys are made and read under a lock: before anybody can be let in between.
	_, err := w.all.Fulfillment.KeySet(w.ctx)
	w.must("read ticket keys", err)
	w.must("read signing keys", w.all.Identity.Prepare(w.ctx))
}

// must ends the run over a failure for which there is no excuse.
func (w *World) must(what string, err error) {
	if err != nil {
		w.breach("no excuse", "%s: %v", what, err)
	}
}

// death is how a process ends in the middle of something.
type death struct{ at string }

// life does something that the process may not survive. What was under way is then lost, and a new process starts on what was
// committed.
func (w *World) life(do func()) {
	defer func() {
		switch end := recover().(type) {
		case nil:
		case death:
			w.rise(end)
		default:
			panic(w.broken(end))
		}
	}()
	do()
}

// rise starts the process that follows a dead one.
func (w *World) rise(after death) {
	w.note("THE PROCESS DIES at %s", after.at)
	w.report.Deaths++
	w.depth, w.trouble = 0, trouble{}
	w.bus.forget()
	w.quietly(func() {
		w.boot()
		w.runWorkers()
	})
}

// quietly does something while nothing breaks and nobody is let in between.
func (w *World) quietly(do func()) {
	before := w.calm
	w.calm = true
	do()
	w.calm = before
}

// passed is called at every commit and at every other place in the middle of something: the process may die there, or somebody
// else may be let in.
func (w *World) passed(point string) {
	if w.calm {
		return
	}
	if w.trouble.fuse.passed(point) {
		panic(death{point})
	}
	if w.depth < 2 && w.trouble.aside.passed(point) {
		w.depth++
		w.note("meanwhile, at %s:", point)
		w.happen(w.happenings[w.rnd.IntN(len(w.happenings))]) // what is rare, too
		w.deliverSome()
		w.depth--
	}
}

// ask has something done that somebody wants, and takes down the answer. Refusals are answers; what else goes wrong must have been
// brought about on purpose.
func (w *World) ask(who, what string, do func(ctx context.Context) error) error {
	err := do(w.ctx)
	answer := w.answer(err)
	w.note("%s %s: %s", who, what, answer)
	w.report.Answers[what+": "+answer]++
	return err
}

func (w *World) answer(err error) string {
	if err == nil {
		return "ok"
	}
	if isMade(err) {
		return "(away)"
	}
	refusal, expected := fault.As(err)
	if !expected {
		w.breach("no excuse", "an answer that nobody can read: %v", err)
	}
	return refusal.Code
}

// chance is true once in so many times.
func (w *World) chance(oneIn int) bool { return w.rnd.IntN(oneIn) == 0 }

// staff is a reader of the house.
func (w *World) staff() fulfillment.Reader { return fulfillment.Reader{Who: door} }
