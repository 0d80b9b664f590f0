package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/speckit/ticketing/internal/platform/pg"
)

// The files of the data directory that belong to the tables: without the secret they cannot be read, and without its sign-ins a demo
// would make new ones.
const keptSecret = "secret"

var keptFiles = []string{keptSecret, demoFile}

type backupCommand struct {
	File string `arg:"" help:"File to write; it holds the secret, so keep it like one."`
}

// Run writes a backup while the server, if there is one, goes on.
func (b backupCommand) Run(c call) error {
	return withGround(c, func(ctx context.Context, g *ground) error {
		url, names, err := g.oneDatabase()
		if err != nil {
			return err
		}
		files, err := g.keptFiles()
		if err != nil {
			return err
		}
		err = writeSecretly(b.File, func(w io.Writer) error { return pg.Backup(ctx, url, names, files, w) })
		if err != nil {
			return fmt.Errorf("back up: %w", err)
		}
		c.say("backed up %d schemas and the secret to %s; keep it like the secret", len(names), b.File)
		return nil
	})
}

// keptFiles reads the files that go with the tables; the secret may also come from the settings.
func (g *ground) keptFiles() (map[string][]byte, error) {
	files := map[string][]byte{keptSecret: []byte(g.settings.Secret + "\n")}
	signIns, err := os.ReadFile(filepath.Join(g.settings.Data, demoFile)) // #nosec G304 -- in our own directory
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return files, nil
	case err != nil:
		return nil, fmt.Errorf("read the demo's sign-ins: %w", err)
	}
	files[demoFile] = signIns
	return files, nil
}

type restoreCommand struct {
	File string `arg:"" help:"A file that backup wrote."`
}

// Run fills an empty installation. The secret comes back with the rows: without it nothing that was sealed could be opened.
func (r restoreCommand) Run(c call) error {
	f, err := os.Open(r.File)
	if err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	defer func() { _ = f.Close() }()
	s := c.settings
	g := &ground{settings: s, parts: everything(), log: c.log, dbs: map[string]*pg.DB{}}
	defer g.close()
	if err := g.startDatabase(c.ctx, false); err != nil {
		return err
	}
	url, _, err := g.oneDatabase()
	if err != nil {
		return err
	}
	files, err := pg.Restore(c.ctx, url, slices.Collect(schemaList()), f)
	if err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	for _, name := range keptFiles {
		content, kept := files[name]
		if !kept || name == keptSecret && !s.embedded(everything()) { // there the secret is a setting
			continue
		}
		err := writeSecretly(filepath.Join(s.Data, name), func(w io.Writer) error { _, err := w.Write(content); return err })
		if err != nil {
			return err
		}
	}
	if s.embedded(everything()) {
		c.say("restored into %s", s.Data)
	} else {
		c.say("restored; start it with the secret that it was backed up with")
	}
	return nil
}

// oneDatabase is where all schemas lie together: a snapshot spans one database.
func (g *ground) oneDatabase() (url string, names []string, err error) {
	by := g.byURL()
	if len(by) != 1 {
		return "", nil, errors.New("the contexts lie in several databases; back each of them up with its server's own tools")
	}
	for u, list := range by {
		url = u
		for _, s := range list {
			names = append(names, s.Name)
		}
	}
	slices.Sort(names)
	return url, names, nil
}
