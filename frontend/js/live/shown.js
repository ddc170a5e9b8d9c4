/* A socket for a live page that shows one view and plays no contest: the page above its frame hands it the view.
 *
 * Speaks as much of docs/protocol.md as a page needs to believe it is connected: hello is answered with the view,
 * a ping with a pong, every command with a refusal. Opens no connection.
 */

const OPEN = 1;
const CLOSED = 3;
let shown = null;
let socket = null;
let refusal = '';
let told = 0;

class ShownSocket {
  constructor() {
    socket = this;
    this.readyState = 0;
    this.greeted = false;
    setTimeout(() => this.open());
  }

  open() {
    if (this.readyState === CLOSED) return;
    this.readyState = OPEN;
    this.onopen();
  }

  close() { this.readyState = CLOSED; }

  send(text) {
    const message = JSON.parse(text);
    if (message.hello) {
      this.greeted = true;
      this.show();
    } else if ('ping' in message) this.tell({ pong: message.ping, now: Date.now() });
    else if (message.id) this.tell({ no: message.id, code: 'not_allowed', text: refusal });
  }

  show() {
    if (shown && this.greeted) this.tell(Object.assign({ v: ++told, now: Date.now() }, shown));
  }

  /* As from a network: never before the sender has gone on. */
  tell(message) {
    setTimeout(() => {
      if (this.readyState === OPEN) this.onmessage({ data: JSON.stringify(message) });
    });
  }
}

/* From now on this page's link gets what the page above posts; `words` is what any command is answered with. */
export function showWhatIsPosted(words) {
  refusal = words;
  window.WebSocket = ShownSocket;
  window.addEventListener('message', (event) => {
    if (event.origin !== location.origin || event.source !== window.parent) return;
    shown = event.data;
    if (socket && socket.readyState === OPEN) socket.show();
  });
  window.parent.postMessage('ready', location.origin);
}
