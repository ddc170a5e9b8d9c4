/* What follows: the next questions of this round, then the next round. */
import { put, show } from '../../parts/nodes.js';
import { HostPart, inside, keep } from './part.js';
import { word } from './words.js';

const LINES = 4;

function ahead(rundown) {
  const now = rundown.find((round) => round.state === 'now');
  const asks = (now?.asks ?? []).filter((ask) => ask.state === 'next');
  const rounds = rundown.filter((round) => round.state === 'next');
  const lines = asks.slice(0, LINES - 1).map((ask) => ({ what: word('coming.question', { n: ask.n }), label: ask.label }));
  return [...lines, ...rounds.map((round) => ({ what: word('coming.round', { n: rundown.indexOf(round) + 1 }), label: round.title }))].slice(0, LINES);
}

class HostComing extends HostPart {
  update(view) {
    if (this.shown === view.rundown) return;
    this.shown = view.rundown;
    const lines = ahead(view.rundown);
    show(this.parts.none, !lines.length);
    keep(this.parts.list, 'host-coming-line', lines, (line, place) => place, (node, line) => {
      put(inside(node, 'what'), line.what);
      put(inside(node, 'label'), line.label);
    });
  }
}

customElements.define('host-coming', HostComing);
