/* <qh-lobby>: how to get in, and who is here; on two pages where the names of the teams find no room beside it.
 * <qh-lots>: the tables the teams have drawn. */
import { appear, calm } from './motion.js';
import { fit } from './fit.js';
import { toLines, write } from './lines.js';
import { Turning } from './pages.js';
import { Picture, cloneFirst, keep } from './picture.js';
import { teamOf, writeName, writeTeam } from './teams.js';
import { say } from './words.js';

const BETWEEN_LOTS_MS = 260;

/* People type an address, not a scheme; the code has its own place. */
export function shortAddress(url) {
  return url.replace(/^https?:\/\//, '').replace(/\/j\/.*$/, '').replace(/\/$/, '');
}

export function spaced(code) {
  return code.replace(/(\d{3})(?=\d)/g, '$1 ');
}

class Lobby extends Picture {
  static template = 'lobby';
  static drops = ['foot-second', 'state-word', 'step-second', 'say-second', 'names'];

  connectedCallback() {
    super.connectedCallback();
    this.turning ??= new Turning((page) => this.drawPage(page));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.turning.stop();
  }

  settle() {
    this.dataset.page = 'door';
    fit(this, this.constructor.drops);
    this.turning.keep(this.dataset.drop.includes('names') ? 2 : 1);
    if (this.turning.page) this.drawPage(this.turning.page);
  }

  drawPage(page) {
    this.dataset.page = page ? 'teams' : 'door';
    fit(this, page ? ['foot-second', 'state-word', 'names'] : this.constructor.drops);
  }

  draw(view) {
    const { contest, stage } = view;
    write(this.refs.title, toLines(contest.title));
    this.refs.address.textContent = shortAddress(contest.join.url);
    this.refs.code.textContent = spaced(contest.join.code);
    const source = `/qr/${contest.join.code}.svg`;
    if (this.refs.qr.getAttribute('src') !== source) this.refs.qr.src = source;
    this.drawTeams(view, new Set(stage.joined), new Set(stage.ready));
    const audience = view.counts?.audience || 0;
    write(this.refs.audience, audience ? say('in-the-audience', { n: audience }) : []);
    write(this.refs.ready, say('teams-ready', { n: (stage.ready || []).length, of: contest.teams.length }));
  }

  drawTeams(view, joined, ready) {
    const teams = [...view.contest.teams].sort((one, other) => one.n - other.n);
    this.refs.teams.dataset.count = teams.length > 12 ? 'many' : teams.length > 6 ? 'some' : 'few';
    keep(this.refs.teams, teams, (team) => team.id, () => cloneFirst('lobby-team'), (plate, team) => {
      writeTeam(plate, team);
      const state = ready.has(team.id) ? 'ready' : joined.has(team.id) ? 'joined' : 'empty';
      plate.dataset.state = state;
      write(plate.querySelector('.plate-state'), say(`seat-${state}`).slice(0, 1));
    });
  }
}

class Lots extends Picture {
  static template = 'lots';
  static drops = ['names'];

  strip(view) {
    return { lead: say('lots'), aside: toLines(view.contest.title) };
  }

  draw(view, live) {
    const teams = view.stage.lots.map((id, place) => ({ ...teamOf(view, id), n: place + 1 }));
    const plates = keep(this.refs.teams, teams, (team) => team.id, () => cloneFirst('lot'), (plate, team) => {
      plate.querySelector('.plate-n').textContent = team.n;
      writeName(plate.querySelector('.plate-name'), team);
    });
    this.refs.teams.dataset.count = teams.length > 8 ? 'many' : 'few';
    if (live && !this.drawn) {
      plates.forEach((plate, place) => appear(plate, calm() ? 'none' : 'rotateX(80deg)', 450, place * BETWEEN_LOTS_MS));
    }
    this.drawn = true;
  }
}

customElements.define('qh-lobby', Lobby);
customElements.define('qh-lots', Lots);
