// Package waitlisttest decides what a store of the waitlist is (TestStore), and holds the fixtures of every test: a world in which the
// service lives among fakes of its ports.
package waitlisttest
