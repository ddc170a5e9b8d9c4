/* Which button was pressed, named so that caps lock, keyboard layout and an input method change nothing.
 *
 * A buzzer box types keys: `k:` and the place of the key. A game controller has numbered buttons: `p:` pad `:`
 * button. Pure; a label is what stands on the key, as far as its place tells.
 */

const NEVER = /^(Tab|Escape|(Shift|Control|Alt|Meta|OS)(Left|Right)?|CapsLock|NumLock|ContextMenu|Unidentified)$/;

/* The name of the key of an event, or null for one that belongs to the page or the browser. */
export function keyOf(event) {
  const place = event.code || event.key || '';
  if (!place || NEVER.test(place) || event.ctrlKey || event.altKey || event.metaKey) return null;
  return `k:${place}`;
}

export function padKey(pad, button) {
  return `p:${pad}:${button}`;
}

/* The number of the controller a button is on, from 1; null for a key. */
export function padOf(id) {
  return id.startsWith('p:') ? Number(id.split(':')[1]) : null;
}

/* `word` puts in what has to be said in the page's language. */
export function labelOf(id, word) {
  const [kind, place, button] = id.split(':');
  if (kind === 'p') return word('key.pad', { pad: Number(place) + 1, button: Number(button) + 1 });
  if (place === 'Space') return word('key.space');
  return place.replace(/^(Key|Digit)(?=.$)/, '').replace(/^Numpad/, 'Num ');
}

/* Keys that operate a control in focus. */
export function operates(event) {
  return (event.code === 'Enter' || event.code === 'Space') && Boolean(event.target?.closest?.('button, a, summary'));
}

/* When it was pressed, by the page's monotonic clock; a time stamp that cannot be is not believed. */
export function pressedAt(timeStamp, now) {
  return timeStamp > 0 && timeStamp <= now ? timeStamp : now;
}
