/* Rows of a scoreboard: rank, team, a bar like a pressure gauge with the last change hatched, points, change.
 *
 * Used by the standings, the podium's list and the end. Teams with the same points share a number; by what a
 * tie was decided stands in words beside the name. Nothing is sorted here.
 */
import { appear, count, glide } from './motion.js';
import { first, write } from './lines.js';
import { cloneFirst, keep } from './picture.js';
import { signed, teamOf, writeTeam } from './teams.js';
import { say } from './words.js';

/* Shares of the gauge's length: `kept` filled, `change` hatched after it (or lost behind it). */
export function gauge(points, delta, lowest, highest) {
  const span = Math.max(1, highest - lowest);
  const share = (value) => Math.min(1, Math.max(0, (value - lowest) / span));
  const before = points - delta;
  return { kept: share(Math.min(points, before)), top: share(Math.max(points, before)), lost: delta < 0 };
}

/* The scale starts at 0 and ends a little above the best, or lower when somebody is below 0. */
export function scaleOf(rows) {
  const values = rows.flatMap((row) => [row.points, row.points - row.delta]);
  return { lowest: Math.min(0, ...values), highest: Math.max(10, ...values) * 1.06 };
}

function movedWords({ moved }) {
  if (!moved) return '';
  return moved > 0 ? `▲ ${moved}` : `▼ ${-moved}`;
}

function drawRow(element, view, row, scale, counting) {
  const { kept, top, lost } = gauge(row.points, row.delta, scale.lowest, scale.highest);
  writeTeam(element, teamOf(view, row.team));
  element.dataset.rank = row.rank;
  element.dataset.trend = Math.sign(row.delta);
  element.dataset.moved = Math.sign(row.moved);
  element.querySelector('.row-rank').textContent = row.rank;
  element.querySelector('.row-how').hidden = !row.how;
  write(element.querySelector('.row-how'), row.how ? first(say(`how-${row.how}-short`)) : []);
  element.querySelector('.row-moved').textContent = movedWords(row);
  element.querySelector('.row-delta').textContent = row.delta ? signed(row.delta) : '';
  const bar = element.querySelector('.row-gauge');
  bar.style.setProperty('--kept', String(kept));
  bar.style.setProperty('--top', String(top));
  bar.toggleAttribute('data-lost', lost);
  const figure = element.querySelector('.row-points');
  const show = (points) => { figure.textContent = points < 0 ? `−${-points}` : points; };
  element.endCount?.();
  element.endCount = counting ? count(row.points - row.delta, row.points, show) : (show(row.points), null);
}

/* `live`: let the rows glide from where they stood before the change and the points count up. */
export function drawBoard(list, view, rows, { live = false, scale = scaleOf(rows) } = {}) {
  const draw = () => keep(list, rows, (row) => row.team, () => cloneFirst('row'), (element, row) => {
    drawRow(element, view, row, scale, live);
  });
  if (!live) return draw();
  if (!list.children.length) {
    const elements = draw();
    slideFromBefore(list, rows, elements);
    return elements;
  }
  glide([...list.children], draw);
  return [...list.children];
}

/* The first time a board is seen its rows start at the places they had before. */
function slideFromBefore(list, rows, elements) {
  const place = new Map(rows.map((row, index) => [row.team, index + row.moved]));
  const before = [...elements].sort((one, other) => place.get(one.dataset.key) - place.get(other.dataset.key));
  list.replaceChildren(...before);
  glide(elements, () => list.replaceChildren(...elements), 900);
  for (const element of elements) appear(element, 'none', 300);
}

/* Sentences under a board for ties that were decided or shared: "1–2: sudden death". */
export function tieWords(rows) {
  const kinds = [...new Set(rows.map((row) => row.how).filter(Boolean))];
  return kinds.map((how) => say(`how-${how}`));
}
