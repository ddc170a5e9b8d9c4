/* The left side: the programme, what is done, what is on, what is to come. */
import { mark, put, show } from '../../parts/nodes.js';
import { team } from './facts.js';
import { HostPart, inside, keep } from './part.js';
import { word } from './words.js';

/* A question not played yet has no text here, only whose it is. */
export function whose(view, { team: id, player }) {
  if (!id) return '';
  const { name } = team(view, id);
  return player ? word('rundown.player', { team: name, n: player }) : name;
}

function fillAsk(node, ask, view) {
  mark(node, 'data-state', ask.state);
  put(inside(node, 'n'), ask.n);
  const label = ask.label || whose(view, ask);
  mark(node, 'data-bare', label ? null : 'yes');
  put(inside(node, 'label'), label);
  put(inside(node, 'state'), word(`state.${ask.state}`));
}

function fillRound(node, round, view) {
  mark(node, 'data-state', round.state);
  mark(node, 'aria-current', round.state === 'now' ? 'step' : null);
  put(inside(node, 'title'), round.title);
  put(inside(node, 'minutes'), round.state === 'done' ? '' : word('minutes', { n: round.minutes }));
  put(inside(node, 'state'), word(`state.${round.state}`));
  const asks = round.state === 'now' ? round.asks : [];
  show(inside(node, 'asks'), asks.length > 0);
  keep(inside(node, 'asks'), 'host-rundown-ask', asks, (ask, place) => place, (child, ask) => fillAsk(child, ask, view));
}

class HostRundown extends HostPart {
  update(view) {
    if (this.shown === view.rundown) return;
    this.shown = view.rundown;
    const rounds = view.rundown;
    const done = rounds.filter((round) => round.state === 'done').length;
    put(this.parts.left, word('rundown.left', { done, all: rounds.length }));
    keep(this.parts.rounds, 'host-rundown-round', rounds, (round, place) => place, (node, round) => fillRound(node, round, view));
    this.follow();
  }

  /* Keeps the current question in sight without moving the page. */
  follow() {
    const now = this.querySelector('.asks [data-state="now"]') ?? this.querySelector('.round[data-state="now"]');
    now?.scrollIntoView({ block: 'nearest' });
  }
}

customElements.define('host-rundown', HostRundown);
