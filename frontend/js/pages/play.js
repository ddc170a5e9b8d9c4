/* The phone page of captains and audience: joins the live link to the screens, one of which is up at a time.
 *
 * Written for Chrome 70 and iOS 12.2: plain ES2017, no build step. The markup and the words are in
 * frontend/templates/screens/play.html. The screens after the lobby come with play-questions.js, once the first
 * view is there.
 */
import { connect } from '../live/socket.js';
import { createLater } from '../parts/later.js';
import { createBarred } from '../screens/play/barred.js';
import { Frame } from '../screens/play/frame.js';
import { Hall } from '../screens/play/hall.js';
import '../screens/play/lobby.js';

const SCREENS = { stakes: 'turn', standings: 'places', tie: 'places', podium: 'places', finished: 'places' };
const LATER = ['ask', 'places', 'turn'];
const SILENT_REFUSALS = ['old_answer', 'wrong_question'];
const NOTHING = { me: {}, stage: {}, contest: { teams: [] }, can: [] };
const LOOK_AGAIN_MS = 250;
const RESTART_MS = 1500;

const hall = new Hall(null, document.body.getAttribute('data-lang'));
const frame = new Frame(document.getElementById('frame'));
const stage = document.getElementById('stage');
const appeal = document.getElementById('appeals');
const move = document.getElementById('moves');
const later = createLater(document.body.getAttribute('data-later').split(' '), function () {
  startAgain();
  draw();
});
const barred = createBarred(function (why) {
  hall.barred = why;
  hall.view = NOTHING;
  redraw();
});
let seen = null;
let restart = null;

/* The custom element that is up, and for the plain card which words. */
function wanted() {
  const state = hall.link ? hall.link.state : 'connecting';
  if (state === 'replaced' || state === 'denied') return ['plain', hall.gone || state];
  if (hall.barred) return ['plain', hall.barred];
  if (hall.view.stage.covered) return ['plain', 'covered'];
  const name = hall.view.stage.show;
  return [SCREENS[name] || name, name];
}

function screenFor(name) {
  const tag = 'qh-' + name;
  const known = customElements.get(tag) ? tag : 'qh-plain';
  if (stage.firstElementChild && stage.firstElementChild.localName === known) return stage.firstElementChild;
  while (stage.firstChild) stage.removeChild(stage.firstChild);
  window.scrollTo(0, 0);
  return stage.appendChild(document.createElement(known));
}

/* A page that could not load the rest is loaded again, as soon as there is a server to load it from. */
function startAgain() {
  const wanted = later.failed && hall.link && hall.link.state === 'up';
  if (wanted && !restart) restart = setTimeout(function () { location.reload(); }, RESTART_MS);
}

function draw() {
  if (!hall.view.stage) return;
  const screen = wanted();
  if (LATER.indexOf(screen[0]) >= 0 && !later.here) return;
  const element = screenFor(screen[0]);
  document.body.setAttribute('data-screen', screen[1]);
  element.update(hall, element.localName === 'qh-plain' && screen[0] !== 'plain' ? 'other' : screen[1]);
  frame.update(hall);
  if (appeal.update) appeal.update(hall);
  if (move.update) move.update(hall);
  tellSeen();
}

/* The host sees on which phones the question has arrived: once a question and connection. */
function tellSeen() {
  const ask = hall.view.stage.ask;
  if (!ask || seen === ask.id || document.visibilityState === 'hidden') return;
  if (hall.link && hall.link.say({ seen: ask.id })) seen = ask.id;
}

function redraw() {
  hall.look();
  draw();
}

hall.onChange = draw;
hall.trips = [];
hall.link = connect({
  path: document.body.getAttribute('data-live'),
  lang: hall.pageLang,
  storageKey: 'qh_outbox_' + document.body.getAttribute('data-contest'),
  onView: function (view) {
    barred.end();
    hall.barred = null;
    hall.take(view);
    draw();
    later.load();
  },
  onLink: function (state) {
    seen = null;
    frame.link(state);
    startAgain();
    if ((state === 'lost' || state === 'server') && !hall.view.contest) barred.begin();
    if (state === 'replaced' || state === 'denied') {
      hall.view = Object.assign({}, NOTHING, hall.view);
      redraw();
    }
  },
  onTrip: function (trips) {
    hall.trips = trips;
    if (hall.view.stage && hall.view.stage.show === 'lobby') redraw();
  },
  onAck: function (ack) {
    hall.noteAck(ack);
    redraw();
  },
  onRefused: function (no) {
    if (SILENT_REFUSALS.indexOf(no.code) < 0) frame.refuse(no.text);
    redraw();
  },
});

/* Only what is on its way changes with time alone. */
setInterval(function () {
  if (hall.waiting.length) redraw();
}, LOOK_AGAIN_MS);

window.addEventListener('resize', redraw);

document.addEventListener('visibilitychange', function () {
  if (hall.view.stage && document.visibilityState !== 'hidden') redraw();
});

/* Without a listener old WebKit shows no pressed look. */
document.addEventListener('touchstart', function () {}, { passive: true });
