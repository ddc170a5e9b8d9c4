/* Makes a picture fit without cutting anything off and without shrinking below the floor of legible.js.
 *
 * First the type shrinks from its wish to its floor (`--k` from 1 to 0), then things are dropped in the order
 * the picture names (`data-drop`, read by the style sheet). Only when nothing is left to drop the type goes
 * below the floor (`--squeeze`), and the picture says so by `data-squeezed`.
 */

const SPARE_PX = 1;
const HALVINGS = 5;
const SQUEEZES = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.32, 0.26];

function spillsOver(element) {
  return (
    element.scrollHeight > element.clientHeight + SPARE_PX || element.scrollWidth > element.clientWidth + SPARE_PX
  );
}

function lineSpills(line) {
  return line.clientWidth > 0 && line.scrollWidth > line.clientWidth + SPARE_PX;
}

export function spills(box) {
  if (spillsOver(box)) return true;
  for (const element of box.querySelectorAll('[data-tight]')) {
    if (element.clientWidth && spillsOver(element)) return true;
  }
  return [...box.querySelectorAll('.line')].some(lineSpills);
}

function setSize(box, k, squeeze = 1) {
  box.style.setProperty('--k', String(k));
  box.style.setProperty('--squeeze', String(squeeze));
  box.toggleAttribute('data-squeezed', squeeze < 1);
}

/* Full size and nothing dropped: every fitting starts here, whatever stood before. */
export function restore(box) {
  box.dataset.drop = '';
  setSize(box, 1);
}

function fitsAt(box, k, squeeze) {
  setSize(box, k, squeeze);
  return !spills(box);
}

function grow(box) {
  let low = 0;
  let high = 1;
  for (let turn = 0; turn < HALVINGS; turn += 1) {
    const middle = (low + high) / 2;
    if (fitsAt(box, middle)) low = middle;
    else high = middle;
  }
  setSize(box, low);
}

/* What glides or slides in is measured where it will come to rest; afterwards it goes on from where it was. */
function atRest(box, measure) {
  const moving = box.getAnimations({ subtree: true }).filter((one) => Number.isFinite(endOf(one)));
  const times = moving.map((one) => one.currentTime);
  for (const one of moving) one.currentTime = endOf(one);
  measure();
  moving.forEach((one, place) => { one.currentTime = times[place]; });
}

function endOf(animation) {
  return animation.effect.getComputedTiming().endTime;
}

function fitNow(box, drops) {
  for (let count = 0; count <= drops.length; count += 1) {
    box.dataset.drop = drops.slice(0, count).join(' ');
    if (fitsAt(box, 1)) return;
    if (fitsAt(box, 0)) {
      grow(box);
      return;
    }
  }
  for (const squeeze of SQUEEZES) if (fitsAt(box, 0, squeeze)) return;
}

/* `drops`: what the picture may leave out, in this order, e.g. ['option-second', 'stem-second']. */
export function fit(box, drops = []) {
  atRest(box, () => fitNow(box, drops));
}

/* Hides the least important things in a row (highest `data-rank`) until the rest fits. */
export function shed(row) {
  const items = [...row.querySelectorAll('[data-rank]')].sort((one, other) => other.dataset.rank - one.dataset.rank);
  for (const item of items) item.hidden = item.dataset.empty !== undefined;
  for (const item of items) {
    if (row.scrollWidth <= row.clientWidth + SPARE_PX) return;
    item.hidden = true;
  }
}

/* Lets a row leave out what it names in `data-short`, the first of `ways` that fits: e.g. ['', 'aside', 'names aside']. */
export function shorten(row, ways) {
  for (const way of ways) {
    row.dataset.short = way;
    if (row.scrollWidth <= row.clientWidth + SPARE_PX) return;
  }
}
