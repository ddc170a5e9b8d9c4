/* The upper part of the page of house buttons: the link, what a press would do now, and what may be done about it. */
import { mark, put, show, word } from '../../parts/nodes.js';

/* The nodes of the page's own frame. */
export function part(name) {
  return document.querySelector(`[data-page="${name}"]`);
}

export function drawLink(state, trips) {
  const known = state === 'up' && trips.length > 0;
  put(part('link-word'), word(`link.${state}`));
  put(part('trip'), known ? word('trip', { ms: Math.max(1, Math.round(Math.min(...trips))) }) : '');
  mark(part('link'), 'data-state', state);
}

/* `learns`: the team whose button is waited for, `moved`: the one that has just lost one to another team. */
export function drawMode(now, { armed, learns, moved, left }) {
  const mode = learns && now !== 'away' ? 'learn' : now;
  mark(document.body, 'data-mode', mode);
  put(part('state'), word(`mode.${mode}`, learns ?? {}));
  put(part('more'), mode === 'learn' && moved ? word('learn.moved', moved) : word(`mode.${mode}.more`, { left }));
  show(part('learn-all'), mode === 'setup');
  show(part('arm'), mode === 'setup');
  show(part('skip'), Boolean(learns) && left > 1);
  show(part('stop'), Boolean(learns));
  show(part('disarm'), armed && !learns && mode !== 'denied');
}

/* So many tiles beside each other that the rows are full, or nearly. */
export function columnsFor(teams) {
  if (teams <= 4) return Math.min(teams, teams === 4 ? 2 : 3);
  if (teams <= 6) return 3;
  return teams <= 16 ? 4 : 6;
}
