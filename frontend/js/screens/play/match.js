/* <qh-match>: pairs by tapping left, then right; no dragging. A partner shows letter, shape and colour.
 *
 * Draws the answer it is given and reports each change with `onPick(answer, isComplete)`. Tapping a left
 * item that has a partner takes the pair apart again.
 */
import { clone, define, keyed, mark, partsOf, put, say, show } from '../../parts/nodes.js';
import { give } from './pictured.js';
import { drawTag } from './tiles.js';

function pairsIn(answer) {
  return answer && answer.pairs ? answer.pairs : [];
}

/* The pairs after `left` was joined to `right`; each right item serves once. */
export function joined(pairs, left, right) {
  return pairs.filter(function (pair) { return pair[0] !== left && pair[1] !== right; }).concat([[left, right]]);
}

export function parted(pairs, left) {
  return pairs.filter(function (pair) { return pair[0] !== left; });
}

define('match', {
  made: function () {
    this.addEventListener('click', (event) => {
      const tile = event.target.closest('.tile');
      if (!tile || !this.given.open) return;
      const id = tile.parentNode.getAttribute('data-key');
      if (this.p.left.contains(tile)) this.tapLeft(id);
      else this.tapRight(id);
    });
  },

  tapLeft: function (id) {
    const pairs = pairsIn(this.given.answer);
    const had = pairs.some(function (pair) { return pair[0] === id; });
    this.active = id;
    if (had) this.report(parted(pairs, id));
    else this.set(this.given);
  },

  tapRight: function (id) {
    if (!this.active) return;
    const pairs = joined(pairsIn(this.given.answer), this.active, id);
    const free = this.given.ask.left.filter(function (item) {
      return !pairs.some(function (pair) { return pair[0] === item.id; });
    });
    this.active = free.length ? free[0].id : null;
    this.report(pairs);
  },

  report: function (pairs) {
    this.onPick({ kind: 'match', pairs: pairs }, pairs.length > 0);
  },

  /* given: { ask, answer, open, busy, lang } */
  set: function (given) {
    const ask = given.ask;
    if (!this.given || this.given.ask.id !== ask.id) this.active = given.open ? ask.left[0].id : null;
    if (given.open && !(this.given || {}).open && !pairsIn(given.answer).length) this.active = ask.left[0].id;
    this.given = given;
    mark(this.p.sides, 'data-open', given.open ? 'yes' : 'no');
    this.drawSide(this.p.left, ask.left, 0);
    this.drawSide(this.p.right, ask.right, 1);
  },

  drawSide: function (box, items, side) {
    keyed(box, items, function (item) { return item.id; }, function () {
      return clone(side ? 'match-right' : 'match-left');
    }, (item, option, place) => {
      const p = partsOf(item);
      say(p.text, option.text, this.given.lang);
      give(p.view, option.picture, this.given.lang);
      mark(p.tile, 'aria-disabled', this.given.open ? null : 'true');
      if (side) this.drawRight(p, option.id, place);
      else this.drawLeft(p, option.id, place);
    });
  },

  drawLeft: function (p, id, place) {
    drawTag(p.tag, place);
    const right = this.partner(pairsIn(this.given.answer), 0, id);
    mark(p.tile, 'aria-pressed', String(this.given.open && this.active === id));
    put(p.partner, right === null ? '' : this.placeOf(this.given.ask.right, right) + 1);
    this.markReveal(p, 0, id, right);
  },

  drawRight: function (p, id, place) {
    put(p.number, place + 1);
    const shown = this.given.ask.reveal ? this.given.ask.reveal.key : pairsIn(this.given.answer);
    const left = this.partner(shown, 1, id);
    show(p.tag, left !== null);
    if (left !== null) drawTag(p.tag, this.placeOf(this.given.ask.left, left));
    mark(p.tile, 'aria-pressed', String(left !== null));
  },

  markReveal: function (p, side, id, right) {
    const reveal = this.given.ask.reveal;
    const fits = reveal && this.partner(reveal.key, 0, id) === right;
    mark(p.tile, 'data-mark', reveal ? (fits ? 'right' : right === null ? 'other' : 'wrong') : null);
  },

  partner: function (pairs, side, id) {
    const found = pairs.find(function (pair) { return pair[side] === id; });
    return found ? found[1 - side] : null;
  },

  placeOf: function (items, id) {
    return items.findIndex(function (item) { return item.id === id; });
  },
});
