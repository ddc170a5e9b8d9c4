/* <qh-buzzer>: the button that fills the lower part of the phone in a race. It acts on touch, not on click.
 *
 * The whole face turns with a word. Only the server's `me.buzz` says who was first; the one thing decided
 * here is the instant of the start signal, `ask.opens` by the server's time.
 */
import { monotonic, serverNow } from '../../live/clock.js';
import { define, hasWord, mark, put, show, word } from '../../parts/nodes.js';

const RULING_MS = 1000;

/* Whether only some teams race again, because they were too close to call, and this one is not among them. */
function isLeftOut(ask, team) {
  return Boolean(ask.among && ask.among.length) && ask.phase !== 'answering' && ask.among.indexOf(team) < 0;
}

/* The word on the face. `sent`: a press is on its way. */
export function faceOf(ask, mine, sent, now, paused) {
  if (paused) return 'paused';
  if (mine.buzz === 'out' && isLeftOut(ask, mine.team)) return 'aside';
  if (mine.buzz !== 'press' && mine.buzz !== 'wait') return mine.buzz;
  if (sent) return 'sent';
  if (typeof ask.opens === 'number') return now >= ask.opens ? 'press' : 'wait';
  return mine.buzz;
}

define('buzzer', {
  made: function () {
    const press = (event) => {
      event.preventDefault();
      this.press(event);
    };
    const touch = window.PointerEvent ? 'pointerdown' : 'touchstart';
    this.p.face.addEventListener(touch, press);
    this.p.face.addEventListener('keydown', (event) => {
      if ((event.key === ' ' || event.key === 'Enter') && !event.repeat) press(event);
    });
    this.p.face.addEventListener('contextmenu', function (event) { event.preventDefault(); });
    this.presses = {};
  },

  set: function (hall, mine) {
    this.hall = hall;
    this.mine = mine;
    this.draw();
  },

  /* A press is on its way, or taken and not ruled on yet: a hall may wait a moment for slower phones. */
  sent: function () {
    const ask = this.hall.view.stage.ask;
    const just = this.hall.buzzed;
    if (this.hall.waiting.some(function (entry) { return entry.do === 'Buzz' && entry.fields.ask === ask.id; })) return true;
    if (this.mine.pressed) return this.mine.pressed === 'valid';
    return Boolean(just && this.inTime && just.ask === ask.id && this.race === ask.race && monotonic() - just.at < RULING_MS);
  },

  draw: function () {
    clearTimeout(this.timer);
    const view = this.hall.view;
    const ask = view.stage.ask;
    if (!ask || this.hidden) return;
    const now = serverNow();
    const face = faceOf(ask, this.mine, this.sent(), now, view.stage.paused);
    const soon = face === 'sent' ? RULING_MS : ask.opens > now ? Math.max(4, ask.opens - now) : null;
    if (soon) this.timer = setTimeout(() => this.draw(), soon);
    const fields = this.fields(ask);
    const again = face === 'wait' && ask.among && ask.among.length ? 'again' : face;
    const words = 'buzz.' + (face === 'late' && !fields.seconds ? 'others' : again) + '.more';
    mark(this.p.face, 'data-face', face);
    put(this.p.word, word('buzz.' + face));
    const more = hasWord(words) ? word(words, fields) : '';
    put(this.p.more, more);
    show(this.p.more, Boolean(more));
    this.hall.onMoment(ask.id + '/' + (ask.race || 1), face, word('buzz.' + face) + ' ' + more);
  },

  fields: function (ask) {
    const team = ask.called;
    const first = (ask.presses || []).find(function (press) { return press.team === team; });
    const known = first && typeof first.ms === 'number' && typeof this.mine.press_ms === 'number';
    return {
      teams: this.names(ask.among),
      team: team ? this.hall.team(team).name : word('buzz.somebody'),
      seconds: known ? (Math.abs(this.mine.press_ms - first.ms) / 1000).toFixed(3) : '',
    };
  },

  names: function (ids) {
    const others = (ids || []).filter((id) => id !== this.mine.team);
    return others.map((id) => this.hall.team(id).name).reduce(function (before, name) {
      return before ? word('buzz.list', { before: before, name: name }) : name;
    }, '');
  },

  press: function (event) {
    const view = this.hall.view;
    const ask = view.stage.ask;
    if (view.can.indexOf('buzz') < 0 || view.stage.paused || this.sent()) return;
    const touched = event.timeStamp > 0 && event.timeStamp <= monotonic() ? event.timeStamp : monotonic();
    this.inTime = this.p.face.getAttribute('data-face') === 'press';
    this.race = ask.race;
    this.presses[ask.id] = (this.presses[ask.id] || 0) + 1;
    this.hall.send('Buzz', { ask: ask.id, press_ms: Math.round(touched * 10) / 10, n: this.presses[ask.id] });
    this.hall.vibrate(30);
    this.draw();
  },
});
