/* <qh-ask>: a question from being read to its answer. Decides when what may be seen; asked.js draws it.
 *
 * `data-part` is `stem` until the reading pause is over, `data-reveal` walks wait > spread > mark > why > done.
 * Every step ends in what a reload would draw. Before the reveal there is no key in the view at all.
 */
import { askClock, askStrip, drawAsked, drawMoment } from './asked.js';
import { fit, restore, shorten } from './fit.js';
import { toLines } from './lines.js';
import { glide } from './motion.js';
import { Picture } from './picture.js';
import { untilSignal } from './race.js';
import { fitCase, layoutOf } from './scene.js';

const READ_MS = 2000;
const READ_MS_PER_SIGN = 250;
const LONGEST_READ_MS = 8000;
const CASE_MS_PER_SIGN = 200;
const LONGEST_CASE_MS = 25000;
const PRESSED_MS = 3200;
const TOO_CLOSE_MS = 4500;
const RULED_MS = 1600;
/* Suspense, distribution, the right answer, why, who was right: 3.9 s in all. */
const STEPS = ['wait', 'spread', 'mark', 'why', 'done'];
const WAITS = [0, 1200, 800, 900, 1000];

const OPEN_DROPS = ['option-second', 'stem-second', 'clock', 'scene', 'paged', 'foot'];
const REVEAL_DROPS = ['option-second', 'why-second', 'stem-second', 'collapse', 'source', 'case', 'wrong', 'stem'];
/* Where places were to be found their names come last; who found them and the reason are on the phones too. */
const FOUND_DROPS = [...REVEAL_DROPS, 'found', 'why'];
const PRESSED_DROPS = ['bar', 'last', 'doubt', 'word-second', 'later', 'presses'];
const TOO_CLOSE_DROPS = ['second'];
const FOOT = ['', 'aside', 'names', 'names aside', 'names aside more', 'names aside more sign', 'names aside more sign word', 'pills'];
const BANNER = ['', 'second', 'second who', 'wrap'];
const BAND = ['', 'second', 'second names', 'second names time', 'second time pills', 'second names wrap'];

/* The case the hall has read: it is read once, however many questions ask about it. */
let caseRead = '';

class Question extends Picture {
  static template = 'ask';

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.signal);
  }

  strip(view) {
    return askStrip(view);
  }

  /* A ruling needs no clock beside it. */
  clock(view) {
    if (this.dataset.moment?.startsWith('ruled')) return null;
    return askClock(view, this.dataset.reveal && !this.isTold());
  }

  draw(view, live) {
    const { ask } = view.stage;
    const key = `${ask.id} ${ask.phase} ${ask.race} ${ask.called}`;
    const before = this.before?.id === ask.id ? this.before : null;
    const changed = key !== this.key;
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
    else this.showMoments([...this.ruling(ask, before), ...this.pressing(ask, before)]);
  }

  readFirst(ask) {
    this.dataset.part = 'stem';
    const signs = toLines(ask.stem)[0]?.text.length || 0;
    const pause = Math.min(LONGEST_READ_MS, Math.max(READ_MS, signs * READ_MS_PER_SIGN));
    this.sequence.run([[pause + this.readCase(), () => this.change(() => { this.dataset.part = 'all'; })]]);
  }

  readCase() {
    const { material } = this.view;
    if (!material || material.id === caseRead) return 0;
    caseRead = material.id;
    return Math.min(LONGEST_CASE_MS, toLines(material.text)[0].text.length * CASE_MS_PER_SIGN);
  }

  revealSlowly() {
    [this.dataset.reveal] = STEPS;
    const step = (name) => () => this.change(() => { this.dataset.reveal = name; });
    this.sequence.run(STEPS.slice(1).map((name, place) => [WAITS[place + 1], step(name)]));
  }

  /* A ruling given aloud is shown large before the race goes on. */
  ruling(ask, before) {
    const team = before?.called || ask.team;
    const verdict = team && !before?.ruled?.[team] && ask.ruled?.[team];
    if (!verdict) return [];
    this.ruledTeam = team;
    return [[`ruled-${verdict}`, RULED_MS]];
  }

  pressing(ask, before) {
    if (ask.among?.length && before && ask.race !== before.race) return [['too-close', TOO_CLOSE_MS]];
    return ask.phase === 'answering' && ask.called !== before?.called ? [['pressed', PRESSED_MS]] : [];
  }

  /* One card after the other over the question, then the question again. */
  showMoments(moments) {
    if (!moments.length) return;
    const names = [...moments.map(([name]) => name), ''];
    const step = (name) => () => this.change(() => { this.dataset.moment = name; });
    [this.dataset.moment] = names;
    this.sequence.run(moments.map(([, duration], place) => [duration, step(names[place + 1])]));
  }

  /* One step of a sequence: draw what it changes and let things glide to their places. */
  change(act) {
    const moving = [...this.querySelectorAll('.stem, .tile, .pair')].filter((element) => element.offsetWidth);
    glide(moving, () => {
      act();
      this.drawAll();
      this.fitAgain();
    });
  }

  drawAll() {
    const { phase, flow, kind } = this.view.stage.ask;
    Object.assign(this.dataset, { phase, flow, kind, scene: layoutOf(this.view) });
    this.toggleAttribute('data-told', this.isTold());
    const step = STEPS.indexOf(this.dataset.reveal);
    const seen = { spread: step >= 1, mark: step >= 2, why: step >= 3, verdicts: step >= 4 };
    drawAsked(this.refs, this.view, seen);
    drawMoment(this.refs, this.view, this.dataset.moment, this.ruledTeam);
  }

  /* The layout of the open question stays until the why needs its room. */
  isTold() {
    return STEPS.indexOf(this.dataset.reveal) >= STEPS.indexOf('why');
  }

  settle() {
    restore(this);
    shorten(this.refs.foot, FOOT);
    shorten(this.refs.band, BAND);
    shorten(this.refs.banner, BANNER);
    const told = this.before.image ? FOUND_DROPS : REVEAL_DROPS;
    fit(this, this.isTold() ? told : OPEN_DROPS);
    fitCase(this.refs, this.view);
    if (this.dataset.moment === 'pressed') fit(this.refs.pressed, PRESSED_DROPS);
    else if (this.dataset.moment === 'too-close') fit(this.refs.tooClose, TOO_CLOSE_DROPS);
    else if (this.dataset.moment) fit(this.refs.ruled);
  }
}

customElements.define('qh-ask', Question);
