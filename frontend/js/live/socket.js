/* The live link of a phone, the host's page or a projector: one WebSocket, reopened for as long as the page lives.
 *
 * Speaks docs/protocol.md: hello, views merged by section, commands through the outbox, pings for delay
 * and time. Knows no screen. After a loss it is never clever: it says hello and gets the whole view.
 */
import { hallClock, monotonic } from './clock.js';
import { createOutbox } from './outbox.js';
import { isHidden, watchWaking } from './wake.js';

const PING_MS = 5000;
const DEAD_MS = 9000;
const OPENING_MS = 5000;
const STALE_MS = 3000;
const PROOF_MS = 1500;
const LONGEST_DELAY_MS = 5000;
const RESTART_WINDOW_MS = 2000;
const FINAL = { 4409: 'replaced', 4400: 'denied', 4401: 'denied', 4403: 'denied' };
const SERVER_STOPPED = [1001, 1011, 1012];

function ignore() {}

class Link {
  constructor(options) {
    this.options = options;
    this.lang = options.lang;
    this.state = 'connecting';
    this.view = {};
    this.versions = {};
    this.failures = 0;
    this.ended = false;
    this.pongWaiters = [];
    const store = options.storageKey ? window.localStorage : null;
    const transmit = (message) => this.state === 'up' && this.say(message);
    this.outbox = createOutbox({ transmit: transmit, now: monotonic, store: store, key: options.storageKey });
    watchWaking(() => this.wake(), () => this.tick());
    this.open();
  }

  open() {
    this.drop();
    this.fresh = true;
    this.openedAt = this.heardAt = this.pingedAt = monotonic();
    const scheme = location.protocol === 'https:' ? 'wss://' : 'ws://';
    const socket = this.socket = new WebSocket(scheme + location.host + this.options.path);
    socket.onopen = () => this.say({ hello: 1, lang: this.lang });
    socket.onmessage = (event) => this.hear(JSON.parse(event.data));
    socket.onclose = (event) => this.lose(event.code);
  }

  /* Handlers first: a dead socket may still report its end minutes later. */
  drop() {
    clearTimeout(this.retry);
    this.retry = this.proofUntil = null;
    if (!this.socket) return;
    this.socket.onopen = this.socket.onmessage = this.socket.onclose = null;
    this.socket.close();
    this.socket = null;
  }

  lose(code) {
    const hadView = this.state === 'up';
    this.drop();
    if (FINAL[code]) {
      this.ended = true;
      this.become(FINAL[code]);
      return;
    }
    this.failures = hadView ? 0 : this.failures + 1;
    const stopped = SERVER_STOPPED.indexOf(code) >= 0;
    const unanswered = this.failures > 1 && navigator.onLine !== false;
    if (this.state !== 'connecting' || this.failures > 1) this.become(stopped || unanswered ? 'server' : 'lost');
    if (isHidden()) return;
    const longest = Math.min(LONGEST_DELAY_MS, 300 * Math.pow(2, this.failures));
    this.retry = setTimeout(() => this.open(), Math.random() * (stopped ? RESTART_WINDOW_MS : longest));
  }

  become(state) {
    if (state === this.state) return;
    this.state = state;
    (this.options.onLink || ignore)(state);
  }

  say(message) {
    if (!this.socket || this.socket.readyState !== 1) return false;
    this.socket.send(JSON.stringify(message));
    return true;
  }

  hear(message) {
    this.heardAt = monotonic();
    this.proofUntil = null;
    if ('v' in message && !message.ack) this.merge(message);
    else if (message.ack) this.settled(this.outbox.settle(message.ack), message, this.options.onAck);
    else if (message.no) this.refused(message);
    else if ('pong' in message) this.ponged(message);
    else if ('ping' in message) this.say({ pong: message.ping, c: this.heardAt });
  }

  /* The first view of a connection is the whole truth: a restored server may count from lower than before. */
  merge(message) {
    const first = this.fresh;
    hallClock.noteMessage(this.heardAt, message.now);
    if (first) {
      this.view = {};
      this.versions = {};
      this.fresh = false;
      this.failures = 0;
    }
    const changed = Object.keys(message).filter((name) => {
      return name !== 'v' && name !== 'now' && !(message.v < this.versions[name]);
    });
    changed.forEach((name) => {
      this.view[name] = message[name];
      this.versions[name] = message.v;
    });
    if (this.view.me) this.outbox.adopt(this.view.me.seat);
    if (first) this.become('up');
    (this.options.onView || ignore)(this.view, changed);
    if (!first) return;
    this.outbox.resendAll();
    this.probe(3);
  }

  refused(message) {
    const entry = message.code === 'not_saved' ? this.outbox.postpone(message.no) : this.outbox.settle(message.no);
    this.settled(entry, message, this.options.onRefused);
  }

  settled(entry, message, tell) {
    if (entry && tell) tell(Object.assign({ do: entry.do, fields: entry.fields, id: entry.id }, message));
  }

  ping() {
    this.pingedAt = monotonic();
    return this.say({ ping: this.pingedAt });
  }

  ponged(message) {
    hallClock.notePong(message.pong, this.heardAt, message.now);
    const waiters = this.pongWaiters;
    this.pongWaiters = [];
    waiters.forEach((waiter) => waiter(this.heardAt - message.pong));
  }

  /* Resolves to the round trips in ms of `count` pings one after the other; fewer when the link breaks. */
  probe(count) {
    const trips = [];
    return new Promise((resolve) => {
      const next = () => {
        if (trips.length >= count || !this.ping()) resolve(trips);
        else this.pongWaiters.push((trip) => { trips.push(trip); setTimeout(next, 100); });
      };
      next();
    });
  }

  wake() {
    if (this.ended) return;
    const silent = monotonic() - this.heardAt;
    if (this.state !== 'up') {
      this.failures = 0;
      if (!this.socket || silent > PROOF_MS) this.open();
    } else if (silent > STALE_MS && !this.proofUntil) {
      hallClock.forget();
      this.ping();
      this.proofUntil = monotonic() + PROOF_MS;
    }
  }

  tick() {
    if (this.ended || !this.socket) return;
    const at = monotonic();
    const limit = this.fresh ? OPENING_MS : DEAD_MS;
    if (at - this.heardAt > limit || (this.proofUntil && at > this.proofUntil)) {
      const opening = this.fresh;
      this.lose(1006);
      if (!opening && !isHidden()) this.open();
      return;
    }
    if (at - this.pingedAt > PING_MS) this.ping();
    this.outbox.resendDue();
  }
}

/* See docs/protocol.md. `path` such as '/live/phone'; `storageKey` keeps unacknowledged commands over a reload.
 * onView(view, changedNames) · onLink(state) · onAck(ack) · onRefused(no), the last two with the command's
 * `do` and `fields`. States: 'connecting' 'up' 'lost' 'server' 'replaced' 'denied'. */
export function connect(options) {
  const link = new Link(options);
  return {
    send: (name, fields) => link.outbox.put(name, fields),
    say: (message) => link.state === 'up' && link.say(message),
    speak: (lang) => { link.lang = lang; link.say({ hello: 1, lang: lang }); },
    probe: (count) => link.probe(count),
    waiting: () => link.outbox.waiting(),
    retryNow: () => link.wake(),
    get state() { return link.state; },
    get view() { return link.view; },
  };
}
