/* <qh-ring>: the clock. A ring that empties and the seconds in it; beside the strip it becomes a short pill.
 *
 * Reads the server's time only. Amber under ten seconds, ember under five; in the last five it swells once a
 * second by 4 %. A stopped clock stands still.
 */
import { leftMs } from '../../live/clock.js';
import { first, write } from './lines.js';
import { cloneFirst, refsOf } from './picture.js';
import { say } from './words.js';

const ROUND = 2 * Math.PI * 45;
const TICK_MS = 100;
const LONG_S = 100;
const COUNTS = ['runs', 'stands'];

function urgency(seconds) {
  if (seconds <= 5) return 'last';
  return seconds <= 10 ? 'soon' : 'calm';
}

function words(seconds) {
  if (seconds < LONG_S) return String(seconds);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

function stateOf(clock) {
  if (clock.closed) return 'closed';
  if (clock.planned) return 'planned';
  return typeof clock.ends === 'number' ? 'runs' : 'stands';
}

export class Ring extends HTMLElement {
  connectedCallback() {
    if (this.refs) return;
    this.append(cloneFirst('ring'));
    this.refs = refsOf(this);
    this.refs.arc.style.strokeDasharray = String(ROUND);
    this.hidden = true;
  }

  disconnectedCallback() {
    clearInterval(this.ticking);
  }

  /* A clock of a view, `{closed: true}` for a padlock, `{planned: true, …}` for time not yet running, or null. */
  show(clock) {
    clearInterval(this.ticking);
    this.hidden = !clock;
    this.clock = clock;
    if (!clock) return this.tell(0);
    this.dataset.state = stateOf(clock);
    write(this.refs.word, clock.closed ? first(say('closed-short')) : []);
    this.tick();
    if (this.dataset.state === 'runs') this.ticking = setInterval(() => this.tick(), TICK_MS);
  }

  /* The share of the time left, for themes that draw it elsewhere. */
  tell(share) {
    this.parentElement.style.setProperty('--time', share.toFixed(3));
  }

  tick() {
    const left = this.clock.closed ? 0 : leftMs(this.clock);
    const seconds = Math.ceil(left / 1000);
    const share = this.clock.total ? Math.min(1, left / this.clock.total) : 0;
    this.refs.arc.style.strokeDashoffset = String(ROUND * (1 - share));
    this.tell(share);
    if (this.refs.number.textContent !== words(seconds)) this.refs.number.textContent = words(seconds);
    this.dataset.urgency = COUNTS.includes(this.dataset.state) ? urgency(seconds) : 'calm';
    this.dataset.digits = words(seconds).length;
  }
}

customElements.define('qh-ring', Ring);
