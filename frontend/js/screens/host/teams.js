/* The right side: every team with its phone, answer, points; the chosen one opens its menu. */
import { serverNow } from '../../live/clock.js';
import { clone, mark, put, show } from '../../parts/nodes.js';
import { fillButton } from './button.js';
import { answeredTeams, askOf, byNumber, cell, missing, presence, team } from './facts.js';
import { HostPart, inside, keep, putOrHide } from './part.js';
import { fillMenu } from './team_menu.js';
import { signed, word } from './words.js';

const SIGNS = {
  answered: '●', ready: '●', online: '●', seen: '◐', joined: '◐', unseen: '○', watching: '○', empty: '○', offline: '✕',
};
const SLOW_LINK_MS = 150;
const LONG_OFFLINE_S = 120;
const NEW_PHONE_MS = 120_000;

function offlineWords(seconds) {
  if (seconds < LONG_OFFLINE_S) return word('cell.offline', { s: seconds });
  return word('cell.offline.minutes', { m: Math.floor(seconds / 60) });
}

function stateWords(view, one, state, offlineFor) {
  const ask = askOf(view);
  if (state === 'offline') return offlineWords(offlineFor);
  if (one.out && ask) return word('cell.out');
  if (one.called && ask) return word(ask.started === false ? 'cell.called' : 'cell.speaks');
  if (one.turn) return word(ask?.phase === 'open' ? 'cell.speaks' : 'cell.turn');
  const said = { s: ((one.answered?.used_ms ?? 0) / 1000).toFixed(1) };
  if (state === 'answered' && one.answered.locked) return word('cell.locked', said);
  return word(state === 'seen' && isQuiet(ask) ? 'cell.seen.quiet' : `cell.${state}`, said);
}

/* Nothing is expected on the phones: having seen the question is all there is. */
function isQuiet(ask) {
  return ask.phase !== 'open' || ask.answering === 'spoken' || ask.flow === 'buzz';
}

/* Whether races are on or near: then it matters how fit a link is for them. */
function isRacing(view) {
  const { show: picture, round } = view.stage;
  return picture === 'lobby' ? view.rundown.some((one) => one.flow === 'buzz') : round?.flow === 'buzz';
}

/* In words in the lobby and where it is unfit; else the measured delay, beside its bars. */
function linkWords(view, one, grade) {
  if (!one.online || (one.link_ms === null && !grade)) return '';
  if (grade && (view.stage.show === 'lobby' || grade === 'poor')) return word(`cell.fit.${grade}`, { ms: one.link_ms });
  if (one.link_ms === null) return '';
  return word(!grade && one.link_ms > SLOW_LINK_MS ? 'cell.slow' : 'cell.link', { ms: one.link_ms });
}

function summary(view) {
  const of = view.contest.teams.length;
  const ask = askOf(view);
  const missed = missing(view).length;
  if (ask?.phase === 'open' && ask.flow !== 'buzz' && ask.answering !== 'spoken') {
    return word('teams.answered', { n: answeredTeams(view).length, of: ask.contestants.length });
  }
  if (view.stage.show === 'lobby') return word('teams.ready', { n: of - missed, of });
  if (view.stage.show === 'stakes') return word('teams.chosen', { n: of - missed, of });
  return word('teams.online', { n: view.grid.filter((one) => one.online).length, of });
}

class HostTeams extends HostPart {
  built() {
    this.seenAt = new Map();
    this.parts.teams.addEventListener('click', (event) => {
      const button = event.target.closest('.cell');
      if (button) this.host.choose(button.closest('.team').dataset.key);
    });
    setInterval(() => this.view && this.update(this.view, this.host), 1000);
  }

  update(view, host) {
    if (this.grid !== view.grid) {
      this.grid = view.grid;
      this.gridAt = Date.now();
    }
    this.view = view;
    this.host = host;
    put(this.parts.sum, summary(view));
    mark(this, 'data-many', view.contest.teams.length > 8 ? 'yes' : null);
    keep(this.parts.teams, 'host-team', byNumber(view), (one) => one.team, (node, one) => this.fill(node, one));
  }

  fill(node, one) {
    const { view } = this;
    const { n, name } = team(view, one.team);
    const state = presence(view, one);
    const offlineFor = one.offline_s + Math.floor((Date.now() - this.gridAt) / 1000);
    const quiet = state === 'seen' && isQuiet(askOf(view));
    mark(node, 'data-state', quiet ? 'online' : state);
    mark(node, 'data-called', one.called || one.turn ? 'yes' : null);
    mark(node, 'data-out', one.out && askOf(view) ? 'yes' : null);
    put(inside(node, 'sign'), SIGNS[quiet ? 'online' : state]);
    put(inside(node, 'n'), n);
    put(inside(node, 'name'), name);
    put(inside(node, 'points'), one.points);
    put(inside(node, 'rank'), view.stage.show === 'lobby' ? '' : word('cell.rank', { n: one.rank }));
    put(inside(node, 'state'), stateWords(view, one, state, offlineFor));
    this.fillLink(node, one);
    this.fillChips(node, one);
    fillButton(node, one);
    this.fillChoice(node, one);
  }

  fillLink(node, one) {
    const grade = one.online && isRacing(this.view) ? one.link ?? null : null;
    const link = inside(node, 'link');
    put(inside(node, 'delay'), linkWords(this.view, one, grade));
    show(inside(node, 'bars'), Boolean(grade));
    mark(inside(node, 'bars'), 'aria-label', grade ? word(`fit.${grade}`) : null);
    mark(link, 'data-grade', grade);
    mark(link, 'data-words', grade && (this.view.stage.show === 'lobby' || grade === 'poor') ? 'yes' : null);
    mark(link, 'data-slow', !grade && one.link_ms > SLOW_LINK_MS ? 'yes' : null);
  }

  /* What belongs to a question goes with it, though the view remembers it until the next one. */
  fillChips(node, one) {
    const ask = askOf(this.view);
    const gained = ask?.reveal?.points?.[one.team];
    const verdict = ask && one.verdict ? word(`verdict.${one.verdict}`) : '';
    putOrHide(inside(node, 'answer'), ask && this.view.key?.answers?.[one.team]);
    putOrHide(inside(node, 'verdict'), gained ? `${verdict} ${signed(gained)}` : verdict);
    mark(inside(node, 'verdict'), 'data-verdict', one.verdict);
    const secret = this.view.stage.show === 'stakes' && !this.view.stage.stakes;
    putOrHide(inside(node, 'stake'), one.stake && !secret ? word('cell.stake', { n: one.stake }) : '');
    putOrHide(inside(node, 'moved'), one.moved_at && serverNow() - one.moved_at < NEW_PHONE_MS ? word('cell.moved') : '');
    putOrHide(inside(node, 'suspicious'), one.suspicious ? word('cell.suspicious') : '');
    putOrHide(inside(node, 'tier'), one.tier && one.tier !== 'player' ? word(`tier.${one.tier}`) : '');
    putOrHide(inside(node, 'early'), one.early ? word('cell.early', { n: one.early }) : '');
    putOrHide(inside(node, 'fouls'), one.fouls ? word('cell.fouls', { n: one.fouls }) : '');
  }

  fillChoice(node, one) {
    const chosen = this.host.chosen === one.team;
    const menu = inside(node, 'menu');
    mark(node, 'data-chosen', chosen ? 'yes' : null);
    mark(inside(node, 'cell'), 'aria-expanded', String(chosen));
    show(menu, chosen);
    if (!chosen && this.opened === one.team) this.opened = null;
    if (!chosen) return;
    if (!menu.firstElementChild) menu.append(clone('host-menu'));
    fillMenu(menu.firstElementChild, cell(this.view, one.team), this.host);
    if (this.opened !== one.team) node.scrollIntoView({ block: 'nearest' });
    this.opened = one.team;
  }
}

customElements.define('host-teams', HostTeams);
