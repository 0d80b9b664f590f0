package fulfillmentpdf

import (
	"fmt"
	"time"
	_ "time/tzdata" // zones must be known on machines that have no zone files
)

// zone loads an IANA zone. One that is unknown, or that would mean another zone on another machine, is UTC.
func zone(name string) *time.Location {
	if name == "" || name == "Local" {
		return time.UTC
	}
	where, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC
	}
	return where
}

// when writes a start as people at the venue read it, in two parts: "Sat 12 December 2026, 20:00" and "America/Bogota, UTC-5".
func when(starts time.Time, zoneName string) (local, zoneText string) {
	where := zone(zoneName)
	at := starts.In(where)
	local = at.Format("Mon 2 January 2006, 15:04")
	_, seconds := at.Zone()
	if where == time.UTC || where.String() == "UTC" {
		return local, "UTC"
	}
	return local, where.String() + ", " + offset(seconds)
}

// offset writes a distance from UTC: UTC-5, UTC+5:30, UTC+0.
func offset(seconds int) string {
	sign, minutes := '+', seconds/60
	if minutes < 0 {
		sign, minutes = '-', -minutes
	}
	if minutes%60 == 0 {
		return fmt.Sprintf("UTC%c%d", sign, minutes/60)
	}
	return fmt.Sprintf("UTC%c%d:%02d", sign, minutes/60, minutes%60)
}
