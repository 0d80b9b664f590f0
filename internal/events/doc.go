// Package events is the published language: one struct per fact, with its topic, key and version, and nothing else.
//
// A fact is something that has happened, in the past tense. The JSON of a struct is the message itself: there is no envelope.
// The schemas stand in contracts/events, one per topic and version; a test holds the structs against them, and docs/events.md is
// generated from both. Consumers ignore fields that they do not know.
//
// Order: facts with one key reach a subscriber in the order of their commits. Between topics of different contexts there is no
// order; facts about a seat therefore carry seatVersion, which never restarts for an id, and a projection keeps the highest.
//
// No fact carries a mail address, a name, a secret or an admission code: consumers ask the owner for them.
package events
