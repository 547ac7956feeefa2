// One end of the measured connections, with pion. The lines it speaks are described in PeerProcess.java.
package main

import (
	"bufio"
	"encoding/base64"
	"fmt"
	"net"
	"os"
	"runtime"
	"sort"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/ice/v2"
	"github.com/pion/logging"
	"github.com/pion/webrtc/v3"
)

var kept sync.Map

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "pion:", err)
		os.Exit(1)
	}
}

func newAPI(shared bool) *webrtc.API {
	// Standard output belongs to the figures.
	loggers := logging.NewDefaultLoggerFactory()
	loggers.Writer = os.Stderr
	engine := webrtc.SettingEngine{LoggerFactory: loggers}
	engine.SetIncludeLoopbackCandidate(true)
	engine.SetNetworkTypes([]webrtc.NetworkType{webrtc.NetworkTypeUDP4})
	engine.SetInterfaceFilter(func(name string) bool { return name == "lo" })
	engine.SetICEMulticastDNSMode(ice.MulticastDNSModeDisabled)
	if shared {
		socket, err := net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
		check(err)
		check(socket.SetReadBuffer(4 << 20))
		engine.SetICEUDPMux(webrtc.NewICEUDPMux(nil, socket))
	}
	return webrtc.NewAPI(webrtc.WithSettingEngine(engine))
}

func decode(line string) string {
	sdp, err := base64.StdEncoding.DecodeString(line[:len(line)-1])
	check(err)
	return string(sdp)
}

func encode(sdp string) string {
	return base64.StdEncoding.EncodeToString([]byte(sdp)) + "\n"
}

func gathered(pc *webrtc.PeerConnection, description webrtc.SessionDescription) string {
	done := webrtc.GatheringCompletePromise(pc)
	check(pc.SetLocalDescription(description))
	<-done
	return pc.LocalDescription().SDP
}

func serve(conn net.Conn, api *webrtc.API) {
	in := bufio.NewReader(conn)
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			conn.Close()
			return
		}
		pc, err := api.NewPeerConnection(webrtc.Configuration{})
		check(err)
		kept.Store(pc, true)
		pc.OnConnectionStateChange(func(state webrtc.PeerConnectionState) {
			if state == webrtc.PeerConnectionStateFailed || state == webrtc.PeerConnectionStateDisconnected {
				kept.Delete(pc)
				go pc.Close()
			}
		})
		pc.OnDataChannel(func(channel *webrtc.DataChannel) {
			channel.OnClose(func() { kept.Delete(pc); go pc.Close() })
		})
		check(pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeOffer, SDP: decode(line)}))
		answer, err := pc.CreateAnswer(nil)
		check(err)
		_, err = conn.Write([]byte(encode(gathered(pc, answer))))
		check(err)
	}
}

func answer() {
	api := newAPI(true)
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	check(err)
	go func() {
		for {
			conn, err := listener.Accept()
			check(err)
			go serve(conn, api)
		}
	}()
	fmt.Println("READY", listener.Addr().(*net.TCPAddr).Port)
	commands := bufio.NewScanner(os.Stdin)
	for commands.Scan() {
		runtime.GC()
		runtime.GC()
		var memory runtime.MemStats
		runtime.ReadMemStats(&memory)
		fmt.Println("HEAP", memory.HeapAlloc, 0)
	}
}

func connectOnce(api *webrtc.API, port int, idle chan net.Conn, keep bool) (took time.Duration, ok bool) {
	var conn net.Conn
	select {
	case conn = <-idle:
	default:
		dialed, err := net.Dial("tcp4", fmt.Sprintf("127.0.0.1:%d", port))
		check(err)
		conn = dialed
	}
	start := time.Now()
	pc, err := api.NewPeerConnection(webrtc.Configuration{})
	check(err)
	channel, err := pc.CreateDataChannel("measured", nil)
	check(err)
	opened := make(chan bool)
	channel.OnOpen(func() { close(opened) })
	offer, err := pc.CreateOffer(nil)
	check(err)
	_, err = conn.Write([]byte(encode(gathered(pc, offer))))
	check(err)
	line, err := bufio.NewReader(conn).ReadString('\n')
	check(err)
	idle <- conn
	check(pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeAnswer, SDP: decode(line)}))
	select {
	case <-opened:
		took, ok = time.Since(start), true
	case <-time.After(60 * time.Second):
	}
	if keep && ok {
		kept.Store(pc, true)
	} else {
		pc.Close()
	}
	return
}

func offer() {
	api := newAPI(false)
	fmt.Println("READY 0")
	commands := bufio.NewScanner(os.Stdin)
	for commands.Scan() {
		var count, inFlight, port int
		var after string
		fmt.Sscanf(commands.Text(), "connect %d %d %d %s", &count, &inFlight, &port, &after)
		idle := make(chan net.Conn, 4096)
		places := make(chan bool, inFlight)
		var failures int32
		var lock sync.Mutex
		var times []time.Duration
		var all sync.WaitGroup
		start := time.Now()
		for i := 0; i < count; i++ {
			places <- true
			all.Add(1)
			go func() {
				defer func() { <-places; all.Done() }()
				took, ok := connectOnce(api, port, idle, after == "keep")
				if !ok {
					atomic.AddInt32(&failures, 1)
					return
				}
				lock.Lock()
				times = append(times, took)
				lock.Unlock()
			}()
		}
		all.Wait()
		elapsed := time.Since(start)
		close(idle)
		for conn := range idle {
			conn.Close()
		}
		sort.Slice(times, func(a, b int) bool { return times[a] < times[b] })
		at := func(part float64) int64 {
			if len(times) == 0 {
				return 0
			}
			return int64(times[int(float64(len(times)-1)*part)])
		}
		fmt.Println("DONE", int64(elapsed), failures, at(0.5), at(0.99))
	}
}

func main() {
	if os.Args[1] == "answer" {
		answer()
	} else {
		offer()
	}
}
