/* Entry of the projector page: words, the hall element, and the live link that feeds it.
 *
 * A view drawn first after a (re)connection stands still; only what changes before the hall's eyes moves.
 */
import { connect } from '../live/socket.js';
import { hidePointer, linkMark, watchKeys } from '../screens/projector/desk.js';
import { Sounds } from '../screens/projector/sound.js';
import { readWords } from '../screens/projector/words.js';
import '../screens/projector/ring.js';
import '../screens/projector/lobby.js';
import '../screens/projector/opening.js';
import '../screens/projector/question.js';
import '../screens/projector/standings.js';
import '../screens/projector/tie.js';
import '../screens/projector/podium.js';
import '../screens/projector/covered.js';
import '../screens/projector/news.js';
import '../screens/projector/hall.js';

readWords();
const hall = document.querySelector('qh-hall');
const markLink = linkMark(document.getElementById('link-mark'));
const sounds = new Sounds(document.getElementById('sound-hint'));
let seen = false;

watchKeys(hall, document.getElementById('full-screen-hint'));
hidePointer(document.documentElement);
connect({
  path: document.body.dataset.live,
  lang: document.documentElement.lang,
  onView(view) {
    hall.show(view, seen);
    sounds.hear(view, seen);
    seen = true;
  },
  onLink(state) {
    if (state !== 'up') seen = false;
    markLink(state);
  },
});
