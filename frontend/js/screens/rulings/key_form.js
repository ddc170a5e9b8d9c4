/* The fields for a right answer of each kind of question, and what has been put into them as an answer
 * (docs/protocol.md, part 6). Filled in with the key there is when that is to be corrected.
 */
import { hotspotIn } from '../../parts/cells.js';
import { clone, partsOf, put, say, word } from '../../parts/nodes.js';
import { optionsOf } from './question.js';

const SEVERAL = ['multiple_choice'];

function choice(line, option, given) {
  const label = clone('choice');
  const input = label.querySelector('input');
  input.type = SEVERAL.includes(line.kind) ? 'checkbox' : 'radio';
  input.name = 'chosen';
  input.value = option.id;
  input.checked = given.includes(option.id);
  return label;
}

function withText(label, { mark, text }, lang) {
  const p = partsOf(label);
  put(p.mark, mark);
  say(p.text, text, lang);
  return label;
}

function textField(name, label, value) {
  const field = clone('text-field');
  const input = field.querySelector('input');
  put(partsOf(field).label, label);
  input.name = name;
  input.value = value ?? '';
  return field;
}

function selectField(name, label, options, value) {
  const field = clone('select-field');
  const p = partsOf(field);
  put(p.label, label);
  p.select.name = name;
  for (const option of options) p.select.add(new Option(`${option.mark}  ${option.text}`, option.id));
  p.select.value = value ?? '';
  return field;
}

function count(n) {
  return [...Array(n).keys()];
}

/* `given` is the key to start from, in the way of a reveal; empty to start with nothing. */
export function buildKeyFields(box, line, given, lang) {
  const { lettered, numbered } = optionsOf(line);
  const partner = new Map(line.left ? given : []);
  const build = {
    fill: () => count(line.blanks).map((n) => textField('text', word('field.blank', { n: n + 1 }), given[n])),
    hotspot: () => [textField('text', word('field.fields', { n: line.max_clicks }))],
    numeric: () => [textField('text', word('field.number', { unit: line.unit ?? '' }).trim(), given[0])],
    order: () => count(lettered.length).map((n) => selectField('placed', word('field.place', { n: n + 1 }), lettered, given[n])),
    match: () => lettered.map((left) => selectField('partner', `${left.mark}  ${left.text}`, numbered, partner.get(left.id))),
  }[line.kind];
  const fields = build ? build() : lettered.map((option) => withText(choice(line, option, given), option, lang));
  box.className = build ? 'fields' : 'choices options';
  box.replaceChildren(...fields);
}

/* The answer, or null while something is missing. */
export function keyIn(box, line) {
  const values = [...box.querySelectorAll('select, input[type="text"]')].map((field) => field.value.trim());
  const full = values.length > 0 && values.every(Boolean);
  if (line.kind === 'hotspot') return full ? hotspotIn(values[0], line.max_clicks) : null;
  if (line.kind === 'fill') return full ? { kind: 'fill', texts: values } : null;
  if (line.kind === 'numeric') return full ? { kind: 'numeric', text: values[0] } : null;
  if (line.kind === 'order') return full && new Set(values).size === values.length ? { kind: 'order', sequence: values } : null;
  if (line.kind === 'match') {
    const pairs = line.left.map((left, place) => [left.id, values[place]]).filter(([, right]) => right);
    return pairs.length ? { kind: 'match', pairs } : null;
  }
  const chosen = [...box.querySelectorAll('input:checked')].map((input) => input.value);
  return chosen.length ? { kind: 'choice', chosen } : null;
}
