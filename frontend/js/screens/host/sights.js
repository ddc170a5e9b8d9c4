/* What a question shows beside its words, on the host's card: pictures, the areas of a picture, the case, and for an
 * open question what to look for and what the teams typed.
 */
import { cornerOf, drawAreas } from '../../parts/areas.js';
import { mark, put, show } from '../../parts/nodes.js';
import { byNumber, team } from './facts.js';
import { inside, keep } from './part.js';
import { word } from './words.js';

function fillPicture(node, picture, regions) {
  const image = inside(node, 'image');
  Object.assign(image, { width: picture.width, height: picture.height, alt: picture.alt ?? '' });
  mark(image, 'src', picture.url);
  drawAreas(inside(node, 'areas'), regions, picture);
  keep(inside(node, 'numbers'), 'host-area', regions, (region) => region.id, (number, region, place) => {
    const [x, y] = cornerOf(region, picture);
    Object.assign(number.style, { left: `${100 * x}%`, top: `${100 * y}%` });
    put(number, place + 1);
    mark(number, 'title', region.label);
    mark(number, 'data-mistake', region.correct ? null : 'yes');
  });
}

/* Typed answers, each whole: in the teams' cells there is no room for them. */
function typed(view, ask) {
  if (ask.kind !== 'open') return [];
  const answers = view.key?.answers ?? {};
  return byNumber(view).filter((one) => answers[one.team]).map((one) => ({ ...team(view, one.team), says: answers[one.team] }));
}

export function drawSights(p, view, ask) {
  const { material } = view;
  const pictures = [...(ask.image ? [ask.image] : ask.pictures ?? []), ...(material?.pictures ?? [])];
  show(p.sights, pictures.length > 0);
  keep(p.sights, 'host-sight', pictures, (picture) => picture.url, (node, picture) => {
    fillPicture(node, picture, picture === ask.image ? ask.reveal?.regions ?? [] : []);
  });
  show(p.case, Boolean(material));
  // The first question of a case is when it is read out.
  if (material && p.case.dataset.of !== material.id) p.case.open = true;
  p.case.dataset.of = material?.id ?? '';
  put(p.caseText, material?.text);
  const rubric = (view.key?.rubric ?? []).map(({ criterion, points }) => word('rubric', { criterion, points }));
  const keywords = view.key?.keywords ?? [];
  const helps = [...rubric, ...(keywords.length ? [word('keywords', { words: keywords.join(' · ') })] : [])];
  show(p.rubric, helps.length > 0);
  keep(p.rubric, 'host-help', helps, (help) => help, (node, help) => put(node, help));
  const answers = typed(view, ask);
  show(p.typed, answers.length > 0);
  keep(p.typed, 'host-typed', answers, (answer) => answer.id, (node, answer) => {
    put(inside(node, 'name'), word('team', { n: answer.n, name: answer.name }));
    put(inside(node, 'says'), answer.says);
  });
}
