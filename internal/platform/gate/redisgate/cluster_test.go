package redisgate_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/platform/redislink/redistest"
)

// cluster starts a cluster of two nodes, each with half of the slots.
func cluster(t *testing.T) (url string) {
	t.Helper()
	nodes := []*redistest.Server{cluster1(t, 0, 8191), cluster1(t, 8192, 16383)}
	host, port, _ := strings.Cut(nodes[1].Address(), ":")
	if err := nodes[0].Client().ClusterMeet(t.Context(), host, port).Err(); err != nil {
		t.Fatal(err)
	}
	for _, node := range nodes {
		client := node.Client()
		for deadline := time.Now().Add(patience); !strings.Contains(client.ClusterInfo(context.Background()).Val(), "cluster_state:ok"); <-time.After(20 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatal("the cluster does not form")
			}
		}
	}
	return nodes[0].URL() + "," + nodes[1].Address()
}

func cluster1(t *testing.T, first, last int) *redistest.Server {
	t.Helper()
	node := redistest.Start(t, "--cluster-enabled", "yes", "--dir", t.TempDir())
	if err := node.Client().ClusterAddSlotsRange(t.Context(), first, last).Err(); err != nil {
		t.Fatal(err)
	}
	return node
}

func TestSeatsOfOneWishMayLieOnDifferentNodesOfACluster(t *testing.T) {
	t.Parallel()
	url := cluster(t)
	one, two := open(t, url), open(t, url)
	keys := []string{"a", "b", "c", "d", "e", "f", "g", "h"}
	release, busy := one.Try(t.Context(), keys, time.Minute)
	if busy != nil {
		t.Fatalf("busy: %v", busy)
	}
	if _, busy := two.Try(t.Context(), keys, time.Minute); !slices.Equal(busy, keys) {
		t.Fatalf("of %v busy are %v", keys, busy)
	}
	if _, busy := two.Try(t.Context(), []string{"x", "h", "y"}, time.Minute); !slices.Equal(busy, []string{"h"}) {
		t.Fatalf("busy: %v", busy)
	}
	release()
	until(t, two, append(keys, "x", "y"), time.Minute)
}
