// The bytes that every peer of the suite sends and expects: the same table in JavaScript, Python and Java, so that each
// received byte is checked without sending along what was sent. Used by the page and by Node.

const PERIOD = 65521; // a prime, so that packet and message sizes never line up with it
const INDEX_BYTES = 4; // messages of at least 8 bytes start with their index
const TEXT = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

export class Pattern {
  constructor() {
    this.table = new Uint8Array(PERIOD);
    let x = 0x9e3779b9;
    for (let i = 0; i < PERIOD; i++) {
      x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
      this.table[i] = x >>> 24;
    }
    this.unrolled = this.table;
  }

  /** The table repeated until a slice of `size` bytes fits behind every offset. */
  unroll(size) {
    if (this.unrolled.length < PERIOD + size) {
      const copies = Math.ceil((PERIOD + size) / PERIOD);
      this.unrolled = new Uint8Array(copies * PERIOD);
      for (let i = 0; i < copies; i++) this.unrolled.set(this.table, i * PERIOD);
    }
    return this.unrolled;
  }

  binary(index, size) {
    const offset = size < 8 ? 0 : (index * 4099) % PERIOD;
    const bytes = this.unroll(size).slice(offset, offset + size);
    if (size >= 8) new DataView(bytes.buffer).setUint32(0, index);
    return bytes;
  }

  text(index, size) {
    const bytes = this.binary(index, size);
    const start = size >= 8 ? 8 : 0;
    for (let i = start; i < size; i++) bytes[i] = TEXT.charCodeAt(bytes[i] & 63);
    const hex = index.toString(16).padStart(8, "0");
    for (let i = 0; i < start; i++) bytes[i] = hex.charCodeAt(i);
    return new TextDecoder().decode(bytes);
  }

  /** The index of a message that has it written in, else null. */
  indexOf(data) {
    if (typeof data === "string") return data.length >= 8 ? parseInt(data.slice(0, 8), 16) : null;
    return data.length >= 8 ? new DataView(data.buffer, data.byteOffset).getUint32(0) : null;
  }

  matches(index, data) {
    if (typeof data === "string") return data === this.text(index, data.length);
    const size = data.length;
    const offset = size < 8 ? 0 : (index * 4099) % PERIOD;
    const expected = this.unroll(size);
    for (let i = size < 8 ? 0 : INDEX_BYTES; i < size; i++) if (data[i] !== expected[offset + i]) return false;
    return true;
  }
}

/** Counts what arrives on one channel and checks every byte of it against the pattern. */
export class Accounting {
  constructor(pattern) {
    this.pattern = pattern;
    this.seen = new Set();
    this.waiting = [];
    this.report = { count: 0, bytes: 0, corrupt: 0, duplicates: 0, outOfOrder: 0, highest: -1 };
  }

  add(data) {
    const report = this.report;
    const index = this.pattern.indexOf(data) ?? report.count;
    if (!this.pattern.matches(index, data)) report.corrupt++;
    if (this.seen.has(index)) report.duplicates++;
    if (index < report.highest) report.outOfOrder++;
    this.seen.add(index);
    report.highest = Math.max(report.highest, index);
    report.count++;
    report.bytes += data.length;
    this.waiting = this.waiting.filter((w) => report.count < w.count || w.resolve(report));
  }

  /** Resolves with the report as soon as `count` messages have arrived. */
  expect(count) {
    if (this.report.count >= count) return Promise.resolve(this.report);
    return new Promise((resolve) => this.waiting.push({ count, resolve }));
  }
}
