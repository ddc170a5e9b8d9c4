/* The stem of a question, with its blanks drawn as boxes; at the reveal the boxes hold the answers.
 * Also the answer box of a number question. Knows nothing of phases but whether the key may be shown.
 */
import { breakable, toLines, write } from './lines.js';

const BLANK = /_{3,}/;

function blankBox(place, several, answer) {
  const box = document.createElement('span');
  box.className = answer === undefined ? 'blank' : 'blank blank-filled';
  if (answer !== undefined) box.textContent = answer;
  else if (several) box.textContent = String(place + 1);
  return box;
}

function withBlanks(line, answers) {
  const parts = line.text.split(BLANK);
  const fragment = document.createDocumentFragment();
  parts.forEach((part, place) => {
    if (place) fragment.append(blankBox(place - 1, parts.length > 2, answers?.[place - 1]));
    if (part.trim()) fragment.append(breakable(place ? part.trimStart() : part, line.lang));
  });
  return fragment;
}

/* `key` is null until the answer may be seen. */
export function writeStem(element, ask, key) {
  const answers = ask.kind === 'fill' ? key : null;
  write(element, toLines(ask.stem), (line) => withBlanks(line, answers), answers);
}

export function writeNumber(box, ask, key) {
  box.hidden = ask.kind !== 'numeric';
  if (box.hidden) return;
  const figure = box.querySelector('.number-figure');
  figure.textContent = key ? key[0] : '';
  box.toggleAttribute('data-known', Boolean(key));
  write(box.querySelector('.number-unit'), toLines(ask.unit));
}
