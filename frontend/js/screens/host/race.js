/* The race on the question's card: what to read aloud, who pressed in which order, and who races again.
 *
 * The table with every measured value is on the photo-finish sheet; its words for a press are these.
 */
import { mark, put, show } from '../../parts/nodes.js';
import { askOf, team } from './facts.js';
import { counts, inChinese, isMeasured, raceSpokenOf, seconds, sentence, together } from './finish_words.js';
import { inside, keep, putOrHide } from './part.js';
import { word } from './words.js';

/* A team as it is called out in the hall, by its number. */
export function tableWords(view, id) {
  const { n } = team(view, id);
  return word('said.table', { n: document.documentElement.lang.startsWith('zh') ? inChinese(n) : n });
}

export function said(view, ask) {
  return sentence(ask, { word, table: (id) => tableWords(view, id) });
}

export function amongWords(view, ask) {
  return together((ask.among ?? []).map((id) => tableWords(view, id)), word);
}

function timeWords(press) {
  if (press.ms === null) return '';
  return word(press.ms < 0 ? 'press.too_early' : 'press.seconds', { s: seconds(press) });
}

/* Everything to be said of a press beside its times. */
export function remarks(press, ask) {
  const { finish } = ask;
  const settled = finish?.race === press.race && finish.too_close.includes(press.team) && press.ruled !== 'close';
  const picked = counts(press) && press.ms === null;
  return [
    picked ? word('press.picked') : word(`press.${counts(press) && press.ruled !== 'close' ? 'valid' : press.ruled}`),
    settled ? word(`press.settled.${finish.how}`) : '',
    ...(press.remarks ?? []).map((remark) => word(`press.${remark}`)),
    counts(press) && !picked && !isMeasured(press) ? word('press.unmeasured') : '',
  ].filter(Boolean);
}

function raceChip(view, ask) {
  if (ask.among?.length) return word('ask.race.among', { n: ask.race, teams: amongWords(view, ask) });
  return ask.race > 1 ? word('ask.race', { n: ask.race }) : '';
}

export function drawRace(parts, view) {
  const ask = askOf(view);
  const presses = (ask.presses ?? []).filter((press) => press.race === raceSpokenOf(ask));
  let place = 0;
  putOrHide(parts.race, raceChip(view, ask));
  const text = said(view, ask);
  show(parts.said, Boolean(text));
  put(parts.saidText, text);
  mark(parts.said, 'data-close', ask.finish?.how === 'rebuzz' ? 'yes' : null);
  show(parts.finish, Boolean(ask.presses?.length));
  keep(parts.presses, 'host-press', presses, (press, at) => `${press.team}-${at}`, (node, press) => {
    const close = press.ruled === 'close';
    const ranked = counts(press) && !close;
    place += counts(press) ? 1 : 0;
    mark(node, 'data-ruled', press.ruled);
    put(inside(node, 'place'), close ? '=' : ranked ? place : '');
    put(inside(node, 'team'), team(view, press.team).name);
    put(inside(node, 'ms'), timeWords(press));
    put(inside(node, 'ruled'), ranked ? '' : word(`press.${press.ruled}.short`));
  });
}
