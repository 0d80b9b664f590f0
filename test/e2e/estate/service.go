package estate

import (
	"context"
	"fmt"
	"strings"

	"github.com/speckit/ticketing/test/e2e/installation"
)

// Service is one process of the estate.
type Service struct {
	*installation.Installation
	Name    string // of what it runs
	process *installation.Process
}

// Process is what runs, or ran at last.
func (s *Service) Process() *installation.Process { return s.process }

// Start starts the process, with settings for this time alone, and does not wait for it.
func (s *Service) Start(settings ...string) (err error) {
	s.process, err = s.Installation.Start(settings...)
	return err
}

// Kill ends it as kill -9 does.
func (s *Service) Kill() { s.process.Kill() }

// Stop ends it as an operator does, and expects it to end well.
func (s *Service) Stop() error { return s.process.Stop() }

// Restart kills it and starts it again, and waits until it is ready.
func (s *Service) Restart(ctx context.Context) error {
	s.Kill()
	return s.Again(ctx)
}

// Again starts what has ended and waits until it is ready.
func (s *Service) Again(ctx context.Context) error {
	if err := s.Start(); err != nil {
		return err
	}
	return s.process.Ready(ctx)
}

// Address is where it listens.
func (s *Service) Address() string { return fmt.Sprintf("127.0.0.1:%d", s.Port) }

// Running says which of the services still run, for a failing test.
func Running(services []*Service) string {
	var lines []string
	for _, s := range services {
		if s.process == nil {
			continue
		}
		select {
		case <-s.process.Ended():
			lines = append(lines, fmt.Sprintf("%s on %d has ended:\n%s", s.Name, s.Port, s.process.Log()))
		default:
			if log := s.process.Log(); log != "" {
				lines = append(lines, fmt.Sprintf("%s on %d:\n%s", s.Name, s.Port, log))
			}
		}
	}
	return strings.Join(lines, "\n")
}
