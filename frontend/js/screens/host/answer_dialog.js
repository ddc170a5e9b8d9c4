/* The host answers for a team whose phone is dead: what it says or shows, entered with the question's own options. */
import { hotspotIn } from '../../parts/cells.js';
import { put, show } from '../../parts/nodes.js';
import { HostDialog } from './dialog.js';
import { askOf, team } from './facts.js';
import { inside, keep } from './part.js';
import { word } from './words.js';

const LETTERS = 'ABCDEFGHIJ';

function lettered(options) {
  return options.map((option, place) => ({ id: option.id, text: `${LETTERS[place]} ${option.text}` }));
}

/* One line of the form for each thing there is to enter: its label, and what may be chosen there. */
function linesOf(ask) {
  if (ask.kind === 'fill') {
    return Array.from({ length: ask.blanks ?? 1 }, (_, place) => ({ label: word('answer.blank', { n: place + 1 }) }));
  }
  if (ask.kind === 'numeric') return [{ label: [word('kind.numeric'), ask.unit].filter(Boolean).join(' · ') }];
  if (ask.kind === 'open') return [{ label: word('kind.open') }];
  if (ask.kind === 'hotspot') return [{ label: word('answer.fields', { n: ask.max_clicks }) }];
  if (ask.kind === 'order') {
    return ask.options.map((_, place) => ({ label: word('answer.place', { n: place + 1 }), from: lettered(ask.options) }));
  }
  // Match: letters on the left, numbers on the right, as on every screen.
  if (ask.kind === 'match') {
    const rights = ask.right.map((option, place) => ({ id: option.id, text: `${place + 1} ${option.text}` }));
    return lettered(ask.left).map((left) => ({ label: left.text, left: left.id, from: rights }));
  }
  return [];
}

/* The answer as the protocol has it, null as long as something is missing. */
function answerOf(ask, chosen, values) {
  if (ask.options && ask.kind !== 'order') {
    const fits = chosen.length > 0 && chosen.length <= (ask.kind === 'multiple_choice' ? ask.max_select ?? chosen.length : 1);
    return fits ? { kind: 'choice', chosen } : null;
  }
  if (values.some((value) => !value.trim())) return null;
  if (ask.kind === 'fill') return { kind: 'fill', texts: values };
  if (ask.kind === 'open') return { kind: 'open', text: values[0].slice(0, ask.max_chars) };
  if (ask.kind === 'hotspot') return hotspotIn(values[0], ask.max_clicks);
  if (ask.kind === 'numeric') return { kind: 'numeric', text: values[0] };
  if (new Set(values).size < values.length) return null;
  if (ask.kind === 'order') return { kind: 'order', sequence: values };
  return { kind: 'match', pairs: ask.left.map((left, place) => [left.id, values[place]]) };
}

class HostAnswer extends HostDialog {
  prepare(view, chosen) {
    this.ask = askOf(view);
    this.team = chosen;
    const { n, name } = team(view, chosen);
    const { ask } = this;
    put(this.parts.title, word('answer.title', { team: word('team', { n, name }), n: ask.n }));
    const several = ask.kind === 'multiple_choice';
    const options = ask.options && ask.kind !== 'order' ? lettered(ask.options) : [];
    show(this.parts.choices, options.length > 0);
    keep(this.parts.options, 'host-answer-option', options, (option) => `${ask.id}-${option.id}`, (node, option) => {
      const input = node.querySelector('input');
      Object.assign(input, { type: several ? 'checkbox' : 'radio', name: 'chosen', value: option.id, checked: false });
      put(node.querySelector('span'), option.text);
    });
    keep(this.parts.lines, 'host-answer-line', linesOf(ask), (_, place) => `${ask.id}-${place}`, (node, line) => this.fillLine(node, line));
  }

  fillLine(node, line) {
    put(inside(node, 'label'), line.label);
    const [text, select] = [inside(node, 'text'), inside(node, 'select')];
    show(text, !line.from);
    show(select, Boolean(line.from));
    text.value = '';
    const none = new Option(word('answer.choose'), '');
    select.replaceChildren(none, ...(line.from ?? []).map((option) => new Option(option.text, option.id)));
  }

  fields() {
    if (!this.ask) return null;
    const chosen = [...this.parts.options.querySelectorAll('input:checked')].map((input) => input.value);
    const lines = [...this.parts.lines.querySelectorAll('[data-in="text"]:not([hidden]), [data-in="select"]:not([hidden])')];
    const answer = answerOf(this.ask, chosen, lines.map((field) => field.value));
    return answer && { team: this.team, ask: this.ask.id, answer };
  }

  submit(fields) {
    this.host.send('AnswerForTeam', fields);
  }
}

customElements.define('host-answer', HostAnswer);
