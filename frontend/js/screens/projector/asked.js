/* Draws what may be seen of a question into the parts of its picture.
 *
 * `seen` says how far the reveal has come: {spread, mark, why, verdicts}. Nothing here waits or moves.
 */
import { drawChoices } from './choices.js';
import { SIGNS, drawAnswered, drawBanner, drawVerdicts } from './footer.js';
import { first, toLines, write } from './lines.js';
import { roundLines } from './opening.js';
import { drawPairs } from './pairs.js';
import { drawPressed, drawTooClose } from './photo_finish.js';
import { drawBand } from './race.js';
import { drawScene } from './scene.js';
import { writeNumber, writeStem } from './stem.js';
import { signed, teamOf, writeName } from './teams.js';
import { say } from './words.js';

export function askStrip(view) {
  const { ask, round } = view.stage;
  const chips = [roundLines(round), say('question-n-of', { n: ask.n, of: ask.of }), say(`kind-${ask.kind}`)];
  return { title: toLines(view.contest.title), chips, aside: worth(ask) };
}

/* The clock keeps its place from the reading until the answer is known, so that nothing jumps meanwhile. */
export function askClock(view, suspense) {
  const { ask, round } = view.stage;
  if (suspense || ask.phase === 'closed') return { closed: true };
  if (ask.phase === 'revealed') return null;
  if (ask.clock) return ask.clock;
  const seconds = ask.phase === 'shown' && ask.flow !== 'buzz' && !round.facts?.stakes?.length && round.facts?.time_s;
  return seconds ? { planned: true, total: seconds * 1000, left: seconds * 1000 } : null;
}

function worth({ value, wrong }) {
  if (!value) return [];
  return wrong ? say('worth-both', { right: signed(value), wrong: signed(wrong) }) : say('worth', { n: value });
}

function drawWhy(refs, ask, shown) {
  const why = shown ? toLines(ask.reveal.why) : [];
  refs.why.hidden = !why.length;
  write(refs.whyText, why);
  const source = shown ? first(toLines(ask.reveal.source)) : [];
  write(refs.source, source.length ? first(say('source', { text: source })) : []);
}

/* A good answer to an open question; there may be none. */
function drawGood(refs, ask, shown) {
  const good = shown && ask.kind === 'open' ? toLines(ask.reveal.text) : [];
  refs.good.hidden = !good.length;
  write(refs.goodText, good);
}

/* The verdicts take their room with the why and become visible after it. */
function drawFoot(refs, view, { why }) {
  const { ask } = view.stage;
  const racing = ask.flow === 'buzz' && !why;
  const everyone = ask.flow === 'everyone' && !why && ask.answering !== 'spoken';
  refs.band.hidden = !racing;
  if (racing) drawBand(refs.band, view);
  refs.foot.hidden = !everyone && !why;
  if (why) drawVerdicts(refs.foot, view);
  else if (everyone) drawAnswered(refs.foot, view);
}

/* No distribution is better than one of nothing but zeros: spoken answers leave none. */
function spreadOf(ask) {
  const { spread: counts, audience, answers } = ask.reveal;
  const sum = Object.values(counts || {}).reduce((all, count) => all + count, 0);
  if (!sum) return null;
  const hall = audience?.answered || 0;
  const everybody = hall + Object.keys(answers || {}).length;
  return { counts, total: ask.kind === 'multiple_choice' ? Math.max(everybody, ...Object.values(counts)) : sum };
}

export function drawAsked(refs, view, seen) {
  const { ask } = view.stage;
  const key = seen.mark ? ask.reveal.key : null;
  writeStem(refs.stem, ask, key);
  writeNumber(refs.number, ask, key);
  drawPairs(refs.pairs, ask, key);
  drawScene(refs, view, seen);
  drawGood(refs, ask, seen.mark);
  drawChoices(refs.options, ask, key, seen.spread ? spreadOf(ask) : null);
  drawWhy(refs, ask, seen.why);
  drawBanner(refs.banner, view);
  drawFoot(refs, view, seen);
}

/* The large card over the question: a buzzer won, a race too close to call, or an answer ruled. */
export function drawMoment(refs, view, moment, team) {
  const { pressed, tooClose, ruled } = refs;
  pressed.hidden = moment !== 'pressed';
  ruled.hidden = !moment.startsWith('ruled');
  tooClose.hidden = moment !== 'too-close';
  if (!pressed.hidden) drawPressed(pressed, view);
  if (!tooClose.hidden) drawTooClose(tooClose, view);
  if (ruled.hidden) return;
  const { ask } = view.stage;
  const verdict = moment.replace('ruled-', '');
  ruled.dataset.verdict = verdict;
  ruled.querySelector('.ruled-sign').textContent = SIGNS[verdict];
  write(ruled.querySelector('.ruled-word'), say(`ruled-${verdict}`));
  writeName(ruled.querySelector('.ruled-name'), teamOf(view, team));
  const points = { right: ask.value, wrong: ask.wrong, none: ask.wrong }[verdict];
  ruled.querySelector('.ruled-points').textContent = points ? signed(points) : '';
}
