/* <qh-appeal>: a captain asks for a ruling on a question that is over: which one, why, and what became of it.
 *
 * It stands above the screens, so that what is being typed outlives a change of picture; while a question is
 * being played it is out of the way. A view names questions by number only: their names are noted as they go by.
 */
import { clone, define, keyed, mark, partsOf, put, say, show, word } from '../../parts/nodes.js';

const ARMED_MS = 5000;
const MOST_NOTED = 12;

/* An appeal is for afterwards: not before the contest, not while somebody has to answer. */
function isFor(view) {
  const stage = view.stage;
  const playing = stage.show === 'ask' && stage.ask.phase !== 'revealed' && !stage.ask.void;
  return Boolean(view.me.appeals) && stage.show !== 'lobby' && !stage.covered && !playing;
}

define('appeal', {
  made: function () {
    this.known = null;
    this.p.open.addEventListener('click', () => this.turn(true));
    this.p.cancel.addEventListener('click', () => this.turn(false));
    this.p.reason.addEventListener('input', () => this.disarm());
    this.p.send.addEventListener('click', () => this.press());
    this.p.reasons.addEventListener('click', (event) => {
      if (event.target.localName !== 'button') return;
      this.p.reason.value = event.target.textContent;
      this.disarm();
    });
    this.p.asks.addEventListener('click', (event) => {
      const tile = event.target.closest('button');
      if (!tile) return;
      this.chosen = Number(tile.parentNode.getAttribute('data-key'));
      this.disarm();
    });
  },

  turn: function (on) {
    this.opened = on;
    this.chosen = null;
    this.p.reason.value = '';
    this.disarm();
    (on ? this.p.title : this.p.open).focus();
  },

  disarm: function () {
    clearTimeout(this.timer);
    this.armed = false;
    this.update(this.hall);
  },

  /* What is sent cannot be taken back, so it wants a second tap. */
  press: function () {
    const reason = this.p.reason.value.trim();
    if (!reason || this.hall.isSending('RaiseAppeal')) return;
    if (this.armed) {
      this.sent = this.chosen;
      this.hall.send('RaiseAppeal', { ask: this.chosen, reason: reason });
      return this.disarm();
    }
    this.armed = true;
    this.timer = setTimeout(() => this.disarm(), ARMED_MS);
    this.update(this.hall);
  },

  note: function (hall) {
    const stage = hall.view.stage;
    const id = stage.ask && stage.ask.id;
    this.known = this.known || hall.noted('asked') || [];
    if (!id || this.known.some(function (one) { return one.id === id; })) return;
    this.known = this.known.concat({ id: id, n: stage.ask.n, round: stage.round.n, stem: stage.ask.stem }).slice(-MOST_NOTED);
    hall.note('asked', this.known);
  },

  nameOf: function (id) {
    const one = this.known.find(function (found) { return found.id === id; });
    return one ? word('appeal.place', one) : word('appeal.earlier');
  },

  update: function (hall) {
    this.hall = hall;
    if (hall.view.me.role !== 'captain') return;
    this.note(hall);
    const appeals = hall.view.me.appeals || { left: 0, asks: [], last: null };
    const sending = hall.isSending('RaiseAppeal');
    if (this.sent && appeals.last && appeals.last.ask === this.sent && appeals.last.state === 'open') this.opened = this.sent = null;
    const may = hall.may('appeal') && appeals.asks.length > 0;
    const opened = Boolean(this.opened) && (may || Boolean(sending));
    show(this.p.box, isFor(hall.view) && (may || opened || Boolean(appeals.last)));
    show(this.p.form, opened);
    show(this.p.open, may && !opened);
    this.drawLast(hall, opened ? null : appeals.last);
    if (opened) this.drawForm(hall, appeals, sending);
  },

  drawLast: function (hall, last) {
    show(this.p.last, Boolean(last));
    if (!last) return;
    mark(this.p.last, 'data-state', last.state);
    put(this.p.state, word('appeal.' + last.state));
    put(this.p.about, this.nameOf(last.ask));
    put(this.p.note, last.note);
    const told = last.ask + last.state;
    if (this.told && this.told !== told) hall.announce(word('appeal.' + last.state) + '. ' + last.note);
    this.told = told;
  },

  drawForm: function (hall, appeals, sending) {
    if (appeals.asks.length && appeals.asks.indexOf(this.chosen) < 0) this.chosen = appeals.asks[0];
    put(this.p.left, word('appeal.left', { n: appeals.left }));
    keyed(this.p.asks, appeals.asks, function (id) { return id; }, function () { return clone('appealed'); }, (node, id) => {
      const p = partsOf(node);
      const one = this.known.find(function (found) { return found.id === id; });
      put(p.name, this.nameOf(id));
      say(p.stem, one ? one.stem : '', hall.lang);
      mark(p.button, 'aria-pressed', String(id === this.chosen));
    });
    put(this.p.send, word(sending ? 'appeal.sending' : this.armed ? 'appeal.again' : 'appeal.send'));
    mark(this.p.send, 'data-armed', this.armed ? 'yes' : null);
    mark(this.p.send, 'aria-disabled', this.p.reason.value.trim() && !sending ? null : 'true');
  },
});
