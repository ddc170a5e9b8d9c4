/* <qh-countdown>: a bar and the seconds left, counted here from the deadline in a view's clock.
 *
 * The bar is one transform a frame, the number changes once a second. `onMark` hears the moments worth
 * saying aloud: the seconds left when it starts or is given more time, 'half', 10, 5 and 0. Shared by every screen
 * that wants a bar.
 */
import { leftMs } from '../live/clock.js';
import { define, mark, put, show } from './nodes.js';

const SOON_MS = 10000;
const LAST_MS = 5000;

function moments(clock) {
  const all = [{ at: clock.total / 2, name: 'half' }, { at: SOON_MS, name: 10 }, { at: LAST_MS, name: 5 }, { at: 0, name: 0 }];
  return all.filter(function (moment) { return moment.at < clock.total; });
}

define('countdown', {
  set: function (clock, onMark) {
    const started = clock && clock.ends && clock.ends !== (this.clock || {}).ends;
    this.clock = clock || null;
    this.onMark = onMark || null;
    if (started || !clock || !clock.ends) this.last = clock ? leftMs(clock) : null;
    if (started && onMark && this.last > LAST_MS) onMark(Math.round(this.last / 1000));
    show(this, Boolean(clock));
    cancelAnimationFrame(this.frame);
    if (clock) this.draw();
  },

  draw: function () {
    const clock = this.clock;
    const left = leftMs(clock);
    put(this.p.seconds, Math.ceil(left / 1000));
    this.p.bar.style.transform = 'scaleX(' + (clock.total ? Math.min(1, left / clock.total) : 0) + ')';
    mark(this, 'data-near', left <= LAST_MS ? 'last' : left <= SOON_MS ? 'soon' : null);
    mark(this, 'data-still', clock.ends ? null : 'yes');
    this.tellMoments(left);
    if (clock.ends && left > 0 && this.isConnected) this.frame = requestAnimationFrame(() => this.draw());
  },

  tellMoments: function (left) {
    const before = this.last;
    if (left >= before) return; // a clock set right by a moment tells nothing twice
    this.last = left;
    if (!this.onMark) return;
    moments(this.clock).forEach((moment) => {
      if (before > moment.at && left <= moment.at) this.onMark(moment.name);
    });
  },
});
