/* A quiet sentence that goes by itself: refusals, and why a key did nothing. */
import { put, show } from '../../parts/nodes.js';
import { HostPart } from './part.js';

const SHORTEST_MS = 3500;
const PER_SIGN_MS = 60;

class HostToast extends HostPart {
  say(text) {
    clearTimeout(this.timer);
    put(this.parts.text, text);
    show(this.parts.text, true);
    this.timer = setTimeout(() => show(this.parts.text, false), SHORTEST_MS + text.length * PER_SIGN_MS);
  }
}

customElements.define('host-toast', HostToast);
