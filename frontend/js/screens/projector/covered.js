/* <qh-covered>: the break. The contest's name and the time of day, nothing of the contest itself. */
import { serverNow } from '../../live/clock.js';
import { toLines, write } from './lines.js';
import { Picture } from './picture.js';

const TICK_MS = 1000;

class Covered extends Picture {
  static template = 'covered';
  static drops = ['say-second'];

  connectedCallback() {
    super.connectedCallback();
    this.ticking = setInterval(() => this.tick(), TICK_MS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.ticking);
  }

  draw(view) {
    write(this.refs.title, toLines(view.contest.title));
    this.tick();
  }

  tick() {
    const now = new Date(serverNow());
    const text = [now.getHours(), now.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
    if (this.refs.time.textContent !== text) this.refs.time.textContent = text;
  }
}

customElements.define('qh-covered', Covered);
