package notification

import "context"

// Received is a letter in the demo's mailbox, as a person would find it.
type Received struct {
	To, Subject, Text, HTML string
	Attachments             []Attachment
}

// Attachment says what was enclosed. The demo keeps names and sizes, not the files: they can be had from the order's page.
type Attachment struct {
	Name string `json:"name"`
	Type string `json:"type"`
	Size int    `json:"size"`
}

// Mailbox is where a demo's letters lie. As a Sender it keeps each letter once.
type Mailbox interface {
	Sender
	// Letters returns the newest letters first.
	Letters(ctx context.Context, limit int) ([]Received, error)
}
