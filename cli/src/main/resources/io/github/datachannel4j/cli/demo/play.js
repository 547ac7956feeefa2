// Channel options to play with: opens a channel with them, sends numbered messages and counts what the JVM echoes.

const QUIET_MS = 1500;
const RESULTS_MAX = 8;

export class Playground {
  #reliability = document.getElementById('play-reliability');
  #limit = document.getElementById('play-limit');
  #run = document.getElementById('play-run');
  #pc = null;
  #number = 0;

  constructor() {
    this.#reliability.addEventListener('change', () => {
      this.#limit.disabled = this.#reliability.value === 'reliable';
    });
    document.getElementById('play-form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#try();
    });
  }

  use(pc, usable) {
    this.#pc = pc;
    this.#run.disabled = !usable;
  }

  #try() {
    const options = { ordered: !document.getElementById('play-unordered').checked };
    if (this.#reliability.value !== 'reliable') options[this.#reliability.value] = Number(this.#limit.value);
    const count = Number(document.getElementById('play-count').value);
    const size = Number(document.getElementById('play-size').value);
    this.#number += 1;
    const channel = this.#pc.createDataChannel(`echo ${this.#number}`, options);
    channel.binaryType = 'arraybuffer';
    const result = new Result(describe(options));
    this.#run.disabled = true;
    channel.addEventListener('open', () => result.send(channel, count, size));
    channel.addEventListener('message', ({ data }) => result.received(channel, new DataView(data).getUint32(0)));
    channel.addEventListener('close', () => {
      result.finish();
      this.#run.disabled = this.#pc?.connectionState !== 'connected';
    });
  }
}

/** One row of the table: what was sent, what came back, and in which order. */
class Result {
  #cells;
  #sent = 0;
  #back = 0;
  #outOfOrder = 0;
  #highest = -1;
  #startedAt = 0;
  #lastAt = 0;
  #timer = 0;

  constructor(description) {
    const body = document.getElementById('play-results');
    body.querySelector('.empty')?.remove();
    const row = body.insertRow(0);
    this.#cells = Array.from({ length: 6 }, () => row.insertCell());
    this.#cells[0].textContent = description;
    while (body.rows.length > RESULTS_MAX) body.deleteRow(-1);
  }

  send(channel, count, size) {
    this.#startedAt = performance.now();
    for (let i = 0; i < count; i += 1) {
      const message = new DataView(new ArrayBuffer(size));
      message.setUint32(0, i);
      channel.send(message);
    }
    this.#sent = count;
    this.#show();
    this.#closeWhenQuiet(channel);
  }

  received(channel, number) {
    this.#back += 1;
    this.#lastAt = performance.now();
    if (number < this.#highest) this.#outOfOrder += 1;
    this.#highest = Math.max(this.#highest, number);
    this.#show();
    if (this.#back === this.#sent) channel.close();
    else this.#closeWhenQuiet(channel);
  }

  finish() {
    clearTimeout(this.#timer);
    this.#show();
    this.#cells[3].textContent = String(this.#sent - this.#back);
  }

  #closeWhenQuiet(channel) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => channel.close(), QUIET_MS);
  }

  #show() {
    this.#cells[1].textContent = String(this.#sent);
    this.#cells[2].textContent = String(this.#back);
    this.#cells[4].textContent = String(this.#outOfOrder);
    this.#cells[5].textContent = this.#back > 0 ? `${(this.#lastAt - this.#startedAt).toFixed(0)} ms` : '–';
  }
}

function describe(options) {
  const limit = 'maxRetransmits' in options ? `, maxRetransmits ${options.maxRetransmits}`
    : 'maxPacketLifeTime' in options ? `, maxPacketLifeTime ${options.maxPacketLifeTime} ms`
    : ', reliable';
  return (options.ordered ? 'ordered' : 'unordered') + limit;
}
