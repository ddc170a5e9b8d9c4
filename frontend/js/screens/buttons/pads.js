/* Game controllers and quiz buzzers that are controllers: the browser tells of no press, so they are asked.
 *
 * Knows no document: `read` gives the browser's pads, `now` its monotonic clock. A button counts when it goes down.
 */
import { padKey, pressedAt } from './keys.js';

const OLDEST_MS = 100; // a pad's time stamp older than this is of something else that moved

export function createPads(read, now) {
  const down = new Map();

  function fresh(pad) {
    const before = down.get(pad.index) ?? [];
    const held = pad.buttons.map((button) => button.pressed);
    down.set(pad.index, held);
    return held.flatMap((on, button) => (on && !before[button] ? [button] : []));
  }

  return {
    /* What went down since the last time: [{id, at}]. */
    poll() {
      const at = now();
      return read().filter(Boolean).flatMap((pad) => fresh(pad).map((button) => ({
        id: padKey(pad.index, button),
        at: pad.timestamp > at - OLDEST_MS ? pressedAt(pad.timestamp, at) : at,
      })));
    },
    /* The controllers that are there, by number. */
    connected: () => read().filter(Boolean).map((pad) => pad.index),
    gone: (index) => down.delete(index),
  };
}
