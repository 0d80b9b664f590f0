package app

import (
	"context"
	"runtime"
	"time"
)

// While more calls than this per processor are under way, buyers wait for us.
const callsPerProcessor = 1

// restPerWork is how many times as long as it worked the sender of mails rests while buyers are waiting, and restLook how often it
// looks whether they still are.
const (
	restPerWork = 8
	restLook    = 20 * time.Millisecond
)

// sendMails sends until nothing is due. Writing a mail, with a page and a symbol to draw for each ticket, takes as long as many calls of
// buyers, who have their tickets on the screen already: while these wait the mails go slowly, and catch up after the rush.
func (p *process) sendMails(ctx context.Context) error {
	for {
		begun := time.Now()
		n, err := p.Notification.Deliver(ctx)
		if err != nil || n == 0 {
			return err
		}
		p.giveWay(ctx, restPerWork*time.Since(begun))
	}
}

// giveWay rests while buyers are waiting, for a time at most.
func (p *process) giveWay(ctx context.Context, most time.Duration) {
	look := time.NewTicker(restLook)
	defer look.Stop()
	for end := time.Now().Add(most); p.crowded() && time.Now().Before(end); {
		select {
		case <-ctx.Done():
			return
		case <-look.C:
		}
	}
}

// crowded reports whether more calls are under way than the machine can work on.
func (p *process) crowded() bool {
	calls := 0
	for _, door := range p.doors {
		calls += door.UnderWay()
	}
	return calls > callsPerProcessor*runtime.GOMAXPROCS(0)
}
