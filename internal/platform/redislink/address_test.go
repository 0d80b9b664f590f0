package redislink

import (
	"slices"
	"strings"
	"testing"
)

func TestAnAddressSaysWhatKindOfRedisItIs(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]struct {
		addrs   []string
		master  string
		cluster bool
		tls     bool
		db      int
		user    string
	}{
		"redis://localhost":                                  {addrs: []string{"localhost:6379"}},
		"redis://u:p@redis:6380/3":                           {addrs: []string{"redis:6380"}, db: 3, user: "u"},
		"rediss://redis:6380":                                {addrs: []string{"redis:6380"}, tls: true},
		"unix:///run/redis.sock?db=2":                        {addrs: []string{"/run/redis.sock"}, db: 2},
		"redis://a:1,b:2,c:3":                                {addrs: []string{"a:1", "b:2", "c:3"}},
		"redis://u:p@a:1,b:2/0":                              {addrs: []string{"a:1", "b:2"}, user: "u"},
		"redis://a:1?addr=b:2&addr=c:3":                      {addrs: []string{"a:1", "b:2", "c:3"}},
		"redis://a:1?cluster=true":                           {addrs: []string{"a:1"}, cluster: true},
		"rediss://u:p@a:1,b:2?master_name=main":              {addrs: []string{"a:1", "b:2"}, master: "main", tls: true, user: "u"},
		"redis://u:p%2Cq%40@a:1,[2001:db8::1]:2?pool_size=4": {addrs: []string{"a:1", "[2001:db8::1]:2"}, user: "u"},
	} {
		o, err := optionsOf(address)
		if err != nil {
			t.Errorf("%s: %v", address, err)
			continue
		}
		if !slices.Equal(o.Addrs, want.addrs) || o.MasterName != want.master || o.IsClusterMode != want.cluster ||
			(o.TLSConfig != nil) != want.tls || o.DB != want.db || o.Username != want.user {
			t.Errorf("%s: %+v", address, o)
		}
	}
}

func TestABadAddressIsRefusedWithoutRepeatingItsPassword(t *testing.T) {
	t.Parallel()
	for _, address := range []string{
		"", "localhost:6379", "http://u:secret@host", "redis://u:secret@host:port", "redis://u:secret@a/x", "redis://u:secret@a?cluster=maybe",
		"redis://u:secret@a?nonsense=1", "unix://u:secret@/a.sock?master_name=m", "redis://u:secret@a\x7f",
	} {
		if _, err := Open(address, nil); err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%q: %v", address, err)
		}
	}
}
