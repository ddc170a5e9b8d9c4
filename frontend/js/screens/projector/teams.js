/* Teams by id: number and name for every picture, and the small plate that shows both. */
import { plain, toLines, write } from './lines.js';

const WHOLE = 5;

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

/* A short name is never broken in two, wherever its words end. */
export function writeName(element, team) {
  write(element, nameLines(team), [...team.name].length <= WHOLE ? plain : undefined);
}

export function writeTeam(plate, team) {
  plate.querySelector('.plate-n').textContent = team.n;
  writeName(plate.querySelector('.plate-name'), team);
}

export function signed(points) {
  if (points > 0) return `+${points}`;
  return points < 0 ? `−${-points}` : '0';
}
