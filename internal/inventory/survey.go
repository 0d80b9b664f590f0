package inventory

// survey proposes seats to the commands of one transaction, so that no two of them are proposed the same one.
type survey struct {
	floors *floors
	drafts map[EventID]*Vacancy
}

func (f *floors) survey() *survey { return &survey{floors: f, drafts: map[EventID]*Vacancy{}} }

// propose returns the best seats for the wish that nobody else in this transaction was proposed; none if there are none, or if
// nobody has drawn the event's picture.
func (s *survey) propose(event EventID, wish Wish) []SeatID {
	draft := s.draft(event)
	if draft == nil {
		return nil
	}
	var seats []SeatID
	for _, n := range Best(draft, wish) {
		draft.Set(n, false)
		seats = append(seats, SeatID(draft.layout.Place(n).ID))
	}
	return seats
}

// draft is the transaction's own copy of a picture.
func (s *survey) draft(event EventID) *Vacancy {
	if draft, ok := s.drafts[event]; ok {
		return draft
	}
	picture := s.floors.peek(event)
	if picture == nil {
		return nil
	}
	picture.mu.RLock()
	defer picture.mu.RUnlock()
	s.drafts[event] = picture.vacancy.clone()
	return s.drafts[event]
}
