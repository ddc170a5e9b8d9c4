/* Runs before the script of a live page in the question editor's frame: that page gets no socket but a shown view,
 * and what else it would send or open stays here: the browser may hold the seat of a real contest. Nor does it take
 * the focus from somebody who types in the form.
 */
import { showWhatIsPosted } from '../live/shown.js';

const focus = HTMLElement.prototype.focus;
const refusal = document.body.dataset.refusal;

function stay(event) {
  if (event.type === 'submit' || event.target.closest('a[href]')) event.preventDefault();
}

showWhatIsPosted(refusal);
HTMLElement.prototype.focus = function (how) {
  if (document.hasFocus()) focus.call(this, how);
};
window.fetch = () => Promise.reject(new TypeError(refusal));
document.addEventListener('submit', stay);
document.addEventListener('click', stay);
