/* Draws what a correction would change: the ranking yes or no, and team by team points and places. */
import { clone, keyed, mark, partsOf, put, show, word } from '../../parts/nodes.js';
import { signed } from './desk.js';
import { changesOf, changesRanking } from './effects.js';

export function drawEffect(p, desk, found) {
  const ranking = changesRanking(found);
  const changes = changesOf(desk.view.contest.teams, found);
  put(p.ranking, [word(ranking ? 'ranking.yes' : 'ranking.no'), changes.some((one) => one.points) ? '' : word('change.none')].filter(Boolean).join(' · '));
  mark(p.ranking, 'data-changes', ranking ? 'yes' : null);
  show(p.changes, changes.length > 0);
  keyed(p.changes, changes, (one) => one.id, () => clone('change'), (node, one) => {
    const parts = partsOf(node);
    put(parts.n, one.n);
    put(parts.name, one.name);
    put(parts.points, signed(one.points));
    mark(parts.points, 'data-sign', one.points < 0 ? 'minus' : one.points > 0 ? 'plus' : null);
    put(parts.moves, one.places ? word('change.place', { before: one.places[0], after: one.places[1] }) : word('change.stays'));
  });
}
