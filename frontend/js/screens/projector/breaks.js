/* Where a line of Chinese may break: between words, never inside one, never before a lone last sign.
 *
 * Gives a text as pieces; between them the page puts <wbr> under `word-break: keep-all`. Numbers stay
 * with their unit, 第 with its number, punctuation with its word. Pure but for Intl.Segmenter.
 */

const HAN = /\p{Script=Han}/u;
const CLOSES = /^[\p{Pe}\p{Pf}，。！？；：、…,.!?;:%℃°”’]+$/u;
const OPENS = /[\p{Ps}\p{Pi}“‘]$/u;
const NUMBER_BEFORE = /[\d０-９.,–~～-]\s?$/u;
const NUMBER = /^[\d０-９]/u;
const LONGEST_WORD = 5;
const SHORTEST_END = 2;
const WORDS_OF_A_NAME = 4;

const segmenters = new Map();

export function isHan(text) {
  return HAN.test(text);
}

function wordsOf(text, language) {
  if (!('Segmenter' in Intl)) return [...text];
  if (!segmenters.has(language)) segmenters.set(language, new Intl.Segmenter(language, { granularity: 'word' }));
  return Array.from(segmenters.get(language).segment(text), (segment) => segment.segment);
}

function belongsTogether(before, word) {
  if (CLOSES.test(word) || OPENS.test(before) || /^\s+$/u.test(word)) return true;
  if (NUMBER_BEFORE.test(before) && (HAN.test(word[0]) || /^[a-zA-Z%℃°\d]/u.test(word)) && [...word].length <= 3) return true;
  return NUMBER.test(word) && /(第|每|约|满|超)$/u.test(before) && before.length <= 2;
}

function signs(piece) {
  return [...piece.replace(/[\p{P}\s]/gu, '')].length;
}

function chinesePieces(text, language) {
  const pieces = [];
  for (const word of wordsOf(text, language)) {
    const before = pieces.at(-1);
    const cut = HAN.test(word) && [...word].length > LONGEST_WORD ? [...word] : [word];
    if (before !== undefined && belongsTogether(before, word)) pieces[pieces.length - 1] = before + word;
    else pieces.push(...cut);
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
