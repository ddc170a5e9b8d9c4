/* What surrounds every screen of the phone: who I am, the notices (link, pause, trouble, refusals), the settings.
 *
 * A lost link is said only after a second and a half, and never hides the picture. What is chosen in the settings is
 * an attribute of the page, for styles and screens alike, and remembered by this phone.
 */
import { memory } from '../../live/memory.js';
import { mark, partsOf, put, show, word } from '../../parts/nodes.js';

const PATIENCE_MS = 1500;
const REFUSAL_MS = 6000;
const CHOICES = { elder: 'off', size: '1', hand: 'right', contrast: 'off', sound: 'off' };
const LARGEST = '3';
const MOST_PINNED = 0.5;

/* Whoever has asked the phone itself for strong contrast need not ask again. */
function usual(name) {
  return name === 'contrast' && matchMedia('(prefers-contrast: more)').matches ? 'on' : CHOICES[name];
}

/* Whether what stays in sight while the rest is scrolled would leave the rest too little room. */
function isCrowded() {
  const pinned = Array.from(document.querySelectorAll('#stage .head, #stage .dock'));
  return pinned.reduce(function (sum, one) { return sum + one.offsetHeight; }, 0) > MOST_PINNED * window.innerHeight;
}

export class Frame {
  constructor(root) {
    this.p = partsOf(root);
    this.linkState = 'connecting';
    Object.keys(CHOICES).forEach((name) => this.choose(name, memory.getItem('qh_' + name) || usual(name)));
    this.p.settings.addEventListener('click', (event) => this.tapped(event.target));
    this.p.settings.addEventListener('keydown', (event) => { if (event.key === 'Escape') this.shut(); });
  }

  /* A tap beside the sheet hits the settings themselves. */
  tapped(target) {
    const button = target.closest('button');
    const name = button && button.parentNode.getAttribute('data-choice');
    if (target === this.p.settings || button === this.p.done) return this.shut();
    if (!name) return;
    memory.setItem('qh_' + name, button.value);
    this.choose(name, button.value);
    if (this.hall) this.hall.onChange();
  }

  shut() {
    this.p.settings.open = false;
    this.p.settings.firstElementChild.focus();
  }

  /* Elder mode brings the largest letters along, and gives the chosen ones back when it ends. */
  choose(name, value) {
    const page = document.documentElement;
    mark(page, 'data-' + name, value);
    this.p[name].querySelectorAll('button').forEach(function (button) {
      mark(button, 'aria-pressed', String(button.value === value));
    });
    const elder = page.getAttribute('data-elder') === 'on';
    if (name === 'elder') mark(page, 'data-size', elder ? LARGEST : memory.getItem('qh_size') || CHOICES.size);
    else if (name === 'size' && elder) mark(page, 'data-size', LARGEST);
    show(this.p.sizeChoice, !elder);
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
    this.tellNotice(view.trouble ? this.p.trouble : this.p.paused.hidden ? null : this.p.paused);
    this.makeWay(view.stage.ask);
    this.drawLink();
    mark(document.body, 'data-crowded', isCrowded() ? 'yes' : null);
  }

  tellNotice(notice) {
    if (notice && notice !== this.notice) this.hall.announce(notice.textContent.trim());
    this.notice = notice;
  }

  /* The sheet must not lie over a new question; only a code that another phone is about to scan stays. */
  makeWay(ask) {
    const id = ask ? ask.id : null;
    const isNew = this.askId !== undefined && id && id !== this.askId; // not the one that was there from the start
    if (isNew && !this.p.settings.querySelector('.code:not([hidden])')) this.p.settings.open = false;
    this.askId = id;
  }

  link(state) {
    clearTimeout(this.timer);
    if (state === 'up') this.linkState = 'up';
    else this.timer = setTimeout(() => { this.linkState = state; this.drawLink(); }, this.linkState === 'up' ? PATIENCE_MS : 0);
    this.drawLink();
  }

  drawLink() {
    const state = this.linkState;
    const lost = (state === 'lost' || state === 'server') && Boolean(this.hall) && !this.hall.barred;
    mark(document.body, 'data-link', lost ? 'lost' : null);
    show(this.p.link, lost);
    if (!lost) {
      this.toldLink = null;
      return;
    }
    const ask = this.hall.view.stage.ask;
    const held = ask && this.hall.held.ask === ask.id ? this.hall.held.answer : null;
    put(this.p.linkWord, word('link.' + state));
    put(this.p.linkSafe, held ? word('link.safe', { answer: held.text }) : '');
    if (this.toldLink !== state) this.hall.announce(word('link.' + state));
    this.toldLink = state;
  }

  refuse(text) {
    put(this.p.refusal, text);
    show(this.p.refusal, true);
    this.hall.announce(text);
    clearTimeout(this.refusalTimer);
    this.refusalTimer = setTimeout(() => show(this.p.refusal, false), REFUSAL_MS);
  }
}
