package web

import (
	"io/fs"
	"strings"
	"testing"
)

func TestWithoutTheExportThereIsAPageThatSaysHowToBuildIt(t *testing.T) {
	t.Parallel()
	page, err := fs.ReadFile(below("out.placeholder"), "index.html")
	if err != nil || !strings.Contains(string(page), "make web build") {
		t.Errorf("%v %s", err, page)
	}
}

func TestThereIsAlwaysAFirstPage(t *testing.T) {
	t.Parallel()
	site, built := Site()
	if _, err := fs.Stat(site, "index.html"); err != nil {
		t.Errorf("built %t: %v", built, err)
	}
}
