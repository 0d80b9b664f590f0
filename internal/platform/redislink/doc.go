// Package redislink is the process's link to Redis: one client for a server, a cluster or a master that sentinels name, with short
// deadlines, and a circuit. Whoever uses Redis by it must do without: nothing that is decided lies there, only what spares work.
//
// Owns: the connections, and whether Redis is asked at all. One failure opens the circuit: from then on nobody waits for Redis,
// until a probe in the background is answered again. It is retried for ever and never ends the process.
//
// Does not own: what lies in Redis. Locks are redisgate's, buckets limitredis's, ended sessions revokedredis's.
package redislink
