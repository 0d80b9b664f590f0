package client

import (
	"context"
	"net/http"
	"strings"
)

// Letter is a mail in the demo's mailbox.
type Letter struct {
	To          string `json:"to"`
	Subject     string `json:"subject"`
	Text        string `json:"text"`
	HTML        string `json:"html"`
	Attachments []struct {
		Name string `json:"name"`
		Type string `json:"type"`
		Size int    `json:"size"`
	} `json:"attachments"`
}

// Attached counts the files of a media type.
func (l Letter) Attached(media string) int {
	n := 0
	for _, a := range l.Attachments {
		if strings.HasPrefix(a.Type, media) {
			n++
		}
	}
	return n
}

// Mailbox returns what was mailed at last, to whomever, newest first.
func (c *Client) Mailbox(ctx context.Context) ([]Letter, error) {
	var box struct {
		Messages []Letter `json:"messages"`
	}
	_, err := c.Call(ctx, Request{Method: http.MethodGet, Path: "/dev/mailbox", Accept: "application/json"}, &box)
	return box.Messages, err
}

// Letters returns what was mailed to an address, newest first.
func (c *Client) Letters(ctx context.Context, to string) ([]Letter, error) {
	box, err := c.Mailbox(ctx)
	var mine []Letter
	for _, l := range box {
		if strings.Contains(l.To, to) {
			mine = append(mine, l)
		}
	}
	return mine, err
}
