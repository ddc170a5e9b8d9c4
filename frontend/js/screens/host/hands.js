/* The host's hands: keys, presenter remote, mouse and touch become actions. */
import { createHolding } from './holding.js';
import { meaning } from './keyboard.js';
import { word } from './words.js';

function onKey(event, host, holding) {
  const held = event.target.closest('[data-hold]');
  if (held && !event.repeat && (event.key === ' ' || event.key === 'Enter')) return holding.begin(held.dataset.action);
  const meant = meaning(event, host);
  if (!meant || !host.view) return;
  event.preventDefault();
  if (event.repeat) return;
  if (meant.digit !== undefined) host.chooseNumber(meant.digit);
  else if (meant.hold) holding.begin(meant.name);
  else if (meant.name) host.act(meant.name);
}

function onClick(event, host) {
  const button = event.target.closest('[data-action]');
  if (button && !button.hasAttribute('data-hold')) host.act(button.dataset.action);
  // The pointer leaves no focus behind: else the next Space would press this button again.
  if (event.detail > 0 && !event.target.closest('dialog, input, a')) document.activeElement?.blur();
}

export function listen(host) {
  const holding = createHolding({
    done: (name) => host.act(name),
    early: () => host.say(word('why.hold')),
  });
  const on = (name, hear) => document.addEventListener(name, hear);

  on('keydown', (event) => onKey(event, host, holding));
  on('keyup', () => holding.end());
  on('click', (event) => onClick(event, host));
  on('pointerdown', (event) => {
    const held = event.target.closest('[data-hold]');
    if (held && event.button === 0) holding.begin(held.dataset.action);
  });
  on('pointerup', () => holding.end());
  on('pointercancel', () => holding.cancel());
  // A long touch on a key that is held must not open the browser's menu.
  on('contextmenu', (event) => event.target.closest('[data-hold]') && event.preventDefault());
  window.addEventListener('blur', () => holding.cancel());
}
