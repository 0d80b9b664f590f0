// Package image checks deploy/Dockerfile without a container engine: it is parsed as a builder does, and the last stage is looked at.
package image
