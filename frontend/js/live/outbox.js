/* Commands on their way: kept until the server acknowledges or refuses them, and sent again until then.
 *
 * Repeats carry the same id, so they have no second effect. Of one question only the newest answer waits.
 * What waits is also remembered by the device for the seat it belongs to, so that a reload in the wrong
 * moment loses nothing. Knows no socket and no document: both are handed in.
 */

import { memory } from './memory.js';

export const RESEND_MS = 2500;
const REPEATABLE = ['not_saved', 'too_fast'];
const FORGET_MS = 15 * 60 * 1000;

export function randomId() {
  const bytes = new Uint8Array(16);
  crypto.getRandomValues(bytes);
  return Array.prototype.map.call(bytes, function (byte) { return (byte + 256).toString(16).slice(1); }).join('');
}

function replaces(newer, older) {
  return newer.do === 'SubmitAnswer' && older.do === 'SubmitAnswer' && newer.fields.ask === older.fields.ask;
}

export function createOutbox(options) {
  const transmit = options.transmit;
  const now = options.now;
  const wallClock = options.wallClock || Date.now;
  const store = options.key ? options.store || memory : null;
  const newId = options.newId || randomId;
  let waiting = [];
  let owner = null;

  function note() {
    if (!store || owner === null) return;
    const kept = waiting.map(function (entry) {
      return { id: entry.id, do: entry.do, fields: entry.fields, at: entry.at };
    });
    try {
      if (kept.length) store.setItem(options.key, JSON.stringify({ owner: owner, waiting: kept }));
      else store.removeItem(options.key);
    } catch (refused) { /* private mode or full: memory has to do */ }
  }

  function noted() {
    try {
      const found = JSON.parse(store.getItem(options.key) || 'null');
      if (!found || found.owner !== owner || !Array.isArray(found.waiting)) return [];
      return found.waiting.filter(function (entry) { return wallClock() - entry.at < FORGET_MS; });
    } catch (unreadable) {
      return [];
    }
  }

  function sendNow(entry) {
    const message = Object.assign({ id: entry.id, do: entry.do }, entry.fields);
    if (transmit(message)) entry.sent = now();
  }

  function take(id) {
    const found = waiting.find(function (entry) { return entry.id === id; }) || null;
    waiting = waiting.filter(function (entry) { return entry.id !== id; });
    note();
    return found;
  }

  return {
    /* Returns the id; the command leaves at once when the link is up. */
    put: function (name, fields) {
      const entry = { id: newId(), do: name, fields: fields || {}, since: now(), at: wallClock(), sent: null };
      waiting = waiting.filter(function (older) { return !replaces(entry, older); });
      waiting.push(entry);
      note();
      sendNow(entry);
      return entry.id;
    },
    /* The seat is known: what it had left in the store joins the queue; a stranger's is thrown away. */
    adopt: function (seat) {
      if (!store || owner === seat) return;
      if (owner !== null) waiting = [];
      owner = seat;
      noted().forEach(function (entry) {
        if (waiting.some(function (other) { return other.id === entry.id || replaces(other, entry); })) return;
        waiting.unshift(Object.assign({ since: now(), sent: null }, entry));
      });
      note();
    },
    settle: take,
    /* A server that cannot save just now asks for the command again: it stays and goes with a later round. */
    refused: function (id, code) {
      if (REPEATABLE.indexOf(code) < 0) return take(id);
      const entry = waiting.find(function (one) { return one.id === id; });
      if (entry) entry.sent = now();
      return entry || null;
    },
    resendAll: function () {
      waiting.forEach(sendNow);
    },
    resendDue: function () {
      waiting.forEach(function (entry) {
        if (entry.sent === null || now() - entry.sent >= RESEND_MS) sendNow(entry);
      });
    },
    waiting: function () {
      return waiting.slice();
    },
  };
}
