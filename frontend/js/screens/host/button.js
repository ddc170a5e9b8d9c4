/* A team's house button, as a mark beside its phone's: ready with its delay, not armed, or disconnected. */
import { mark } from '../../parts/nodes.js';
import { inside, putOrHide } from './part.js';
import { word } from './words.js';

function words({ state, link_ms: ms }) {
  return word(state === 'ready' && ms !== null ? 'button.ready.link' : `button.${state}`, { ms });
}

export function fillButton(node, one) {
  putOrHide(inside(node, 'button'), one.button ? words(one.button) : '');
  mark(inside(node, 'button'), 'data-button', one.button?.state);
}
