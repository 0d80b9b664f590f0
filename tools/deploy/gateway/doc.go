// Package gateway tries deploy/Caddyfile: a real Caddy in front of small services that say who they are.
package gateway
