/* The page of house buttons: keys and controllers in, presses out over one link, a light for every team. */
import { monotonic, serverNow } from '../live/clock.js';
import { connect } from '../live/socket.js';
import { clone, keyed, mark, put, show, word } from '../parts/nodes.js';
import { createBoard } from '../screens/buttons/board.js';
import { hearKeys, hearPads, watchWindow } from '../screens/buttons/hands.js';
import { columnsFor, drawLink, drawMode, part } from '../screens/buttons/head.js';
import { labelOf } from '../screens/buttons/keys.js';
import { createLearning } from '../screens/buttons/learning.js';
import { counts, modeOf } from '../screens/buttons/mode.js';
import { createSeries } from '../screens/buttons/series.js';
import { drawTile, light, tell } from '../screens/buttons/tile.js';

const body = document.body;
const board = createBoard(localStorage, `qh-buttons-${body.dataset.contest}`);
const learning = createLearning(board);
const series = createSeries();
const numbers = {};
const sent = new Map();
let view = null;
let link = 'connecting';
let trips = [];
let said = '';
let timer = null;

const tileOf = (team) => part('tiles').querySelector(`[data-key="${team}"]`);
const nameOf = (id) => view.contest.teams.find((team) => team.id === id);
const mode = () => modeOf({ armed: board.armed, focused: hands.focused(), link, view, now: serverNow() });

/* Whose buttons hang here, and whether they are passed on: the server hears of it whenever it changes. */
function hung() {
  return { teams: board.teams(), armed: board.armed && !learning.team && hands.focused() };
}

function greeting() {
  const now = hung();
  said = JSON.stringify(now);
  return now;
}

function tellServer() {
  if (link === 'up' && JSON.stringify(hung()) !== said) live.speak(body.dataset.lang);
}

function draw() {
  clearTimeout(timer);
  drawLink(view?.trouble ? 'trouble' : link, trips);
  if (!view) return;
  const learns = learning.team && nameOf(learning.team);
  drawMode(mode(), { armed: board.armed, learns, moved: nameOf(learning.moved), left: learning.left });
  show(part('pads'), hands.padsRefused());
  const faces = view.buttons.faces;
  part('tiles').style.setProperty('--columns', columnsFor(view.contest.teams.length));
  keyed(part('tiles'), view.contest.teams, (team) => team.id, () => clone('button-tile'), (tile, team) => drawTile(tile, {
    team, ids: board.of(team.id), pads: hands.pads(), known: faces.find((one) => one.team === team.id), learning: learning.team === team.id,
  }));
  tellServer();
  const { opens } = view.buttons;
  if (opens > serverNow()) timer = setTimeout(draw, Math.max(4, opens - serverNow()));
}

function learn(id, at) {
  const team = learning.take(id, at);
  if (!team) return;
  draw();
  light(tileOf(team), id, null);
}

/* A press while one of the same team is on its way changes nothing: the first counts. */
function send(team, at) {
  if (!board.armed || !hands.focused() || link !== 'up' || !counts(view, team) || [...sent.values()].includes(team)) return false;
  numbers[team] = (numbers[team] ?? 0) + 1;
  sent.set(live.send('Buzz', { ask: view.buttons.ask, team, press_ms: Math.round(at * 10) / 10, n: numbers[team] }), team);
  return true;
}

/* The teams without a button; where each has one, all of them. */
function toLearn() {
  const teams = view.contest.teams.map((team) => team.id);
  const bare = teams.filter((team) => !board.of(team).length);
  return bare.length ? bare : teams;
}

/* Everything pressed comes through here; `at` by the page's monotonic clock. */
function pressed(id, at) {
  if (!view) return;
  if (learning.team) return learn(id, at);
  const team = board.teamOf(id);
  if (!team || !tileOf(team)) return put(part('stranger'), word('stranger', { key: labelOf(id, word) }));
  put(part('stranger'), '');
  const onItsWay = send(team, at);
  light(tileOf(team), id, onItsWay ? null : series.behind(at));
}

function settled(answer) {
  const team = sent.get(answer.id);
  sent.delete(answer.id);
  if (answer.no && team) tell(tileOf(team), answer.text);
}

const ACTS = {
  'learn-all': () => learning.begin(toLearn()),
  arm: () => board.arm(true),
  disarm: () => board.arm(false),
  skip: () => learning.skip(),
  stop: () => learning.stop(),
  full: () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()),
};

function act(name) {
  if (!view) return;
  ACTS[name]();
  draw();
}

document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-act]');
  const tile = event.target.closest('[data-key]');
  if (!button || !view) return;
  if (button.dataset.act === 'forget') board.forget(tile.dataset.key);
  else if (button.dataset.act === 'learn') learning.begin([tile.dataset.key]);
  else return act(button.dataset.act);
  draw();
});

const hands = { ...watchWindow(draw), ...hearPads(pressed, draw) };
hearKeys({ pressed, armed: () => board.armed, learning: () => Boolean(learning.team), act, known: (id) => Boolean(board.teamOf(id)) });
const live = connect({
  path: body.dataset.live,
  lang: body.dataset.lang,
  greeting,
  onView: (seen) => { view = seen; mark(body, 'data-waiting', null); draw(); },
  onLink: (state) => { link = state; draw(); },
  onTrip: (all) => { trips = all; draw(); },
  onAck: settled,
  onRefused: settled,
});
