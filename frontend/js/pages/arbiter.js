/* The page of rulings: one view in, its parts updated in place; corrections go out, first on trial, then for good. */
import { connect } from '../live/socket.js';
import { mark, put, word } from '../parts/nodes.js';
import { Desk } from '../screens/rulings/desk.js';
import '../screens/rulings/told.js';
import '../screens/rulings/appeals.js';
import '../screens/rulings/questions.js';
import '../screens/rulings/record.js';
import '../screens/rulings/question.js';
import '../screens/rulings/correction.js';

const body = document.body;
const linkMark = document.getElementById('link');
const title = document.title;
const correction = document.querySelector('qh-correction');
const parts = ['told', 'appeals', 'questions', 'record', 'question', 'correction'].map((name) => document.querySelector(`qh-${name}`));
const desk = new Desk(body.dataset.lang, (wish) => correction.open(desk, wish));

/* The question looked at stands in the address, so that “back” of a phone goes back to the lists. */
function lookedAt() {
  const found = /^#q(\d+)$/.exec(location.hash);
  return found ? Number(found[1]) : null;
}

function drawLink() {
  const state = desk.view?.trouble ? 'trouble' : desk.link;
  mark(linkMark, 'data-state', state);
  put(linkMark.querySelector('span'), word(`link.${state}`));
}

function draw() {
  drawLink();
  if (!desk.view) return;
  desk.looked = lookedAt();
  const waiting = desk.view.appeals.filter((appeal) => appeal.state === 'open').length;
  document.title = waiting ? `(${waiting}) ${title}` : title;
  mark(body, 'data-waiting', null);
  mark(body, 'data-looking', desk.questionOf(desk.looked) ? 'yes' : null);
  for (const part of parts) part.update(desk);
}

desk.live = connect({
  path: body.dataset.live,
  lang: body.dataset.lang,
  onView: (view, changed) => {
    desk.take(view, changed);
    draw();
  },
  onLink: (state) => { desk.link = state; draw(); },
  onAck: (answer) => desk.settled(answer),
  onTried: (answer) => desk.settled(answer),
  onRefused: (answer) => desk.settled(answer),
});
window.addEventListener('hashchange', () => {
  draw();
  document.querySelector('qh-question').entered();
});
