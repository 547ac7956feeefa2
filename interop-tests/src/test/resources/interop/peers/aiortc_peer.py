"""Peers of aiortc, remote-controlled with JSON lines: {id, op, peer, args} in, {id, result | error} and {event, peer, ...} out.

aiortc gathers before it has a description and reports no candidates of its own; it cannot be told the end of the remote ones.
"""

import asyncio
import base64
import json
import sys

import aiortc
from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.sdp import candidate_from_sdp

HIGH_WATER_BYTES = 1 << 20
LOW_WATER_BYTES = 1 << 18
PERIOD = 65521
TEXT = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def write(message):
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


class Pattern:
    """The same bytes as in pattern.js."""

    def __init__(self):
        table = bytearray()
        x = 0x9E3779B9
        for _ in range(PERIOD):
            x = (x * 1664525 + 1013904223) & 0xFFFFFFFF
            table.append(x >> 24)
        self.unrolled = bytes(table) * 10
        self.letters = bytes(TEXT[b & 63] for b in range(256))

    def binary(self, index, size):
        offset = 0 if size < 8 else index * 4099 % PERIOD
        data = self.unrolled[offset : offset + size]
        return index.to_bytes(4, "big") + data[4:] if size >= 8 else data

    def text(self, index, size):
        data = self.binary(index, size)
        start = 8 if size >= 8 else 0
        head = b"%08x" % index if start else b""
        return (head + data[start:].translate(self.letters)).decode()

    @staticmethod
    def index_of(data):
        if len(data) < 8:
            return None
        return int(data[:8], 16) if isinstance(data, str) else int.from_bytes(data[:4], "big")

    def matches(self, index, data):
        return data == (self.text if isinstance(data, str) else self.binary)(index, len(data))


PATTERN = Pattern()


class Accounting:
    def __init__(self):
        self.report = dict(count=0, bytes=0, corrupt=0, duplicates=0, outOfOrder=0, highest=-1)
        self.seen = set()
        self.waiting = []

    def add(self, data):
        report = self.report
        index = PATTERN.index_of(data)
        if index is None:
            index = report["count"]
        report["corrupt"] += not PATTERN.matches(index, data)
        report["duplicates"] += index in self.seen
        report["outOfOrder"] += index < report["highest"]
        self.seen.add(index)
        report["highest"] = max(report["highest"], index)
        report["count"] += 1
        report["bytes"] += len(data)
        for count, future in self.waiting:
            if report["count"] >= count and not future.done():
                future.set_result(report)

    async def expect(self, count):
        if self.report["count"] < count:
            future = asyncio.get_running_loop().create_future()
            self.waiting.append((count, future))
            await future
        return self.report


class Peer:
    def __init__(self, name, mode="report", media=False, configuration=None):
        self.name = name
        self.mode = mode
        self.channels = []
        self.pc = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self.pc.on("datachannel", self.announced)
        self.pc.on("connectionstatechange", lambda: self.tell("state", state=self.pc.connectionState))
        if media:
            self.pc.addTransceiver("audio", direction="recvonly")
            self.pc.addTransceiver("video", direction="recvonly")

    def tell(self, event, **values):
        write({"event": event, "peer": self.name, **values})

    def announced(self, channel):
        number = self.adopt(channel)
        self.tell("channel", channel=number, **self.describe(number))

    def adopt(self, channel):
        number = len(self.channels)
        accounting = Accounting()
        self.channels.append((channel, accounting))
        channel.bufferedAmountLowThreshold = LOW_WATER_BYTES
        channel.on("open", lambda: self.tell("open", channel=number, id=channel.id))
        channel.on("close", lambda: self.tell("closed", channel=number))
        channel.on("message", lambda data: self.received(number, channel, accounting, data))
        if channel.readyState == "open":  # announced ones are, and negotiated ones may be from the start
            self.tell("open", channel=number, id=channel.id)
        return number

    def received(self, number, channel, accounting, data):
        if self.mode == "echo":
            channel.send(data)
        elif self.mode == "count":
            accounting.add(data)
        elif isinstance(data, str):
            self.tell("message", channel=number, text=data)
        else:
            self.tell("message", channel=number, base64=base64.b64encode(data).decode())

    def describe(self, channel):
        c = self.channels[channel][0]
        names = "label id ordered maxRetransmits maxPacketLifeTime protocol negotiated readyState"
        return {name: getattr(c, name) for name in names.split()}

    def create_channel(self, label, options=None):
        return self.adopt(self.pc.createDataChannel(label, **(options or {})))

    async def offer(self, **_):
        await self.pc.setLocalDescription(await self.pc.createOffer())
        self.tell("candidate", candidate=None)
        return self.pc.localDescription.sdp

    async def answer(self, sdp):
        await self.pc.setRemoteDescription(RTCSessionDescription(sdp, "offer"))
        await self.pc.setLocalDescription(await self.pc.createAnswer())
        self.tell("candidate", candidate=None)
        return self.pc.localDescription.sdp

    async def accept(self, sdp):
        await self.pc.setRemoteDescription(RTCSessionDescription(sdp, "answer"))

    def gathered(self):
        return self.pc.localDescription.sdp

    async def add_candidate(self, candidate=None):
        line = (candidate or {}).get("candidate")
        if line:
            parsed = candidate_from_sdp(line.split(":", 1)[1])
            parsed.sdpMid = candidate.get("sdpMid")
            parsed.sdpMLineIndex = candidate.get("sdpMLineIndex")
            await self.pc.addIceCandidate(parsed)

    def send_text(self, channel, text):
        self.channels[channel][0].send(text)

    def send_binary(self, channel, **content):
        self.channels[channel][0].send(base64.b64decode(content["base64"]))

    async def send_pattern(self, channel, count, size, kind, first):
        c = self.channels[channel][0]
        low = asyncio.Event()
        c.on("bufferedamountlow", low.set)
        highest = waits = 0
        for i in range(first, first + count):
            if c.bufferedAmount > HIGH_WATER_BYTES:
                waits += 1
                low.clear()
                await low.wait()
            c.send((PATTERN.text if kind == "text" else PATTERN.binary)(i, size))
            highest = max(highest, c.bufferedAmount)
        return {"highest": highest, "waits": waits}

    async def expect(self, channel, count):
        return await self.channels[channel][1].expect(count)

    def accounting(self, channel):
        return self.channels[channel][1].report

    def close_channel(self, channel):
        self.channels[channel][0].close()

    def max_message_size(self):
        return self.pc.sctp.getCapabilities().maxMessageSize

    def state(self):
        return self.pc.connectionState

    async def close_peer(self):
        await self.pc.close()


OPERATIONS = {
    "createChannel": Peer.create_channel,
    "addCandidate": Peer.add_candidate,
    "sendText": Peer.send_text,
    "sendBinary": Peer.send_binary,
    "sendPattern": Peer.send_pattern,
    "closeChannel": Peer.close_channel,
    "maxMessageSize": Peer.max_message_size,
    "closePeer": Peer.close_peer,
    **{name: getattr(Peer, name) for name in "offer answer accept gathered describe expect accounting state".split()},
}
peers = {}


async def perform(op, name, args):
    if op == "open":
        peers[name] = Peer(name, **args)
        return None
    if op == "dispose":
        peer = peers.pop(name, None)
        return await peer.close_peer() if peer else None
    result = OPERATIONS[op](peers[name], **args)
    return await result if asyncio.iscoroutine(result) else result


async def answer_line(line):
    request = json.loads(line)
    try:
        result = await perform(request["op"], request.get("peer"), request.get("args") or {})
        write({"id": request["id"], "result": result})
    except Exception as e:
        write({"id": request["id"], "error": f"{type(e).__name__}: {e}"})


async def main():
    reader = asyncio.StreamReader(limit=1 << 24)
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    write({"event": "ready", "version": f"aiortc/{aiortc.__version__}"})
    tasks = set()
    while line := await reader.readline():
        task = asyncio.ensure_future(answer_line(line))
        tasks.add(task)
        task.add_done_callback(tasks.discard)


asyncio.run(main())
