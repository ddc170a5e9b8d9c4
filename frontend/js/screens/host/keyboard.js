/* Which key means which action. Pure: the page asks for every keydown and acts on the answer.
 *
 * Presenter remotes send PageUp, PageDown, "." and, for their “start show” key, F5 and Esc in turn.
 */

const KEYS = {
  ' ': 'next', arrowright: 'next', pagedown: 'next', enter: 'next',
  pageup: 'back', arrowleft: 'back',
  '.': 'cover', '。': 'cover', b: 'cover',
  p: 'pause', '+': 'longer', '=': 'longer', '＋': 'longer', '-': 'shorter', '－': 'shorter',
  l: 'lock', r: 'reveal', s: 'standings', u: 'undo', g: 'points', f: 'foul', t: 'read', w: 'missing', o: 'photo',
  z: 'freeze', d: 'display', m: 'sound',
  y: 'right', n: 'wrong', '?': 'list', '？': 'list', escape: 'close',
  v: 'void', k: 'skip', end: 'finish',
};
const HELD = ['void', 'skip', 'finish'];
const OPERATED_BY_KEY = 'button, a[href], summary, [tabindex]:not([tabindex="-1"])';
const TYPED_INTO = 'input, textarea, select, [contenteditable]';

function withControl(event, key) {
  if (event.altKey) return null;
  if (key === 'z') return { name: event.shiftKey ? 'redo' : 'undo' };
  return key === 'y' ? { name: 'redo' } : null;
}

/* A field of a dialog just closed keeps the focus until the next frame: such a key is meant for the page. */
function targetOf(event) {
  return event.target.closest('dialog:not([open])') ? document.body : event.target;
}

/* Space and Enter belong to a control reached by Tab; the pointer leaves no focus behind (see hands.js). */
function belongsToControl(target, key) {
  return (key === ' ' || key === 'enter') && target.closest(OPERATED_BY_KEY);
}

/* `{name, hold}` or `{digit}` for a key of ours, `{}` for one to swallow, null for the browser's. */
export function meaning(event, { remote = false } = {}) {
  if (event.isComposing || event.keyCode === 229) return null;
  const key = event.key.toLowerCase();
  const target = targetOf(event);
  if (remote && (key === 'f5' || key === 'escape') && !target.closest('dialog')) return {};
  if (target.closest(`${TYPED_INTO}, dialog`)) return null;
  if (event.ctrlKey || event.metaKey) return withControl(event, key);
  if (event.altKey || belongsToControl(target, key)) return null;
  if (/^\d$/.test(key)) return { digit: Number(key) };
  const name = KEYS[key];
  if (!name) return null;
  if (name === 'undo' && event.shiftKey) return { name: 'redo' };
  return { name, hold: HELD.includes(name) };
}
