package id_test

import (
	"bytes"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/speckit/ticketing/internal/kernel/id"
)

type seat struct{}

func TestAnIdSurvivesTextAndBack(t *testing.T) {
	t.Parallel()
	want := id.ID[seat](id.Random{}.New())
	got, err := id.Parse[seat](want.String())
	if err != nil || got != want {
		t.Fatalf("%s came back as %s, %v", want, got, err)
	}
	if _, err := id.Parse[seat]("no id"); err == nil {
		t.Fatal("nonsense was read as an id")
	}
}

func TestCompareIsTheOrderOfBytes(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var a, b id.UUID
		copy(a[:], rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "a"))
		copy(b[:], rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "b"))
		if id.Compare(a, b) != bytes.Compare(a[:], b[:]) {
			t.Fatalf("compare(%s, %s) = %d", a, b, id.Compare(a, b))
		}
	})
}

func TestASeedDecidesTheWholeSequence(t *testing.T) {
	t.Parallel()
	one, two, other := id.NewSeeded(7), id.NewSeeded(7), id.NewSeeded(8)
	var ids []id.UUID
	for range 100 {
		a := one.New()
		if b := two.New(); a != b {
			t.Fatalf("same seed, %s and %s", a, b)
		}
		if a == other.New() {
			t.Fatal("another seed gave the same id")
		}
		ids = append(ids, a)
	}
	if !slices.IsSortedFunc(ids, id.Compare[id.UUID]) {
		t.Fatal("later ids do not compare greater")
	}
}

func TestAKeyHas32HexadecimalCharacters(t *testing.T) {
	t.Parallel()
	if k := id.Hex(id.Named(id.Nil, "x")); len(k) != 32 {
		t.Fatalf("key %q", k)
	}
}
