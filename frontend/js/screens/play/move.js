/* <qh-move>, in the settings of a captain's phone: a QR code that moves the seat to the phone that scans it.
 *
 * Good for a minute and for one phone. Once it was used this page hears 4409 from the socket, like any phone whose
 * seat is elsewhere.
 */
import { serverNow } from '../../live/clock.js';
import { define, put, show, word } from '../../parts/nodes.js';

const LOOK_MS = 250;

define('move', {
  made: function () {
    this.p.open.addEventListener('click', () => this.ask());
  },

  ask: function () {
    if (this.asking) return;
    this.asking = true;
    put(this.p.state, word('move.asking'));
    const asked = { method: 'POST', credentials: 'same-origin', headers: { 'Content-Type': 'application/json' }, body: '{"as":"captain"}' };
    fetch('/api/move', asked).then(function (answer) {
      return answer.json().then(function (told) { return answer.ok ? { offer: told } : { refused: told.text }; });
    }).catch(function () { return { refused: word('link.lost') }; }).then((heard) => this.heard(heard));
  },

  heard: function (heard) {
    this.asking = false;
    this.offer = heard.offer;
    clearInterval(this.timer);
    show(this.p.code, Boolean(this.offer));
    if (!this.offer) return put(this.p.state, heard.refused);
    this.p.qr.src = 'data:image/svg+xml,' + encodeURIComponent(this.offer.qr);
    put(this.p.url, this.offer.url.replace(/^https?:\/\//, ''));
    this.timer = setInterval(() => this.tick(), LOOK_MS);
    this.tick();
  },

  tick: function () {
    const left = Math.ceil((this.offer.until - serverNow()) / 1000);
    if (left > 0) return put(this.p.state, word('move.left', { n: left }));
    clearInterval(this.timer);
    show(this.p.code, false);
    put(this.p.state, word('move.over'));
  },

  update: function (hall) {
    const gone = hall.link.state === 'replaced';
    show(this, hall.view.me.role === 'captain' && !gone);
    if (gone && !this.looked) this.look(hall);
  },

  /* A seat that was moved has taken this phone's cookie along: here it cannot be taken back. */
  look: function (hall) {
    this.looked = true;
    this.closest('details').open = false;
    fetch('/play', { credentials: 'same-origin', redirect: 'manual' }).then(function (answer) {
      if (answer.type === 'opaqueredirect') hall.gone = 'moved';
      hall.onChange();
    }).catch(function () { /* without a network the button may as well stay */ });
  },
});
