/* The strip over a picture: what is played, how far, for how much. One line, main language only.
 *
 * `{lead, chips, aside}`: lines each. The ranks say what goes first when it does not fit (fit.js, `shed`): the
 * contest's title, then the aside, then the chips from the last. The lead stays.
 */
import { first, write } from './lines.js';
import { keep } from './picture.js';

const TITLE_RANK = 9;
const ASIDE_RANK = 6;

function item(className) {
  const element = document.createElement('span');
  element.className = className;
  return element;
}

export function drawStrip(strip, { lead = [], chips = [], aside = [], title = [] }) {
  const items = [
    { key: 'title', lines: title, look: 'strip-title', rank: TITLE_RANK },
    { key: 'lead', lines: lead, look: 'strip-lead' },
    ...chips.map((lines, place) => ({ key: `chip-${place}`, lines, look: place ? 'strip-plain' : 'chip', rank: 3 + place })),
    { key: 'room', lines: [], look: 'strip-room' },
    { key: 'aside', lines: aside, look: 'strip-plain', rank: ASIDE_RANK },
  ].filter((one) => one.key === 'room' || one.lines.length);
  keep(strip, items, (one) => one.key, (one) => item(one.look), (element, one) => {
    write(element, first(one.lines));
    if (one.rank) element.dataset.rank = one.rank;
  });
}
