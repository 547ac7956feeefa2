// The page's life: connect by itself, show what happens, try again when it breaks.

import { Chat } from './chat.js';
import { Playground } from './play.js';
import { RoundTrip } from './rtt.js';
import { bytes, log, show, step, trouble } from './show.js';
import { Throughput } from './throughput.js';
import { join } from './whip.js';

const SIGNALING_URL = 'rtc';
const RETRY_MS = [1000, 2000, 5000, 10_000];
const STATS_MS = 1000;

const chat = new Chat();
const playground = new Playground();
const roundTrip = new RoundTrip();
const throughput = new Throughput();

let pc = null;
let session = null;
let failures = 0;
let retryTimer = 0;

async function connect() {
  clearTimeout(retryTimer);
  end();
  const current = new RTCPeerConnection();
  pc = current;
  const startedAt = performance.now();
  for (const name of ['signaling', 'ice', 'dtls', 'sctp', 'channels']) step(name, '', '–');
  state('connecting');
  watch(current, startedAt);
  openChannels(current, startedAt);
  try {
    step('signaling', 'wait', 'offer sent');
    session = await join(current, SIGNALING_URL);
    step('signaling', 'good', `answered in ${(performance.now() - startedAt).toFixed(0)} ms`);
  } catch (error) {
    if (pc !== current) return;
    step('signaling', 'bad', 'failed');
    broken('The server could not be reached.', `${error.message} Is ./dc4j serve still running?`);
  }
}

function openChannels(current, startedAt) {
  const channels = [
    current.createDataChannel('chat'),
    current.createDataChannel('ping', { ordered: false, maxRetransmits: 0 }),
    current.createDataChannel('bulk'),
  ];
  chat.use(channels[0]);
  roundTrip.run(channels[1]);
  throughput.use(channels[2]);
  let open = 0;
  for (const channel of channels) {
    channel.addEventListener('open', () => {
      open += 1;
      log(`channel "${channel.label}" is open, id ${channel.id}`);
      step('channels', open === channels.length ? 'good' : 'wait', `${open} of ${channels.length} open`);
      if (open === channels.length) show('fact-setup', `${(performance.now() - startedAt).toFixed(0)} ms`);
    });
    channel.addEventListener('close', () => log(`channel "${channel.label}" is closed`));
    channel.addEventListener('error', ({ error }) => log(`channel "${channel.label}": ${error.message}`, 'bad'));
  }
}

function watch(current, startedAt) {
  current.addEventListener('icecandidate', ({ candidate }) => {
    log(candidate ? `local candidate ${candidate.candidate}` : 'all local candidates found');
  });
  current.addEventListener('iceconnectionstatechange', () => {
    const word = current.iceConnectionState;
    step('ice', mark(word), word);
    log(`ICE is ${word}`);
  });
  current.addEventListener('connectionstatechange', () => {
    if (pc !== current) return;
    const word = current.connectionState;
    log(`connection is ${word}, ${(performance.now() - startedAt).toFixed(0)} ms after the start`);
    state(word);
    if (word === 'connected') {
      failures = 0;
      trouble('', '');
    } else if (word === 'disconnected') {
      trouble('The JVM has not answered for a while.', 'Waiting for it to come back.');
    } else if (word === 'failed' || word === 'closed') {
      broken('The connection is lost.', 'The server ended it, or no packet comes through any more.');
    }
  });
  const watchTransports = () => {
    const sctp = current.sctp;
    if (sctp === null) return;
    const update = () => {
      step('dtls', mark(sctp.transport.state), sctp.transport.state);
      step('sctp', mark(sctp.state), sctp.state === 'connected' ? `messages up to ${bytes(sctp.maxMessageSize)}` : sctp.state);
    };
    sctp.transport.addEventListener('statechange', update);
    sctp.addEventListener('statechange', update);
    update();
  };
  current.addEventListener('signalingstatechange', () => {
    log(`signaling is ${current.signalingState}`);
    watchTransports();
  });
}

function state(word) {
  const pill = document.getElementById('state');
  pill.dataset.state = word;
  pill.textContent = word;
  playground.use(pc, word === 'connected');
}

function mark(word) {
  if (['connected', 'completed'].includes(word)) return 'good';
  if (['failed', 'closed'].includes(word)) return 'bad';
  return word === 'new' ? '' : 'wait';
}

function broken(title, text) {
  const wait = RETRY_MS[Math.min(failures, RETRY_MS.length - 1)];
  failures += 1;
  trouble(title, `${text} Next try in ${wait / 1000} s.`);
  state('failed');
  clearTimeout(retryTimer);
  retryTimer = setTimeout(connect, wait);
}

function end() {
  if (pc !== null) pc.close();
  if (session !== null) fetch(session, { method: 'DELETE', keepalive: true }).catch(() => {});
  pc = null;
  session = null;
}

async function showStats() {
  if (pc === null || pc.connectionState !== 'connected') return;
  const report = await pc.getStats();
  for (const entry of report.values()) {
    if (entry.type === 'transport') {
      show('fact-cipher', entry.dtlsCipher ?? '–');
    }
  }
  const pair = selectedPair(report);
  if (pair === undefined) return;
  show('pair-local', candidateText(report.get(pair.localCandidateId)));
  show('pair-remote', candidateText(report.get(pair.remoteCandidateId)));
  show('fact-sent', bytes(pair.bytesSent ?? 0));
  show('fact-received', bytes(pair.bytesReceived ?? 0));
}

function selectedPair(report) {
  const entries = [...report.values()];
  const transport = entries.find((entry) => entry.type === 'transport' && entry.selectedCandidatePairId);
  return transport
    ? report.get(transport.selectedCandidatePairId)
    : entries.find((entry) => entry.type === 'candidate-pair' && (entry.selected || entry.nominated));
}

function candidateText(candidate) {
  if (candidate === undefined) return '–';
  const address = candidate.address || 'hidden address';
  return `${address.includes(':') ? `[${address}]` : address}:${candidate.port} ${candidate.protocol} ${candidate.candidateType}`;
}

function drawPlots() {
  roundTrip.draw();
  throughput.draw();
  requestAnimationFrame(drawPlots);
}

document.getElementById('reconnect').addEventListener('click', () => {
  trouble('', '');
  connect();
});
window.addEventListener('pagehide', end);
setInterval(showStats, STATS_MS);
drawPlots();
connect();
