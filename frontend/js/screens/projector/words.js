/* The projector's own words, in each language the page carries (templates/screens/projector/words.html).
 *
 * `say('closed')` gives lines like a text of a view: the contest's main language first. Values for
 * `{n}` may be strings, numbers or lines. Knows no picture.
 */

const sheets = new Map();
let spoken = ['zh-Hans'];

export function readWords() {
  for (const template of document.querySelectorAll('template[data-words]')) {
    const words = new Map();
    for (const word of template.content.querySelectorAll('[data-word]')) {
      words.set(word.dataset.word, word.textContent.trim().replace(/\s+/g, ' '));
    }
    sheets.set(template.dataset.words, words);
  }
}

function nearest(language) {
  if (sheets.has(language)) return language;
  const base = language.split('-')[0];
  return [...sheets.keys()].find((known) => known.split('-')[0] === base);
}

/* The languages of the contest, main first; one the page has no words for is passed over. */
export function speakLanguages(languages) {
  const known = languages.map(nearest).filter(Boolean);
  spoken = [...new Set(known.length ? known : ['en'])];
}

function valueIn(value, language) {
  if (!Array.isArray(value)) return String(value);
  return (value.find((line) => line.lang === language) || value[0] || { text: '' }).text;
}

export function say(key, values = {}) {
  return spoken.map((language) => {
    const pattern = sheets.get(language)?.get(key);
    if (pattern === undefined) throw new Error(`the projector has no word ${key}`);
    return { lang: language, text: pattern.replace(/\{(\w+)\}/g, (_, name) => valueIn(values[name], language)) };
  });
}
