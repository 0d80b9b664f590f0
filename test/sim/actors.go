package sim

// Happening is something that somebody does, or that befalls everybody; the heavier, the more often.
type Happening struct {
	Name   string
	Weight int
	Do     func(*World)
}

// Actors is all that people and clocks do. A new one is a row here and a function of the world.
var Actors = []Happening{
	{"a buyer goes on", 620, goOn},
	{"a buyer holds seats", 60, holdNamed},
	{"a buyer asks for the best seats", 60, holdBest},
	{"a buyer lets a seat go", 20, letGo},
	{"a buyer takes a seat out of the cart", 20, removeFromCart},
	{"a buyer asks for more time", 15, extend},
	{"a buyer clicks twice", 60, clickAgain},
	{"a buyer tries another card", 25, pay},
	{"a buyer answers the bank", 60, answerBank},
	{"a buyer cancels an order", 15, cancelOrder},
	{"a buyer comes by the link", 20, comeByLink},
	{"a buyer looks at the page", 25, look},
	{"a buyer asks for the mail again", 8, resend},
	{"a buyer has a ticket issued again", 12, reissue},
	{"a guest signs up", 15, signUp},
	{"a guest signs in", 12, signIn},
	{"somebody confirms an address", 8, verify},
	{"somebody looks for lost orders", 6, lookUp},
	{"somebody new comes", 20, newcomer},
	{"a stranger pries", 25, pry},

	{"somebody joins a line", 60, joinLine},
	{"people line up for everything", 40, queueForEverything},
	{"somebody confirms a place in line", 40, confirmPlace},
	{"a seat comes free where people wait", 80, freeForLine},
	{"somebody looks at a place in line", 15, lookAtPlace},
	{"somebody takes an offer", 30, takeOffer},
	{"somebody passes an offer on", 10, declineOffer},
	{"somebody leaves a line", 8, leaveLine},

	{"a door scans a ticket", 60, scan},
	{"a door scans it again", 20, scanAgain},
	{"a door takes an admission back", 10, undoScan},

	{"the organiser puts an event on sale", 8, season},
	{"the organiser adds seats", 5, addSeats},
	{"the organiser brings another plan", 12, importPlan},
	{"the organiser edits an event", 8, edit},
	{"the organiser paints price categories", 8, paint},
	{"the organiser stops a sale", 8, deactivate},
	{"the organiser goes on selling", 16, reactivate},
	{"the organiser cancels an event", 4, cancelEvent},
	{"the organiser refunds a payment", 25, refund},
	{"the house cancels an order", 5, houseCancels},
	{"the house orders for somebody", 8, orderFor},
	{"the house sells what it kept", 8, sellKept},
	{"the house sets seats aside", 10, setAside},
	{"the house lets them go", 10, letAsideGo},
	{"the house releases a seat", 8, releaseSeat},
	{"the house pauses a line, or not", 6, pauseLine},
	{"an operator draws the map anew", 3, rebuild},

	{"a moment passes", 150, aMoment},
	{"a while passes", 25, aWhile},
	{"time comes to an edge", 25, toTheEdge},
	{"a worker has its turn", 120, aWorker},
}

// something lets one happening happen.
func (w *World) something() {
	all := 0
	for _, h := range w.happenings {
		all += h.Weight
	}
	at := w.rnd.IntN(all)
	for _, h := range w.happenings {
		if at -= h.Weight; at < 0 {
			w.happen(h)
			return
		}
	}
}

func (w *World) happen(h Happening) {
	w.report.Happened[h.Name]++
	h.Do(w)
}
