/* The host's dialog for the projector: theme, sounds with their volume, calm, frozen standings. Every change is
 * carried out at once. */
import { put } from '../../parts/nodes.js';
import { HostDialog } from './dialog.js';
import { can } from './facts.js';
import { word } from './words.js';

class HostDisplay extends HostDialog {
  built() {
    super.built();
    this.parts.form.addEventListener('change', (event) => this.dress(event.target));
    this.parts.form.addEventListener('input', () => this.sayVolume());
  }

  prepare(view) {
    this.draw(view.contest.look);
    this.drawFrozen(view);
  }

  /* What the server says counts, but nothing moves under the finger. */
  update(view, host) {
    super.update(view, host);
    if (!this.parts.dialog.open) return;
    if (this.drawn !== view.contest.look) this.draw(view.contest.look);
    this.drawFrozen(view);
  }

  draw(look) {
    const { theme, sound, volume, calm } = this.parts.form.elements;
    this.drawn = look;
    theme.value = look.theme;
    sound.checked = look.sound;
    if (document.activeElement !== volume) volume.value = look.volume;
    volume.disabled = !look.sound;
    calm.checked = look.calm;
    this.sayVolume();
  }

  drawFrozen(view) {
    const { frozen } = this.parts.form.elements;
    frozen.checked = Boolean(view.standings.frozen);
    frozen.disabled = !can(view, 'FreezeStandings');
  }

  /* Closing sends nothing more. */
  fields() {
    return {};
  }

  submit() {}

  sayVolume() {
    const { sound, volume } = this.parts.form.elements;
    put(this.parts.loud, sound.checked ? word('display.volume', { n: volume.value }) : word('display.silent'));
  }

  dress({ name, type, checked, value }) {
    if (name === 'frozen') return this.host.send('FreezeStandings', { on: checked });
    const wish = type === 'checkbox' ? checked : type === 'range' ? Number(value) : value;
    this.host.send('DressScreen', { [name]: wish });
  }
}

customElements.define('host-display', HostDisplay);
