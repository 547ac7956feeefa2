package main

import (
	"os"

	"github.com/pion/logging"
	"github.com/pion/webrtc/v3"
)

type candidate struct {
	Candidate     string  `json:"candidate"`
	SdpMid        *string `json:"sdpMid"`
	SdpMLineIndex *uint16 `json:"sdpMLineIndex"`
}

type iceServer struct {
	URLs       []string `json:"urls"`
	Username   string   `json:"username"`
	Credential string   `json:"credential"`
}

// One peer connection and its channels.
type peer struct {
	name     string
	mode     string
	pc       *webrtc.PeerConnection
	gathered <-chan struct{}
	channels channels
}

// Messages above 65535 bytes can only be read from detached channels.
var api = func() *webrtc.API {
	// Standard output belongs to the protocol of the tests.
	loggers := logging.NewDefaultLoggerFactory()
	loggers.Writer = os.Stderr
	settings := webrtc.SettingEngine{LoggerFactory: loggers}
	settings.DetachDataChannels()
	media := &webrtc.MediaEngine{}
	if err := media.RegisterDefaultCodecs(); err != nil {
		panic(err)
	}
	return webrtc.NewAPI(webrtc.WithSettingEngine(settings), webrtc.WithMediaEngine(media))
}()

func openPeer(name string, args arguments) (*peer, error) {
	configuration := webrtc.Configuration{}
	for _, s := range args.Configuration.IceServers {
		configuration.ICEServers = append(configuration.ICEServers,
			webrtc.ICEServer{URLs: s.URLs, Username: s.Username, Credential: s.Credential})
	}
	pc, err := api.NewPeerConnection(configuration)
	if err != nil {
		return nil, err
	}
	p := &peer{name: name, mode: args.Mode, pc: pc, gathered: webrtc.GatheringCompletePromise(pc)}
	pc.OnICECandidate(func(found *webrtc.ICECandidate) {
		if found == nil {
			p.tell("candidate", map[string]any{"candidate": nil})
		} else {
			p.tell("candidate", map[string]any{"candidate": found.ToJSON()})
		}
	})
	pc.OnConnectionStateChange(func(state webrtc.PeerConnectionState) {
		p.tell("state", map[string]any{"state": state.String()})
	})
	pc.OnDataChannel(func(dc *webrtc.DataChannel) { p.adopt(dc, true) })
	if args.Media {
		// It takes no rejection of a section in which it wants to send.
		receiveOnly := webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionRecvonly}
		for _, kind := range []webrtc.RTPCodecType{webrtc.RTPCodecTypeAudio, webrtc.RTPCodecTypeVideo} {
			if _, err := pc.AddTransceiverFromKind(kind, receiveOnly); err != nil {
				return nil, err
			}
		}
	}
	return p, nil
}

func (p *peer) tell(event string, values map[string]any) {
	values["event"] = event
	values["peer"] = p.name
	write(values)
}

// Its error says only that the other side has closed before.
func (p *peer) close() {
	_ = p.pc.Close()
}

func (p *peer) describeLocally(description webrtc.SessionDescription, err error) (any, error) {
	if err == nil {
		err = p.pc.SetLocalDescription(description)
	}
	return description.SDP, err
}

func (p *peer) setRemote(kind webrtc.SDPType, sdp string) error {
	return p.pc.SetRemoteDescription(webrtc.SessionDescription{Type: kind, SDP: sdp})
}

var operations = map[string]func(p *peer, args arguments) (any, error){
	"offer": func(p *peer, args arguments) (any, error) {
		return p.describeLocally(p.pc.CreateOffer(&webrtc.OfferOptions{ICERestart: args.IceRestart}))
	},
	"answer": func(p *peer, args arguments) (any, error) {
		if err := p.setRemote(webrtc.SDPTypeOffer, args.SDP); err != nil {
			return nil, err
		}
		return p.describeLocally(p.pc.CreateAnswer(nil))
	},
	"accept": func(p *peer, args arguments) (any, error) {
		return nil, p.setRemote(webrtc.SDPTypeAnswer, args.SDP)
	},
	"gathered": func(p *peer, args arguments) (any, error) {
		<-p.gathered
		return p.pc.LocalDescription().SDP, nil
	},
	"addCandidate": func(p *peer, args arguments) (any, error) {
		init := webrtc.ICECandidateInit{}
		if args.Candidate != nil {
			init.Candidate = args.Candidate.Candidate
			init.SDPMid = args.Candidate.SdpMid
			init.SDPMLineIndex = args.Candidate.SdpMLineIndex
		}
		return nil, p.pc.AddICECandidate(init)
	},
	"maxMessageSize": func(p *peer, args arguments) (any, error) { return 65536, nil },
	"state":          func(p *peer, args arguments) (any, error) { return p.pc.ConnectionState().String(), nil },
	"closePeer":      func(p *peer, args arguments) (any, error) { p.close(); return nil, nil },
	"createChannel":  (*peer).createChannel,
	"describe":       func(p *peer, args arguments) (any, error) { return p.channels.at(args.Channel).describe(), nil },
	"sendText": func(p *peer, args arguments) (any, error) {
		return p.channels.at(args.Channel).send([]byte(args.Text), true)
	},
	"sendBinary": func(p *peer, args arguments) (any, error) {
		return p.channels.at(args.Channel).send(args.Base64, false)
	},
	"sendPattern":  func(p *peer, args arguments) (any, error) { return p.channels.at(args.Channel).sendPattern(args) },
	"expect":       func(p *peer, args arguments) (any, error) { return p.channels.at(args.Channel).expect(args.Count), nil },
	"accounting":   func(p *peer, args arguments) (any, error) { return p.channels.at(args.Channel).report(), nil },
	"closeChannel": func(p *peer, args arguments) (any, error) { return nil, p.channels.at(args.Channel).dc.Close() },
}
