// Package web holds the web's pages for the binary: the export, where it was built, else a page that says how to build it.
package web

import (
	"embed"
	"io/fs"
)

// The pattern finds out/, which a build of the web leaves, and out.placeholder/, which is always here, so that Go builds without Node.
//
//go:embed all:out*
var files embed.FS

// Site is what the binary serves as its pages; built says whether it is the export.
func Site() (site fs.FS, built bool) {
	if _, err := fs.Stat(files, "out/index.html"); err == nil {
		return below("out"), true
	}
	return below("out.placeholder"), false
}

func below(dir string) fs.FS {
	sub, err := fs.Sub(files, dir)
	if err != nil {
		panic(err) // the names are ours, and valid
	}
	return sub
}
