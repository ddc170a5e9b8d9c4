/* <qh-writing>: an answer in words of one's own, with how much may still be written.
 *
 * Safe for input methods as typing.js is; Enter begins a line. Reports with `onPick(answer, isComplete)`.
 */
import { define, mark, put, word } from '../../parts/nodes.js';

define('writing', {
  made: function () {
    this.composing = false;
    this.addEventListener('compositionstart', () => { this.composing = true; });
    this.addEventListener('compositionend', () => {
      this.composing = false;
      this.report();
    });
    this.addEventListener('input', () => { if (!this.composing) this.report(); });
  },

  report: function () {
    const text = this.p.field.value;
    this.onPick({ kind: 'open', text: text }, text.trim().length > 0);
  },

  /* given: { ask, answer, open, busy, lang } */
  set: function (given) {
    const isNew = !this.given || this.given.ask.id !== given.ask.id;
    const text = (given.answer && given.answer.text) || '';
    const mine = document.activeElement === this.p.field;
    this.given = given;
    if (!this.composing && this.p.field.value !== text && (isNew || !mine || !given.open)) this.p.field.value = text;
    this.p.field.readOnly = !given.open;
    mark(this.p.field, 'maxlength', given.ask.max_chars);
    put(this.p.count, word('writing.count', { n: this.p.field.value.length, max: given.ask.max_chars }));
    mark(this, 'data-busy', given.busy ? 'yes' : null);
  },
});
