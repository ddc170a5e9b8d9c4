/* The card at the lower edge that says in words, icon and colour where the answer stands, or how it ended.
 *
 * The sentences of each state are in the page's words as `<state>.title` and `<state>.more`; its icon and
 * tone are attributes of the title. Used by the question's screen.
 */
import { hasWord, mark, partsOf, put, say, show, word, wordNode } from '../../parts/nodes.js';
import { answerText } from './moment.js';
import { isElder, isOneTap } from './steps.js';

const LONGEST = 48;
const VERDICTS = ['right', 'partly', 'wrong', 'none', 'void', 'shown'];

/* With hyphens that do not break, so that “B-4” stays together. */
function shortened(text) {
  const short = text && text.length > LONGEST ? text.slice(0, LONGEST) + '…' : text || '';
  return short.replace(/-/g, '\u2011');
}

/* Which answer a state speaks of: the unsent one, the one on its way, or the one the server holds. */
function answerOf(state, ask, given) {
  const sent = given.pending && given.pending.fields.answer;
  const own = state === 'draft' ? given.draft : sent;
  return shortened(own ? answerText(ask, own) : given.held ? given.held.text : '');
}

function fieldsOf(state, hall, given) {
  const ask = hall.view.stage.ask;
  const me = hall.view.me;
  const team = ask.called || ask.team;
  return {
    answer: answerOf(state, ask, given),
    points: hall.signed(me.gained || 0),
    team: team ? hall.team(team).name : '',
    max: ask.max_select || (ask.options || []).length,
  };
}

function moreText(state, hall, held, fields) {
  const ask = hall.view.stage.ask;
  const parts = [];
  if (state === 'paused' && hall.view.stage.awaits_host) parts.push(word('paused.away'));
  const timed = ['kept', 'held', 'final'].indexOf(state) >= 0 && held && held.used_ms;
  if (timed) parts.push(word('used', { seconds: (held.used_ms / 1000).toFixed(1) }));
  if (timed && held.by_host) parts.push(word('final.by_host'));
  const kind = state === 'choose' && isOneTap(ask) && isElder() ? 'elder' : ask.kind;
  const special = state + '.more.' + (state === 'paused' || state === 'unconfirmed' ? (held ? 'held' : 'none') : kind);
  if (hasWord(special)) parts.push(word(special, fields));
  else if (hasWord(state + '.more')) parts.push(word(state + '.more', fields));
  return parts.join(' · ');
}

function drawReveal(p, hall) {
  const reveal = hall.view.stage.ask.reveal;
  show(p.result, Boolean(reveal));
  if (!reveal) return;
  say(p.key, reveal.text, hall.lang);
  say(p.why, reveal.why, hall.lang);
  show(p.why, Boolean(reveal.why));
  say(p.source, reveal.source, hall.lang);
  show(p.sourceLine, Boolean(reveal.source));
  put(p.total, hall.placeText());
}

/* The key says what it sends: everything is confirmed once more where nothing is sent by one tap. */
export function drawConfirm(key, ask, draft) {
  put(key, draft && isElder() ? word('confirm.elder', { answer: shortened(answerText(ask, draft)) }) : word('confirm'));
}

/* given: { held, pending, draft } */
export function drawStatus(card, state, hall, given) {
  const p = partsOf(card);
  const fields = fieldsOf(state, hall, given);
  const title = wordNode(state + '.title');
  const gained = hall.view.me.gained;
  const scored = VERDICTS.indexOf(state) >= 0 && hall.view.me.ask === hall.view.stage.ask.id && gained;
  mark(card, 'data-tone', title.getAttribute('data-tone'));
  mark(p.icon, 'href', '#icon-' + title.getAttribute('data-icon'));
  put(p.title, word(state + '.title', fields));
  put(p.points, scored ? fields.points : '');
  show(p.points, Boolean(scored));
  put(p.more, moreText(state, hall, given.held, fields));
  show(p.more, Boolean(p.more.textContent));
  drawReveal(p, hall);
}

/* "Correct", "B", "Plus 10", "You are second": how a question ended, for the ear. */
function spokenResult(state, hall, held) {
  const me = hall.view.me;
  const gained = me.ask === hall.view.stage.ask.id ? me.gained : 0;
  const reveal = hall.view.stage.ask.reveal;
  return [
    hasWord('said.' + state) ? word('said.' + state) : word(state + '.title'),
    held && state === 'right' ? held.text : held ? word('closed.more', { answer: held.text }) : '',
    reveal && state !== 'right' ? word('said.key', { key: reveal.text }) : '',
    gained ? word(gained > 0 ? 'said.plus' : 'said.minus', { n: Math.abs(gained) }) : '',
    me.rank ? word(hasWord('said.place.' + me.rank) ? 'said.place.' + me.rank : 'said.place', { n: me.rank }) : '',
  ];
}

/* What a screen reader says of the card. */
export function spokenStatus(card, state, hall, held) {
  const p = partsOf(card);
  const shown = [p.title, p.more].map(function (part) { return part.textContent; });
  const parts = VERDICTS.indexOf(state) >= 0 ? spokenResult(state, hall, held) : shown;
  return parts.filter(Boolean).join('. ');
}
