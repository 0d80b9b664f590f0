package plainpage

import "time"

// Locate finds a time zone by its IANA name. One that is unknown, or none, is UTC.
func Locate(name string) (zone *time.Location, known string) {
	if zone, err := time.LoadLocation(name); err == nil && name != "" {
		return zone, name
	}
	return time.UTC, "UTC"
}

// Dash is a label of a seat, or what stands for an empty one.
func Dash(label string) string {
	if label == "" {
		return "–"
	}
	return label
}
