/* The options of a question as the host reads them: letter, shape and colour by place, like everywhere.
 *
 * Used by the question card, the sheet to read aloud and looking back.
 */
import { mark, put, show } from '../../parts/nodes.js';
import { inside, keep } from './part.js';

const LETTERS = 'ABCDEFGHIJ';
const SHORT = 46;

function fillSpread(node, count, most) {
  const spread = inside(node, 'spread');
  show(spread, count !== undefined);
  if (count === undefined) return;
  put(spread.querySelector('b'), count);
  spread.querySelector('i').style.transform = `scaleX(${most ? count / most : 0})`;
}

/* Wide signs count double: what fits in half the card's width may stand in two columns. */
function isShort(text) {
  return [...text].reduce((width, sign) => width + (sign > '\u2e7f' ? 2 : 1), 0) <= SHORT;
}

/* The option's text says what it shows. */
function fillPicture(image, picture) {
  show(image, Boolean(picture));
  mark(image, 'src', picture?.url);
}

/* `reveal` marks the right ones and how many chose each; `numbers` counts 1, 2, 3 instead of A, B, C. */
export function fillOptions(list, options, { reveal = null, numbers = false } = {}) {
  const spread = reveal?.spread ?? {};
  const most = Math.max(0, ...Object.values(spread));
  mark(list, 'data-short', options.every((option) => isShort(option.text)) ? 'yes' : null);
  keep(list, 'host-option', options, (option) => option.id, (node, option, place) => {
    const sign = option.sign ?? (numbers ? place + 1 : LETTERS[place]);
    mark(node, 'data-letter', typeof sign === 'number' ? null : sign);
    put(inside(node, 'letter'), sign);
    put(inside(node, 'text'), option.text);
    fillPicture(inside(node, 'picture'), option.picture);
    fillSpread(node, spread[option.id], most);
    show(inside(node, 'tick'), Boolean(reveal) && isRight(reveal, option.id));
    mark(node, 'data-right', Boolean(reveal) && isRight(reveal, option.id) ? 'yes' : null);
  });
}

/* Only a set of options marks single ones; sequences and pairs are told by the key's text. */
function isRight(reveal, id) {
  return reveal.marks && reveal.key.includes(id);
}

/* A stem with its blanks drawn as boxes. */
export function putStem(node, stem) {
  if (node.dataset.stem === stem) return;
  node.dataset.stem = stem;
  node.replaceChildren();
  stem.split(/_{3,}/).forEach((words, place) => {
    if (place) {
      const blank = document.createElement('span');
      blank.className = 'blank';
      blank.textContent = place;
      node.append(blank);
    }
    node.append(words);
  });
}

/* Both sides of a match in one list: letters on the left, numbers on the right, as on every screen. */
export function bothSides({ left = [], right = [] }) {
  return [...left.map((one, place) => ({ ...one, sign: LETTERS[place] })), ...right.map((one, place) => ({ ...one, sign: place + 1 }))];
}

export function isChoice(ask) {
  return ['single_choice', 'multiple_choice', 'true_false'].includes(ask.kind);
}
