// Round-trip time: numbered pings on an unordered channel without retransmissions, which the JVM sends back.

import { Plot } from './plot.js';
import { show } from './show.js';

const INTERVAL_MS = 100;
const LOST_AFTER_MS = 2000;
const KEPT = 600;

export class RoundTrip {
  #plot = new Plot(document.getElementById('rtt-plot'), 'ms');
  #addPoint = this.#plot.series('--accent');
  #waiting = new Map();
  #recent = [];
  #lost = 0;
  #next = 0;

  /** Pings on `channel` until it closes. */
  run(channel) {
    this.#waiting.clear();
    channel.binaryType = 'arraybuffer';
    channel.addEventListener('message', ({ data }) => this.#received(new DataView(data).getUint32(0)));
    channel.addEventListener('open', () => {
      const timer = setInterval(() => this.#ping(channel), INTERVAL_MS);
      channel.addEventListener('close', () => clearInterval(timer));
    });
  }

  draw() {
    this.#plot.draw();
  }

  #ping(channel) {
    if (channel.readyState !== 'open') return;
    const message = new DataView(new ArrayBuffer(4));
    message.setUint32(0, this.#next);
    this.#waiting.set(this.#next, performance.now());
    this.#next += 1;
    channel.send(message);
    this.#countLost();
  }

  #received(number) {
    const sentAt = this.#waiting.get(number);
    if (sentAt === undefined) return;
    this.#waiting.delete(number);
    const millis = performance.now() - sentAt;
    this.#addPoint(millis);
    this.#recent = [...this.#recent.slice(1 - KEPT), millis];
    const sorted = [...this.#recent].sort((a, b) => a - b);
    show('rtt-now', milliseconds(millis));
    show('rtt-median', milliseconds(sorted[Math.floor(sorted.length / 2)]));
    show('rtt-p99', milliseconds(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.99))]));
  }

  #countLost() {
    for (const [number, sentAt] of this.#waiting) {
      if (performance.now() - sentAt < LOST_AFTER_MS) break;
      this.#waiting.delete(number);
      this.#lost += 1;
      show('rtt-lost', this.#lost);
    }
  }
}

function milliseconds(value) {
  return `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`;
}
