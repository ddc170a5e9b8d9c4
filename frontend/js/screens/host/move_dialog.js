/* A team changes phones: a QR code for the new one, good for a minute and once. Closes by itself when it was used. */
import { serverNow } from '../../live/clock.js';
import { put, show } from '../../parts/nodes.js';
import { HostDialog } from './dialog.js';
import { cell, team } from './facts.js';
import { word } from './words.js';

class HostMove extends HostDialog {
  built() {
    super.built();
    this.parts.again.addEventListener('click', () => this.ask());
    setInterval(() => this.parts.dialog.open && this.tick(), 250);
  }

  prepare(view, chosen) {
    this.team = chosen;
    put(this.parts.title, word('move.title', { team: word('team', team(view, chosen)) }));
    this.ask();
  }

  async ask() {
    this.offer = null;
    this.before = this.holder(this.host.view);
    this.tick();
    const wanted = this.team;
    let refused = word('why.link');
    try {
      const answer = await fetch('/api/move', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ as: 'host', team: wanted }),
      });
      const told = await answer.json();
      if (wanted !== this.team) return;
      if (answer.ok) this.offer = told;
      refused = told.text ?? refused;
    } catch {
      this.offer = null;
    }
    if (!this.offer) {
      this.parts.dialog.close();
      return this.host.say(refused);
    }
    this.parts.qr.src = `data:image/svg+xml,${encodeURIComponent(this.offer.qr)}`;
    put(this.parts.url, this.offer.url.replace(/^https?:\/\//, ''));
    this.tick();
  }

  holder(view) {
    const one = cell(view, this.team);
    return `${one?.seat === 'empty'} ${one?.moved_at ?? ''}`;
  }

  update(view, host) {
    super.update(view, host);
    if (!this.parts.dialog.open || this.holder(view) === this.before) return;
    this.parts.dialog.close();
    host.say(word('move.done', { team: team(view, this.team).name }));
  }

  tick() {
    const left = this.offer ? Math.ceil((this.offer.until - serverNow()) / 1000) : null;
    const over = left !== null && left <= 0;
    show(this.parts.code, Boolean(this.offer) && !over);
    show(this.parts.again, over);
    put(this.parts.left, left === null ? '' : over ? word('move.over') : word('move.left', { s: left }));
  }
}

customElements.define('host-move', HostMove);
