// Package identitytest holds what tests of identity share: the contract suite of its stores ([TestStore]) and a world of quick
// stand-ins around its service ([NewWorld]).
package identitytest
