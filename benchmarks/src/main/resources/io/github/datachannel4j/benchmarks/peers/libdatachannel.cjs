// One end of the measured connections, with libdatachannel. The lines it speaks are described in PeerProcess.java.
// The folder with node_modules/node-datachannel is the second argument.
const path = require("path");
const net = require("net");
const readline = require("readline");
const { createRequire } = require("module");
const datachannel = createRequire(path.join(process.argv[3], "x.js"))("node-datachannel");

const kept = new Set();
let made = 0;
const decode = line => Buffer.from(line, "base64").toString();
const encode = sdp => Buffer.from(sdp).toString("base64") + "\n";
const options = shared => ({ iceServers: [], bindAddress: "127.0.0.1", enableIceUdpMux: shared, ...(shared ? { portRangeBegin: MUX_PORT, portRangeEnd: MUX_PORT } : {}) });
let MUX_PORT = 0;

function gathered(pc) {
  return new Promise(resolve => {
    const done = () => pc.gatheringState() === "complete" && resolve(pc.localDescription().sdp);
    pc.onGatheringStateChange(done);
    done();
  });
}

async function serve(pc, sdp, socket) {
  kept.add(pc);
  pc.onStateChange(state => {
    if (state === "closed" || state === "failed" || state === "disconnected") {
      kept.delete(pc);
    }
  });
  pc.onDataChannel(channel => { pc.kept = channel; });
  pc.setRemoteDescription(sdp, "offer");
  socket.write(encode(await gathered(pc)));
}

// What one connection suffers from must not end the others.
function refuse(failure, pc, socket) {
  console.error("libdatachannel, answering: " + failure);
  kept.delete(pc);
  pc.close();
  socket.write("\n");
}

function answer() {
  const server = net.createServer(socket => {
    readline.createInterface({ input: socket }).on("line", line => {
      const pc = new datachannel.PeerConnection("answer" + made++, options(true));
      serve(pc, decode(line), socket).catch(failure => refuse(failure, pc, socket));
    }).on("error", () => {});
    socket.on("error", () => {});
  });
  server.listen({ port: 0, host: "127.0.0.1", backlog: 4096 }, () => {
    MUX_PORT = 20000 + (server.address().port % 10000);
    console.log("READY " + server.address().port);
  });
  readline.createInterface({ input: process.stdin })
    .on("line", () => console.log("HEAP -1 " + kept.size)).on("close", () => process.exit(0));
}

async function connectOnce(port, idle, keep) {
  const socket = idle.pop() || await new Promise((resolve, reject) => {
    const made = net.connect(port, "127.0.0.1", () => resolve(made));
    made.on("error", reject);
    made.lines = readline.createInterface({ input: made }).on("error", () => made.lines.emit("line", ""));
  });
  const start = process.hrtime.bigint();
  const pc = new datachannel.PeerConnection("offer" + made++, options(false));
  const channel = pc.createDataChannel("measured");
  const opened = new Promise((resolve, reject) => {
    channel.onOpen(resolve);
    setTimeout(() => reject(new Error("not open in 60 s")), 60000).unref();
  });
  opened.catch(() => {}); // When an earlier step fails, nobody waits for it.
  const answered = new Promise(resolve => socket.lines.once("line", resolve));
  try {
    socket.write(encode(await gathered(pc)));
    const line = await answered;
    if (line === "") {
      throw new Error("the other end has failed");
    }
    idle.push(socket);
    pc.setRemoteDescription(decode(line), "answer");
    await opened;
  } catch (failure) {
    pc.close();
    throw failure;
  }
  const took = process.hrtime.bigint() - start;
  if (keep) {
    kept.add(pc);
    pc.kept = channel;
  } else {
    pc.close();
  }
  return took;
}

async function run(count, inFlight, port, keep) {
  const idle = [];
  const times = [];
  let failures = 0;
  let next = 0;
  const start = process.hrtime.bigint();
  await Promise.all(Array.from({ length: Math.min(inFlight, count) }, async () => {
    while (next < count) {
      next++;
      try {
        times.push(Number(await connectOnce(port, idle, keep)));
      } catch (failure) {
        failures++;
        console.error("libdatachannel: " + failure);
      }
    }
  }));
  const elapsed = process.hrtime.bigint() - start;
  times.sort((a, b) => a - b);
  const at = part => (times.length ? times[Math.floor((times.length - 1) * part)] : 0);
  console.log("DONE " + elapsed + " " + failures + " " + at(0.5) + " " + at(0.99));
  idle.forEach(socket => socket.destroy());
}

if (process.argv[2] === "answer") {
  answer();
} else {
  console.log("READY 0");
  let last = Promise.resolve();
  readline.createInterface({ input: process.stdin }).on("line", line => {
    const words = line.split(" ");
    last = last.then(() => run(Number(words[1]), Number(words[2]), Number(words[3]), words[4] === "keep"));
  }).on("close", () => process.exit(0));
}
