/* The options of a question as tiles: letter, shape and colour by place; at the reveal what was right.
 * Items to be put in order are tiles too: at the reveal they glide into the right order.
 */
import { first, toLines, write } from './lines.js';
import { cloneFirst, keep } from './picture.js';
import { say } from './words.js';

export const LETTERS = 'ABCDEFGH';
const SHAPES = 'abcdef';
/* Of fewer answers a share would say more than there is to know. */
const ENOUGH_FOR_PERCENT = 20;

export function dressTag(tag, place) {
  const look = SHAPES[place % SHAPES.length];
  tag.dataset.look = look;
  tag.querySelector('.letter').textContent = LETTERS[place];
  tag.querySelector('use').setAttribute('href', `#shape-${look}`);
}

function verdictOf(option, key) {
  if (!key) return '';
  return key.includes(option.id) ? 'right' : 'wrong';
}

/* `spread`: {counts, total} or null. Teams and the hall count alike, so a count is of votes, never of teams. */
function drawSpread(tile, spread, id) {
  const count = spread?.counts[id] || 0;
  const share = spread?.total ? count / spread.total : 0;
  tile.querySelector('.spread').style.setProperty('--share', share.toFixed(4));
  const votes = say(count === 1 ? 'votes-1' : 'votes-n', { n: count });
  const words = spread?.total >= ENOUGH_FOR_PERCENT ? say('percent', { n: Math.round(100 * share) }) : votes;
  write(tile.querySelector('.tile-count'), spread ? first(words) : []);
}

/* "False ✓ Correct" would puzzle the hall: there the mark speaks of the answer, not of what it says. */
function markWords(verdict, kind) {
  return kind === 'true_false' ? say(`answer-${verdict}`) : say(`option-${verdict}`);
}

function drawMark(tile, ask, option, key) {
  const ordered = ask.kind === 'order';
  tile.dataset.verdict = ordered ? '' : verdictOf(option, key);
  const place = ordered && key ? key.indexOf(option.id) + 1 : 0;
  tile.querySelector('.tile-place').textContent = place || '';
  write(tile.querySelector('.tile-word'), tile.dataset.verdict ? first(markWords(tile.dataset.verdict, ask.kind)) : []);
}

/* Its text says what it shows, so it needs no words of its own. */
export function drawTilePicture(image, picture) {
  image.hidden = !picture;
  if (!picture || image.getAttribute('src') === picture.url) return;
  Object.assign(image, { width: picture.width, height: picture.height });
  image.setAttribute('src', picture.url);
}

function shownOrder(ask, key) {
  const options = (ask.options || []).map((option, place) => ({ ...option, place }));
  if (ask.kind !== 'order' || !key) return options;
  return options.sort((one, other) => key.indexOf(one.id) - key.indexOf(other.id));
}

/* `key` and `spread` are null until they may be seen. Gives the tiles, for whoever wants them to glide. */
export function drawChoices(list, ask, key, spread) {
  const options = shownOrder(ask, key);
  list.hidden = !options.length;
  list.dataset.count = options.length;
  list.dataset.kind = ask.kind;
  list.dataset.right = key ? key.length : 0;
  return keep(list, options, (option) => option.id, () => cloneFirst('tile'), (tile, option) => {
    dressTag(tile.querySelector('.tag'), option.place);
    write(tile.querySelector('.tile-text'), toLines(option.text));
    drawTilePicture(tile.querySelector('.tile-picture'), option.picture);
    drawSpread(tile, spread, option.id);
    drawMark(tile, ask, option, key);
  });
}
