package cataloghttp

import (
	"time"

	"github.com/speckit/ticketing/internal/kernel/fault"
)

var errTime = fault.New(fault.Invalid, "invalid_time", "That is not a time. Write it like 2030-05-04T20:00:00Z. Nothing was changed.")

// timeForms are the forms of a time that we read; one without a zone is UTC, as in the original.
var timeForms = []string{time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02T15:04"}

// readTime reads a time; an empty text is none.
func readTime(field, text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	for _, form := range timeForms {
		if t, err := time.Parse(form, text); err == nil && !t.IsZero() {
			return t.UTC(), nil
		}
	}
	return time.Time{}, errTime.Saying("%s is not a time. Write it like 2030-05-04T20:00:00Z. Nothing was changed.", field).With("field", field)
}

// readDay reads a time, or a day as its beginning in UTC; through makes it the day's end.
func readDay(field, text string, through bool) (time.Time, error) {
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return readTime(field, text)
	}
	if through {
		day = day.AddDate(0, 0, 1)
	}
	return day, nil
}

// changedTime reads a time of an edit: absent, taken away, or new.
func changedTime(field string, text *string) (*time.Time, error) {
	if text == nil {
		return nil, nil
	}
	t, err := readTime(field, *text)
	return &t, err
}

func unlessZero(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
