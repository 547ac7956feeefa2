package main

import (
	"sync"

	"github.com/pion/datachannel"
	"github.com/pion/webrtc/v3"
)

const (
	highWaterBytes  = 1 << 20
	lowWaterBytes   = 1 << 18
	messageBytesMax = 1 << 20
)

type options struct {
	Ordered           *bool   `json:"ordered"`
	Protocol          *string `json:"protocol"`
	MaxRetransmits    *uint16 `json:"maxRetransmits"`
	MaxPacketLifeTime *uint16 `json:"maxPacketLifeTime"`
	Negotiated        *bool   `json:"negotiated"`
	ID                *uint16 `json:"id"`
}

type channels struct {
	mutex sync.Mutex
	all   []*channel
}

func (c *channels) add(dc *webrtc.DataChannel, p *peer) *channel {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	made := &channel{peer: p, number: len(c.all), dc: dc, accounting: newAccounting(), low: make(chan struct{}, 1)}
	made.changed = sync.NewCond(&made.mutex)
	c.all = append(c.all, made)
	return made
}

func (c *channels) at(number int) *channel {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.all[number]
}

type channel struct {
	peer   *peer
	number int
	dc     *webrtc.DataChannel
	raw    datachannel.ReadWriteCloser
	low    chan struct{}

	mutex      sync.Mutex
	changed    *sync.Cond
	accounting *accounting
}

func (p *peer) createChannel(args arguments) (any, error) {
	o := args.Options
	dc, err := p.pc.CreateDataChannel(args.Label, &webrtc.DataChannelInit{
		Ordered: o.Ordered, Protocol: o.Protocol, MaxRetransmits: o.MaxRetransmits,
		MaxPacketLifeTime: o.MaxPacketLifeTime, Negotiated: o.Negotiated, ID: o.ID,
	})
	if err != nil {
		return nil, err
	}
	return p.adopt(dc, false).number, nil
}

func (p *peer) adopt(dc *webrtc.DataChannel, isAnnounced bool) *channel {
	c := p.channels.add(dc, p)
	if isAnnounced {
		values := c.describe()
		values["channel"] = c.number
		p.tell("channel", values)
	}
	dc.OnOpen(c.opened)
	return c
}

func (c *channel) opened() {
	raw, err := c.dc.Detach()
	if err != nil {
		panic(err)
	}
	c.raw = raw
	// Set only now: what is set before an announced channel is open does not reach its stream.
	c.dc.SetBufferedAmountLowThreshold(lowWaterBytes)
	c.dc.OnBufferedAmountLow(func() {
		select {
		case c.low <- struct{}{}:
		default: // it is told already
		}
	})
	c.peer.tell("open", map[string]any{"channel": c.number, "id": c.dc.ID()})
	go c.read()
}

func (c *channel) read() {
	buffer := make([]byte, messageBytesMax)
	for {
		n, isText, err := c.raw.ReadDataChannel(buffer)
		if err != nil {
			// The peer has reset its direction, so ours ends, too (RFC 8831, 6.7).
			c.raw.Close()
			c.peer.tell("closed", map[string]any{"channel": c.number})
			return
		}
		c.received(buffer[:n], isText)
	}
}

func (c *channel) received(data []byte, isText bool) {
	switch {
	case c.peer.mode == "echo":
		c.raw.WriteDataChannel(data, isText)
	case c.peer.mode == "count":
		c.mutex.Lock()
		c.accounting.add(data, isText)
		c.mutex.Unlock()
		c.changed.Broadcast()
	case isText:
		c.peer.tell("message", map[string]any{"channel": c.number, "text": string(data)})
	default:
		c.peer.tell("message", map[string]any{"channel": c.number, "base64": append([]byte{}, data...)})
	}
}

func (c *channel) describe() map[string]any {
	return map[string]any{
		"label": c.dc.Label(), "id": c.dc.ID(), "ordered": c.dc.Ordered(), "maxRetransmits": c.dc.MaxRetransmits(),
		"maxPacketLifeTime": c.dc.MaxPacketLifeTime(), "protocol": c.dc.Protocol(), "negotiated": c.dc.Negotiated(),
	}
}

func (c *channel) send(data []byte, isText bool) (any, error) {
	_, err := c.raw.WriteDataChannel(data, isText)
	return nil, err
}

func (c *channel) sendPattern(args arguments) (any, error) {
	var highest uint64
	waits := 0
	content := patternBinary
	if args.Kind == "text" {
		content = patternText
	}
	for i := args.First; i < args.First+args.Count; i++ {
		if c.dc.BufferedAmount() > highWaterBytes {
			waits++
			for c.dc.BufferedAmount() > lowWaterBytes {
				<-c.low
			}
		}
		if _, err := c.send(content(i, args.Size), args.Kind == "text"); err != nil {
			return nil, err
		}
		if buffered := c.dc.BufferedAmount(); buffered > highest {
			highest = buffered
		}
	}
	return map[string]any{"highest": highest, "waits": waits}, nil
}

func (c *channel) expect(count int) accounting {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	for c.accounting.Count < count {
		c.changed.Wait()
	}
	return *c.accounting
}

func (c *channel) report() accounting {
	return c.expect(0)
}
