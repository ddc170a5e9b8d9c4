/* What a question with pictures, a case, or an answer in own words needs: fetched with the first of them.
 *
 * Most contests have none, and their phones carry nothing of it. Until it is here the parts stay empty.
 */
import { createLater } from '../../parts/later.js';
import { show } from '../../parts/nodes.js';

let later = null;

function load(hall) {
  if (later) return;
  later = createLater(document.body.getAttribute('data-pictured').split(' '), function () { hall.onChange(); });
  later.load();
}

export function needsPictures(view) {
  const ask = view.stage.ask;
  const items = (ask.options || []).concat(ask.left || [], ask.right || []);
  const pictured = items.some(function (item) { return item.picture; });
  return Boolean(view.material || ask.pictures || pictured) || ask.kind === 'open' || ask.kind === 'hotspot';
}

/* Shows or hides a part that may not have its script yet. */
export function give(part, what, lang) {
  show(part, Boolean(what));
  if (what && part.set) part.set(what, lang);
}

/* The case and the pictures that stand with the stem. */
export function drawPictured(p, hall) {
  const needed = needsPictures(hall.view);
  if (needed) load(hall);
  give(p.material, hall.view.material, hall.lang);
  give(p.views, hall.view.stage.ask.pictures, hall.lang);
}
