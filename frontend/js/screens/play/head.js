/* The upper part of a question on a phone: round, place, points, whose turn it is, clock and stem.
 *
 * Draws into the parts of the question's template; decides nothing.
 */
import '../../parts/countdown.js';
import { clone, keyed, mark, partsOf, put, say, show, word } from '../../parts/nodes.js';

const LONG_STEM = 60;

function drawWho(p, hall) {
  const stage = hall.view.stage;
  const ask = stage.ask;
  const team = ask.called || ask.team;
  show(p.who, Boolean(team));
  if (!team) return;
  const name = (stage.turn && stage.turn.player_name) || '';
  const player = ask.player ? word('ask.player', { n: ask.player, name: name }) : '';
  const against = ask.against ? word('turn.named_by', { team: hall.you(ask.against) }) : '';
  mark(p.who, 'data-mine', team === hall.view.me.team ? 'yes' : null);
  put(p.who, [hall.turnOf(team), player, against].filter(Boolean).join(' · '));
}

/* Blanks of the stem are gaps that show what is being typed into them. */
function drawStem(stem, ask, texts, lang) {
  const pieces = ask.kind === 'fill' ? ask.stem.split(/_{4,}/) : [ask.stem];
  const shown = pieces.map(function (piece, place) {
    return place ? { gap: texts[place - 1] || '', n: place, after: piece } : { after: piece };
  });
  keyed(stem, shown, function (piece, place) { return place; }, function () {
    return clone('stem-piece');
  }, function (node, piece) {
    const p = partsOf(node);
    show(p.gap, 'gap' in piece);
    if ('gap' in piece) put(p.gap, piece.gap || word('ask.gap', { n: piece.n }));
    mark(p.gap, 'data-empty', piece.gap ? null : 'yes');
    put(p.after, piece.after);
  });
  mark(stem, 'lang', lang);
  mark(stem, 'data-long', ask.stem.length > LONG_STEM ? 'yes' : null);
}

function roundTitle(round) {
  if (!round) return '';
  return round.tie_break ? word('round.tie_break') : round.title;
}

/* `answer` is the one to show in the gaps of a fill question, or null. */
export function drawHead(p, hall, answer) {
  const stage = hall.view.stage;
  const ask = stage.ask;
  const over = ask.phase === 'closed' || ask.phase === 'revealed';
  put(p.place, word('ask.place', { n: ask.n, of: ask.of }));
  say(p.round, roundTitle(stage.round), stage.round && stage.round.tie_break ? null : hall.lang);
  show(p.value, Boolean(ask.value || ask.wrong));
  put(p.value, word(ask.wrong < 0 ? 'ask.both' : 'ask.value', { value: ask.value, wrong: hall.signed(ask.wrong) }));
  drawWho(p, hall);
  p.clock.set(over ? null : ask.clock, function (name) { hall.onClock(name); });
  drawStem(p.stem, ask, (answer && answer.texts) || [], hall.lang);
}
