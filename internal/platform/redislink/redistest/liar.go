package redistest

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// Liar starts a server that speaks Redis' protocol, is well by its own account, and gives every command the same answer, true or
// not ("+OK", "$-1"). It returns its address; the server is gone when the test ends.
func Liar(t testing.TB, answer string) string {
	t.Helper()
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var talking sync.WaitGroup
	var mu sync.Mutex
	var conns []net.Conn
	talking.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			mu.Lock()
			conns = append(conns, conn)
			mu.Unlock()
			talking.Go(func() { lie(conn, answer) })
		}
	})
	t.Cleanup(func() {
		_ = l.Close()
		mu.Lock()
		for _, conn := range conns {
			_ = conn.Close()
		}
		mu.Unlock()
		talking.Wait()
	})
	return "redis://" + l.Addr().String()
}

// lie answers until the connection ends: what opens a connection and looks after it truly, all else by the lie.
func lie(conn net.Conn, answer string) {
	in := bufio.NewReader(conn)
	for {
		command, err := readCommand(in)
		if err != nil {
			return
		}
		reply := answer
		switch strings.ToUpper(command) {
		case "PING":
			reply = "+PONG"
		case "HELLO":
			reply = "-ERR unknown command"
		case "CLIENT", "SELECT":
			reply = "+OK"
		}
		if _, err := io.WriteString(conn, reply+"\r\n"); err != nil {
			return
		}
	}
}

// readCommand reads a command, an array of strings, and returns its first word.
func readCommand(in *bufio.Reader) (name string, err error) {
	words, err := readNumber(in, "*")
	if err != nil {
		return "", err
	}
	for i := range words {
		size, err := readNumber(in, "$")
		if err != nil {
			return "", err
		}
		word := make([]byte, size+len("\r\n"))
		if _, err := io.ReadFull(in, word); err != nil {
			return "", err
		}
		if i == 0 {
			name = string(word[:size])
		}
	}
	return name, nil
}

func readNumber(in *bufio.Reader, after string) (int, error) {
	line, err := in.ReadString('\n')
	if err != nil {
		return 0, err
	}
	number, is := strings.CutPrefix(strings.TrimSpace(line), after)
	if !is {
		return 0, fmt.Errorf("%q does not begin with %s", line, after)
	}
	return strconv.Atoi(number)
}
