/* The photo-finish table of a question, race by race: when each press counts, how sure that is, and why.
 *
 * Drawn on the host's sheet, on request: to show a team that asks.
 */
import { mark, put, show } from '../../parts/nodes.js';
import { team } from './facts.js';
import { counts, isMeasured, racesOf } from './finish_words.js';
import { inside, keep } from './part.js';
import { remarks, said } from './race.js';
import { word } from './words.js';

/* A real minus, and a place for it where there is none. */
function whole(ms) {
  if (ms === null) return '–';
  return `${ms < 0 ? '−' : ''}${Math.abs(ms)}`;
}

function tenths(ms) {
  return ms === null ? '–' : ms.toFixed(1);
}

function fillLine(node, press, place, view, ask) {
  const { n, name } = team(view, press.team);
  const measured = isMeasured(press);
  mark(node, 'data-ruled', press.ruled);
  put(inside(node, 'place'), press.ruled === 'close' ? '=' : counts(press) ? place + 1 : '–');
  put(inside(node, 'n'), n);
  put(inside(node, 'name'), name);
  put(inside(node, 'ms'), whole(press.ms));
  put(inside(node, 'behind'), counts(press) && press.ms !== null ? tenths(press.behind) : '–');
  put(inside(node, 'doubt'), measured ? `± ${tenths(press.doubt)}` : '–');
  put(inside(node, 'link'), measured ? tenths(press.link) : '–');
  put(inside(node, 'remark'), remarks(press, ask).join(' · '));
}

export function drawPhotoFinish(box, view) {
  const { ask } = view.stage;
  const races = racesOf(ask).reverse();
  keep(box, 'host-photo', races, (race) => race.n, (node, race) => {
    const spoken = ask.finish?.race === race.n ? said(view, ask) : '';
    put(inside(node, 'race'), races.length > 1 ? word('ask.race', race) : '');
    show(inside(node, 'race'), races.length > 1);
    put(inside(node, 'said'), spoken);
    show(inside(node, 'said'), Boolean(spoken));
    mark(inside(node, 'said'), 'data-close', ask.finish?.how === 'rebuzz' ? 'yes' : null);
    keep(inside(node, 'lines'), 'host-photo-line', race.presses, (press, at) => `${press.team}-${at}`, (row, press, at) => (
      fillLine(row, press, at, view, ask)
    ));
  });
}
