/* The pictures of a question and the case it asks about: beside the question, or large where a place is to be found.
 *
 * At the reveal of such a question the areas appear on the picture, with their names and how many teams found each.
 */
import { cornerOf, drawAreas } from '../../parts/areas.js';
import { first, toLines, write } from './lines.js';
import { cloneFirst, keep } from './picture.js';
import { say } from './words.js';

function drawImage(image, picture) {
  image.width = picture.width;
  image.height = picture.height;
  image.alt = first(toLines(picture.alt))[0]?.text || '';
  if (image.getAttribute('src') !== picture.url) image.setAttribute('src', picture.url);
}

function placed(element, [x, y]) {
  element.style.left = `${100 * x}%`;
  element.style.top = `${100 * y}%`;
}

function drawFrame(frame, picture, regions) {
  frame.style.setProperty('--ratio', (picture.width / picture.height).toFixed(4));
  drawImage(frame.querySelector('img'), picture);
  drawAreas(frame.querySelector('.areas'), regions, picture);
  const make = () => document.createElement('b');
  keep(frame.querySelector('.area-numbers'), regions, (region) => region.id, make, (number, region, place) => {
    placed(number, cornerOf(region, picture));
    number.className = region.correct ? 'area-n' : 'area-n area-mistake';
    number.dataset.n = place + 1;
  });
}

function drawList(list, ask, regions, told) {
  list.hidden = !regions.length;
  const found = ask.reveal?.found || {};
  keep(list, regions, (region) => region.id, () => cloneFirst('area-line'), (line, region, place) => {
    const number = line.querySelector('.area-n');
    number.textContent = place + 1;
    number.classList.toggle('area-mistake', !region.correct);
    line.toggleAttribute('data-mistake', !region.correct);
    write(line.querySelector('.area-label'), toLines(region.label));
    const count = found[region.id] || 0;
    const words = region.correct && ask.flow === 'everyone' ? say(count === 1 ? 'found-1' : 'found-n', { n: count }) : [];
    write(line.querySelector('.area-found'), told ? first(words) : []);
  });
}

/* How the picture is laid out: '' without pictures and case, else 'large' or 'beside'. */
export function layoutOf(view) {
  const { ask } = view.stage;
  if (ask.image) return 'large';
  return ask.pictures?.length || view.material ? 'beside' : '';
}

/* Pictures a spectator sees now; those of the case give way to the question's own. */
function shownPictures({ stage: { ask }, material }) {
  if (ask.image) return [ask.image];
  return ask.pictures?.length ? ask.pictures : material?.pictures || [];
}

export function drawScene(refs, view, seen) {
  const { ask } = view.stage;
  refs.scene.hidden = !layoutOf(view);
  if (refs.scene.hidden) return;
  const regions = (ask.image && seen.mark && ask.reveal.regions) || [];
  const pictures = shownPictures(view);
  refs.frames.hidden = !pictures.length;
  keep(refs.frames, pictures, (picture) => picture.url, () => cloneFirst('frame'), (node, picture) => {
    drawFrame(node.querySelector('.frame'), picture, picture === ask.image ? regions : []);
  });
  refs.case.hidden = !view.material;
  drawList(refs.areasList, ask, regions, seen.verdicts || seen.why);
}

/* A case longer than its room is written smaller; if that is not enough it ends early and sends the reader to the phone. */
export function fitCase({ case: panel, caseText: text }, { material }) {
  const lines = material ? first(toLines(material.text)) : [];
  // Signs reach a little beyond their line: only a line too many counts.
  const spills = () => text.scrollHeight - text.clientHeight > parseFloat(getComputedStyle(text).lineHeight) / 2;
  panel.removeAttribute('data-cut');
  panel.removeAttribute('data-small');
  write(text, lines);
  panel.toggleAttribute('data-small', spills());
  panel.toggleAttribute('data-cut', spills());
  if (!spills()) return;
  const [line] = lines;
  let [fits, most] = [0, line.text.length];
  while (most - fits > 1) {
    const middle = Math.floor((fits + most) / 2);
    write(text, [{ ...line, text: `${line.text.slice(0, middle)} …` }]);
    if (spills()) most = middle;
    else fits = middle;
  }
  write(text, [{ ...line, text: `${line.text.slice(0, fits)} …` }]);
}
