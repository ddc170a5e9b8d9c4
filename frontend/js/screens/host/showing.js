/* One sentence saying what every screen in the hall shows now, and the clock the hall looks at. */
import { mark, put, show } from '../../parts/nodes.js';
import { leftMs, serverNow } from '../../live/clock.js';
import { askOf, clockOf, team } from './facts.js';
import { HostPart } from './part.js';
import { amongWords } from './race.js';
import { firstWord, word } from './words.js';

const TICK_MS = 100;
const SOON_MS = 10000;
const LAST_MS = 5000;

function askKeys(ask) {
  if (ask.void) return ['showing.ask.void'];
  const general = `showing.ask.${ask.phase}`;
  if (ask.phase === 'open' && ask.to_audience) return [`${general}.audience`];
  if (ask.phase === 'open' && ask.all_in) return [`${general}.all_in`];
  if (ask.among?.length && ['shown', 'open'].includes(ask.phase)) return [`${general}.among`];
  if (ask.phase === 'answering' && ask.started) return [`${general}.started`];
  return [`${general}.${ask.flow}`, general];
}

function turnKey(turn) {
  if (turn.needs_opponent && !turn.opponent) return 'showing.turn.opponent';
  return turn.choices.length && turn.stake === null ? 'showing.turn.choosing' : 'showing.turn';
}

/* The picture behind a cover too. */
export function pictureWords(view) {
  const { show: picture, stakes, turn } = view.stage;
  const ask = askOf(view);
  const who = ask ? ask.called ?? ask.team : turn?.team;
  const values = { n: ask?.n, team: who ? team(view, who).name : '', teams: ask ? amongWords(view, ask) : '' };
  if (ask) return firstWord(askKeys(ask), values);
  if (picture === 'turn' && turn) return word(turnKey(turn), values);
  return word(picture === 'stakes' && stakes ? 'showing.stakes.shown' : `showing.${picture}`, values);
}

class HostShowing extends HostPart {
  built() {
    setInterval(() => this.tick(), TICK_MS);
  }

  update(view) {
    this.view = view;
    const behind = pictureWords(view);
    put(this.parts.what, view.stage.covered ? word('showing.covered', { behind }) : behind);
    this.tick();
  }

  tick() {
    if (!this.view) return;
    const clock = clockOf(this.view);
    const ask = askOf(this.view);
    const cue = ask?.phase === 'open' && ask.opens ? ask.opens - serverNow() : 0;
    show(this.parts.clock, Boolean(clock) || cue > 0 || Boolean(ask?.time_up));
    if (cue > 0) put(this.parts.digits, word('time.cue', { s: (cue / 1000).toFixed(1) }));
    else if (clock || ask?.time_up) this.draw(clock, clock ? leftMs(clock) : 0, ask);
  }

  draw(clock, left, ask) {
    const over = ask?.time_up || left <= 0;
    const seconds = Math.ceil(left / 1000);
    put(this.parts.digits, over ? word('time.up') : seconds);
    mark(this.parts.digits, 'aria-label', over ? null : word('time.left', { s: seconds }));
    this.parts.run.style.transform = `scaleX(${clock?.total ? Math.min(1, left / clock.total) : 0})`;
    mark(this.parts.clock, 'data-near', left <= LAST_MS ? 'last' : left <= SOON_MS ? 'soon' : null);
    mark(this.parts.clock, 'data-still', clock && !clock.ends && !over ? 'yes' : null);
  }
}

customElements.define('host-showing', HostShowing);
