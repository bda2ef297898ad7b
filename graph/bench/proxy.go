package main

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"strings"
	"sync/atomic"
)

// proxy stands between a contender and Neo4j and counts the statements that go
// through it: Bolt's RUN messages, whatever driver sends them.
type proxy struct {
	listener net.Listener
	target   string
	runs     atomic.Int64
}

// newProxy listens on a free port and passes on to the server at uri.
func newProxy(uri string) (*proxy, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listen for Bolt: %w", err)
	}
	p := &proxy{listener: listener, target: strings.TrimPrefix(uri, "bolt://")}
	go p.accept()
	return p, nil
}

func (p *proxy) uri() string { return "bolt://" + p.listener.Addr().String() }

func (p *proxy) close() { p.listener.Close() }

func (p *proxy) accept() {
	for {
		client, err := p.listener.Accept()
		if err != nil {
			return // closed
		}
		go p.pass(client)
	}
}

// pass carries both directions of one connection until either ends.
func (p *proxy) pass(client net.Conn) {
	defer client.Close()
	server, err := net.Dial("tcp", p.target)
	if err != nil {
		return // the client's driver tells it
	}
	defer server.Close()
	manifest := make(chan bool, 1)
	go func() {
		defer client.Close()
		p.fromServer(client, server, manifest)
	}()
	p.fromClient(server, bufio.NewReader(client), manifest)
}

// fromServer carries the server's answers, and tells whether it begins with the
// long form of the handshake. The first bytes are passed on as they came: not every
// driver waits for the rest of a handshake that comes in pieces.
func (p *proxy) fromServer(client io.Writer, server io.Reader, manifest chan<- bool) {
	first := make([]byte, 4096)
	n, err := io.ReadAtLeast(server, first, 4)
	if err != nil {
		close(manifest)
		return
	}
	manifest <- bytes.HasPrefix(first, []byte{0, 0, 1, 0xff})
	if _, err := client.Write(first[:n]); err == nil {
		io.Copy(client, server)
	}
}

// fromClient carries the handshake and then message by message.
func (p *proxy) fromClient(server io.Writer, client *bufio.Reader, manifest <-chan bool) {
	const magicAndVersions, chosenVersion = 20, 4
	if _, err := io.CopyN(server, client, magicAndVersions); err != nil {
		return
	}
	if <-manifest {
		if _, err := io.CopyN(server, client, chosenVersion); err != nil || passVarint(server, client) != nil {
			return
		}
	}
	for p.message(server, client) == nil {
	}
}

// passVarint carries a number whose last byte has no high bit.
func passVarint(w io.Writer, r *bufio.Reader) error {
	for {
		b, err := r.ReadByte()
		if err != nil {
			return err
		}
		if _, err := w.Write([]byte{b}); err != nil || b < 0x80 {
			return err
		}
	}
}

// message carries one message: chunks with their length before them, the last one
// empty. The second byte of a message says what it is.
func (p *proxy) message(w io.Writer, r *bufio.Reader) error {
	const run = 0x10
	for first := true; ; first = false {
		head, err := r.Peek(2)
		if err != nil {
			return err
		}
		size := int64(binary.BigEndian.Uint16(head))
		if first && size >= 2 {
			start, err := r.Peek(4)
			if err != nil {
				return err
			}
			if start[3] == run {
				p.runs.Add(1)
			}
		}
		if _, err := io.CopyN(w, r, 2+size); err != nil || size == 0 {
			return err
		}
	}
}
