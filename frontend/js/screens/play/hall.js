/* What every screen of the phone is given: the view, what is on its way, and the way to act and to speak.
 *
 * One object for the life of the page. Screens read it and call it; it knows no screen.
 */
import { monotonic } from '../../live/clock.js';
import { put, word } from '../../parts/nodes.js';

const PATTERNS = { kept: 30, final: 30, aloud: [80, 40, 80], first: [80, 40, 80], turn: [80, 40, 80], closed: 200, missed: 200 };
const URGENT = ['aloud', 'closed', 'missed', 'unconfirmed', 'first'];

export class Hall {
  constructor(link, lang) {
    this.link = link;
    this.pageLang = this.lang = lang;
    this.view = { can: [] };
    this.waiting = [];
    this.acked = null;
    this.held = { ask: null, answer: null }; // the answer known to be safe, noted by the question's screen
    this.buzzed = null;
    this.moment = '';
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

  /* Says something to a screen reader; urgent words interrupt. */
  announce(text, urgent) {
    put(document.getElementById(urgent ? 'alerts' : 'messages'), text);
  }

  /* A question's state was drawn; tells by ear and hand when it is a new one. */
  onMoment(key, state, text) {
    const moment = key + ' ' + state;
    if (moment === this.moment) return;
    this.moment = moment;
    this.announce(text, URGENT.indexOf(state) >= 0);
    this.vibrate(PATTERNS[state]);
    this.sound(state);
  }

  /* For sound.js, which comes later. */
  sound(moment) {
    document.dispatchEvent(new CustomEvent('qh-moment', { detail: moment }));
  }

  onClock(mark) {
    if (mark === 5) this.sound('last');
    this.announce(mark === 'half' ? word('clock.half') : mark ? word('clock.left', { n: mark }) : word('clock.end'), mark === 0);
  }
}
