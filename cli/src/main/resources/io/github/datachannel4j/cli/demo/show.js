// The small words between the page and its scripts.

export function show(id, text) {
  document.getElementById(id).textContent = String(text);
}

export function bytes(count) {
  const units = ['B', 'KB', 'MB', 'GB'];
  let value = count;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}

/** Marks a step of the connection: 'wait', 'good', 'bad' or ''. */
export function step(name, mark, text) {
  const item = document.querySelector(`[data-step="${name}"]`);
  item.dataset.mark = mark;
  item.querySelector('span').textContent = text;
}

export function log(text, className = '') {
  const list = document.getElementById('event-log');
  const line = document.createElement('li');
  const time = document.createElement('time');
  time.textContent = new Date().toISOString().slice(11, 23);
  const words = document.createElement('span');
  words.textContent = text;
  words.className = className;
  line.append(time, words);
  list.append(line);
  while (list.childElementCount > 300) list.firstElementChild.remove();
  list.scrollTop = list.scrollHeight;
}

export function trouble(title, text) {
  document.getElementById('trouble').hidden = title === '';
  show('trouble-title', title);
  show('trouble-text', text);
  if (title !== '') log(`${title} ${text}`, 'bad');
}
