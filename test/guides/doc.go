// Package guides runs what the guides show.
package guides
