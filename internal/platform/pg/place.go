package pg

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

const (
	login        = "speckit"  // the superuser of an embedded server
	database     = "postgres" // the database that initdb makes; a second one would only cost time
	socketName   = ".s.PGSQL.5432"
	socketLength = 100 // the kernel allows 107 bytes; the rest is for PostgreSQL's own suffixes
)

// place is an installation's data directory, and where in it everything of the database lies.
type place struct{ dir string }

// openPlace makes the directory if there is none. Its path is made absolute, since the child runs elsewhere.
func openPlace(dir string) (place, error) {
	if dir == "" {
		return place{}, fmt.Errorf("open data directory: no directory was named")
	}
	absolute, err := filepath.Abs(dir)
	if err != nil {
		return place{}, fmt.Errorf("open data directory: %w", err)
	}
	err = os.MkdirAll(absolute, 0o700)
	if os.IsPermission(err) {
		return place{}, ErrNotOurs.Saying("The data directory %s cannot be made by this user. Name another one in SPECKIT_DATA.", absolute).Because(err)
	}
	if err != nil {
		return place{}, fmt.Errorf("make data directory: %w", err)
	}
	return place{absolute}, nil
}

func (p place) data() string     { return filepath.Join(p.dir, "postgres") }
func (p place) unborn() string   { return filepath.Join(p.dir, "postgres.new") } // while initdb works on it
func (p place) log() string      { return filepath.Join(p.dir, "postgres.log") }
func (p place) owner() string    { return filepath.Join(p.dir, "postgres.lock") }
func (p place) clients() string  { return filepath.Join(p.dir, "postgres.clients") }
func (p place) password() string { return filepath.Join(p.dir, "postgres.password") }
func (p place) pidFile() string  { return filepath.Join(p.data(), "postmaster.pid") }

// sockets is the directory of the unix socket: in the data directory, or under the temporary directory by a hash of the
// data directory's path where that is too long for a socket address, or has the comma that would make two hosts of it.
func (p place) sockets() string {
	dir := filepath.Join(p.dir, "postgres.socket")
	if fitsSocket(dir) {
		return dir
	}
	sum := sha256.Sum256([]byte(p.dir))
	name := "speckit-" + hex.EncodeToString(sum[:8])
	dir = filepath.Join(os.TempDir(), name)
	if fitsSocket(dir) {
		return dir
	}
	return filepath.Join("/tmp", name)
}

// fitsSocket reports whether a directory's path can stand in the address of a socket.
func fitsSocket(dir string) bool {
	return len(filepath.Join(dir, socketName)) <= socketLength && !strings.Contains(dir, ",")
}

// openSockets makes the socket's directory for the user as whom the server runs. Under a temporary directory somebody else
// may have made it first, to listen in our stead: that is refused.
func (p place) openSockets(as guise) error {
	dir := p.sockets()
	err := os.Mkdir(dir, 0o700)
	if err != nil && !os.IsExist(err) {
		return fmt.Errorf("make socket directory: %w", err)
	}
	if err == nil || filepath.Dir(dir) == p.dir {
		return as.give(dir)
	}
	info, err := os.Lstat(dir)
	if err != nil {
		return fmt.Errorf("look at socket directory: %w", err)
	}
	if !info.IsDir() || info.Mode().Perm()&0o077 != 0 || uidOf(info) != as.uid() {
		return ErrNotOurs.Saying("The directory %s for the database's socket was made by somebody else. Remove it, or set TMPDIR to a directory of your own.", dir)
	}
	return nil
}

// closeSockets leaves nothing behind under the temporary directory. A directory that is in use stays.
func (p place) closeSockets() {
	if dir := p.sockets(); filepath.Dir(dir) != p.dir {
		_ = os.Remove(dir)
	}
}

// url is the address of a database of the embedded server; the password is in it.
func (p place) url(name, password string) string {
	if name == "" {
		name = database
	}
	u := url.URL{Scheme: "postgres", User: url.UserPassword(login, password), Path: "/" + name}
	host := strings.ReplaceAll(url.QueryEscape(p.sockets()), "+", "%20") // PostgreSQL's addresses know no plus for a space
	u.RawQuery = "host=" + host + "&port=5432"
	return u.String()
}

// readPassword returns the password that was made with the data.
func (p place) readPassword() (string, error) {
	text, err := os.ReadFile(p.password())
	if os.IsNotExist(err) {
		return "", ErrNotOurs.Saying("The file %s with the database's password is missing. Put it back from your copy of the data directory, or restore a backup into a new one.", p.password())
	}
	if err != nil {
		return "", fmt.Errorf("read the database's password: %w", err)
	}
	return strings.TrimSpace(string(text)), nil
}

// makePassword makes a password for new data and keeps it.
func (p place) makePassword() (string, error) {
	password := rand.Text()
	if err := os.WriteFile(p.password(), []byte(password+"\n"), 0o600); err != nil {
		return "", fmt.Errorf("keep the database's password: %w", err)
	}
	return password, nil
}
