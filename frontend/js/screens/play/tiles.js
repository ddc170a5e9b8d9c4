/* <qh-tiles>: options to tap, for single and multiple choice, true/false and putting things in order.
 *
 * Draws the answer it is given and reports taps with `onPick(answer, isComplete)`; what is sent and when
 * is decided by the question's screen. An option is told by letter, shape and colour together.
 */
import { clone, define, keyed, mark, partsOf, put, say, show, word } from '../../parts/nodes.js';
import { letterOf } from './moment.js';
import { give } from './pictured.js';

const SHAPES = 6;

/* Letter, shape and colour of the option at this place. */
export function drawTag(tag, place) {
  const p = partsOf(tag);
  put(p.letter, letterOf(place));
  mark(tag, 'data-place', place % SHAPES);
  mark(p.shape, 'href', '#shape-' + (place % SHAPES));
  put(p.spoken, place < SHAPES ? word('tag', { letter: letterOf(place), shape: word('shape.' + place) }) : letterOf(place));
  show(p.drawing, place < SHAPES);
}

function without(list, id) {
  return list.filter(function (one) { return one !== id; });
}

/* The picked ids after a tap: one choice replaces, several toggle, an order takes back from the end on. */
export function afterTap(ask, picked, id) {
  if (ask.kind === 'order') {
    const place = picked.indexOf(id);
    return place < 0 ? picked.concat(id) : picked.slice(0, place);
  }
  if (ask.kind !== 'multiple_choice') return [id];
  if (picked.indexOf(id) >= 0) return without(picked, id);
  return picked.length < (ask.max_select || ask.options.length) ? picked.concat(id) : picked;
}

export function pickedIn(answer) {
  return answer ? answer.chosen || answer.sequence || [] : [];
}

define('tiles', {
  made: function () {
    this.addEventListener('click', (event) => {
      const tile = event.target.closest('.tile');
      if (tile && this.given.open) this.tap(tile.parentNode.getAttribute('data-key'));
    });
  },

  tap: function (id) {
    const ask = this.given.ask;
    const picked = afterTap(ask, pickedIn(this.given.answer), id);
    if (ask.kind === 'order') {
      this.onPick({ kind: 'order', sequence: picked }, picked.length === ask.options.length);
    } else {
      this.onPick({ kind: 'choice', chosen: picked }, picked.length > 0);
    }
  },

  /* given: { ask, answer, open, busy, lang } */
  set: function (given) {
    this.given = given;
    mark(this.p.list, 'data-open', given.open ? 'yes' : 'no');
    mark(this.p.list, 'data-decided', pickedIn(given.answer).length && !given.open ? 'yes' : null);
    keyed(this.p.list, given.ask.options, function (option) { return option.id; }, function () {
      return clone('tile');
    }, (item, option, place) => this.drawTile(item, option, place));
  },

  drawTile: function (item, option, place) {
    const given = this.given;
    const reveal = given.ask.reveal;
    const at = pickedIn(given.answer).indexOf(option.id);
    const p = partsOf(item);
    drawTag(p.tag, place);
    say(p.text, option.text, given.lang);
    give(p.view, option.picture, given.lang);
    mark(p.tile, 'aria-pressed', String(at >= 0));
    mark(p.tile, 'aria-disabled', given.open ? null : 'true');
    mark(p.tile, 'data-busy', given.busy && at >= 0 ? 'yes' : null);
    mark(p.tile, 'data-mark', reveal ? this.revealed(reveal, option.id, at) : null);
    put(p.mark, this.badge(reveal, option.id, at));
    put(p.note, reveal ? this.noteText(reveal, option.id, at) : '');
  },

  revealed: function (reveal, id, at) {
    const place = reveal.key.indexOf(id);
    if (this.given.ask.kind === 'order') return at === place ? 'right' : at >= 0 ? 'wrong' : 'key';
    if (place >= 0) return 'right';
    return at >= 0 ? 'wrong' : 'other';
  },

  /* What stands at the right edge: the place in an order, or that the option is picked, sent or received. */
  badge: function (reveal, id, at) {
    if (this.given.ask.kind === 'order') return reveal ? reveal.key.indexOf(id) + 1 : at >= 0 ? at + 1 : '';
    if (reveal || at < 0) return '';
    return word(this.given.busy ? 'tile.busy' : this.given.sure ? 'tile.kept' : 'tile.picked');
  },

  /* The words under an option once the answer is known. */
  noteText: function (reveal, id, at) {
    const state = this.revealed(reveal, id, at);
    const order = this.given.ask.kind === 'order';
    if (state === 'right' && order) return word('tile.right_place');
    if (state === 'right') return word(at >= 0 ? 'tile.right_yours' : 'tile.right');
    if (state === 'wrong') return order ? word('tile.yours_at', { n: at + 1 }) : word('tile.yours');
    return '';
  },
});
