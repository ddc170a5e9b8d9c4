/* The big ruling keys for spoken answers: one team's ✓ and ✕, or a row of teams when each is ruled. */
import { mark, put, show } from '../../parts/nodes.js';
import { team, toRule, verdictOf, worth } from './facts.js';
import { HostPart, inside, keep } from './part.js';
import { signed, word } from './words.js';

class HostRuling extends HostPart {
  built() {
    this.parts.each.addEventListener('click', (event) => {
      const button = event.target.closest('.rule');
      if (button) this.host.rule(button.closest('li').dataset.key, button.dataset.in === 'right');
    });
  }

  update(view, host) {
    this.host = host;
    const teams = toRule(view);
    show(this, teams.length > 0);
    mark(document.body, 'data-ruling', teams.length ? 'yes' : null);
    if (!teams.length) return;
    const alone = teams.length === 1 ? teams[0] : null;
    show(this.parts.one, Boolean(alone));
    show(this.parts.each, !alone);
    put(this.parts.lead, alone ? this.lead(view, alone) : `${word('ruling.each')} · ${word('ruling.each.hint')}`);
    mark(this.parts.box, 'data-ruled', alone ? verdictOf(view, alone) : null);
    if (alone) this.drawOne(view);
    else keep(this.parts.each, 'host-ruling-team', teams, (id) => id, (node, id) => this.fill(node, id, view));
  }

  lead(view, id) {
    const name = word('team', team(view, id));
    const verdict = verdictOf(view, id);
    return verdict ? word('ruling.done', { team: name, verdict: word(`verdict.${verdict}`) }) : word('ruling.one', { team: name });
  }

  drawOne(view) {
    put(this.parts.gain, signed(worth(view, true)));
    put(this.parts.loss, signed(worth(view, false)));
  }

  fill(node, id, view) {
    const { n, name } = team(view, id);
    put(inside(node, 'n'), n);
    put(inside(node, 'name'), name);
    mark(node, 'data-ruled', verdictOf(view, id));
    mark(node, 'data-chosen', this.host.chosen === id ? 'yes' : null);
    mark(inside(node, 'right'), 'aria-label', word('ruling.right_for', { team: name }));
    mark(inside(node, 'wrong'), 'aria-label', word('ruling.wrong_for', { team: name }));
  }
}

customElements.define('host-ruling', HostRuling);
