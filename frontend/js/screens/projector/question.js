/* <qh-ask>: a question from being read to its answer. Decides when what may be seen; asked.js draws it.
 *
 * `data-part` is `stem` until the reading pause is over, `data-reveal` walks wait > spread > mark > why > done.
 * Every step ends in what a reload would draw. Before the reveal there is no key in the view at all.
 */
import { askClock, askStrip, drawAsked, drawMoment } from './asked.js';
import { fit, shorten } from './fit.js';
import { toLines } from './lines.js';
import { glide } from './motion.js';
import { Picture } from './picture.js';
import { untilSignal } from './race.js';

const READ_MS = 2000;
const READ_MS_PER_SIGN = 250;
const LONGEST_READ_MS = 8000;
const MOMENT_MS = 3200;
const RULED_MS = 1600;
/* Suspense, distribution, the right answer, why, who was right: 3.9 s in all. */
const STEPS = ['wait', 'spread', 'mark', 'why', 'done'];
const WAITS = [0, 1200, 800, 900, 1000];

const OPEN_DROPS = ['option-second', 'stem-second', 'paged'];
const REVEAL_DROPS = ['option-second', 'why-second', 'stem-second', 'collapse', 'source', 'stem'];
const FOOT = ['', 'aside', 'names', 'names aside'];
const BAND = ['', 'second', 'second names', 'second names time', 'second names wrap'];

class Question extends Picture {
  static template = 'ask';

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.signal);
  }

  strip(view) {
    return askStrip(view);
  }

  clock(view) {
    return askClock(view);
  }

  draw(view, live) {
    const { ask } = view.stage;
    const key = `${ask.id} ${ask.phase} ${ask.race} ${ask.called}`;
    const before = this.before?.id === ask.id ? this.before : null;
    const changed = key !== this.key;
    Object.assign(this.dataset, { phase: ask.phase, flow: ask.flow, kind: ask.kind });
    Object.assign(this, { key, before: ask });
    if (changed) this.enter(ask, before, live);
    else if (!live) this.finish();
    this.drawAll();
  }

  /* A new question or a new phase of it: stand at the end of its motion, then start it when it is seen live. */
  enter(ask, before, live) {
    this.sequence.cancel();
    clearTimeout(this.signal);
    this.dataset.part = 'all';
    this.dataset.moment = '';
    this.dataset.reveal = ask.phase === 'revealed' ? 'done' : '';
    const wait = untilSignal(ask);
    if (wait > 0) this.signal = setTimeout(() => this.change(() => {}), wait);
    if (!live) return;
    if (ask.phase === 'shown' && !before) this.readFirst(ask);
    else if (ask.phase === 'revealed') this.revealSlowly();
    else if (ask.called && before?.called !== ask.called) this.showFor('pressed', MOMENT_MS);
    else this.showRuling(ask, before);
  }

  readFirst(ask) {
    this.dataset.part = 'stem';
    const signs = toLines(ask.stem)[0]?.text.length || 0;
    const pause = Math.min(LONGEST_READ_MS, Math.max(READ_MS, signs * READ_MS_PER_SIGN));
    this.sequence.run([[pause, () => this.change(() => { this.dataset.part = 'all'; })]]);
  }

  revealSlowly() {
    [this.dataset.reveal] = STEPS;
    const step = (name) => () => this.change(() => { this.dataset.reveal = name; });
    this.sequence.run(STEPS.slice(1).map((name, place) => [WAITS[place + 1], step(name)]));
  }

  /* A ruling given aloud is shown large before the race goes on. */
  showRuling(ask, before) {
    const team = before?.called || ask.team;
    const verdict = team && !before?.ruled?.[team] && ask.ruled?.[team];
    if (!verdict) return;
    this.ruledTeam = team;
    this.showFor(`ruled-${verdict}`, RULED_MS);
  }

  showFor(moment, duration) {
    this.dataset.moment = moment;
    this.sequence.run([[duration, () => this.change(() => { this.dataset.moment = ''; })]]);
  }

  /* One step of a sequence: draw what it changes and let things glide to their places. */
  change(act) {
    const moving = [...this.querySelectorAll('.stem, .tile, .pair')].filter((element) => element.offsetWidth);
    glide(moving, () => {
      act();
      this.drawAll();
      this.settle();
    });
  }

  drawAll() {
    const step = STEPS.indexOf(this.dataset.reveal);
    const seen = { spread: step >= 1, mark: step >= 2, why: step >= 3, verdicts: step >= 4 };
    drawAsked(this.refs, this.view, seen);
    drawMoment(this.refs, this.view, this.dataset.moment, this.ruledTeam);
  }

  settle() {
    this.style.setProperty('--k', '1');
    shorten(this.refs.foot, FOOT);
    shorten(this.refs.band, BAND);
    const told = STEPS.indexOf(this.dataset.reveal) >= STEPS.indexOf('why');
    fit(this, told ? REVEAL_DROPS : OPEN_DROPS);
    if (this.dataset.moment === 'pressed') fit(this.refs.pressed, ['presses']);
    else if (this.dataset.moment) fit(this.refs.ruled);
  }
}

customElements.define('qh-ask', Question);
