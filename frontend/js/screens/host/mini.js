/* A small likeness of the projector's picture: enough to see at a glance what the hall looks at. */
import { mark, put, show } from '../../parts/nodes.js';
import { leftMs } from '../../live/clock.js';
import { askOf, clockOf, team } from './facts.js';
import { HostPart, keep } from './part.js';
import { pictureWords } from './showing.js';

const LETTERS = 'ABCDEFGHIJ';
const RANKED = ['standings', 'podium', 'finished'];

function big(view) {
  const { show: picture, round, turn } = view.stage;
  const ask = askOf(view);
  if (ask) return ask.called && ask.phase === 'answering' ? team(view, ask.called).name : ask.stem;
  if (picture === 'round') return round.title;
  if (picture === 'turn' && turn) return team(view, turn.team).name;
  if (picture === 'lobby') return view.contest.join.code.replace(/(\d{3})(?=\d)/g, '$1 ');
  return RANKED.includes(picture) ? '' : pictureWords(view);
}

function tiles(view) {
  const ask = askOf(view);
  if (ask && ask.phase === 'answering') return [];
  if (ask) {
    return (ask.options ?? ask.left ?? []).map(({ id, text }, place) => ({ id, text, mark: LETTERS[place] }));
  }
  if (!RANKED.includes(view.stage.show)) return [];
  return view.standings.rows.slice(0, 6).map((row) => ({ mark: row.rank, text: team(view, row.team).name }));
}

class HostMini extends HostPart {
  built() {
    setInterval(() => this.tick(), 250);
  }

  update(view) {
    this.view = view;
    const p = this.parts;
    const { covered, paused, round, show: picture } = view.stage;
    const ask = askOf(view);
    mark(this, 'data-show', ask ? `ask-${ask.phase}` : picture);
    put(p.strip, [view.contest.title, round?.title].filter(Boolean).join(' · '));
    put(p.big, big(view));
    mark(p.big, 'data-size', ask && ask.phase !== 'answering' ? (ask.stem.length > 60 ? 'small' : 'text') : 'word');
    const right = ask?.reveal?.key ?? [];
    keep(p.tiles, 'host-mini-tile', tiles(view), (tile, place) => place, (node, tile) => {
      mark(node, 'data-letter', ask ? tile.mark : null);
      mark(node, 'data-right', right.includes(tile.id) ? 'yes' : null);
      put(node.firstElementChild, tile.mark);
      put(node.lastElementChild, tile.text);
    });
    show(p.veil, covered || paused);
    put(p.veil, covered ? view.contest.title : '❚❚');
    mark(p.veil, 'data-size', covered ? 'text' : null);
    this.tick();
  }

  tick() {
    if (!this.view || !this.offsetParent) return;
    const clock = clockOf(this.view);
    put(this.parts.digits, clock ? Math.ceil(leftMs(clock) / 1000) : '');
  }
}

customElements.define('host-mini', HostMini);
