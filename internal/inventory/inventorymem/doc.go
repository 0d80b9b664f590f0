// Package inventorymem keeps inventory's seats, reservations and sales in memory: the fake of every test, and the simulation's
// store. It keeps the same promises as inventorypg, by the same contract suite.
package inventorymem
