/* Puts what a view says into the page: clones templates, sets texts, keeps lists in step, builds screens.
 *
 * Every element and every word comes from the page's templates; nothing here makes HTML from strings.
 * A node is only touched when what it shows has changed, so focus, typed text and animations survive.
 */

/* A fresh copy of the one element in `<template id="…">`. */
export function clone(id) {
  return document.importNode(document.getElementById(id).content, true).firstElementChild;
}

/* The elements below `root` that carry data-part, by that name. */
export function partsOf(root) {
  const found = {};
  root.querySelectorAll('[data-part]').forEach(function (node) {
    found[node.getAttribute('data-part')] = node;
  });
  return found;
}

export function put(node, text) {
  const wanted = text === null || text === undefined ? '' : String(text);
  if (node.textContent !== wanted) node.textContent = wanted;
}

/* A text of the contest itself, in a language that may differ from the page's. */
export function say(node, text, lang) {
  put(node, text);
  mark(node, 'lang', lang);
}

/* By attribute, because SVG elements have no `hidden` property. */
export function show(node, on) {
  mark(node, 'hidden', on ? null : '');
}

/* Sets an attribute, or takes it away for null, undefined and false. */
export function mark(node, name, value) {
  if (value === null || value === undefined || value === false) node.removeAttribute(name);
  else if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value);
}

/* One child of `box` for each item, in order; a child stays the same node as long as its key stays. */
export function keyed(box, items, keyOf, make, update) {
  const old = {};
  Array.prototype.slice.call(box.children).forEach(function (child) {
    old[child.getAttribute('data-key')] = child;
  });
  items.forEach(function (item, place) {
    const key = String(keyOf(item, place));
    const child = old[key] || make(item);
    delete old[key];
    mark(child, 'data-key', key);
    if (box.children[place] !== child) box.insertBefore(child, box.children[place] || null);
    update(child, item, place);
  });
  Object.keys(old).forEach(function (key) { box.removeChild(old[key]); });
}

/* The element that holds a word of the page's own, in `<template id="words">`; null when there is none. */
export function wordNode(name) {
  return document.getElementById('words').content.querySelector('[data-word="' + name + '"]');
}

export function hasWord(name) {
  return wordNode(name) !== null;
}

/* A word with its {fields} filled in. */
export function word(name, fields) {
  return wordNode(name).textContent.trim().replace(/\{(\w+)\}/g, function (whole, field) {
    return fields && fields[field] !== undefined ? fields[field] : whole;
  });
}

/* Defines the custom element qh-<name>, filled from the template of the same name. Its methods may use
 * `this.p`, the parts of the template; `made()` runs once when it is filled. */
export function define(name, methods) {
  class Part extends HTMLElement {
    connectedCallback() {
      if (this.p) return;
      this.appendChild(clone(name));
      this.p = partsOf(this);
      if (this.made) this.made();
    }
  }
  Object.defineProperties(Part.prototype, Object.getOwnPropertyDescriptors(methods));
  customElements.define('qh-' + name, Part);
}
