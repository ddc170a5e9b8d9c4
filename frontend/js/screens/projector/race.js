/* The race for the buzzer: the band under the question. Its cards are in photo_finish.js.
 *
 * The start signal is a moment in server time that may lie ahead; the band turns green then, once, without
 * a flash. `presses` come ordered and ruled by the server; nothing is measured here.
 */
import { serverNow } from '../../live/clock.js';
import { first, write } from './lines.js';
import { cloneFirst, keep } from './picture.js';
import { teamOf, writeTeam } from './teams.js';
import { say } from './words.js';

const COUNTED = ['first', 'later', 'close'];

export function seconds(ms) {
  return `${ms < 0 ? '−' : ''}${(Math.abs(ms) / 1000).toFixed(3)}`;
}

/* The presses of the race being run; those of the race before are history. */
export function raceOf(ask) {
  return (ask.presses || []).filter((press) => press.ms !== null && press.race === ask.race);
}

export function countsAsPress(press) {
  return COUNTED.includes(press.ruled);
}

export function pressOf(ask, team) {
  return raceOf(ask).find((press) => press.team === team && press.ruled === 'first');
}

/* Milliseconds until the start signal; 0 when it has been given or none is planned. */
export function untilSignal(ask) {
  return ask.phase === 'open' && ask.opens ? Math.max(0, ask.opens - serverNow()) : 0;
}

export function raceState(ask) {
  if (ask.phase === 'shown') return 'reading';
  if (ask.phase === 'answering') return 'called';
  if (ask.phase !== 'open') return 'over';
  if (ask.to_audience) return 'hall';
  if (ask.time_up) return 'nobody';
  return untilSignal(ask) > 0 ? 'ready' : 'go';
}

const WORDS = { reading: 'race-wait', ready: 'race-ready', hall: 'to-audience', nobody: 'race-nobody', over: 'closed' };

/* Teams whose presses could not be told apart race again, they alone. */
function isRematch(ask) {
  return Boolean(ask.among?.length);
}

function bandLines(ask, state) {
  if (state === 'reading' && isRematch(ask)) return say('race-close');
  if (state === 'go' && isRematch(ask)) return say('race-go-close');
  if (state === 'go') return say(ask.race > 1 ? 'race-go-again' : 'race-go');
  if (state === 'called') return say(ask.started || ask.answering === 'device' ? 'answering' : 'begin-answer');
  return say(WORDS[state]);
}

export function drawBand(band, view) {
  const { ask } = view.stage;
  const state = raceState(ask);
  band.dataset.state = state;
  write(band.querySelector('.band-word'), bandLines(ask, state));
  const called = state === 'called' ? teamOf(view, ask.called) : null;
  band.querySelector('.plate').hidden = !called;
  if (called) writeTeam(band.querySelector('.plate'), called);
  const press = called && pressOf(ask, called.id);
  write(band.querySelector('.band-time'), press ? first(say('press-time', { s: seconds(press.ms) })) : []);
  const again = isRematch(ask) && state !== 'called' && state !== 'over';
  const told = (again ? ask.among : ask.out || []).map((id) => teamOf(view, id));
  keep(band.querySelector('.pills'), told, (team) => team.id, () => cloneFirst('pill'), (pill, team) => {
    writeTeam(pill, team);
    pill.dataset.state = again ? 'again' : 'out';
    pill.querySelector('.pill-sign').textContent = again ? '●' : '✕';
    write(pill.querySelector('.pill-more'), again ? [] : first(say(outWord(ask, team.id))));
  });
}

function outWord(ask, id) {
  if (ask.ruled?.[id] === 'wrong') return 'out-wrong';
  return (ask.presses || []).some((press) => press.team === id && press.ruled === 'early') ? 'out-early' : 'out-other';
}
