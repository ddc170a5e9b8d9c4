/* What surrounds every screen of the phone: who I am, the notices (link, pause, trouble, refusals), text size.
 *
 * A lost link is said only after a second and a half, and never hides the picture.
 */
import { mark, partsOf, put, show, word } from '../../parts/nodes.js';

const PATIENCE_MS = 1500;
const REFUSAL_MS = 6000;
const SIZE = 'qh_size';

function remembered() {
  try { return localStorage.getItem(SIZE) || '1'; } catch (refused) { return '1'; }
}

export class Frame {
  constructor(root) {
    this.p = partsOf(root);
    this.linkState = 'connecting';
    this.resize(remembered());
    this.p.sizes.addEventListener('click', (event) => {
      const button = event.target.closest('button');
      if (button) this.resize(button.value);
    });
  }

  resize(size) {
    document.documentElement.setAttribute('data-size', size);
    this.p.sizes.querySelectorAll('button').forEach(function (button) {
      mark(button, 'aria-pressed', String(button.value === size));
    });
    try { localStorage.setItem(SIZE, size); } catch (refused) { /* kept as long as the page */ }
  }

  update(hall) {
    this.hall = hall;
    const view = hall.view;
    const team = view.me.team ? hall.team(view.me.team) : null;
    put(this.p.number, team ? team.n : '');
    show(this.p.number, Boolean(team));
    put(this.p.name, team ? team.name : view.me.handle || '');
    put(this.p.total, hall.placeText());
    show(this.p.total, Boolean(this.p.total.textContent) && view.stage.show !== 'lobby');
    show(this.p.paused, Boolean(view.stage.paused) && view.stage.show !== 'ask' && !view.trouble);
    show(this.p.trouble, Boolean(view.trouble));
    this.drawLink();
  }

  link(state) {
    clearTimeout(this.timer);
    if (state === 'up') this.linkState = 'up';
    else this.timer = setTimeout(() => { this.linkState = state; this.drawLink(); }, this.linkState === 'up' ? PATIENCE_MS : 0);
    this.drawLink();
  }

  drawLink() {
    const state = this.linkState;
    const lost = (state === 'lost' || state === 'server') && Boolean(this.hall);
    mark(document.body, 'data-link', lost ? 'lost' : null);
    show(this.p.link, lost);
    if (!lost) return;
    const ask = this.hall.view.stage.ask;
    const held = ask && this.hall.held.ask === ask.id ? this.hall.held.answer : null;
    put(this.p.linkWord, word('link.' + state));
    put(this.p.linkSafe, held ? word('link.safe', { answer: held.text }) : '');
    this.hall.announce(word('link.' + state), false);
  }

  refuse(text) {
    put(this.p.refusal, text);
    show(this.p.refusal, true);
    this.hall.announce(text, true);
    clearTimeout(this.refusalTimer);
    this.refusalTimer = setTimeout(() => show(this.p.refusal, false), REFUSAL_MS);
  }
}
