/* The lobby's card: how to join, whether the door is open, and the seats with their PINs.
 *
 * PINs stay covered until asked for, because the host's screen is often mirrored by accident.
 */
import { mark, put } from '../../parts/nodes.js';
import { cell, presence, team } from './facts.js';
import { drawFitness } from './fitness.js';
import { HostPart, inside, keep } from './part.js';
import { word } from './words.js';

class HostLobby extends HostPart {
  built() {
    this.parts.reveal.addEventListener('click', () => {
      this.revealed = !this.revealed;
      this.update(this.view, this.host);
    });
    this.parts.lock.addEventListener('change', () => {
      const wanted = this.parts.lock.checked;
      this.parts.lock.checked = this.view.lobby.locked;
      this.host.send('LockLobby', { locked: wanted });
    });
  }

  update(view, host) {
    this.view = view;
    this.host = host;
    const { code, url } = view.contest.join;
    put(this.parts.code, code.replace(/(\d{3})(?=\d)/g, '$1 '));
    put(this.parts.address, url);
    mark(this.parts.qr, 'src', `/qr/${code}.svg`);
    mark(this.parts.print, 'href', `/desk/contests/${view.contest.id}/cards`);
    this.parts.lock.checked = view.lobby.locked;
    put(this.parts.lockWord, word(view.lobby.locked ? 'lobby.locked' : 'lobby.open'));
    drawFitness(this.parts, view);
    mark(this.parts.reveal, 'aria-pressed', String(Boolean(this.revealed)));
    keep(this.parts.seats, 'host-lobby-seat', view.lobby.seats, (seat) => seat.team, (node, seat) => this.fill(node, seat));
  }

  fill(node, seat) {
    const { n, name } = team(this.view, seat.team);
    const one = cell(this.view, seat.team);
    const state = one ? presence(this.view, one) : seat.seat;
    mark(node, 'data-state', state);
    put(inside(node, 'n'), n);
    put(inside(node, 'name'), name);
    put(inside(node, 'pin'), this.revealed ? seat.pin : '••••••');
  }
}

customElements.define('host-lobby', HostLobby);
