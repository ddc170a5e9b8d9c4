/* A matching question: lettered things on the left, numbered ones on the right, the same as on the phones.
 * At the reveal the right side glides beside its partners and keeps its numbers.
 */
import { drawTilePicture, dressTag } from './choices.js';
import { toLines, write } from './lines.js';
import { cloneFirst, keep } from './picture.js';

function rightInOrder(ask, key) {
  const right = (ask.right || []).map((item, place) => ({ ...item, place }));
  if (!key) return right;
  const partner = new Map(key.map(([left, id]) => [id, ask.left.findIndex((item) => item.id === left)]));
  const last = ask.left.length;
  return right.sort((one, other) => (partner.get(one.id) ?? last) - (partner.get(other.id) ?? last));
}

/* Gives the elements of the right side. `key` is null until it may be seen. */
export function drawPairs(box, ask, key) {
  box.hidden = ask.kind !== 'match';
  if (box.hidden) return [];
  const [left, right] = box.querySelectorAll('ol');
  box.toggleAttribute('data-known', Boolean(key));
  box.style.setProperty('--rows', String(Math.max(ask.left.length, ask.right.length)));
  const partners = new Set((key || []).map((pair) => pair[1]));
  keep(left, ask.left || [], (item) => item.id, () => cloneFirst('tile'), (tile, item, place) => {
    dressTag(tile.querySelector('.tag'), place);
    write(tile.querySelector('.tile-text'), toLines(item.text));
    drawTilePicture(tile.querySelector('.tile-picture'), item.picture);
  });
  return keep(right, rightInOrder(ask, key), (item) => item.id, () => cloneFirst('pair'), (tile, item) => {
    tile.querySelector('.pair-n').textContent = item.place + 1;
    tile.dataset.verdict = key ? (partners.has(item.id) ? 'right' : 'spare') : '';
    write(tile.querySelector('.tile-text'), toLines(item.text));
    drawTilePicture(tile.querySelector('.tile-picture'), item.picture);
  });
}
