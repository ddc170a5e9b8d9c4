/* <qh-ask>: the question on a phone: who answers, clock, stem, answer area or buzzer, and the state card.
 *
 * Keeps what was picked but not sent yet (also over a reload), sends answers, and leaves drawing to the
 * answer elements. What state the seat is in is decided in moment.js, what it says in the templates.
 */
import './buzzer.js';
import './match.js';
import './tiles.js';
import './typing.js';
import './voice.js';
import { define, mark, show } from '../../parts/nodes.js';
import { drawHead } from './head.js';
import { heldAnswer, stateOf, waitingAnswer } from './moment.js';
import { drawPictured, give } from './pictured.js';
import { drawConfirm, drawStatus, spokenStatus } from './status.js';
import { isAtOnce, isOneTap } from './steps.js';

const AREAS = { fill: 'typing', numeric: 'typing', match: 'match', open: 'writing', hotspot: 'spots' };
const WAYS = ['tiles', 'typing', 'match', 'writing', 'spots'];

function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

function notedDraft(hall, ask) {
  const found = hall.noted('draft');
  return found && found.ask === ask.id ? found : null;
}

/* The buzzer fills the screen until this seat may answer on it, or the question is over. */
function isRacing(view, mine) {
  const ask = view.stage.ask;
  const over = ask.phase === 'closed' || ask.phase === 'revealed' || ask.to_audience || ask.void;
  const answering = view.can.indexOf('answer') >= 0;
  return ask.flow === 'buzz' && Boolean(mine.buzz) && mine.buzz !== 'none' && !answering && !over;
}

define('ask', {
  made: function () {
    const heard = { onPick: (answer, complete) => this.pick(answer, complete), onEnter: () => this.submit() };
    WAYS.forEach((name) => Object.assign(this.p[name], heard));
    this.p.confirm.addEventListener('click', () => this.submit());
    this.p.lock.addEventListener('click', () => this.hall.send('LockAnswer', { ask: this.askId }));
    this.highest = 0;
  },

  update: function (hall) {
    this.hall = hall;
    const ask = hall.view.stage.ask;
    const isNew = this.askId !== ask.id;
    if (isNew) {
      this.askId = ask.id;
      const noted = notedDraft(hall, ask);
      this.draft = noted && noted.draft;
      this.complete = Boolean(noted && noted.complete);
      this.highest = 0;
    }
    this.held = heldAnswer(hall.view, hall.acked);
    hall.held = { ask: ask.id, answer: this.held };
    this.pending = waitingAnswer(ask, hall.waiting);
    const age = this.pending ? hall.now - this.pending.since : 0;
    this.state = stateOf(hall.view, this.held, this.pending, age);
    drawHead(this.p, hall, this.draft || this.base());
    drawPictured(this.p, hall);
    this.drawArea(ask, hall);
    this.drawDock(ask, hall);
    this.p.voice.set(hall);
    if (isNew) this.p.stem.focus({ preventScroll: true });
  },

  /* What the player sees as the answer: the unsent draft, else what is on its way, else what is held. */
  base: function () {
    if (this.pending && this.pending.fields.answer) return this.pending.fields.answer;
    return this.held ? this.held.answer : null;
  },

  drawArea: function (ask, hall) {
    const view = hall.view;
    const mine = view.me.ask === ask.id ? view.me : {};
    const racing = isRacing(view, mine);
    show(this.p.buzzer, racing);
    if (racing) this.p.buzzer.set(hall, mine);
    const chosen = racing ? null : AREAS[ask.kind] || (ask.options ? 'tiles' : null);
    WAYS.forEach((name) => show(this.p[name], name === chosen));
    this.racing = racing;
    mark(this, 'data-racing', racing ? 'yes' : null);
    if (!chosen) return;
    give(this.p[chosen], {
      ask: ask,
      lang: hall.lang,
      answer: this.draft || this.base(),
      open: this.isOpen(view),
      busy: Boolean(this.pending),
      sure: Boolean(this.held) && !this.draft,
    });
  },

  isOpen: function (view) {
    return view.can.indexOf('answer') >= 0 && !view.stage.paused && !(this.held && this.held.locked);
  },

  drawDock: function (ask, hall) {
    const open = this.isOpen(hall.view);
    const unsent = Boolean(open && this.draft && !this.pending);
    const state = unsent && ['choose', 'kept'].indexOf(this.state) >= 0 ? 'draft' : this.state;
    const needsConfirm = open && !this.racing && !isAtOnce(ask);
    show(this.p.status, !this.racing);
    if (!this.racing) drawStatus(this.p.status, state, hall, { held: this.held, pending: this.pending, draft: this.draft });
    show(this.p.confirm, needsConfirm && (unsent || !(this.held || isOneTap(ask))));
    drawConfirm(this.p.confirm, ask, unsent && this.draft);
    this.p.steps.set(this, unsent);
    mark(this.p.confirm, 'aria-disabled', unsent && this.complete ? null : 'true');
    show(this.p.lock, this.state === 'kept' && !unsent && hall.may('lock'));
    mark(this.p.dock, 'data-urgent', state === 'unconfirmed' ? 'yes' : null);
    mark(this.p.dock, 'data-keys', this.p.confirm.hidden && this.p.lock.hidden ? null : 'yes');
    mark(this, 'data-over', ask.phase === 'revealed' ? 'yes' : null);
    if (!this.racing) hall.onMoment(ask.id, state, spokenStatus(this.p.status, state, hall, this.held));
  },

  pick: function (answer, complete) {
    const ask = this.hall.view.stage.ask;
    this.p.steps.wish = null;
    if (answer && isAtOnce(ask)) {
      if (!same(answer, this.base())) this.send(answer);
      return;
    }
    this.complete = complete;
    this.keepDraft(same(answer, this.base()) ? null : answer);
    this.update(this.hall);
  },

  keepDraft: function (draft) {
    this.draft = draft;
    this.hall.note('draft', draft ? { ask: this.askId, draft: draft, complete: this.complete } : null);
  },

  submit: function () {
    if (!this.draft || !this.complete || !this.isOpen(this.hall.view)) return;
    const answer = this.draft;
    this.keepDraft(null);
    this.send(answer);
  },

  send: function (answer) {
    const last = (this.pending && this.pending.fields.n) || 0;
    this.highest = Math.max(this.highest, last, this.held ? this.held.n : 0) + 1;
    this.hall.send('SubmitAnswer', { ask: this.askId, answer: answer, n: this.highest });
  },

});
