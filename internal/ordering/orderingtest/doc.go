// Package orderingtest decides what a store of ordering is (TestStore), and holds the fixtures of every test: a world in which the
// service lives among fakes of its ports.
package orderingtest
