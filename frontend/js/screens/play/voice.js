/* <qh-voice>: reads the question and its options aloud, for elder mode; only where the browser can speak.
 *
 * Starts by a tap and is silent again when the question changes, its answers close or the page is left.
 */
import { define, mark, put, show, word } from '../../parts/nodes.js';
import { letterOf } from './moment.js';
import { isElder } from './steps.js';

const LANGUAGES = { 'zh-Hans': 'zh-CN', en: 'en-US' };
const OPEN = ['shown', 'open', 'answering'];

/* Case, question and options, piece by piece: some browsers break off after a quarter of a minute of one piece. */
export function piecesOf(material, ask, blank) {
  const told = material ? [material.text] : [];
  const items = (ask.options || []).concat(ask.left || []);
  const lines = items.map(function (item, place) { return letterOf(place) + '. ' + item.text; });
  const numbered = (ask.right || []).map(function (item, place) { return (place + 1) + '. ' + item.text; });
  return told.concat(ask.stem.replace(/_{4,}/g, ' ' + blank + ' '), lines, numbered);
}

define('voice', {
  made: function () {
    this.can = Boolean(window.speechSynthesis && window.SpeechSynthesisUtterance);
    this.left = 0;
    this.p.key.addEventListener('click', () => (this.left ? this.stop() : this.start()));
    if (this.can) window.addEventListener('pagehide', () => this.stop());
  },

  start: function () {
    const lang = LANGUAGES[this.hall.lang] || this.hall.lang;
    const view = this.hall.view;
    const pieces = piecesOf(view.material, view.stage.ask, word('voice.blank'));
    this.stop();
    const turn = this.turn;
    this.left = pieces.length;
    pieces.forEach((piece) => {
      const said = new SpeechSynthesisUtterance(piece);
      said.lang = lang;
      said.onend = said.onerror = () => {
        if (turn === this.turn) this.left -= 1;
        this.draw();
      };
      window.speechSynthesis.speak(said);
    });
    this.draw();
  },

  stop: function () {
    this.turn = (this.turn || 0) + 1; // what is cut off may still report its end
    if (this.can && this.left) window.speechSynthesis.cancel();
    this.left = 0;
    this.draw();
  },

  draw: function () {
    mark(this.p.key, 'aria-pressed', String(this.left > 0));
    put(this.p.word, word(this.left ? 'voice.stop' : 'voice.start'));
  },

  set: function (hall) {
    const ask = hall.view.stage.ask;
    const heard = ask.id + (OPEN.indexOf(ask.phase) >= 0 && isElder() ? '' : ' over');
    this.hall = hall;
    if (this.heard !== heard) this.stop();
    this.heard = heard;
    show(this, this.can && heard === String(ask.id));
  },
});
