/* The stem of a question, with its blanks drawn as boxes; at the reveal the boxes hold the answers.
 * Also the answer box of a number question. Knows nothing of phases but whether the key may be shown.
 */
import { isHan } from './breaks.js';
import { breakable, toLines, write } from './lines.js';

const BLANK = /_{3,}/;
const CLOSING = /^(\s*[,.;:!?，。；：！？、）)]*)([^]*)$/u;
const LETTER = /\p{L}/u;

/* A key is one text for all languages: a Chinese word does not go into an English sentence. */
function speaks(answer, line) {
  return !LETTER.test(answer) || isHan(answer) === line.lang.startsWith('zh');
}

function blankBox(place, several, answer) {
  const box = document.createElement('span');
  box.className = answer === undefined ? 'blank' : 'blank blank-filled';
  if (answer !== undefined) box.textContent = answer;
  else if (several) box.textContent = String(place + 1);
  return box;
}

/* A comma must not begin a line: what closes after a blank stays with it. */
function withClosing(box, closing) {
  const span = document.createElement('span');
  span.className = closing ? 'blank-kept blank-closed' : 'blank-kept';
  span.append(box, closing);
  return span;
}

function withBlanks(line, answers) {
  const parts = line.text.split(BLANK);
  const shown = (place) => (answers && (line.main || speaks(answers[place], line)) ? answers[place] : undefined);
  const fragment = document.createDocumentFragment();
  parts.forEach((part, place) => {
    const [, closing, rest] = place ? part.match(CLOSING) : [null, '', part];
    if (place) fragment.append(withClosing(blankBox(place - 1, parts.length > 2, shown(place - 1)), closing));
    if (rest.trim()) fragment.append(/^\s/.test(rest) && !isHan(line.text) ? ' ' : '', breakable(rest.trim(), line.lang));
    if (/\s$/.test(rest) && !isHan(line.text)) fragment.append(' ');
  });
  return fragment;
}

/* `key` is null until the answer may be seen. */
export function writeStem(element, ask, key) {
  const answers = ask.kind === 'fill' ? key : null;
  const lines = toLines(ask.stem).map((line, place) => ({ ...line, main: place === 0 }));
  write(element, lines, (line) => withBlanks(line, answers), answers);
}

export function writeNumber(box, ask, key) {
  box.hidden = ask.kind !== 'numeric';
  if (box.hidden) return;
  const figure = box.querySelector('.number-figure');
  figure.textContent = key ? key[0] : '';
  box.toggleAttribute('data-known', Boolean(key));
  write(box.querySelector('.number-unit'), toLines(ask.unit));
}
