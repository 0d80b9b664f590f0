// Package demo is the data of a demonstration: the original platform's five events with all of their 10,000 seats under their
// own ids and prices, and a stadium of 60,000, each in a venue with a real shape.
//
// It is pure data, computed and always the same: no clock, no chance, no database. Dates are days from today and become
// moments in [Event.Starts]. Whoever loads it decides where it goes.
package demo
