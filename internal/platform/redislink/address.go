package redislink

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/redis/go-redis/v9"
)

// errAddress stands for whatever is wrong with an address. Its text must not repeat the address, which may hold a password.
var errAddress = errors.New("is no address of Redis: give redis://[user:password@]host:port[/database], rediss:// for TLS, or unix:///path; " +
	"several hosts with commas between them are a cluster, or sentinels when ?master_name= names their master")

// optionsOf reads an address.
//
//	redis://user:password@host:6379/0            one server
//	rediss://host:6379                           by TLS
//	unix:///run/redis.sock?db=1                  by socket
//	redis://one:6379,two:6379,three:6379         a cluster; one of its nodes with ?cluster=true is one too
//	redis://one:26379,two:26379?master_name=main the master that sentinels name; the user and password are the master's
func optionsOf(address string) (*redis.UniversalOptions, error) {
	address, more := splitHosts(address)
	u, err := url.Parse(address)
	if err != nil {
		return nil, errAddress
	}
	query := u.Query()
	master, cluster := query.Get("master_name"), query.Get("cluster")
	more = append(more, query["addr"]...)
	for _, ours := range []string{"master_name", "cluster", "addr"} {
		query.Del(ours)
	}
	u.RawQuery = query.Encode()
	one, err := redis.ParseURL(u.String())
	if err != nil || cluster != "" && cluster != "true" && cluster != "false" {
		return nil, errAddress
	}
	if u.Scheme == "unix" && (len(more) > 0 || master != "") {
		return nil, fmt.Errorf("%w; a socket leads to one server", errAddress)
	}
	return &redis.UniversalOptions{
		Addrs: append([]string{one.Addr}, more...), DB: one.DB, Username: one.Username, Password: one.Password,
		TLSConfig: one.TLSConfig, MasterName: master, IsClusterMode: cluster == "true", PoolSize: one.PoolSize,
	}, nil
}

// splitHosts takes all hosts but the first out of an address, which as a URL may have only one.
func splitHosts(address string) (first string, more []string) {
	scheme, rest, found := strings.Cut(address, "://")
	if !found {
		return address, nil
	}
	end := strings.IndexAny(rest, "/?")
	if end < 0 {
		end = len(rest)
	}
	begin := strings.LastIndex(rest[:end], "@") + 1
	hosts := strings.Split(rest[begin:end], ",")
	return scheme + "://" + rest[:begin] + hosts[0] + rest[end:], hosts[1:]
}
