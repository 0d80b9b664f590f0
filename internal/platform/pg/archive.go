package pg

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"strings"
	"time"
)

// A backup is a gzipped tar. First comes manifest.json, then files/…, then data/<schema>/<table>/<part> as PostgreSQL's COPY
// writes text, which any version reads, and last sum: the SHA-256 over all names, sizes and contents before it. A file
// without the right sum at its end is not a backup.
const (
	archiveFormat = 1
	manifestEntry = "manifest.json"
	filesFolder   = "files/"
	dataFolder    = "data/"
	sumEntry      = "sum"
	partSize      = 1 << 20
	entryMost     = 64 << 20 // of what is read into memory: manifest, files
)

// manifest says what is in a backup.
type manifest struct {
	Format  int       `json:"format"`
	At      time.Time `json:"at"`     // the database's time of the snapshot
	Server  string    `json:"server"` // its version
	Schemas []dump    `json:"schemas"`
}

// dump is one schema of a backup: which migrations it had, its tables in an order in which no row comes before one that it
// refers to, and where its sequences stood.
type dump struct {
	Schema    string      `json:"schema"`
	Versions  []int64     `json:"versions"`
	Tables    []tableDump `json:"tables"`
	Sequences []sequence  `json:"sequences"`
}

type tableDump struct {
	Name    string   `json:"name"`
	Columns []string `json:"columns"`
}

type sequence struct {
	Name   string `json:"name"`
	Value  int64  `json:"value"`
	Called bool   `json:"called"` // the value was given out
}

// archiveWriter writes a backup's entries one after the other.
type archiveWriter struct {
	zip *gzip.Writer
	tar *tar.Writer
	sum hash.Hash
}

func newArchiveWriter(w io.Writer) *archiveWriter {
	zip := gzip.NewWriter(w)
	return &archiveWriter{zip: zip, tar: tar.NewWriter(zip), sum: sha256.New()}
}

func (a *archiveWriter) entry(name string, content []byte) error {
	header := &tar.Header{Name: name, Size: int64(len(content)), Mode: 0o600, Format: tar.FormatPAX}
	if err := a.tar.WriteHeader(header); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	if _, err := a.tar.Write(content); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	_, _ = fmt.Fprintf(a.sum, "%s\x00%d\x00", name, len(content))
	a.sum.Write(content)
	return nil
}

func (a *archiveWriter) manifest(m manifest) error {
	text, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return fmt.Errorf("write %s: %w", manifestEntry, err)
	}
	return a.entry(manifestEntry, text)
}

// close writes the sum, which makes the file a backup.
func (a *archiveWriter) close() error {
	if err := a.entry(sumEntry, []byte(hex.EncodeToString(a.sum.Sum(nil)))); err != nil {
		return err
	}
	return wrap(errors.Join(a.tar.Close(), a.zip.Close()), "end backup")
}

// parts cuts one table's stream into entries, since an entry's size is written before it.
type parts struct {
	archive *archiveWriter
	prefix  string
	buffer  bytes.Buffer
	written int
}

// Write keeps what it is given until a part is full.
func (p *parts) Write(b []byte) (int, error) {
	p.buffer.Write(b)
	if p.buffer.Len() < partSize {
		return len(b), nil
	}
	return len(b), p.flush()
}

func (p *parts) flush() error {
	if p.buffer.Len() == 0 {
		return nil
	}
	p.written++
	err := p.archive.entry(fmt.Sprintf("%s%06d", p.prefix, p.written), p.buffer.Bytes())
	p.buffer.Reset()
	return err
}

// tablePrefix begins the names of a table's parts.
func tablePrefix(schema, table string) string { return dataFolder + schema + "/" + table + "/" }

// readArchive reads a whole backup, checks its sum and returns its manifest and files. The data are not kept.
func readArchive(r io.Reader) (manifest, map[string][]byte, error) {
	var m manifest
	files := map[string][]byte{}
	zip, err := gzip.NewReader(r)
	if err != nil {
		return m, nil, ErrBadBackup.Because(err)
	}
	entries, sum := tar.NewReader(zip), sha256.New()
	for first := true; ; first = false {
		header, err := entries.Next()
		if err != nil {
			return m, nil, ErrBadBackup.Because(err)
		}
		if first != (header.Name == manifestEntry) {
			return m, nil, ErrBadBackup.Saying("This file is not a backup of ours. Nothing was changed.")
		}
		if header.Name == sumEntry {
			return m, files, checkSum(zip, entries, sum)
		}
		_, _ = fmt.Fprintf(sum, "%s\x00%d\x00", header.Name, header.Size)
		if err := readEntry(header, io.TeeReader(entries, sum), &m, files); err != nil {
			return m, nil, err
		}
	}
}

func readEntry(header *tar.Header, content io.Reader, m *manifest, files map[string][]byte) error {
	if strings.HasPrefix(header.Name, dataFolder) {
		if _, err := io.Copy(io.Discard, content); err != nil {
			return ErrBadBackup.Because(err)
		}
		return nil
	}
	text, err := io.ReadAll(io.LimitReader(content, entryMost))
	if err != nil {
		return ErrBadBackup.Because(err)
	}
	if name, ok := strings.CutPrefix(header.Name, filesFolder); ok {
		files[name] = text
		return nil
	}
	if header.Name != manifestEntry {
		return nil
	}
	if err := json.Unmarshal(text, m); err != nil {
		return ErrBadBackup.Because(err)
	}
	if m.Format > archiveFormat {
		return ErrNewBackup
	}
	return nil
}

// checkSum compares the sum at the end with that of what was read, and reads on to the very end, where gzip has its own.
func checkSum(zip io.Reader, entries *tar.Reader, sum hash.Hash) error {
	want, err := io.ReadAll(io.LimitReader(entries, 2*sha256.Size))
	if err != nil {
		return ErrBadBackup.Because(err)
	}
	if string(want) != hex.EncodeToString(sum.Sum(nil)) {
		return ErrBadBackup
	}
	if _, err := io.Copy(io.Discard, zip); err != nil {
		return ErrBadBackup.Because(err)
	}
	return nil
}

// dataReader gives the tables of a checked backup, in its order.
type dataReader struct {
	entries *tar.Reader
	current *tar.Header // the entry that is being read; nil at the end
}

func newDataReader(r io.Reader) (*dataReader, error) {
	zip, err := gzip.NewReader(r)
	if err != nil {
		return nil, ErrBadBackup.Because(err)
	}
	d := &dataReader{entries: tar.NewReader(zip), current: &tar.Header{}}
	for d.current != nil && !strings.HasPrefix(d.current.Name, dataFolder) {
		if err := d.next(); err != nil {
			return nil, err
		}
	}
	return d, nil
}

func (d *dataReader) next() error {
	header, err := d.entries.Next()
	if errors.Is(err, io.EOF) {
		d.current = nil
		return nil
	}
	if err != nil {
		return ErrBadBackup.Because(err)
	}
	d.current = header
	return nil
}

// table reads the parts of one table, which are the next ones or there are none.
func (d *dataReader) table(schema, table string) io.Reader {
	return &tableReader{d, tablePrefix(schema, table)}
}

type tableReader struct {
	data   *dataReader
	prefix string
}

// Read goes from part to part of its table.
func (t *tableReader) Read(b []byte) (int, error) {
	for {
		if t.data.current == nil || !strings.HasPrefix(t.data.current.Name, t.prefix) {
			return 0, io.EOF
		}
		n, err := t.data.entries.Read(b)
		if n > 0 || err != nil && !errors.Is(err, io.EOF) {
			return n, ignoreEOF(err)
		}
		if errors.Is(err, io.EOF) {
			if err := t.data.next(); err != nil {
				return 0, err
			}
		}
	}
}

func ignoreEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}
