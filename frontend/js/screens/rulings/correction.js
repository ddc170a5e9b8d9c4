/* <qh-correction>: the form of a correction in three steps: what and why, what it would change, done.
 *
 * Nothing is carried out before the server has said what it changes. When anything else happens to the contest
 * meanwhile, that is asked anew, so that what is confirmed is what happens.
 */
import { define, mark, put, say, show, word } from '../../parts/nodes.js';
import { drawEffect } from './effect.js';
import { prepare } from './prepare.js';
import { commandOf } from './wishes.js';

const GO = { ask: 'go.preview', asking: 'go.asking', effect: 'go.do', sending: 'go.sending' };

define('correction', {
  made() {
    this.dialog = this.querySelector('dialog');
    this.p.form.addEventListener('input', () => this.draw());
    this.p.form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (this.step === 'ask') this.tryOut();
      else if (this.step === 'effect') this.carryOut();
    });
    this.dialog.addEventListener('click', (event) => {
      const button = event.target.closest('[data-act], [data-reason]');
      if (button?.dataset.act === 'close') this.dialog.close();
      else if (button?.dataset.act === 'back') this.go('ask');
      else if (button?.dataset.act === 'follow') this.dialog.close();
      else if (button) this.takeReason(button.textContent);
    });
    // Closed while a trial was under way: its answer is for nobody.
    this.dialog.addEventListener('close', () => { this.step = 'closed'; });
  },

  open(desk, wish) {
    Object.assign(this, { desk, wish, line: desk.questionOf(wish.ask), command: null, found: null });
    this.p.form.reset();
    prepare(this.p, desk, wish, this.line);
    for (const chip of this.querySelectorAll('[data-reason]')) show(chip, chip.dataset.for === wish.what);
    this.go('ask');
    this.dialog.showModal();
  },

  /* Something has happened: a preview that stands is asked for again. */
  update(desk) {
    if (this.step !== 'effect' || desk.news === this.news) return;
    this.tryOut();
  },

  takeReason(text) {
    this.p.reason.value = text;
    this.draw();
  },

  go(step, refusal = '') {
    this.step = step;
    put(this.p.refusal, refusal);
    this.draw();
    const first = { ask: this.p.title, effect: this.p.effect, done: this.p.done }[step];
    if (this.dialog.open && first) first.focus();
  },

  draw() {
    const { step } = this;
    const asking = step === 'ask' || step === 'asking';
    show(this.p.ask, asking);
    show(this.p.effect, step === 'effect' || step === 'sending');
    show(this.p.done, step === 'done');
    show(this.p.refusal, Boolean(this.p.refusal.textContent));
    show(this.querySelector('[data-act="back"]'), step === 'effect');
    show(this.p.follow, step === 'done' && this.command[1].upheld === true);
    put(this.p.close, word(step === 'done' ? 'close.done' : 'close.cancel'));
    show(this.p.go, step !== 'done');
    put(this.p.go, word(GO[step] ?? 'go.do'));
    mark(this.p.go, 'data-final', step === 'effect' || step === 'sending' ? 'yes' : null);
    this.p.go.disabled = !(step === 'effect' || (step === 'ask' && this.fields()));
  },

  fields() {
    const current = this.desk.view.stage.ask?.id === this.wish.ask;
    return commandOf(this.p.form, this.wish, this.line, this.p.fields, current);
  },

  tryOut() {
    this.command = this.fields();
    this.news = this.desk.news;
    const wish = this.wish;
    this.go('asking');
    this.desk.send(this.command[0], { ...this.command[1], try: true }, (answer) => {
      if (this.step !== 'asking' || this.wish !== wish) return;
      if (answer.no) return this.go('ask', answer.text);
      this.found = answer;
      drawEffect(this.p, this.desk, answer);
      say(this.p.because, this.command[1].reason ?? this.command[1].note, null);
      this.go('effect');
    });
  },

  carryOut() {
    const wish = this.wish;
    this.go('sending');
    this.desk.send(...this.command, (answer) => {
      if (this.step !== 'sending' || this.wish !== wish) return;
      if (answer.no) return this.go('ask', answer.text);
      put(this.p.doneMore, word(this.command[1].upheld === true ? 'upheld.next' : 'undo'));
      mark(this.p.follow, 'href', `#q${wish.ask}`);
      this.go('done');
    });
  },
});
