// Peers of libdatachannel (through node-datachannel's own API; its W3C polyfill misreports channel options). JSON lines as in lines.mjs.
import { setImmediate, setTimeout } from "node:timers/promises";
import nodeDataChannel from "node-datachannel";
import { serve, write } from "./lines.mjs";
import { Accounting, Pattern } from "./page/pattern.js";

const HIGH_WATER_BYTES = 1 << 20;
const LOW_WATER_BYTES = 1 << 18;
const DRAIN_POLL_MILLIS = 5;
/** Between two looks at what else is to be done: sends on a fast path never wait. */
const SENDS_AT_ONCE = 64;
const pattern = new Pattern();
const peers = new Map();
if (process.env.INTEROP_DEBUG) nodeDataChannel.initLogger("Debug", (level, text) => process.stderr.write(`${level} ${text}\n`));

class Peer {
  constructor(name, { mode, media, configuration }) {
    this.mode = mode;
    this.channels = [];
    this.waiting = [];
    this.tell = (event) => write({ ...event, peer: name });
    this.pc = new nodeDataChannel.PeerConnection(name, {
      iceServers: configuration?.iceServers ?? [],
      disableAutoNegotiation: true,
    });
    this.pc.onLocalCandidate((candidate, sdpMid) => this.tell({ event: "candidate", candidate: { candidate, sdpMid } }));
    this.pc.onGatheringStateChange((state) => state === "complete" && this.gatheringDone());
    this.pc.onStateChange((state) => this.tell({ event: "state", state }));
    this.pc.onDataChannel((dc) => {
      const channel = this.adopt(dc);
      this.tell({ event: "channel", channel, ...this.describe({ channel }) });
      if (dc.isOpen()) this.tell({ event: "open", channel, id: dc.getId() });
    });
    if (media) this.addMedia();
  }

  addMedia() {
    const audio = new nodeDataChannel.Audio("audio", "SendRecv");
    audio.addOpusCodec(111);
    const video = new nodeDataChannel.Video("video", "SendRecv");
    video.addVP8Codec(96);
    this.tracks = [this.pc.addTrack(audio), this.pc.addTrack(video)];
  }

  gatheringDone() {
    this.tell({ event: "candidate", candidate: null });
    for (const resolve of this.waiting.splice(0)) resolve(this.pc.localDescription().sdp);
  }

  adopt(dc) {
    const channel = this.channels.length;
    const entry = { dc, accounting: new Accounting(pattern) };
    this.channels.push(entry);
    dc.onOpen(() => this.tell({ event: "open", channel, id: dc.getId() }));
    dc.onClosed(() => this.tell({ event: "closed", channel }));
    dc.onError((message) => this.tell({ event: "channelError", channel, message }));
    dc.onMessage((data) => this.received(entry, channel, data));
    return channel;
  }

  received(entry, channel, data) {
    const content = typeof data === "string" ? data : new Uint8Array(data);
    if (this.mode === "echo") typeof content === "string" ? entry.dc.sendMessage(content) : entry.dc.sendMessageBinary(content);
    else if (this.mode === "count") entry.accounting.add(content);
    else if (typeof content === "string") this.tell({ event: "message", channel, text: content });
    else this.tell({ event: "message", channel, base64: Buffer.from(content).toString("base64") });
  }

  describe({ channel }) {
    const { dc } = this.channels[channel];
    return { label: dc.getLabel(), protocol: dc.getProtocol(), id: dc.getId() };
  }

  createChannel({ label, options }) {
    const { ordered, protocol, negotiated, id, maxRetransmits, maxPacketLifeTime } = options ?? {};
    const init = { protocol, negotiated, id, maxRetransmits, maxPacketLifeTime, unordered: ordered === false };
    for (const name of Object.keys(init)) if (init[name] === undefined) delete init[name];
    return this.adopt(this.pc.createDataChannel(label, init));
  }

  offer() {
    this.pc.setLocalDescription("offer");
    return this.pc.localDescription().sdp;
  }

  answer({ sdp }) {
    this.pc.setRemoteDescription(sdp, "offer");
    this.pc.setLocalDescription("answer");
    return this.pc.localDescription().sdp;
  }

  accept({ sdp }) {
    this.pc.setRemoteDescription(sdp, "answer");
  }

  gathered() {
    if (this.pc.gatheringState() === "complete") return this.pc.localDescription().sdp;
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  addCandidate({ candidate }) {
    if (candidate?.candidate) this.pc.addRemoteCandidate(candidate.candidate, candidate.sdpMid ?? "0");
  }

  sendText({ channel, text }) {
    this.channels[channel].dc.sendMessage(text);
  }

  sendBinary({ channel, base64 }) {
    this.channels[channel].dc.sendMessageBinary(Buffer.from(base64, "base64"));
  }

  async sendPattern({ channel, count, size, kind, first }) {
    const entry = this.channels[channel];
    let highest = 0;
    let waits = 0;
    for (let i = first; i < first + count; i++) {
      // Sending on a closed channel neither fails nor waits, so the rest of the batch would keep everything else from running.
      if (!entry.dc.isOpen()) throw new Error("closed while sending");
      if (entry.dc.bufferedAmount() > HIGH_WATER_BYTES) {
        waits++;
        await this.drained(entry);
      }
      if (i % SENDS_AT_ONCE === 0) await setImmediate();
      if (kind === "text") entry.dc.sendMessage(pattern.text(i, size));
      else entry.dc.sendMessageBinary(pattern.binary(i, size));
      highest = Math.max(highest, entry.dc.bufferedAmount());
    }
    return { highest, waits };
  }

  /** By polling: libdatachannel runs on threads of its own, so its event can pass between a question and a promise. */
  async drained({ dc }) {
    while (dc.isOpen() && dc.bufferedAmount() > LOW_WATER_BYTES) await setTimeout(DRAIN_POLL_MILLIS);
  }

  expect({ channel, count }) {
    return this.channels[channel].accounting.expect(count);
  }

  accounting({ channel }) {
    return this.channels[channel].accounting.report;
  }

  closeChannel({ channel }) {
    this.channels[channel].dc.close();
  }

  maxMessageSize() {
    return this.pc.maxMessageSize();
  }

  state() {
    return this.pc.state();
  }

  closePeer() {
    this.pc.close();
  }
}

const operations = {
  open: (name, args) => void peers.set(name, new Peer(name, args)),
  dispose: (name) => {
    peers.get(name)?.pc.close();
    peers.delete(name);
  },
};

serve(
  (op, peer, args) => (operations[op] ? operations[op](peer, args) : peers.get(peer)[op](args)),
  () => {},
);
write({ event: "ready", version: nodeDataChannel.getLibraryVersion() });
