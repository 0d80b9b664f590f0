package rest

import (
	"errors"
	"io"
	"net"
	"strings"
	"time"

	"github.com/speckit/ticketing/internal/kernel/fault"
)

var errAway = fault.New(fault.Unavailable, "unavailable",
	"Our database cannot be reached at this moment. What was asked may still have happened: look before you try again, or repeat it with the same Idempotency-Key.").
	After(2 * time.Second)

// ofMoment finds out whether an error is the moment's fault and not the request's: a database that is away, starting, full or
// overtaken, or that was given too little time. Databases tell it by their SQLSTATE.
func ofMoment(err error) (*fault.Error, bool) {
	var network *net.OpError
	var coded interface{ SQLState() string }
	switch {
	case errors.As(err, &coded):
		return ofState(coded.SQLState())
	case errors.As(err, &network) && !network.Timeout(), errors.Is(err, io.ErrUnexpectedEOF):
		return errAway, true
	default:
		return nil, false
	}
}

func ofState(state string) (*fault.Error, bool) {
	switch {
	case state == "57014", state == "55P03": // a statement or a wait for a lock was cut short
		return errTooSlow, true
	case state == "40001", state == "40P01": // overtaken by others each time
		return errAway, true
	case strings.HasPrefix(state, "08"), strings.HasPrefix(state, "53"), strings.HasPrefix(state, "57P"): // connection, resources, shutdown
		return errAway, true
	default:
		return nil, false
	}
}
