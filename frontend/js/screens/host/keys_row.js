/* The second row of keys, each with its letter: always in the same place, faded when not possible now. */
import { mark, put } from '../../parts/nodes.js';
import { ACTIONS } from './actions.js';
import { askOf } from './facts.js';
import { HostPart } from './part.js';
import { firstWord, word } from './words.js';

const OF_A_QUESTION = [
  'show_question', 'open_answers', 'start_signal', 'close_answers', 'start_answer', 'rule_right', 'rule_wrong',
  'close_unclaimed', 'end_reading', 'time_up', 'reveal', 'pick_team', 'repeat_question',
];

/* A step's code comes as `open_answers` or as the command's own name, `CloseAnswers`. */
function stepWords(view, code) {
  const plain = code.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase();
  const step = firstWord([`step.${plain}`, 'step.other']);
  const ask = askOf(view);
  return ask && OF_A_QUESTION.includes(plain) ? word('step.of_question', { step, n: ask.n }) : step;
}

export function undoWords(view, which) {
  const code = view.next[which];
  return code ? word(which, { step: stepWords(view, code) }) : word(`${which}.none`);
}

class HostKeys extends HostPart {
  built() {
    this.buttons = [...this.querySelectorAll('[data-action]')];
  }

  update(view, host) {
    put(this.parts.undo, undoWords(view, 'undo'));
    put(this.parts.redo, undoWords(view, 'redo'));
    for (const button of this.buttons) {
      const action = ACTIONS[button.dataset.action];
      mark(button, 'aria-disabled', action.why(host) ? 'true' : null);
      if (action.on) mark(button, 'aria-pressed', String(action.on(host)));
    }
  }
}

customElements.define('host-keys', HostKeys);
