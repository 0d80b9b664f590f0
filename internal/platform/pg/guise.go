package pg

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

// guise is the user as whom PostgreSQL runs. It refuses to run as root, so root has to look like somebody else.
//
// The zero guise is ourselves. A namespace guise is ourselves too, under another number that only the child sees: the files
// stay ours, also under a directory that nobody else may enter. A switched guise is another user, who must own the files.
type guise struct {
	inside   int // uid inside a user namespace; 0 means no namespace
	switched *credential
}

type credential struct{ uid, gid int }

// standIns exist on every system of note, so that a child can bear their name. initdb wants a name.
var standIns = []string{"postgres", "nobody", "daemon", "bin"}

// chooseGuise decides as whom to run on the data; whether the system permits a guise is tried.
func chooseGuise(ctx context.Context, p place, found programs, namespaces bool) (guise, error) {
	uid := os.Geteuid()
	if info, err := os.Stat(p.data()); err == nil && uidOf(info) != uid {
		return ownerGuise(p, info, uid)
	}
	if uid != 0 && named(uid) {
		return guise{}, nil
	}
	var refused error
	if as := (guise{inside: standIn().uid}); namespaces && hasNamespaces && as.inside != 0 {
		if refused = probe(ctx, found, as, "/"); refused == nil {
			return as, nil
		}
	}
	if uid != 0 {
		return guise{}, ErrUser.Saying("The user with number %d has no name here, and PostgreSQL wants one. Add the user to /etc/passwd, or permit user namespaces.", uid).Because(refused)
	}
	return strangerGuise(ctx, p, found, refused)
}

// strangerGuise is root's last resort: another user, who is given the files and let through to them.
func strangerGuise(ctx context.Context, p place, found programs, refused error) (guise, error) {
	stranger := standIn()
	if stranger.uid == 0 {
		return guise{}, ErrUser.Saying("PostgreSQL refuses to run as root, and there is no other user here. Start speckit as an ordinary user.").Because(refused)
	}
	as := guise{switched: &stranger}
	if err := os.Chmod(p.dir, 0o711); err != nil { // #nosec G302 -- to pass through, not to look; our files in it are 0600
		return guise{}, fmt.Errorf("let the database's user through: %w", err)
	}
	if err := probe(ctx, found, as, p.dir); err != nil {
		return guise{}, ErrUser.Saying("PostgreSQL refuses to run as root, this system permits no user namespaces, and the user %s cannot get to %s or to %s. Start speckit as an ordinary user, or name a data directory in SPECKIT_DATA that others may pass through to.", nameOf(stranger.uid), p.dir, found.dir).Because(err)
	}
	return as, as.give(p.data())
}

// probe runs a harmless program in the guise, at home in the directory.
func probe(ctx context.Context, found programs, as guise, dir string) error {
	command := exec.CommandContext(ctx, found.path("postgres"), "--version") // #nosec G204 -- the programs that were found
	command.Env = childEnvironment()
	command.Dir = dir
	command.SysProcAttr = as.attributes(syscall.SIGKILL)
	if err := command.Run(); err != nil {
		return fmt.Errorf("run a program under another user: %w", err)
	}
	return nil
}

// ownerGuise runs as the user who made the data, which only root can.
func ownerGuise(p place, data fs.FileInfo, uid int) (guise, error) {
	owner := credential{uidOf(data), gidOf(data)}
	if uid == 0 {
		return guise{switched: &owner}, nil
	}
	return guise{}, ErrNotOurs.Saying("The database in %s belongs to user %s. Start speckit as that user, give this one its own directory with SPECKIT_DATA, or hand the directory over with chown -R.", p.data(), nameOf(owner.uid))
}

// uid is the owner of the files that the child makes, as the world outside sees it.
func (g guise) uid() int {
	if g.switched != nil {
		return g.switched.uid
	}
	return os.Geteuid()
}

// give hands a file, or a directory with all in it, to the user as whom the child runs. Giving what is not there is nothing.
func (g guise) give(path string) error {
	if g.switched == nil {
		return nil
	}
	err := filepath.WalkDir(path, func(path string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Lchown(path, g.switched.uid, g.switched.gid) // #nosec G122 -- nobody else may be in there
	})
	if err != nil && !os.IsNotExist(err) {
		return fmt.Errorf("give %s to the database's user: %w", path, err)
	}
	return nil
}

// attributes are how the system starts a child in this guise: in a process group of its own, so that Ctrl-C reaches only us.
func (g guise) attributes(atOurDeath syscall.Signal) *syscall.SysProcAttr {
	attr := &syscall.SysProcAttr{Setpgid: true}
	dieWithUs(attr, atOurDeath)
	if g.inside != 0 {
		enterNamespace(attr, g.inside)
	}
	if g.switched != nil {
		attr.Credential = &syscall.Credential{Uid: uint32(g.switched.uid), Gid: uint32(g.switched.gid)} // #nosec G115 -- system ids
	}
	return attr
}

// standIn finds the first of the stand-ins that exists; the zero credential if none does.
func standIn() credential {
	for _, name := range standIns {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, errUID := strconv.Atoi(u.Uid)
		gid, errGID := strconv.Atoi(u.Gid)
		if errUID == nil && errGID == nil && uid > 0 {
			return credential{uid, gid}
		}
	}
	return credential{}
}

func named(uid int) bool {
	_, err := user.LookupId(strconv.Itoa(uid))
	return err == nil
}

func nameOf(uid int) string {
	if u, err := user.LookupId(strconv.Itoa(uid)); err == nil {
		return u.Username
	}
	return strconv.Itoa(uid)
}

func uidOf(info fs.FileInfo) int {
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		return int(stat.Uid)
	}
	return os.Geteuid()
}

func gidOf(info fs.FileInfo) int {
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		return int(stat.Gid)
	}
	return os.Getegid()
}
