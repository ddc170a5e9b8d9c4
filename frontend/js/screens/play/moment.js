/* Where this seat stands in the question on the screen: one word for everything the phone can show. Pure.
 *
 * Takes the view as the server sent it and what is still on its way; the words, colours and icons for each
 * state are in the page's templates. Only an acknowledgement makes an answer `kept`.
 */

export const SLOW_MS = 800;
export const RESENT_MS = 2500;
export const UNCONFIRMED_MS = 6000;
const LETTERS = 'ABCDEFGHIJKLMNOPQRST';

export function letterOf(place) {
  return LETTERS.charAt(place);
}

/* The field of a picture that a point lies in: a letter for its column, a number for its row. */
export function cellOf(point) {
  const field = point.map(function (part) { return Math.min(9, Math.floor(10 * part + 1e-9)); });
  return letterOf(field[0]) + (field[1] + 1);
}

/* Short words for an answer in the letters of this screen: "B", "A C", "C-A-B", "A-2 B-1", "119", "C4 F7". */
export function answerText(ask, answer) {
  function letter(list, id) {
    return letterOf((list || []).findIndex(function (item) { return item.id === id; }));
  }
  function number(id) {
    return (ask.right || []).findIndex(function (item) { return item.id === id; }) + 1;
  }
  if (ask.kind === 'true_false') {
    return ask.options.filter(function (option) { return option.id === answer.chosen[0]; })[0].text;
  }
  if (answer.chosen) return answer.chosen.map(function (id) { return letter(ask.options, id); }).sort().join(' ');
  if (answer.sequence) return answer.sequence.map(function (id) { return letter(ask.options, id); }).join('-');
  if (answer.pairs) {
    return answer.pairs.map(function (pair) { return letter(ask.left, pair[0]) + '-' + number(pair[1]); }).sort().join(' ');
  }
  if (answer.points) return answer.points.map(cellOf).sort().join(' ');
  if (!answer.texts) return answer.text.trim();
  return answer.texts.map(function (text) { return text.trim() || '–'; }).join(' / ');
}

/* The newest answer the server is known to hold: its own word, or one acknowledged a moment before that arrives. */
export function heldAnswer(view, acked) {
  const ask = view.stage.ask;
  const told = view.me && view.me.ask === ask.id ? view.me.answer : null;
  if (!acked || acked.ask !== ask.id || (told && told.n >= acked.n)) return told;
  return { answer: acked.answer, text: answerText(ask, acked.answer), n: acked.n, locked: Boolean(acked.lock) };
}

/* The answer still on its way, or null. */
export function waitingAnswer(ask, waiting) {
  return waiting.find(function (entry) {
    return (entry.do === 'SubmitAnswer' || entry.do === 'LockAnswer') && entry.fields.ask === ask.id;
  }) || null;
}

function verdictOf(view) {
  const ask = view.stage.ask;
  const mine = view.me.ask === ask.id ? view.me : {};
  if (ask.void || mine.verdict === 'void') return 'void';
  if (mine.verdict) return mine.verdict;
  return ask.phase === 'revealed' ? 'shown' : null;
}

function sendingState(age) {
  if (age >= UNCONFIRMED_MS) return 'unconfirmed';
  if (age >= RESENT_MS) return 'resending';
  return age >= SLOW_MS ? 'sending' : 'pressed';
}

/* Whether this seat is among those who may answer the ask at all; the audience plays along with everything. */
export function isConcerned(view) {
  const ask = view.stage.ask;
  const me = view.me;
  if (me.role !== 'captain') return true;
  if (ask.called) return ask.called === me.team;
  if (ask.flow === 'in_turn') return ask.team === me.team;
  return (ask.contestants || []).indexOf(me.team) >= 0;
}

function afterClose(view, held) {
  if (held) return 'closed';
  const onPhone = view.me.role !== 'captain' || view.stage.ask.answering === 'device';
  return isConcerned(view) && onPhone ? 'missed' : 'over';
}

/* `waiting` as the outbox gives it, `age` how many ms the waiting answer has been on its way. */
export function stateOf(view, held, pending, age) {
  const ask = view.stage.ask;
  const may = view.can.indexOf('answer') >= 0;
  const verdict = verdictOf(view);
  if (ask.phase === 'revealed' || ask.void) return verdict;
  if (pending) return sendingState(age);
  if (view.stage.paused && ask.phase !== 'closed') return 'paused';
  if (verdict) return verdict;
  if (ask.phase === 'closed') return afterClose(view, held);
  if (held && held.locked) return 'final';
  if (held) return may ? 'kept' : 'held';
  if (may) return 'choose';
  if (ask.to_audience) return 'hall';
  if (ask.time_up) return 'time_up';
  if (!isConcerned(view)) return ask.called || ask.team ? 'others' : 'look';
  if (ask.phase === 'shown') return 'read';
  return ask.answering === 'device' || view.me.role !== 'captain' ? 'look' : 'aloud';
}
