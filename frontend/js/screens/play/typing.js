/* <qh-typing>: answers typed in: one field for each blank, or one for a number with its unit.
 *
 * Safe for input methods: nothing is sent or overwritten while a word is being composed, and a field under
 * the finger is never touched by an update. Reports each change with `onPick(answer, isComplete)`, and
 * Enter with `onEnter()`.
 */
import { clone, define, keyed, mark, partsOf, put, say, show, word } from '../../parts/nodes.js';

function textsIn(answer) {
  if (!answer) return [];
  return answer.texts || [answer.text];
}

/* Only such numbers get a key for the sign, which the number pads of some phones lack. */
function mayBeNegative(ask) {
  return ask.kind === 'numeric' && (!ask.unit || /[°℃℉]|度$/.test(ask.unit));
}

export function turned(text) {
  return /^\s*[-−－]/.test(text) ? text.replace(/^\s*[-−－]/, '') : '-' + text;
}

define('typing', {
  made: function () {
    this.addEventListener('click', (event) => {
      const key = event.target.closest('.sign');
      if (key && this.given.open) this.turnSign(partsOf(key.parentNode).field);
    });
    this.composing = false;
    this.addEventListener('compositionstart', () => { this.composing = true; });
    this.addEventListener('compositionend', () => {
      this.composing = false;
      this.report();
    });
    this.addEventListener('input', () => { if (!this.composing) this.report(); });
    this.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.isComposing || event.keyCode === 229) return;
      event.preventDefault();
      this.onEnter();
    });
  },

  turnSign: function (field) {
    field.value = turned(field.value);
    field.focus();
    this.report();
  },

  report: function () {
    const texts = Array.prototype.map.call(this.querySelectorAll('input'), function (field) { return field.value; });
    const filled = texts.filter(function (text) { return text.trim() && text.trim() !== '-'; }).length;
    if (this.given.ask.kind === 'numeric') this.onPick({ kind: 'numeric', text: texts[0] }, filled === 1);
    else this.onPick({ kind: 'fill', texts: texts }, filled > 0);
  },

  /* given: { ask, answer, open, busy, lang } */
  set: function (given) {
    const isNew = !this.given || this.given.ask.id !== given.ask.id;
    this.given = given;
    const numeric = given.ask.kind === 'numeric';
    const places = [];
    while (places.length < (numeric ? 1 : given.ask.blanks || 1)) places.push(places.length);
    keyed(this.p.fields, places, function (place) { return given.ask.id + '-' + place; }, function () {
      return clone('typed');
    }, (item, place) => this.drawField(item, place, numeric, isNew));
  },

  drawField: function (item, place, numeric, isNew) {
    const p = partsOf(item);
    const given = this.given;
    const text = textsIn(given.answer)[place] || '';
    const mine = document.activeElement === p.field;
    if (!this.composing && p.field.value !== text && (isNew || !mine || !given.open)) p.field.value = text;
    p.field.readOnly = !given.open;
    mark(p.field, 'inputmode', numeric ? 'decimal' : 'text');
    mark(p.field, 'maxlength', numeric ? 24 : 60);
    put(p.label, numeric ? word('typing.number') : word('typing.blank', { n: place + 1 }));
    show(p.label, numeric || given.ask.blanks > 1);
    mark(p.field, 'aria-label', p.label.textContent);
    show(p.sign, mayBeNegative(given.ask));
    mark(p.sign, 'aria-disabled', given.open ? null : 'true');
    say(p.unit, given.ask.unit || '', given.lang);
    show(p.unit, Boolean(numeric && given.ask.unit));
    mark(item, 'data-busy', given.busy ? 'yes' : null);
  },
});
