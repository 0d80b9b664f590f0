package installation

import (
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"strconv"
	"syscall"
)

// Account is a user of the machine.
type Account struct {
	UID, GID int
	Home     string
}

// Nobody returns an ordinary user to run as where we are root; without one, or where we are ordinary ourselves, it is nil.
func Nobody(home string) (*Account, error) {
	if os.Getuid() != 0 {
		return nil, nil
	}
	u, err := user.Lookup("nobody")
	if err != nil {
		return nil, fmt.Errorf("find an ordinary user: %w", err)
	}
	uid, err := strconv.Atoi(u.Uid)
	if err != nil {
		return nil, fmt.Errorf("read the ordinary user's number: %w", err)
	}
	gid, err := strconv.Atoi(u.Gid)
	if err != nil {
		return nil, fmt.Errorf("read the ordinary user's group: %w", err)
	}
	return &Account{uid, gid, home}, os.Chown(home, uid, gid)
}

// Become has a command run as the user.
func (a *Account) Become(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(a.UID), Gid: uint32(a.GID)}} // #nosec G115 -- ids of users are not negative
	cmd.Env = append(cmd.Env, "HOME="+a.Home, "TMPDIR="+a.Home)
	cmd.Dir = a.Home
}
