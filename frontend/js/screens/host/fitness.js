/* Whether this Wi-Fi is fit for races, in the lobby: in words, with the measured delays, and advice when it is not. */
import { mark, put, show } from '../../parts/nodes.js';
import { team } from './facts.js';
import { listed, word } from './words.js';

function measured(view) {
  return view.grid.filter((one) => one.online && one.link_ms !== null);
}

function range(view) {
  const delays = measured(view).map((one) => one.link_ms);
  if (!delays.length) return '';
  const [least, most] = [Math.min(...delays), Math.max(...delays)];
  return word(least === most ? 'cell.link' : 'wifi.range', { ms: least, least, most });
}

/* The teams whose links make the hall's grade what it is; all of them alike need no naming. */
function slowest(view, grade) {
  const found = view.grid.filter((one) => one.online && one.link === grade);
  const everybody = view.grid.filter((one) => one.online);
  if (!['fair', 'poor'].includes(grade) || found.length === everybody.length) return '';
  return word('wifi.because', { teams: listed(found.map((one) => team(view, one.team).name)) });
}

/* A contest without races needs no such network. */
export function drawFitness(parts, view) {
  const grade = view.lobby.link ?? 'none';
  const racing = view.rundown.some((round) => round.flow === 'buzz');
  show(parts.fit, racing);
  if (!racing) return;
  mark(parts.fit, 'data-grade', grade);
  put(parts.fitWord, word(`wifi.${grade}`));
  put(parts.fitMore, [range(view), slowest(view, grade)].filter(Boolean).join(' · '));
  show(parts.advice, grade === 'fair' || grade === 'poor');
}
