/* The large cards of a race decided: who has won it with the photo finish below, or that it was too close to call.
 *
 * `presses` come ordered, measured and ruled by the server. The table says how far behind the first a press was,
 * how sure that is, and what else must be known of it; nobody is blamed for a link.
 */
import { first, write } from './lines.js';
import { cloneFirst, keep } from './picture.js';
import { countsAsPress, pressOf, raceOf, seconds } from './race.js';
import { sideOf, teamOf, writeName, writeTeam } from './teams.js';
import { say } from './words.js';

const MOST_PRESSES = 5;
/* What no phone and browser tell better, however good the link. */
const LEAST_ERROR_MS = 5;

/* Those too close to call by the last race decided, and by what rule it was settled all the same. */
function settled(ask) {
  const { finish } = ask;
  const here = finish && finish.race === ask.race && finish.too_close.length > 0;
  return here ? { teams: finish.too_close, how: finish.how } : { teams: [], how: null };
}

function winnerLines(ask, press) {
  const { teams, how } = settled(ask);
  if (!press) return say('next-in-line');
  return how && teams.includes(press.team) ? say(`pressed-${how}`) : say('pressed-first');
}

/* The winner large, and the photo finish below. Early presses stand last: they were none. */
export function drawPressed(moment, view) {
  const { ask } = view.stage;
  const team = teamOf(view, ask.called);
  const press = pressOf(ask, team.id);
  moment.dataset.side = sideOf(view, team.id);
  moment.querySelector('.pressed-n').textContent = team.n;
  writeName(moment.querySelector('.pressed-name'), team);
  write(moment.querySelector('.pressed-word'), winnerLines(ask, press));
  moment.querySelector('.pressed-s').textContent = press ? seconds(press.ms) : '';
  moment.querySelector('.pressed-time').hidden = !press;
  drawTable(moment.querySelector('.presses'), view);
}

function drawTable(table, view) {
  const { ask } = view.stage;
  const presses = raceOf(ask);
  const shown = [...presses.filter(countsAsPress), ...presses.filter((press) => !countsAsPress(press))].slice(0, MOST_PRESSES);
  const slowest = Math.max(1, ...shown.map((press) => press.behind || 0));
  table.hidden = shown.length < 2;
  keep(table, shown, (press, place) => press.team + place, () => cloneFirst('press'), (row, press, place) => {
    const counted = countsAsPress(press);
    const behind = Math.round(press.behind || 0);
    row.dataset.ruled = press.ruled;
    row.querySelector('.press-n').textContent = counted ? place + 1 : '–';
    writeTeam(row, teamOf(view, press.team));
    row.querySelector('.press-s').textContent = seconds(press.ms);
    row.querySelector('.press-bar').style.setProperty('--share', String((press.behind || 0) / slowest));
    write(row.querySelector('.press-behind'), counted && behind ? first(say('press-behind', { n: behind })) : []);
    write(row.querySelector('.press-doubt'), press.doubt ? first(say('press-doubt', { n: Math.max(1, Math.round(press.doubt)) })) : []);
    write(row.querySelector('.press-word'), first(remarkLines(press, ask, place)));
  });
}

/* The one remark that matters most. */
function remarkLines(press, ask, place) {
  const remarks = press.remarks || [];
  if (press.ruled === 'early') return say('press-early');
  if (press.ruled === 'locked') return say('press-locked');
  if (press.ruled === 'close' || settled(ask).teams.includes(press.team)) return say('press-close');
  if (remarks.includes('stalled')) return say('press-stalled');
  if (remarks.includes('limited')) return say('press-limited');
  if (remarks.includes('anticipated')) return say('press-anticipated');
  return place ? [] : say('press-first');
}

/* How far apart they were who race again, and whether that is less than can be measured. */
function gapLines(ask) {
  const close = (ask.presses || []).filter((press) => press.ruled === 'close' && press.race === ask.race - 1);
  const behind = close.map((press) => press.behind || 0);
  const doubts = close.map((press) => press.doubt || 0).sort((one, other) => other - one);
  const gap = Math.max(0, ...behind) - Math.min(0, ...behind);
  if (gap < 0.5) return say('close-gap-none');
  const unsure = gap <= Math.max(LEAST_ERROR_MS, Math.hypot(...doubts.slice(0, 2)));
  return say(unsure ? 'close-gap' : 'close-gap-ruled', { n: Math.round(gap) });
}

export function drawTooClose(card, view) {
  const { ask } = view.stage;
  const teams = ask.among.map((id) => teamOf(view, id));
  write(card.querySelector('.too-close-gap'), gapLines(ask));
  keep(card.querySelector('.too-close-teams'), teams, (team) => team.id, () => cloneFirst('plate'), writeTeam);
}
