// The chat that all pages of one server share. We send plain text; the server sends JSON:
//   {type: "welcome", name}   {type: "peers", peers}   {type: "chat", from, text}

import { show } from './show.js';

const LINES_MAX = 200;

export class Chat {
  #log = document.getElementById('chat-log');
  #text = document.getElementById('chat-text');
  #send = document.getElementById('chat-send');
  #channel = null;
  #name = '';

  constructor() {
    document.getElementById('chat-form').addEventListener('submit', (event) => {
      event.preventDefault();
      const text = this.#text.value.trim();
      if (text === '' || this.#channel?.readyState !== 'open') return;
      this.#channel.send(text);
      this.#text.value = '';
    });
  }

  use(channel) {
    this.#channel = channel;
    channel.addEventListener('open', () => this.#enable(true));
    channel.addEventListener('close', () => this.#enable(false));
    channel.addEventListener('message', ({ data }) => this.#received(JSON.parse(data)));
  }

  #received(message) {
    switch (message.type) {
      case 'welcome':
        this.#name = message.name;
        this.#line('note', `You are ${message.name}. Open this page once more and talk to yourself.`);
        break;
      case 'peers':
        show('fact-peers', message.peers);
        break;
      case 'chat':
        this.#line('', message.text, message.from === this.#name ? `${message.from} (you)` : message.from);
        break;
    }
  }

  #line(className, text, from) {
    const line = document.createElement('li');
    line.className = className;
    if (from !== undefined) {
      const name = document.createElement('b');
      name.textContent = from;
      line.append(name);
    }
    line.append(text);
    this.#log.append(line);
    while (this.#log.childElementCount > LINES_MAX) this.#log.firstElementChild.remove();
    this.#log.scrollTop = this.#log.scrollHeight;
  }

  #enable(usable) {
    this.#text.disabled = !usable;
    this.#send.disabled = !usable;
  }
}
