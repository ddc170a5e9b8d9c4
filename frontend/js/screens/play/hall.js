/* What every screen of the phone is given: the view, what is on its way, and the way to act and to speak.
 *
 * One object for the life of the page. Screens read it and call it; it knows no screen.
 */
import { monotonic } from '../../live/clock.js';
import { memory } from '../../live/memory.js';
import { put, word } from '../../parts/nodes.js';

const PATTERNS = { kept: 30, final: 30, aloud: [80, 40, 80], first: [80, 40, 80], turn: [80, 40, 80], closed: 200, missed: 200 };
/* Only what cannot wait interrupts a screen reader: time is up, your turn, the seat moved. */
const URGENT = ['aloud', 'first', 'turn', 'closed', 'missed', 'time_up', 'replaced', 'moved'];
const TIME_IS_UP = ['closed', 'missed', 'time_up'];

export class Hall {
  constructor(link, lang) {
    this.link = link;
    this.pageLang = this.lang = lang;
    this.home = location.href; // the address may be lent to another page for a while
    this.contest = document.body.getAttribute('data-contest');
    this.view = { can: [] };
    this.waiting = [];
    this.acked = null;
    this.held = { ask: null, answer: null }; // the answer known to be safe, noted by the question's screen
    this.buzzed = null;
    this.moment = '';
    this.timeUp = null; // the question whose end has been told already
    this.saying = { alerts: [], messages: [] };
    this.onChange = function () {};
  }

  take(view) {
    this.view = Object.assign({ can: [], me: {}, stage: {} }, view);
    const languages = (view.contest && view.contest.languages) || [];
    this.lang = languages.length && languages.indexOf(this.pageLang) < 0 ? languages[0] : this.pageLang;
    this.look();
  }

  look() {
    this.waiting = this.link ? this.link.waiting() : [];
    this.now = monotonic();
  }

  noteAck(ack) {
    if (ack.do === 'SubmitAnswer') this.acked = ack.fields;
    if (ack.do === 'Buzz') this.buzzed = { ask: ack.fields.ask, at: monotonic() };
  }

  /* What this seat noted outlives a reload; for any other seat there is no such note. */
  note(name, what) {
    if (what === null) memory.removeItem('qh_' + name);
    else memory.setItem('qh_' + name, JSON.stringify({ contest: this.contest, seat: this.view.me.seat, what: what }));
  }

  noted(name) {
    try {
      const found = JSON.parse(memory.getItem('qh_' + name));
      return found && found.contest === this.contest && found.seat === this.view.me.seat ? found.what : null;
    } catch (unreadable) {
      return null;
    }
  }

  may(what) {
    return this.view.can.indexOf(what) >= 0;
  }

  send(name, fields) {
    this.link.send(name, fields);
    this.look();
    this.onChange();
  }

  isSending(name) {
    return this.waiting.find(function (entry) { return entry.do === name; }) || null;
  }

  team(id) {
    return this.view.contest.teams.find(function (team) { return team.id === id; }) || { id: id, n: '', name: '' };
  }

  /* “You” or the team's name. */
  you(id) {
    return id === this.view.me.team ? word('you') : this.team(id).name;
  }

  turnOf(id) {
    return id === this.view.me.team ? word('your_turn') : this.team(id).name;
  }

  signed(points) {
    return points > 0 ? '+' + points : points < 0 ? '−' + -points : '0';
  }

  /* “150 points · place 3”, as far as known. */
  placeText() {
    const me = this.view.me;
    const parts = [];
    if (typeof me.points === 'number') parts.push(word('points', { n: me.points }));
    if (me.rank) parts.push(word('rank', { n: me.rank }));
    return parts.join(' · ');
  }

  /* Browsers refuse it, with a warning, until the page has been touched. */
  vibrate(pattern) {
    const touched = !navigator.userActivation || navigator.userActivation.hasBeenActive;
    if (pattern && navigator.vibrate && touched) navigator.vibrate(pattern);
  }

  /* Says something to a screen reader. What comes in one breath is one sentence: a region tells only its last words. */
  announce(text, urgent) {
    const region = urgent ? 'alerts' : 'messages';
    const words = this.saying[region];
    if (text && words.push(text) === 1) {
      Promise.resolve().then(function () { put(document.getElementById(region), words.splice(0).join('. ')); });
    }
  }

  /* A question's state was drawn; tells by ear and hand when it is a new one. */
  onMoment(key, state, text) {
    const moment = key + ' ' + state;
    if (moment === this.moment) return;
    this.moment = moment;
    const again = TIME_IS_UP.indexOf(state) >= 0 && this.timeUp === key;
    this.announce(text, URGENT.indexOf(state) >= 0 && !again);
    this.vibrate(PATTERNS[state]);
    this.sound(state);
  }

  /* For sound.js, which comes later. */
  sound(moment) {
    document.dispatchEvent(new CustomEvent('qh-moment', { detail: moment }));
  }

  /* `mark` is 'half' or the seconds left, at the start and near the end. */
  onClock(mark) {
    if (mark === 5) this.sound('last');
    if (mark === 0 && this.view.stage.ask) this.timeUp = this.view.stage.ask.id;
    this.announce(mark === 'half' ? word('clock.half') : mark ? word('clock.left', { n: mark }) : word('clock.end'), mark === 0);
  }
}
