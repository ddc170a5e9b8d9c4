/* What every picture of the projector is: an element that clones its template and draws views into it.
 *
 * `draw(view, live)`: `live` is false when the page has just been loaded or connected again; then the
 * end of every animation is drawn at once. `strip(view)` says what stands in the strip above it.
 */
import { fit } from './fit.js';
import { write } from './lines.js';
import { Sequence } from './motion.js';
import { say } from './words.js';

export function clone(id) {
  return document.getElementById(id).content.cloneNode(true);
}

export function cloneFirst(id) {
  return clone(id).firstElementChild;
}

export function refsOf(root) {
  const refs = {};
  for (const element of root.querySelectorAll('[data-ref]')) refs[element.dataset.ref] ??= element;
  return refs;
}

export function sayAll(root) {
  for (const element of root.querySelectorAll('[data-say]')) {
    const lines = say(element.dataset.say);
    write(element, 'mainOnly' in element.dataset ? lines.slice(0, 1) : lines);
  }
}

/* Keeps the children of `parent` equal to `items`: one element a key, never made anew, in order. */
export function keep(parent, items, keyOf, make, update) {
  const old = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  const wanted = items.map((item, place) => {
    const key = String(keyOf(item, place));
    const element = old.get(key) || make(item);
    element.dataset.key = key;
    update(element, item, place);
    return element;
  });
  if (wanted.length !== parent.children.length || wanted.some((element, place) => parent.children[place] !== element)) {
    parent.replaceChildren(...wanted);
  }
  return wanted;
}

export class Picture extends HTMLElement {
  static template = '';
  static drops = [];

  connectedCallback() {
    if (this.refs) return;
    this.append(clone(this.constructor.template));
    this.classList.add('picture');
    this.refs = refsOf(this);
    this.sequence = new Sequence();
  }

  disconnectedCallback() {
    this.sequence.cancel();
  }

  /* Called by the hall for every new view. */
  show(view, live) {
    this.view = view;
    sayAll(this);
    this.draw(view, live);
    this.fitAgain();
  }

  draw() {}

  strip() {
    return null;
  }

  clock() {
    return null;
  }

  settle() {
    fit(this, this.constructor.drops);
  }

  /* Fits the picture; the hall gives it its clock before and trims the strip after. */
  fitAgain() {
    this.dispatchEvent(new Event('settling', { bubbles: true }));
    this.settle();
    this.dispatchEvent(new Event('settled', { bubbles: true }));
  }

  /* Jumps to the end of whatever is moving. */
  finish() {
    this.sequence.finish();
  }
}
