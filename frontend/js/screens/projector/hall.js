/* <qh-hall>: the whole projector. Picks the picture for a view, keeps it while the view asks for the same one.
 *
 * Owns what lies around every picture: strip, clock, pause mark, trouble banner. A view that cannot be drawn
 * leaves the last picture standing: the hall never sees an empty screen.
 */
import { shed, shorten } from './fit.js';
import { applySizes, typeSizes } from './legible.js';
import { dress } from './look.js';
import { nameLanguages } from './lines.js';
import { appear } from './motion.js';
import { clone, refsOf, sayAll } from './picture.js';
import { drawStrip } from './strip.js';
import { speakLanguages } from './words.js';

/* Shapes of picture (width by height) in which the clock stands in the strip; the style sheet's are the same. */
const NARROW = 1.5;
const WIDE = 2;

export function pictureOf(view) {
  return view.stage.covered ? 'covered' : view.stage.show;
}

/* A question must not be read while the clocks stand still. */
function hidesQuestion(view) {
  return view.stage.paused && view.stage.show === 'ask' && view.stage.ask.phase !== 'revealed';
}

export class Hall extends HTMLElement {
  connectedCallback() {
    this.replaceChildren(clone('hall'));
    this.refs = refsOf(this);
    this.addEventListener('settling', () => this.drawClock());
    this.addEventListener('settled', () => shed(this.refs.strip));
    new ResizeObserver(() => this.view && this.show(this.view, false)).observe(this);
    document.fonts.addEventListener('loadingdone', () => this.settle());
  }

  show(view, live) {
    this.view = view;
    try {
      this.draw(view, live);
    } catch (fault) {
      console.error(fault);
    }
  }

  draw(view, live) {
    nameLanguages(view.contest.languages);
    speakLanguages(view.contest.languages);
    document.documentElement.lang = view.contest.languages[0];
    dress(view.contest.look);
    applySizes(this, typeSizes(this.clientWidth, this.clientHeight, view.contest.hall));
    this.toggleAttribute('data-compact', this.clientWidth < this.clientHeight * NARROW || this.clientWidth >= this.clientHeight * WIDE);
    sayAll(this.refs.frame);
    this.drawAround(view);
    this.refs.news.show(view, live, () => this.settle());
    const name = pictureOf(view);
    const changed = name !== this.dataset.picture;
    if (changed) this.mount(name);
    this.drawStrip(view);
    this.picture.show(view, live);
    if (changed && live) appear(this.picture, 'translateY(1.5%)', 320);
  }

  drawAround(view) {
    this.refs.trouble.hidden = !view.trouble;
    shorten(this.refs.trouble, ['', 'second']);
    this.refs.pause.hidden = !view.stage.paused || view.stage.covered;
    this.toggleAttribute('data-veiled', hidesQuestion(view));
  }

  mount(name) {
    const picture = document.createElement(`qh-${name}`);
    this.dataset.picture = name;
    this.refs.place.replaceChildren(picture);
    this.picture = picture;
  }

  drawStrip(view) {
    const strip = this.picture.strip(view);
    this.refs.strip.hidden = this.refs.hazard.hidden = !strip;
    if (strip) drawStrip(this.refs.strip, strip);
  }

  drawClock() {
    const clock = this.picture.clock(this.view);
    this.toggleAttribute('data-clocked', Boolean(clock));
    this.refs.clock.show(clock);
  }

  settle() {
    if (this.view) this.show(this.view, false);
  }

  finish() {
    this.refs.news.finish();
    this.picture?.finish();
  }
}

customElements.define('qh-hall', Hall);
