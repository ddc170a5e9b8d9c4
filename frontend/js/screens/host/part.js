/* What every part of the host page is made of: a custom element that clones its template once and then
 * changes its nodes in place, so that no control is replaced under a finger or a focus.
 */
import { clone, keyed, put, show } from '../../parts/nodes.js';

function owner(node) {
  let above = node.parentElement;
  while (above && !above.localName.includes('-')) above = above.parentElement;
  return above;
}

/* `parts` holds the nodes marked `data-part` in the template of the element's own name, not those of
 * another part inside it. */
export class HostPart extends HTMLElement {
  connectedCallback() {
    if (this.parts) return;
    this.append(document.getElementById(this.localName).content.cloneNode(true));
    this.parts = {};
    for (const node of this.querySelectorAll('[data-part]')) {
      if (owner(node) === this) this.parts[node.dataset.part] = node;
    }
    this.built();
  }

  built() {}

  /* `view` is the merged view by section, `host` the page (pages/host.js): chosen team, sheet, act(), send(). */
  update() {}
}

/* Says a text, or hides the node when there is none. */
export function putOrHide(node, text) {
  show(node, Boolean(text));
  put(node, text || '');
}

/* One child of `list` for each item, made from `<template id="…">`. */
export function keep(list, id, items, keyOf, fill) {
  keyed(list, items, keyOf, () => clone(id), fill);
}

/* The node of a kept child by its `data-in` name. */
export function inside(child, name) {
  return child.querySelector(`[data-in="${name}"]`);
}
