/* Destructive keys need 600 ms: this keeps the time of a held key or button, its ring is drawn by CSS. */

const HOLD_MS = 600;

export function createHolding({ done, early }) {
  let held = null;

  function stop() {
    const last = held;
    if (!last) return null;
    clearTimeout(last.timer);
    last.button?.removeAttribute('data-holding');
    held = null;
    return last;
  }

  return {
    begin(name) {
      stop();
      const button = document.querySelector(`[data-hold][data-action="${name}"]`);
      button?.setAttribute('data-holding', 'yes');
      held = { name, button, timer: setTimeout(() => { stop(); done(name); }, HOLD_MS) };
    },
    /* Let go before the time: nothing happens but a hint. */
    end(name) {
      if (held && (!name || held.name === name)) early(stop().name);
    },
    cancel: stop,
  };
}
