package main

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
)

// batches are the group commits of a lane so far.
type batches struct {
	commands float64
	commits  float64
}

func (b batches) minus(a batches) batches {
	return batches{b.commands - a.commands, b.commits - a.commits}
}

// mean is how many commands shared one commit.
func (b batches) mean() float64 {
	if b.commits == 0 {
		return 0
	}
	return b.commands / b.commits
}

// batches reads the server's own count of them.
func (h *house) batches(ctx context.Context, lane string) (b batches, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, h.InternalURL()+"/metrics", nil)
	if err != nil {
		return b, err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return b, fmt.Errorf("read metrics: %w", err)
	}
	defer func() { _ = res.Body.Close() }()
	lines := bufio.NewScanner(res.Body)
	for lines.Scan() {
		name, value, _ := strings.Cut(lines.Text(), "} ")
		number, _ := strconv.ParseFloat(value, 64) // other lines are not ours
		switch name {
		case fmt.Sprintf("speckit_batch_size_sum{lane=%q", lane):
			b.commands = number
		case fmt.Sprintf("speckit_batch_size_count{lane=%q", lane):
			b.commits = number
		}
	}
	return b, lines.Err()
}
