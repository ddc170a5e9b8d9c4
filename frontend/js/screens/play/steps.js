/* <qh-steps>: in elder mode one thing of a question at a time: the question, the options, “sure?”, what was received.
 *
 * Only says which step is up, as `data-step` of the question's screen, and has the keys that go between them; what a
 * step hides is in css/play-elder.css. Without elder mode, and in a race, there are no steps.
 */
import { define, mark, put, show, word } from '../../parts/nodes.js';

const WAITING = ['read', 'look', 'others', 'aloud', 'hall', 'time_up', 'paused'];
const OVER = ['closed', 'missed', 'over', 'right', 'partly', 'wrong', 'none', 'void', 'shown'];

export function isElder() {
  return document.documentElement.getAttribute('data-elder') === 'on';
}

/* Kinds of which one tap is a whole answer … */
export function isOneTap(ask) {
  return ask.kind === 'single_choice' || ask.kind === 'true_false';
}

/* … that is sent at once; in elder mode it is confirmed, but in a race nobody has the time. */
export function isAtOnce(ask) {
  return isOneTap(ask) && (!isElder() || ask.flow === 'buzz');
}

/* `at`: { state, racing, unsent, sent }, where `unsent` is a whole answer that waits to be confirmed; `wish` is the step
 * asked for by a key, or null. */
export function stepOf(at, wish) {
  if (at.racing) return null;
  if (OVER.indexOf(at.state) >= 0) return 'result';
  if (WAITING.indexOf(at.state) >= 0) return 'question';
  if (wish) return wish;
  if (at.unsent) return 'sure';
  return at.sent ? 'kept' : 'options';
}

define('steps', {
  made: function () {
    this.p.options.addEventListener('click', () => this.go('options'));
    this.p.question.addEventListener('click', () => this.go('question'));
    this.p.again.addEventListener('click', () => {
      this.screen.keepDraft(null);
      this.go('options');
    });
  },

  go: function (wish) {
    this.wish = wish;
    this.screen.update(this.screen.hall);
    window.scrollTo(0, 0);
  },

  /* `screen` is the question's; `unsent` whether it holds an answer not sent yet. */
  set: function (screen, unsent) {
    const ask = screen.hall.view.stage.ask;
    const at = { state: screen.state, racing: screen.racing, unsent: unsent && isOneTap(ask), sent: Boolean(screen.held || screen.pending) && !unsent };
    // A question that was open already when it came has to be read first; in a race there is no time for a step more.
    if (this.askId !== ask.id) this.wish = at.state === 'choose' && ask.flow !== 'buzz' ? 'question' : null;
    this.askId = ask.id;
    this.screen = screen;
    const step = isElder() ? stepOf(at, this.wish) : null;
    mark(screen, 'data-step', step);
    show(this.p.options, step === 'question' && WAITING.indexOf(at.state) < 0);
    show(this.p.question, step === 'options');
    show(this.p.again, step === 'sure' || (step === 'kept' && !screen.pending && screen.isOpen(screen.hall.view)));
    put(this.p.again, word(step === 'sure' ? 'steps.other' : 'steps.change'));
  },
});
