/* What follows: the next turns or the rest of this round, then the rounds after it. */
import { put, show } from '../../parts/nodes.js';
import { HostPart, inside, keep } from './part.js';
import { whose } from './rundown.js';
import { word } from './words.js';

const TURNS = 3;
const LINES = 5;

/* Texts of questions not played yet are never here: this screen may be mirrored. */
function restOfRound(view, round) {
  const asks = (round?.asks ?? []).filter((ask) => ask.state === 'next');
  if (!asks.length) return [];
  if (!asks[0].team) {
    const what = word('coming.question', { n: asks[0].n });
    return [{ what, label: word('coming.rest', { n: asks.length, title: round.title }) }];
  }
  return asks.slice(0, TURNS).map((ask) => ({ what: word('coming.question', { n: ask.n }), label: whose(view, ask) }));
}

function ahead(view) {
  const { rundown } = view;
  const rounds = rundown.map((round, place) => ({ ...round, n: place + 1 })).filter((round) => round.state === 'next');
  const lines = rounds.map(({ n, title, questions, minutes }) => {
    const size = word('coming.size', { n: questions, minutes });
    return { what: word('coming.round', { n }), label: title, size };
  });
  return [...restOfRound(view, rundown.find((round) => round.state === 'now')), ...lines].slice(0, LINES);
}

class HostComing extends HostPart {
  update(view) {
    if (this.shown === view.rundown) return;
    this.shown = view.rundown;
    const lines = ahead(view);
    show(this.parts.none, !lines.length);
    keep(this.parts.list, 'host-coming-line', lines, (line, place) => place, (node, line) => {
      put(inside(node, 'what'), line.what);
      put(inside(node, 'label'), line.label);
      put(inside(node, 'size'), line.size);
    });
  }
}

customElements.define('host-coming', HostComing);
