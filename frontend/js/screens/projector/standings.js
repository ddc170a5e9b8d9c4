/* <qh-standings>: the scoreboard, eight rows a page, and the audience's best ten as a page of its own.
 * <qh-tie>: how equal places are decided.
 */
import { drawBoard, scaleOf, tieWords } from './board.js';
import { fit } from './fit.js';
import { joined, first, toLines, write } from './lines.js';
import { appear } from './motion.js';
import { Picture, cloneFirst, keep } from './picture.js';
import { teamOf, writeTeam } from './teams.js';
import { say } from './words.js';

const MOST_ROWS = 8;
const FEWEST_ROWS = 3;
const PAGE_MS = 9000;
const TOP = 10;

/* Rows in pages as even as can be: 11 teams are 6 and 5, not 8 and 3. */
export function pagesOf(rows, most) {
  const pages = Math.max(1, Math.ceil(rows.length / most));
  const size = Math.ceil(rows.length / pages);
  return Array.from({ length: pages }, (_, page) => rows.slice(page * size, (page + 1) * size));
}

export function drawCrowd(box, view) {
  const top = (view.crowd?.top || []).slice(0, TOP);
  keep(box.querySelector('.crowd-top'), top, (one) => one.handle, () => cloneFirst('crowd-row'), (row, one) => {
    row.dataset.rank = one.rank;
    row.querySelector('.crowd-rank').textContent = one.rank;
    write(row.querySelector('.crowd-handle'), toLines(one.handle));
    row.querySelector('.crowd-points').textContent = one.points;
  });
}

export function crowdLines(view) {
  const { players = 0, answered = 0, right = 0 } = view.crowd || {};
  if (!players) return [];
  return answered ? say('crowd-share', { percent: Math.round((100 * right) / answered), n: players }) : say('in-the-audience', { n: players });
}

class Standings extends Picture {
  static template = 'standings';

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.turning);
  }

  strip(view) {
    const { after_round: after, final } = view.standings;
    const when = final ? say('final-result') : after ? say('after-round', { n: after }) : [];
    return { lead: say('standings'), chips: when.length ? [when] : [], aside: toLines(view.contest.title) };
  }

  draw(view, live) {
    const changed = this.drawn && this.drawn !== JSON.stringify(view.standings);
    this.fresh = live && (!this.drawn || changed);
    if (!this.drawn || changed) this.page = 0;
    this.drawn = JSON.stringify(view.standings);
    this.scale = scaleOf(view.standings.rows);
    drawCrowd(this.refs.crowd, view);
    write(this.refs.ties, tieWords(view.standings.rows).length ? first(joined(tieWords(view.standings.rows))) : []);
    write(this.refs.share, first(crowdLines(view)));
    clearInterval(this.turning);
    this.turning = setInterval(() => this.turn(), PAGE_MS);
  }

  /* As many rows a page as stay legible, at most eight. */
  settle() {
    for (let most = MOST_ROWS; most >= FEWEST_ROWS; most -= 1) {
      this.pages = pagesOf(this.view.standings.rows, most);
      this.drawPage(0, false);
      fit(this, ['how']);
      if (!this.hasAttribute('data-squeezed')) break;
    }
    this.page = Math.min(this.page, this.pageCount - 1);
    this.drawPage(this.page, this.fresh);
    this.fresh = false;
  }

  get pageCount() {
    return this.pages.length + ((this.view.crowd?.top || []).length ? 1 : 0);
  }

  drawPage(page, live) {
    const crowd = page >= this.pages.length;
    this.refs.rows.hidden = crowd;
    this.refs.crowd.hidden = !crowd;
    if (!crowd) {
      if (live) this.refs.rows.replaceChildren();
      drawBoard(this.refs.rows, this.view, this.pages[page], { live, scale: this.scale });
    }
    keep(this.refs.dots, this.pageCount > 1 ? Array.from({ length: this.pageCount }) : [], (_, place) => place,
      () => document.createElement('i'), (dot, _, place) => dot.toggleAttribute('data-on', place === page));
  }

  turn() {
    if (this.pageCount < 2) return;
    this.page = (this.page + 1) % this.pageCount;
    this.drawPage(this.page, false);
    if (this.page >= this.pages.length) fit(this, []);
    appear(this.page < this.pages.length ? this.refs.rows : this.refs.crowd, 'translateX(2%)', 400);
  }

  finish() {
    this.drawPage(this.page, false);
  }
}

class Tie extends Picture {
  static template = 'tie';
  static drops = ['word-second'];

  strip(view) {
    return { lead: say('tie'), aside: toLines(view.contest.title) };
  }

  draw(view, live) {
    const { tie } = view.stage;
    const tiers = tie.tiers || [tie.teams];
    this.dataset.state = tie.tiers ? 'decided' : 'open';
    write(this.refs.method, say(`how-${tie.method}`));
    write(this.refs.what, say(tie.tiers ? 'tie-decided' : 'tie-open', { n: tie.teams.length }));
    const drawn = keep(this.refs.tiers, tiers, (tier) => tier.join(), () => cloneFirst('tier'), (element, tier, place) => {
      element.querySelector('.tier-n').textContent = tie.tiers ? place + 1 : '=';
      keep(element.querySelector('.tier-teams'), tier, (id) => id, () => cloneFirst('plate'), (plate, id) => {
        writeTeam(plate, teamOf(view, id));
      });
    });
    if (live) drawn.forEach((element, place) => appear(element, 'translateX(-2em)', 450, 200 * place));
  }
}

customElements.define('qh-standings', Standings);
customElements.define('qh-tie', Tie);
