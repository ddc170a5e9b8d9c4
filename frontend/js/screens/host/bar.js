/* The top bar: which contest, where in it, how long still, and whether everything is kept and connected. */
import { mark, put, show } from '../../parts/nodes.js';
import { serverNow } from '../../live/clock.js';
import { askOf } from './facts.js';
import { HostPart } from './part.js';
import { clockTime, word } from './words.js';

const SLOW_SAVE_MS = 900;
const AFTER_THE_ROUNDS = ['tie', 'podium', 'finished'];

function where(view) {
  const round = view.stage.round ?? view.rundown.find((one) => one.state === 'now');
  if (!round || AFTER_THE_ROUNDS.includes(view.stage.show)) return '';
  const ask = askOf(view);
  if (round.tie_break) return word('bar.tie_break', { n: ask?.n ?? 1 });
  return ask ? word('bar.where', { title: round.title, n: ask.n, of: ask.of }) : round.title;
}

class HostBar extends HostPart {
  built() {
    setInterval(() => this.tick(), 1000);
  }

  update(view, host) {
    this.view = view;
    this.host = host;
    if (this.lobby !== view.lobby) {
      this.lobby = view.lobby;
      this.startedAt = view.lobby.elapsed_s ? serverNow() - view.lobby.elapsed_s * 1000 : null;
    }
    put(this.parts.title, view.contest.title);
    put(this.parts.where, where(view));
    show(this.parts.frozen, Boolean(view.standings.frozen));
    const { screens } = view.lobby;
    put(this.parts.screens, screens ? word('bar.screens', { n: screens }) : word('bar.no_screen'));
    mark(this.parts.screens, 'data-bad', screens ? null : 'yes');
    put(this.parts.audience, word('bar.audience', { n: Math.max(view.counts?.audience ?? 0, view.lobby.audience_online ?? 0) }));
    put(this.parts.linkWord, word(`link.${host.link}`));
    mark(this.parts.link, 'data-state', host.link);
    this.tick();
  }

  tick() {
    if (!this.view) return;
    const left = Math.max(0, Math.round(this.view.lobby.left_min ?? 0));
    const elapsed = this.startedAt === null ? null : clockTime((serverNow() - this.startedAt) / 1000);
    const over = this.view.stage.show === 'finished';
    put(this.parts.time, over ? '' : word(elapsed ? 'bar.time' : 'bar.before', { elapsed, left }));
    const waiting = this.host.oldestWaiting();
    const saved = this.view.trouble ? 'not_saved' : waiting > SLOW_SAVE_MS ? 'saving' : 'saved';
    put(this.parts.savedWord, word(`bar.${saved}`));
    mark(this.parts.saved, 'data-state', saved);
  }
}

customElements.define('host-bar', HostBar);
