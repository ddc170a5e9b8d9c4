/* The live link of a phone, the host's page or a projector: one WebSocket, reopened for as long as the page lives.
 *
 * Speaks docs/protocol.md: hello, views, commands through the outbox, pings for delay and time. Knows no
 * screen. After a loss it is never clever: it says hello and gets the whole view.
 */
import { hallClock, monotonic } from './clock.js';
import { createOutbox } from './outbox.js';
import { delayAfter, finalState, isHidden, lossState, watchWaking } from './reconnect.js';
import { createSections } from './sections.js';

const PING_MS = 5000;
const DEAD_MS = 9000; // silence after which a link is dropped
const OPENING_MS = 5000; // … and one that has not shown a view yet
const STALE_MS = 1000; // an attempt to connect that is older than this is made anew after sleep
const PROOF_MS = 700; // a link that is up must prove within this time that it lives

class Link {
  constructor(options) {
    this.options = options;
    this.lang = options.lang;
    this.state = 'connecting';
    this.sections = createSections();
    this.failures = 0;
    this.trips = [];
    this.outbox = createOutbox({ transmit: (message) => this.state === 'up' && this.say(message), now: monotonic, key: options.storageKey });
    watchWaking(() => this.wake(), () => this.tick());
    this.open();
  }

  tell(name, what, more) { if (this.options[name]) this.options[name](what, more); }

  open() {
    this.drop();
    this.fresh = true;
    this.heardAt = this.pingedAt = monotonic();
    const scheme = location.protocol === 'https:' ? 'wss://' : 'ws://';
    const socket = this.socket = new WebSocket(scheme + location.host + this.options.path);
    socket.onopen = () => this.greet();
    socket.onmessage = (event) => this.hear(JSON.parse(event.data));
    socket.onclose = (event) => this.lose(event.code);
  }

  /* Handlers first: a dead socket may still report its end minutes later. */
  drop() {
    this.retry = clearTimeout(this.retry);
    this.proof = clearTimeout(this.proof);
    if (!this.socket) return;
    this.socket.onopen = this.socket.onmessage = this.socket.onclose = null;
    this.socket.close();
    this.socket = null;
  }

  lose(code) {
    this.drop();
    this.ended = Boolean(finalState(code));
    if (this.ended) return this.become(finalState(code));
    this.failures = this.state === 'up' ? 0 : this.failures + 1;
    if (this.state !== 'connecting' || this.failures > 1) {
      this.become(lossState(code, this.failures, navigator.onLine !== false, this.state));
    }
    if (!isHidden()) this.retry = setTimeout(() => this.open(), delayAfter(code, this.failures, Math.random()));
  }

  become(state) {
    const before = this.state;
    this.state = state;
    if (state !== before) this.tell('onLink', state);
  }

  say(message) {
    if (!this.socket || this.socket.readyState !== 1) return false;
    this.socket.send(JSON.stringify(message));
    return true;
  }

  greet() { this.say(Object.assign({ hello: 1, lang: this.lang }, this.options.greeting && this.options.greeting())); }

  hear(message) {
    this.heardAt = monotonic();
    this.proof = clearTimeout(this.proof);
    if (message.ack) this.settled('onAck', this.outbox.settle(message.ack), message);
    else if (message.tried) this.settled('onTried', this.outbox.settle(message.tried), message);
    else if (message.no) this.settled('onRefused', this.outbox.refused(message.no, message.code), message);
    else if ('pong' in message) this.ponged(message);
    else if ('ping' in message) this.say({ pong: message.ping, c: this.heardAt });
    if ('v' in message && 'now' in message) this.take(message); // an acknowledgement may bring what changed
  }

  take(message) {
    const first = this.fresh;
    this.fresh = false;
    hallClock.noteMessage(this.heardAt, message.now);
    const changed = this.sections.merge(message, first);
    const view = this.sections.view;
    if (view.me) this.outbox.adopt(view.me.seat);
    if (first) this.become('up');
    this.tell('onView', view, changed);
    if (first && this.ping()) this.outbox.resendAll();
  }

  settled(event, entry, answer) { if (entry) this.tell(event, Object.assign({ do: entry.do, fields: entry.fields, id: entry.id }, answer)); }

  ping() {
    this.pingedAt = monotonic();
    return this.say({ ping: this.pingedAt });
  }

  ponged(message) {
    hallClock.notePong(message.pong, this.heardAt, message.now);
    this.trips = this.trips.concat(this.heardAt - message.pong).slice(-5);
    this.tell('onTrip', this.trips);
  }

  /* Short silence proves nothing: the local clock may have stood still while the phone slept. */
  wake() {
    if (this.ended) return;
    const silent = monotonic() - this.heardAt;
    if (this.state !== 'up') {
      this.failures = 0;
      if (!this.socket || silent > STALE_MS) this.open();
    } else if (silent > DEAD_MS || !this.socket || this.socket.readyState > 1) this.reopen();
    else if (!this.proof && this.ping()) this.proof = setTimeout(() => this.reopen(), PROOF_MS);
  }

  reopen() { this.become('lost'); this.open(); } // sleep is no fault of the network: at once

  tick() {
    if (this.ended || !this.socket) return;
    const at = monotonic();
    if (at - this.heardAt > (this.fresh ? OPENING_MS : DEAD_MS)) return this.lose(1006);
    if (at - this.pingedAt > PING_MS) this.ping();
    this.outbox.resendDue();
  }
}

/* `path` such as '/live/phone'; `greeting()` says what else goes with the hello; `storageKey` keeps unacknowledged commands over a reload (phones only).
 * onView(view, changedNames) · onLink(state) · onTrip(last five round trips in ms) · onAck(ack), onTried(answer) and
 * onRefused(no) with the command's `do` and `fields` added. States: 'connecting' 'up' 'lost' 'server' 'replaced' 'denied'. */
export function connect(options) {
  const link = new Link(options);
  return {
    send: (name, fields) => link.outbox.put(name, fields),
    waiting: () => link.outbox.waiting(),
    say: (message) => link.state === 'up' && link.say(message),
    ping: () => link.state === 'up' && link.ping(),
    speak: (lang) => { link.lang = lang; link.greet(); },
    get state() { return link.state; },
  };
}
