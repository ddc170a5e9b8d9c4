/* The host page's own words, kept in the template `host-words` where gettext translated them.
 *
 * Every part of the page asks here by key. Texts of the contest itself come in the view and are never here.
 */

let words = null;

function all() {
  if (!words) {
    words = new Map();
    for (const node of document.getElementById('host-words').content.querySelectorAll('[data-word]')) {
      words.set(node.dataset.word, node.textContent);
    }
  }
  return words;
}

export function knows(key) {
  return all().has(key);
}

/* The words under `key` with `{name}` filled in from `values`. */
export function word(key, values = {}) {
  const text = all().get(key);
  if (text === undefined) throw new Error(`no words for ${key}`);
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/* The first of `keys` that has words: from the special case to the general one. */
export function firstWord(keys, values) {
  return word(keys.find(knows) ?? keys.at(-1), values);
}

export function listed(names) {
  return names.length ? names.reduce((before, name) => word('list.join', { before, name })) : '';
}

/* Points with their sign, with a real minus. */
export function signed(points) {
  return points > 0 ? `+${points}` : points < 0 ? `−${-points}` : '0';
}

export function clockTime(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (number) => String(number).padStart(2, '0');
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${two(minutes)}:${two(rest)}`;
}
