// One RTCPeerConnection in this page, remote-controlled: `perform(op, args)` carries out an operation and `tell(event)`, put in by
// the driver, reports what happens. The page decides nothing itself.
import { Accounting, Pattern } from "./pattern.js";

const HIGH_WATER_BYTES = 1 << 20;
const LOW_WATER_BYTES = 1 << 18;
const pattern = new Pattern();
const channels = [];
let mode = "report";
let pc;

const tell = (event) => window.tell(event);
const toBase64 = (bytes) => btoa(String.fromCharCode(...bytes));
const fromBase64 = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));

function describe(dc) {
  const { label, id, ordered, maxRetransmits, maxPacketLifeTime, protocol, negotiated, readyState } = dc;
  return { label, id, ordered, maxRetransmits, maxPacketLifeTime, protocol, negotiated, readyState };
}

function received(entry, number, data) {
  const content = typeof data === "string" ? data : new Uint8Array(data);
  if (mode === "echo") entry.dc.send(data);
  else if (mode === "count") entry.accounting.add(content);
  else if (typeof content === "string") tell({ event: "message", channel: number, text: content });
  else tell({ event: "message", channel: number, base64: toBase64(content) });
}

function adopt(dc) {
  const number = channels.length;
  const entry = { dc, accounting: new Accounting(pattern) };
  channels.push(entry);
  dc.binaryType = "arraybuffer";
  dc.bufferedAmountLowThreshold = LOW_WATER_BYTES;
  dc.onopen = () => tell({ event: "open", channel: number, id: dc.id });
  dc.onclosing = () => tell({ event: "closing", channel: number });
  dc.onclose = () => tell({ event: "closed", channel: number });
  dc.onerror = (e) => tell({ event: "channelError", channel: number, message: String(e.error?.message) });
  dc.onmessage = (e) => received(entry, number, e.data);
  return number;
}

function watch(connection) {
  connection.ondatachannel = (e) => {
    const number = adopt(e.channel);
    tell({ event: "channel", channel: number, ...describe(e.channel) });
  };
  connection.onicecandidate = (e) => tell({ event: "candidate", candidate: e.candidate && e.candidate.toJSON() });
  connection.onconnectionstatechange = () => tell({ event: "state", state: connection.connectionState });
}

async function sendPattern({ channel, count, size, kind, first }) {
  const { dc } = channels[channel];
  let highest = 0;
  let waits = 0;
  for (let i = first; i < first + count; i++) {
    if (dc.bufferedAmount > HIGH_WATER_BYTES) {
      waits++;
      await new Promise((resolve) => dc.addEventListener("bufferedamountlow", resolve, { once: true }));
    }
    dc.send(kind === "text" ? pattern.text(i, size) : pattern.binary(i, size));
    highest = Math.max(highest, dc.bufferedAmount);
  }
  return { highest, waits };
}

function gathered() {
  return new Promise((resolve) => {
    const check = () => pc.iceGatheringState === "complete" && resolve(pc.localDescription.sdp);
    pc.addEventListener("icegatheringstatechange", check);
    check();
  });
}

const operations = {
  open(args) {
    mode = args.mode;
    pc = new RTCPeerConnection(args.configuration);
    watch(pc);
    if (args.media) for (const kind of ["audio", "video"]) pc.addTransceiver(kind, { direction: "recvonly" });
  },
  createChannel: ({ label, options }) => adopt(pc.createDataChannel(label, options)),
  async offer({ iceRestart }) {
    await pc.setLocalDescription(await pc.createOffer({ iceRestart }));
    return pc.localDescription.sdp;
  },
  async answer({ sdp }) {
    await pc.setRemoteDescription({ type: "offer", sdp });
    await pc.setLocalDescription(await pc.createAnswer());
    return pc.localDescription.sdp;
  },
  accept: ({ sdp }) => pc.setRemoteDescription({ type: "answer", sdp }),
  gathered,
  addCandidate: ({ candidate }) => pc.addIceCandidate(candidate ?? undefined),
  describe: ({ channel }) => describe(channels[channel].dc),
  sendText: ({ channel, text }) => channels[channel].dc.send(text),
  sendBinary: ({ channel, base64 }) => channels[channel].dc.send(fromBase64(base64)),
  sendPattern,
  expect: ({ channel, count }) => channels[channel].accounting.expect(count),
  accounting: ({ channel }) => channels[channel].accounting.report,
  closeChannel: ({ channel }) => channels[channel].dc.close(),
  maxMessageSize: () => pc.sctp.maxMessageSize,
  state: () => pc.connectionState,
  async stats() {
    const report = await pc.getStats();
    return [...report.values()];
  },
  closePeer: () => pc.close(),
};

window.perform = async (op, args) => (await operations[op](args)) ?? null;
