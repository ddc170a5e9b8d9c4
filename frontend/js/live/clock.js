/* The server's time on this device: every countdown and the buzzer's start signal read it here.
 *
 * A ping gives an interval in which (server time - local monotonic time) must lie; of the last eight
 * the shortest counts. Intervals that exclude each other mean that the local clock stood still while
 * the phone slept: the older ones are dropped. Knows no socket and no document.
 */

const KEPT = 8;

export function monotonic() {
  return performance.now();
}

export function createClock(local) {
  let samples = [];
  let offset = null;

  function choose() {
    let best = samples[0];
    samples.forEach(function (sample) {
      if (sample.high - sample.low < best.high - best.low) best = sample;
    });
    offset = (best.low + best.high) / 2;
  }

  return {
    /* The pong to a ping sent at `sent` has arrived; both in local monotonic milliseconds. */
    notePong: function (sent, received, serverTime) {
      const fresh = { low: serverTime - received, high: serverTime - sent };
      samples = samples.filter(function (sample) {
        return sample.low <= fresh.high && fresh.low <= sample.high;
      });
      samples.push(fresh);
      if (samples.length > KEPT) samples.shift();
      choose();
    },
    /* Any message tells the time too, late by an unknown delay: good enough until the first pong. */
    noteMessage: function (received, serverTime) {
      if (!samples.length && typeof serverTime === 'number') offset = serverTime - received;
    },
    /* After sleep nothing measured before can be trusted. */
    forget: function () {
      samples = [];
    },
    serverNow: function () {
      return local() + (offset === null ? Date.now() - local() : offset);
    },
    /* Milliseconds left on a clock of a view, never below 0; null when there is no clock. */
    leftMs: function (clock) {
      if (!clock) return null;
      if (typeof clock.ends !== 'number') return Math.max(0, clock.left || 0);
      return Math.max(0, clock.ends - this.serverNow());
    },
  };
}

export const hallClock = createClock(monotonic);

export function serverNow() {
  return hallClock.serverNow();
}

export function leftMs(clock) {
  return hallClock.leftMs(clock);
}
