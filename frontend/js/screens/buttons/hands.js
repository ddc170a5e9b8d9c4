/* What hands do on the page of house buttons: keys of buzzer boxes, controllers, and whether this window hears them.
 *
 * A key that belongs to a team never operates the page while presses count, and none at all while one is learned.
 */
import { monotonic } from '../../live/clock.js';
import { keyOf, operates, pressedAt } from './keys.js';
import { createPads } from './pads.js';

const POLL_MS = 4;
const HOLD_MS = 600; // Esc stops what counts only when it is held, like every key that cannot be taken back

/* Escape ends learning at once, and armed buttons when it is held. */
function watchEscape(page) {
  let holding = null;
  window.addEventListener('keydown', (event) => {
    if (event.code !== 'Escape' || event.repeat) return;
    if (page.learning()) page.act('stop');
    else if (page.armed()) holding = setTimeout(() => page.act('disarm'), HOLD_MS);
  });
  window.addEventListener('keyup', (event) => {
    if (event.code === 'Escape') clearTimeout(holding);
  });
}

export function hearKeys(page) {
  watchEscape(page);
  window.addEventListener('keydown', (event) => {
    const id = keyOf(event);
    if (!id) return;
    const ours = page.learning() || (page.known(id) && (page.armed() || !operates(event)));
    if (ours) event.preventDefault();
    else if (operates(event)) return;
    if (!event.repeat) page.pressed(id, pressedAt(event.timeStamp, monotonic()));
  }, { capture: true });
  // The release of a prevented space bar would still press the control in focus in some browsers.
  window.addEventListener('keyup', (event) => {
    const id = keyOf(event);
    if (id && page.known(id) && (page.armed() || page.learning())) event.preventDefault();
  }, { capture: true });
}

/* Browsers give controllers only to pages of their own machine or over HTTPS; elsewhere there are none. */
export function hearPads(pressed, changed) {
  const pads = createPads(() => [...(navigator.getGamepads?.() ?? [])], monotonic);
  let timer = null;
  function follow() {
    if (pads.connected().length && timer === null) {
      timer = setInterval(() => pads.poll().forEach(({ id, at }) => pressed(id, at)), POLL_MS);
    } else if (!pads.connected().length) {
      clearInterval(timer);
      timer = null;
    }
    changed();
  }
  window.addEventListener('gamepadconnected', follow);
  window.addEventListener('gamepaddisconnected', (event) => {
    pads.gone(event.gamepad.index);
    follow();
  });
  return { pads: () => pads.connected(), padsRefused: () => !navigator.getGamepads };
}

/* A window that is not in front hears no key. The screen is kept awake where the browser lets us. */
export function watchWindow(changed) {
  const stayAwake = () => document.visibilityState === 'visible' && navigator.wakeLock?.request('screen').catch(() => null);
  ['focus', 'blur', 'pageshow', 'fullscreenchange'].forEach((name) => window.addEventListener(name, changed));
  document.addEventListener('visibilitychange', () => {
    stayAwake();
    changed();
  });
  stayAwake();
  return { focused: () => document.hasFocus() };
}
