// A line plot of the last minute on a canvas: one scale, one or more series of {at, value}, at in milliseconds.

const WINDOW_MS = 60_000;

export class Plot {
  #canvas;
  #unit;
  #series = [];

  constructor(canvas, unit) {
    this.#canvas = canvas;
    this.#unit = unit;
  }

  /** Adds a series in the colour of a CSS variable and returns the function that adds a point to it. */
  series(colourVariable) {
    const series = { colourVariable, points: [] };
    this.#series.push(series);
    return (value) => series.points.push({ at: performance.now(), value });
  }

  draw() {
    const now = performance.now();
    const ratio = window.devicePixelRatio || 1;
    const width = this.#canvas.clientWidth;
    const height = this.#canvas.clientHeight;
    this.#canvas.width = width * ratio;
    this.#canvas.height = height * ratio;
    const g = this.#canvas.getContext('2d');
    g.scale(ratio, ratio);
    for (const series of this.#series) {
      series.points = series.points.filter((point) => now - point.at < WINDOW_MS);
    }
    const highest = Math.max(0, ...this.#series.flatMap((series) => series.points.map((point) => point.value)));
    const top = niceCeiling(highest);
    this.#grid(g, width, height, top);
    for (const series of this.#series) {
      this.#line(g, width, height, top, now, series);
    }
  }

  #grid(g, width, height, top) {
    const style = getComputedStyle(document.documentElement);
    g.font = '11px system-ui, sans-serif';
    for (const part of [0, 0.5, 1]) {
      const y = yOf(top * part, top, height);
      g.strokeStyle = style.getPropertyValue('--line');
      g.beginPath();
      g.moveTo(0, y);
      g.lineTo(width, y);
      g.stroke();
      if (part > 0) {
        g.fillStyle = style.getPropertyValue('--soft');
        g.fillText(`${shortNumber(top * part)} ${this.#unit}`, 2, y + 12);
      }
    }
  }

  #line(g, width, height, top, now, series) {
    if (series.points.length === 0) return;
    const colour = getComputedStyle(document.documentElement).getPropertyValue(series.colourVariable);
    g.strokeStyle = colour;
    g.lineWidth = 1.8;
    g.lineJoin = 'round';
    g.beginPath();
    for (const point of series.points) {
      g.lineTo(width - ((now - point.at) / WINDOW_MS) * width, yOf(point.value, top, height));
    }
    g.stroke();
    const last = series.points.at(-1);
    g.fillStyle = colour;
    g.beginPath();
    g.arc(width - ((now - last.at) / WINDOW_MS) * width, yOf(last.value, top, height), 3, 0, 2 * Math.PI);
    g.fill();
  }
}

function yOf(value, top, height) {
  return height - 4 - (value / top) * (height - 10);
}

function niceCeiling(value) {
  if (value <= 0) return 1;
  const magnitude = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((step) => step * magnitude).find((candidate) => candidate >= value * 1.05) ?? 20 * magnitude;
}

function shortNumber(value) {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(0) : value.toPrecision(2).replace(/\.0$/, '');
}
