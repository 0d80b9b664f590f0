// Package site serves an exported web site out of memory: files whose names carry a hash for ever, pages under the tightest policy that
// their own scripts allow, and one page for all addresses that differ by ids alone, which an export cannot know.
//
// It owns how the web's files reach a browser. What is written into a page for one address, its callers know.
package site

import (
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
)

// Config is what a site depends on beside its files.
type Config struct {
	// IsID reports whether a segment of an address is an id: the address has the page or file that the export has under "_" instead.
	// Nil: no segment is.
	IsID func(segment string) bool
	// Private are pages, as the export names them ("orders/_"), that only their reader may see: no cache keeps them, no search engine
	// lists them, and no other site learns their address. So is every answer to an address with a secret in it.
	Private []string
	FormsTo []string // origins beside the page's own that forms may lead to, also where the answer to a form leads on
	// Camera are pages, as the export names them, that may ask their reader for the camera. No other page can, nor what runs in it.
	Camera []string
}

// Site is an exported site.
type Site struct {
	isID  func(segment string) bool
	files map[string]*file // by name, without pages
	pages map[string]*Page // by name, without .html; "" is the first page
}

// missing are the names under which an export has the page for addresses that do not exist, the better one first.
var missing = []string{"404", "_not-found"}

// Load reads a site. Beside a file, a second one with .br or .gz at its end is the same one packed.
func Load(files fs.FS, cfg Config) (*Site, error) {
	all, err := readAll(files)
	if err != nil {
		return nil, fmt.Errorf("read the site: %w", err)
	}
	s := &Site{isID: cfg.IsID, files: map[string]*file{}, pages: map[string]*Page{}}
	if s.isID == nil {
		s.isID = func(string) bool { return false }
	}
	for name, plain := range all {
		if whole, packed := unpacked(name); packed && all[whole] != nil {
			continue
		}
		f := newFile(name, plain, all[name+".br"], all[name+".gz"])
		if page, is := pageName(name); is {
			s.pages[page] = newPage(f, rights{
				private: slices.Contains(cfg.Private, page), camera: slices.Contains(cfg.Camera, page), formsTo: cfg.FormsTo,
			})
		} else {
			s.files[name] = f
		}
	}
	return s, nil
}

func readAll(files fs.FS) (map[string][]byte, error) {
	all := map[string][]byte{}
	return all, fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		all[name], err = fs.ReadFile(files, name)
		return err
	})
}

// pageName is what the page in a file is called: "events/_" in events/_.html, "" in index.html.
func pageName(name string) (page string, is bool) {
	stem, is := strings.CutSuffix(name, ".html")
	if stem == "index" {
		return "", is
	}
	return strings.TrimSuffix(stem, "/index"), is
}

// Page is a page by the export's name for it ("events/_"), or nil.
func (s *Site) Page(name string) *Page { return s.pages[name] }

// ServeHTTP answers with the file or the page of the address.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "This address can only be read.", http.StatusMethodNotAllowed)
		return
	}
	name := strings.TrimPrefix(r.URL.Path, "/")
	f, p := s.find(name)
	switch bare := strings.TrimRight(name, "/"); {
	case f != nil:
		guard(w, r, false)
		f.serve(w, r)
	case p != nil:
		p.Serve(w, r)
	case bare != name && s.has(bare):
		guard(w, r, false)
		http.Redirect(w, r, (&url.URL{Path: "/" + bare, RawQuery: r.URL.RawQuery}).String(), http.StatusPermanentRedirect)
	default:
		s.NotFound(w, r)
	}
}

// find returns the file or the page that a name has, or neither.
func (s *Site) find(name string) (*file, *Page) {
	if f := s.files[name]; f != nil {
		return f, nil
	}
	if p := s.pages[name]; p != nil && !hidden(name) {
		return nil, p
	}
	if shell := s.shell(name); shell != name {
		return s.files[shell], s.pages[shell]
	}
	return nil, nil
}

func (s *Site) has(name string) bool {
	f, p := s.find(name)
	return f != nil || p != nil
}

// shell is the name that the export has in place of one with ids: events/_/edit.txt for events/0190…/edit.txt.
func (s *Site) shell(name string) string {
	segments := strings.Split(name, "/")
	for i, segment := range segments {
		stem, data := strings.CutSuffix(segment, ".txt") // what the router of the page asks for by itself
		if !s.isID(stem) {
			continue
		}
		segments[i] = "_"
		if data {
			segments[i] = "_.txt"
		}
	}
	return strings.Join(segments, "/")
}

// hidden reports whether a page has no address of its own.
func hidden(page string) bool {
	return slices.Contains(missing, page) || slices.Contains(strings.Split(page, "/"), "_")
}

// NotFound answers that there is nothing at the address: with the site's page for that, or in a line where a program asked for a file.
func (s *Site) NotFound(w http.ResponseWriter, r *http.Request) {
	for _, name := range missing {
		if p := s.pages[name]; p != nil && path.Ext(r.URL.Path) == "" {
			p.refuse(w, r, http.StatusNotFound)
			return
		}
	}
	guard(w, r, true)
	http.Error(w, "There is nothing at this address.", http.StatusNotFound)
}

// guard sets what every answer says about itself. What is private is kept nowhere, listed nowhere, and its address is told to nobody.
func guard(w http.ResponseWriter, r *http.Request, private bool) {
	header := w.Header()
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Referrer-Policy", "strict-origin-when-cross-origin")
	if private || secret(r) {
		header.Set("Cache-Control", "no-store")
		header.Set("Referrer-Policy", "no-referrer")
		header.Set("X-Robots-Tag", "noindex")
	}
}

// secret reports whether the address opens something for whoever has it.
func secret(r *http.Request) bool { return r.URL.Query().Has("secret") }
