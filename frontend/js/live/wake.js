/* Tells when this page may have slept: the phone was locked, another app was in front, the network came back.
 *
 * No single event is reliable (webviews miss some of them, new Chrome misses visibilitychange after a
 * freeze), so all are heard, and a clock that jumped counts as one more.
 */

const TICK_MS = 500;
const JUMP_MS = 2500;

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
