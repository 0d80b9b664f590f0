package app

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestADemosSignInsAreBackedUpWithItsSecret(t *testing.T) {
	t.Parallel()
	g := &ground{settings: Settings{Data: t.TempDir(), Secret: "s3cret"}}
	files, err := g.keptFiles()
	if err != nil || len(files) != 1 || string(files[keptSecret]) != "s3cret\n" {
		t.Errorf("of an installation that is no demo: %v, %v", files, err)
	}
	if err := os.WriteFile(filepath.Join(g.settings.Data, demoFile), []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	files, err = g.keptFiles()
	if err != nil || string(files[demoFile]) != "{}" || len(files) != len(keptFiles) {
		t.Errorf("of a demo: %v, %v", slices.Collect(maps.Keys(files)), err)
	}
}
