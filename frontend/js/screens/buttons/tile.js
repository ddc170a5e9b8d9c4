/* One team on the page of house buttons: its keys, its face in the race, and the light of its press. */
import { keyed, mark, put, show, word } from '../../parts/nodes.js';
import { labelOf, padOf } from './keys.js';

const LIT_MS = 1500;
const timers = new WeakMap();

function part(tile, name) {
  return tile.querySelector(`[data-part="${name}"]`);
}

function drawKeys(tile, ids, pads) {
  const box = part(tile, 'keys');
  keyed(box, ids, (id) => id, () => document.getElementById('button-key').content.firstElementChild.cloneNode(true), (chip, id) => {
    const label = labelOf(id, word);
    const missing = padOf(id) !== null && !pads.includes(padOf(id));
    mark(chip, 'data-missing', missing ? 'yes' : null);
    put(part(chip, 'label'), label);
    put(part(chip, 'gone'), missing ? word('key.missing') : '');
    mark(part(chip, 'forget'), 'aria-label', word('key.forget', { key: label }));
  });
}

/* `known`: what the server says of the team; nothing before the first view. */
function faceWords(known) {
  if (!known || known.buzz === 'none') return '';
  if (known.press_ms !== null && known.pressed === 'valid') return word(`face.${known.buzz}.ms`, { s: (known.press_ms / 1000).toFixed(3) });
  return known.buzz === 'press' || known.buzz === 'wait' ? '' : word(`face.${known.buzz}`);
}

export function drawTile(tile, { team, ids, pads, known, learning }) {
  mark(tile, 'data-face', known?.buzz ?? 'none');
  mark(tile, 'data-learning', learning ? 'yes' : null);
  mark(tile, 'data-bare', ids.length ? null : 'yes');
  put(part(tile, 'n'), team.n);
  put(part(tile, 'name'), team.name);
  put(part(tile, 'face'), faceWords(known));
  drawKeys(tile, ids, pads);
  put(part(tile, 'none'), ids.length ? '' : word('key.none'));
  mark(part(tile, 'learn'), 'aria-label', word('learn.team', { n: team.n, name: team.name }));
}

/* The light: the key, and how far behind the first of the trial, or what the server said. */
export function light(tile, id, behind) {
  clearTimeout(timers.get(tile));
  put(part(tile, 'pressed'), labelOf(id, word));
  put(part(tile, 'behind'), behind === null ? '' : behind < 0.05 ? word('trial.first') : word('trial.behind', { ms: behind < 10 ? behind.toFixed(1) : Math.round(behind) }));
  show(part(tile, 'light'), true);
  // Taken away and put on again, so that a second press lights it anew.
  mark(tile, 'data-lit', null);
  requestAnimationFrame(() => mark(tile, 'data-lit', 'yes'));
  timers.set(tile, setTimeout(() => {
    mark(tile, 'data-lit', null);
    show(part(tile, 'light'), false);
  }, LIT_MS));
}

/* A sentence of the server on the tile, until the light goes out. */
export function tell(tile, text) {
  put(part(tile, 'behind'), text);
}
