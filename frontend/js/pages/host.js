/* The host console: one view in, every part of the page updated in place; keys and buttons become commands. */
import { connect } from '../live/socket.js';
import { mark, show } from '../parts/nodes.js';
import { ACTIONS } from '../screens/host/actions.js';
import { listen } from '../screens/host/hands.js';
import { createLead, greeting, leads } from '../screens/host/lead.js';
import { createReveals } from '../screens/host/reveals.js';
import { word } from '../screens/host/words.js';
import '../screens/host/bar.js';
import '../screens/host/banner.js';
import '../screens/host/rundown.js';
import '../screens/host/showing.js';
import '../screens/host/mini.js';
import '../screens/host/question.js';
import '../screens/host/lobby.js';
import '../screens/host/picture.js';
import '../screens/host/sheet.js';
import '../screens/host/ruling.js';
import '../screens/host/keys_row.js';
import '../screens/host/coming.js';
import '../screens/host/log.js';
import '../screens/host/teams.js';
import '../screens/host/toast.js';
import '../screens/host/points_dialog.js';
import '../screens/host/dialogs.js';
import '../screens/host/answer_dialog.js';
import '../screens/host/move_dialog.js';
import '../screens/host/display.js';

const NEXT_PAUSE_MS = 400;
const SECOND_DIGIT_MS = 1000;
const body = document.body;
const find = (name) => document.querySelector(`host-${name}`);
const parts = [...document.querySelectorAll('*')].filter((node) => node.localName.startsWith('host-'));
const reveals = createReveals(body.dataset.contest);
const sent = new Map();
const lead = createLead();
let shown = {};

/* What the parts of the page may know and do; see the members. */
const host = {
  view: null,
  link: 'connecting',
  chosen: null,
  sheet: null,
  looking: 0,
  pressed: { at: -NEXT_PAUSE_MS, moves: null },
  typed: { at: -SECOND_DIGIT_MS, digit: 0 },
  remote: localStorage.getItem('qh-remote') === 'yes',
  get reveals() { return reveals.all; },

  send(name, fields) {
    const why = this.link !== 'up' ? 'why.link' : this.view.trouble ? 'why.trouble' : leads(this.view) ? null : 'why.watching';
    if (why) return this.say(word(why));
    sent.set(live.send(name, fields), performance.now());
    draw();
  },
  get lead() { return lead.state(this.view); },
  takeLead() { live.say({ lead: true }); },
  rule(team, right) { this.send('RuleAnswer', { team, right }); },
  /* One press, one step: a second one within the pause or before the answer is not sent. */
  next() {
    const { moves, effect } = this.view.next;
    if (performance.now() - this.pressed.at < NEXT_PAUSE_MS || this.nextIsOnItsWay()) return;
    this.pressed = { at: performance.now(), moves };
    this.send('Next', { step: moves, effect });
  },
  nextIsOnItsWay() { return this.pressed.moves === this.view.next.moves; },
  oldestWaiting() { return sent.size ? performance.now() - Math.min(...sent.values()) : 0; },
  say(text) { find('toast').say(text); },
  act(name) {
    if (!this.view) return;
    const why = ACTIONS[name].why(this);
    if (why) this.say(why);
    else ACTIONS[name].run(this);
  },
  choose(team) {
    this.chosen = this.chosen === team ? null : team;
    draw();
  },
  /* A second digit soon after the first makes one number of both, where there is such a team. */
  chooseNumber(digit) {
    const numbered = (n) => this.view.contest.teams.find((one) => one.n === n);
    const soon = performance.now() - this.typed.at < SECOND_DIGIT_MS;
    const team = (soon && numbered(10 * this.typed.digit + digit)) || numbered(digit);
    this.typed = { digit, at: performance.now() };
    if (team) this.choose(team.id);
  },
  open(name) {
    this.sheet = name;
    draw();
  },
  lookBack() {
    this.looking = this.sheet === 'back' ? Math.max(0, this.looking - 1) : this.reveals.length - 1;
    this.open('back');
  },
  dialog(name) { find(name).open(this); },
  fold() { mark(body, 'data-rundown', body.hasAttribute('data-rundown') ? null : 'open'); },
  useRemote(on) {
    this.remote = on;
    localStorage.setItem('qh-remote', on ? 'yes' : 'no');
  },
};

function draw() {
  const { view } = host;
  if (!view) return;
  const picture = view.stage.show;
  mark(body, 'data-sheet', host.sheet);
  mark(body, 'data-lead', host.lead);
  show(find('sheet'), Boolean(host.sheet));
  show(find('question'), !host.sheet && picture === 'ask');
  show(find('lobby'), !host.sheet && picture === 'lobby');
  show(find('picture'), !host.sheet && picture !== 'ask' && picture !== 'lobby');
  for (const part of parts) {
    if (!part.hidden || part.localName === 'host-ruling') part.update(view, host);
  }
}

function onView(view, changed) {
  host.view = view;
  mark(body, 'data-waiting', null);
  if (changed.includes('stage')) reveals.note(view);
  // Who is missing and the photo finish belong to the picture they were asked for; reading aloud goes on with
  // the next question, looking back until the host ends it.
  const { show: picture, ask } = view.stage;
  const moved = shown.picture !== picture || shown.ask !== ask?.id;
  shown = { picture, ask: ask?.id };
  if (moved && (['missing', 'photo'].includes(host.sheet) || (host.sheet === 'read' && picture !== 'ask'))) host.sheet = null;
  draw();
}

function settled(answer) {
  sent.delete(answer.id);
  if (answer.no && answer.do === 'Next') host.pressed.moves = null;
  if (answer.no) host.say(answer.text);
  draw();
}

const live = connect({
  path: body.dataset.live,
  lang: body.dataset.lang,
  greeting: () => greeting(host.view),
  onView,
  onLink: (state) => { host.link = state; draw(); },
  onAck: settled,
  onRefused: settled,
});

listen(host);
