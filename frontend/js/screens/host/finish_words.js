/* What the host reads aloud after a race: which team it goes to, by how much, and how sure that is.
 *
 * Pure readings of an ask's `finish` and `presses`. The page hands in its words: `word(key, values)`, and
 * `table(team)`, a team as it is called out. Used by the question's card and the photo-finish sheet.
 */

const COUNTED = ['first', 'later', 'close'];
/* What no phone and browser tell better, however good the link: timers and the scanning of a touch. */
const LEAST_ERROR_MS = 5;
const DIGITS = '〇一二三四五六七八九';

/* 3 is 三, 12 is 十二, 20 is 二十: tables are called out, not spelt. */
export function inChinese(n) {
  const [tens, ones] = [Math.floor(n / 10), n % 10];
  if (n > 99) return String(n);
  if (!tens) return DIGITS[ones];
  return `${tens > 1 ? DIGITS[tens] : ''}十${ones ? DIGITS[ones] : ''}`;
}

export function counts(press) {
  return COUNTED.includes(press.ruled);
}

/* The races of a question by number, each with its presses as the server ordered them. */
export function racesOf(ask) {
  const presses = ask.presses ?? [];
  const numbers = [...new Set(presses.map((press) => press.race))].sort((one, other) => one - other);
  return numbers.map((n) => ({ n, presses: presses.filter((press) => press.race === n) }));
}

/* The race that is spoken of: the one before while those too close wait to press again. */
export function raceSpokenOf(ask) {
  const pressed = (ask.presses ?? []).some((press) => press.race === ask.race);
  return ask.among?.length && !pressed ? ask.race - 1 : ask.race;
}

/* Arrivals alone were never measured: nothing is known of their error. */
export function isMeasured(press) {
  return press.doubt > 0;
}

/* Two errors that have nothing to do with each other. */
export function doubtBetween(one, other) {
  return Math.hypot(one.doubt, other.doubt);
}

export function seconds(press) {
  return (Math.abs(press.ms) / 1000).toFixed(3);
}

function gapWords(gap, word) {
  const whole = Math.round(gap);
  return whole < 1 ? word('said.ms.none') : word('said.ms', { n: whole });
}

function byTime([first, second], { word, table }) {
  const team = table(first.team);
  if (!second) return word('said.alone', { team, s: seconds(first) });
  const gap = second.behind - first.behind;
  const doubt = doubtBetween(first, second);
  const values = { team, s: seconds(first), other: table(second.team), gap: gapWords(gap, word), doubt: Math.max(1, Math.round(doubt)) };
  if (!isMeasured(first) || !isMeasured(second)) return word('said.time.unmeasured', values);
  return word(gap < doubt ? 'said.time.doubtful' : 'said.time', values);
}

/* Two with “and”, more as a list that ends with it. */
export function together(names, word) {
  if (names.length < 2) return names.join('');
  const before = names.slice(0, -1).reduce((all, name) => word('list.join', { before: all, name }));
  return `${before}${word('said.and')}${names.at(-1)}`;
}

function tooClose(finish, presses, { word, table }) {
  const close = presses.filter((press) => finish.too_close.includes(press.team));
  const behind = close.map((press) => press.behind);
  const gap = Math.max(...behind) - Math.min(...behind);
  const doubts = close.map((press) => press.doubt).sort((one, other) => other - one);
  const unsure = gap <= Math.max(LEAST_ERROR_MS, Math.hypot(...doubts.slice(0, 2)));
  const teams = together(close.map((press) => table(press.team)), word);
  const why = word(unsure ? 'said.close.unsure' : 'said.close.ruled');
  return word(`said.close.${finish.how}`, { teams, gap: gapWords(gap, word), why, team: table(finish.order[0]) });
}

/* Whether the race was run only by teams that were too close in the one before. */
function wasRunAgain(ask, race) {
  return (ask.presses ?? []).some((press) => press.race === race - 1 && press.ruled === 'close');
}

/* The sentence to read aloud; '' when there is none: nobody has won yet, or the host gave the floor. */
export function sentence(ask, words) {
  const { finish } = ask;
  if (!finish || ask.void || finish.race !== raceSpokenOf(ask)) return '';
  // One that came after the decision stands behind those of `order`.
  const lines = (ask.presses ?? []).filter((press) => press.race === finish.race && counts(press));
  if (!lines.length) return '';
  const next = ask.called && ask.called !== finish.order[0] && lines.find((press) => press.team === ask.called);
  if (next) return words.word('said.next', { team: words.table(next.team), s: seconds(next) });
  const said = finish.too_close.length ? tooClose(finish, lines, words) : byTime(lines, words);
  return wasRunAgain(ask, finish.race) ? words.word('said.again', { said }) : said;
}
