/* Where a line of Chinese may break: between words, never inside one, never before a lone last sign.
 *
 * Gives a text as pieces; between them the page puts <wbr> under `word-break: keep-all`. Numbers stay
 * with their unit, 第 with its number, punctuation with its word. Pure but for Intl.Segmenter.
 */

import { KEPT } from './kept.js';

const HAN = /\p{Script=Han}/u;
const CLOSES = /^[\p{Pe}\p{Pf}，。！？；：、…,.!?;:%℃°”’]+$/u;
const OPENS = /[\p{Ps}\p{Pi}“‘]$/u;
const NUMBER_BEFORE = /[\d０-９.,–~～-]\s?$/u;
const NUMBER = /^[\d０-９]/u;
const LONGEST_WORD = 5;
const SHORTEST_END = 2;
const WORDS_OF_A_NAME = 4;
/* Single signs that end what stands before them … */
const ENDS = /^[的地得了着过吗呢吧啊们里上下中内外后前时等者器法员罪性队卡号人率]$/u;
/* … and words that begin what comes after. */
const BEGINS = /^(?:[一在是按连把被从向对给往用由为让使不没很太最更较再又也都还只就才已将以与和或及各某这那哪先能会要可新多约至该应依]|每一)$/u;
const NUMERAL = /[第一二三四五六七八九十百千万亿两几]$/u;
const NUMERALS = /^[一二三四五六七八九十百千万亿两几]+/u;
/* Begun by a short word, a piece never gets longer than this. */
const LONGEST_BEGUN = 4;

const segmenters = new Map();

export function isHan(text) {
  return HAN.test(text);
}

function wordsOf(text, language) {
  if (!('Segmenter' in Intl)) return [...text];
  if (!segmenters.has(language)) segmenters.set(language, new Intl.Segmenter(language, { granularity: 'word' }));
  const segmenter = segmenters.get(language);
  return text.split(KEPT).flatMap((part, place) => (
    place % 2 ? [part] : Array.from(segmenter.segment(part), (segment) => segment.segment)
  ));
}

function belongsTogether(before, word) {
  if (CLOSES.test(word) || OPENS.test(before) || /^\s+$/u.test(word)) return true;
  if (NUMBER_BEFORE.test(before) && (HAN.test(word[0]) || /^[a-zA-Z%℃°\d]/u.test(word)) && [...word].length <= 3) return true;
  return NUMBER.test(word) && /(第|每|约|满|超)$/u.test(before) && before.length <= 2;
}

function signs(piece) {
  return [...piece.replace(/[\p{P}\s]/gu, '')].length;
}

/* What the segmenter does not know it leaves as single signs: 扫 码, 来 电. Two in a row are taken for a word. */
function makesPair(last, word) {
  return signs(last) === 1 && signs(word) === 1 && HAN.test(last) && !ENDS.test(last) && !BEGINS.test(word);
}

/* `last` is the word the piece before ends with. */
function joins(before, last, word) {
  if (belongsTogether(before, word)) return true;
  if (CLOSES.test(last.at(-1) ?? '') || !HAN.test(last) || !HAN.test(word)) return false;
  if (ENDS.test(word) || makesPair(last, word)) return true;
  if (NUMERAL.test(last) && (NUMERALS.test(word) || signs(word) === 1)) return true;
  return BEGINS.test(last) && signs(before) + signs(word) <= LONGEST_BEGUN;
}

function chinesePieces(text, language) {
  const pieces = [];
  let last = '';
  for (const word of wordsOf(text, language)) {
    const before = pieces.at(-1);
    const paired = makesPair(last, word);
    const cut = HAN.test(word) && signs(word) > LONGEST_WORD ? [...word] : [word];
    if (before !== undefined && joins(before, last, word)) pieces[pieces.length - 1] = before + word;
    else pieces.push(...cut);
    last = paired ? last + word : word;
  }
  while (pieces.length > 1 && signs(pieces.at(-1)) < SHORTEST_END) {
    const last = pieces.pop();
    pieces[pieces.length - 1] += last;
  }
  return pieces;
}

/* Other languages break at spaces; there only a short last word of a sentence is bound to the one before. */
export function pieces(text, language) {
  if (isHan(text)) return chinesePieces(text, language);
  const isSentence = text.split(/\s/).length > WORDS_OF_A_NAME;
  return [isSentence ? text.replace(/\s(\S{1,5})$/u, '\u00a0$1') : text];
}
