// Throughput both ways on one reliable channel. Commands are text, load is binary:
//   "download SECONDS" -> the JVM sends binary messages, then "done"
//   "upload", binary messages, "end" -> the JVM says "received BYTES" now and then, at last "done"

import { Plot } from './plot.js';
import { show } from './show.js';

const SECONDS = 5;
const MESSAGE_BYTES = 16 * 1024;
const BUFFER_HIGH_BYTES = 1024 * 1024;
const BUFFER_LOW_BYTES = 256 * 1024;
const SAMPLE_MS = 250;

export class Throughput {
  #plot = new Plot(document.getElementById('throughput-plot'), 'Mbit/s');
  #addDown = this.#plot.series('--down');
  #addUp = this.#plot.series('--up');
  #buttons = [document.getElementById('download'), document.getElementById('upload')];
  #channel = null;
  #run = null;

  constructor() {
    this.#buttons[0].addEventListener('click', () => this.#download());
    this.#buttons[1].addEventListener('click', () => this.#upload());
    this.#enable(false);
  }

  use(channel) {
    this.#channel = channel;
    channel.binaryType = 'arraybuffer';
    channel.bufferedAmountLowThreshold = BUFFER_LOW_BYTES;
    channel.addEventListener('open', () => this.#enable(true));
    channel.addEventListener('close', () => this.#finish(false));
    channel.addEventListener('message', ({ data }) => this.#received(data));
  }

  draw() {
    this.#plot.draw();
  }

  #download() {
    this.#start(this.#addDown);
    this.#channel.send(`download ${SECONDS}`);
  }

  #upload() {
    this.#start(this.#addUp);
    const channel = this.#channel;
    const payload = new Uint8Array(MESSAGE_BYTES);
    const end = performance.now() + SECONDS * 1000;
    channel.send('upload');
    const fill = () => {
      while (channel.readyState === 'open' && performance.now() < end) {
        if (channel.bufferedAmount > BUFFER_HIGH_BYTES) {
          channel.addEventListener('bufferedamountlow', fill, { once: true });
          return;
        }
        channel.send(payload);
      }
      if (channel.readyState === 'open') channel.send('end');
    };
    fill();
  }

  #start(addPoint) {
    this.#enable(false);
    const run = { total: 0, sampled: 0, sampledAt: performance.now() };
    run.timer = setInterval(() => {
      const now = performance.now();
      const megabits = ((run.total - run.sampled) * 8) / (now - run.sampledAt) / 1000;
      run.sampled = run.total;
      run.sampledAt = now;
      addPoint(megabits);
      show('throughput-now', `${megabits.toFixed(0)} Mbit/s`);
    }, SAMPLE_MS);
    this.#run = run;
  }

  #received(data) {
    if (this.#run === null) return;
    if (data instanceof ArrayBuffer) {
      this.#run.total += data.byteLength;
    } else if (data.startsWith('received ')) {
      this.#run.total = Number(data.slice('received '.length));
    } else if (data === 'done') {
      this.#finish(true);
    }
  }

  #finish(usable) {
    if (this.#run !== null) clearInterval(this.#run.timer);
    this.#run = null;
    this.#enable(usable);
  }

  #enable(usable) {
    for (const button of this.#buttons) button.disabled = !usable;
  }
}
