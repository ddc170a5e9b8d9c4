/* Teams by id: number and name for every picture, and the small plate that shows both. Pure but for the plate. */
import { toLines, write } from './lines.js';

export function teamOf(view, id) {
  return view.contest.teams.find((team) => team.id === id) || { id, n: '', name: id };
}

export function nameLines(team) {
  return toLines(team.name);
}

/* Which side of the stage a team sits on: tables stand from left to right by number. */
export function sideOf(view, id) {
  const numbers = view.contest.teams.map((team) => team.n).sort((one, other) => one - other);
  return numbers.indexOf(teamOf(view, id).n) < numbers.length / 2 ? 'left' : 'right';
}

export function writeTeam(plate, team) {
  plate.querySelector('.plate-n').textContent = team.n;
  write(plate.querySelector('.plate-name'), nameLines(team));
}

export function signed(points) {
  if (points > 0) return `+${points}`;
  return points < 0 ? `−${-points}` : '0';
}
