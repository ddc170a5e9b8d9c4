/* The audience's best ten and how the hall did as a whole. */
import { toLines, write } from './lines.js';
import { cloneFirst, keep } from './picture.js';
import { say } from './words.js';

const TOP = 10;

export function hasCrowd(view) {
  return (view.crowd?.top || []).length > 0;
}

export function drawCrowd(box, view) {
  const top = (view.crowd?.top || []).slice(0, TOP);
  keep(box.querySelector('.crowd-top'), top, (one) => one.handle, () => cloneFirst('crowd-row'), (row, one) => {
    row.dataset.rank = one.rank;
    row.querySelector('.crowd-rank').textContent = one.rank;
    write(row.querySelector('.crowd-handle'), toLines(one.handle));
    row.querySelector('.crowd-points').textContent = one.points;
  });
}

export function crowdLines(view) {
  const { players = 0, answered = 0, right = 0 } = view.crowd || {};
  if (!players) return [];
  if (!answered) return say('in-the-audience', { n: players });
  return say('crowd-share', { percent: Math.round((100 * right) / answered), n: players });
}
