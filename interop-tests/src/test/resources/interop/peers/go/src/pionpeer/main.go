// Peers of pion, remote-controlled with JSON lines: {id, op, peer, args} in, {id, result | error} and {event, peer, ...} out.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"sync"
)

const (
	lineBytesMax = 16 << 20
	// What Debian 12 packages.
	version = "3.1 (Debian)"
)

type request struct {
	ID   json.RawMessage `json:"id"`
	Op   string          `json:"op"`
	Peer string          `json:"peer"`
	Args arguments       `json:"args"`
}

type arguments struct {
	Mode          string     `json:"mode"`
	Media         bool       `json:"media"`
	IceRestart    bool       `json:"iceRestart"`
	SDP           string     `json:"sdp"`
	Candidate     *candidate `json:"candidate"`
	Label         string     `json:"label"`
	Options       options    `json:"options"`
	Channel       int        `json:"channel"`
	Text          string     `json:"text"`
	Base64        []byte     `json:"base64"`
	First         int        `json:"first"`
	Count         int        `json:"count"`
	Size          int        `json:"size"`
	Kind          string     `json:"kind"`
	Configuration struct {
		IceServers []iceServer `json:"iceServers"`
	} `json:"configuration"`
}

var (
	output sync.Mutex
	peers  sync.Map
)

func write(message map[string]any) {
	line, err := json.Marshal(message)
	if err != nil {
		panic(err)
	}
	output.Lock()
	defer output.Unlock()
	os.Stdout.Write(append(line, '\n'))
}

func perform(r request) (any, error) {
	if r.Op == "open" {
		p, err := openPeer(r.Peer, r.Args)
		peers.Store(r.Peer, p)
		return nil, err
	}
	found, ok := peers.Load(r.Peer)
	if !ok {
		return nil, fmt.Errorf("there is no peer %q", r.Peer)
	}
	if r.Op == "dispose" {
		peers.Delete(r.Peer)
		found.(*peer).close()
		return nil, nil
	}
	operation, ok := operations[r.Op]
	if !ok {
		return nil, fmt.Errorf("unknown operation %q", r.Op)
	}
	return operation(found.(*peer), r.Args)
}

func answer(line []byte) {
	var r request
	if err := json.Unmarshal(line, &r); err != nil {
		panic(err)
	}
	result, err := perform(r)
	if err != nil {
		write(map[string]any{"id": r.ID, "error": err.Error()})
	} else {
		write(map[string]any{"id": r.ID, "result": result})
	}
}

func main() {
	write(map[string]any{"event": "ready", "version": version})
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, lineBytesMax)
	for lines.Scan() {
		// Some operations wait, so the next line is read meanwhile; whoever needs an order waits for each result.
		go answer(append([]byte(nil), lines.Bytes()...))
	}
}
