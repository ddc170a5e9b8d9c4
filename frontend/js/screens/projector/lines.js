/* Texts on the projector: a block in the main language, the second language smaller below it.
 *
 * A view's text is a list without names of languages; here it becomes lines `{lang, text}`. `write` puts
 * lines into an element and leaves it alone when nothing changed. Knows no picture.
 */
import { isHan, pieces } from './breaks.js';

let languages = ['zh-Hans'];
const written = new WeakMap();

export function nameLanguages(list) {
  languages = list;
}

function languageOf(text) {
  const chinese = languages.find((language) => language.startsWith('zh')) || 'zh-Hans';
  const other = languages.find((language) => !language.startsWith('zh')) || 'en';
  return isHan(text) ? chinese : other;
}

/* A language without a text is left out of a view's list: then the script has to tell which one it is. What is
 * the same in every language (%, a name) is said once. */
export function toLines(text) {
  const list = text === null || text === undefined ? [] : [].concat(text);
  const complete = Array.isArray(text) && list.length === languages.length;
  const lines = list.map((line, place) => ({ lang: complete ? languages[place] : languageOf(line), text: line }));
  return lines.filter(({ text: line }, place) => line && list.indexOf(line) === place);
}

export function first(lines) {
  return lines.slice(0, 1);
}

/* Texts of several sources as one, language by language: "第 2 轮" + "共答题". */
export function joined(parts, between = ' · ') {
  const longest = parts.reduce((most, part) => (part.length > most.length ? part : most), []);
  return longest.map(({ lang }) => ({
    lang,
    text: parts.map((part) => (part.find((line) => line.lang === lang) || part[0])?.text).filter(Boolean).join(between),
  }));
}

export function breakable(text, language) {
  const fragment = document.createDocumentFragment();
  pieces(text, language).forEach((piece, place) => {
    if (place) fragment.append(document.createElement('wbr'));
    fragment.append(piece);
  });
  return fragment;
}

export function plain(line) {
  return line.text;
}

function lineElement(line, place, fill) {
  const element = document.createElement('span');
  element.className = place ? 'line second' : 'line main';
  element.lang = line.lang;
  element.append(fill(line));
  return element;
}

/* `fill` may draw a line its own way (blanks in a stem); `sign` then says what its drawing depends on. */
export function write(element, lines, fill = (line) => breakable(line.text, line.lang), sign = '') {
  const now = JSON.stringify([lines, sign]);
  if (written.get(element) === now) return false;
  written.set(element, now);
  element.replaceChildren(...lines.map((line, place) => lineElement(line, place, fill)));
  return true;
}
