/* When to connect again: how long after which kind of loss, and at once when the page may have slept.
 *
 * No single event tells of sleep reliably (webviews miss some, new Chrome misses visibilitychange after a
 * freeze), so all are heard, and a clock that jumped counts as one more. Knows no socket.
 */

const TICK_MS = 500;
const JUMP_MS = 2500;
const SHORTEST_MS = 300;
const GROWTH = 1.5; // by doubling, one phone in twenty would miss two seconds after an outage of one
const LONGEST_MS = 5000;
const RESTART_WINDOW_MS = 2000;
const FINAL = { 4400: 'denied', 4401: 'denied', 4403: 'denied', 4409: 'replaced' };
const SERVER_STOPPED = [1001, 1011, 1012];

/* The state a close code ends the link in for good, else undefined. */
export function finalState(code) {
  return FINAL[code];
}

/* A server known to be gone stays so until it answers: a first attempt that fails says nothing new. */
export function lossState(code, failures, online, before) {
  if (SERVER_STOPPED.indexOf(code) >= 0) return 'server';
  return (failures > 1 || before === 'server') && online ? 'server' : 'lost';
}

/* `chance` in [0, 1) spreads a whole hall over the window. */
export function delayAfter(code, failures, chance) {
  const grown = Math.min(LONGEST_MS, SHORTEST_MS * Math.pow(GROWTH, failures));
  return chance * (SERVER_STOPPED.indexOf(code) >= 0 ? Math.max(RESTART_WINDOW_MS, grown) : grown);
}

export function isHidden() {
  return document.visibilityState === 'hidden';
}

/* `onTick` runs twice a second, `onWake` whenever the page may have been away. */
export function watchWaking(onWake, onTick) {
  let last = Date.now();
  function wake() {
    if (!isHidden()) onWake();
  }
  document.addEventListener('visibilitychange', wake);
  document.addEventListener('resume', wake);
  ['pageshow', 'online', 'focus'].forEach(function (name) {
    window.addEventListener(name, wake);
  });
  setInterval(function () {
    const jumped = Date.now() - last > JUMP_MS;
    last = Date.now();
    if (jumped) wake();
    onTick();
  }, TICK_MS);
}
