package dial

import (
	"net"
	"testing"
)

// mirror is a connection whose ends have one address.
type mirror struct{ net.Conn }

func (m mirror) RemoteAddr() net.Addr { return m.LocalAddr() }

func TestAConnectionToOneselfIsRefused(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	conn, err := Other(t.Context(), "tcp", listener.Addr().String())
	if err != nil {
		t.Fatalf("another's port: %v", err)
	}
	if _, err := another(mirror{conn}); err == nil {
		t.Fatal("connected to itself")
	}
	if _, err := conn.Write([]byte("x")); err == nil {
		t.Fatal("the connection was left open")
	}
}
