/* <qh-standings>: the scoreboard, eight rows a page, and the audience's best ten as a page of its own.
 * <qh-finished>: the end, first the winner with all places that fit, then the pages of the scoreboard.
 */
import { drawBoard, scaleOf, tieWords } from './board.js';
import { crowdLines, drawCrowd, hasCrowd } from './crowd.js';
import { fit } from './fit.js';
import { first, joined, toLines, write } from './lines.js';
import { appear } from './motion.js';
import { Turning, pagesThatFit } from './pages.js';
import { Picture, keep } from './picture.js';
import { teamOf, writeName } from './teams.js';
import { say } from './words.js';

const MOST_ROWS = 8;
const FEWEST_ROWS = 3;
const SHORTEST_GAUGE = 0.2;

class Standings extends Picture {
  static template = 'standings';

  connectedCallback() {
    super.connectedCallback();
    this.turning ??= new Turning((page) => this.turnTo(page));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.turning.stop();
  }

  strip(view) {
    const { after_round: after, final } = view.standings;
    const when = final ? say('final-result') : after ? say('after-round', { n: after }) : [];
    const frozen = view.standings.frozen ? [say('frozen')] : [];
    return { lead: say('standings'), chips: [...(when.length ? [when] : []), ...frozen], aside: toLines(view.contest.title) };
  }

  draw(view, live) {
    const now = JSON.stringify(view.standings);
    this.moving = live && now !== this.drawn;
    if (now !== this.drawn) this.turning.start(1);
    this.drawn = now;
    this.scale = scaleOf(view.standings.rows);
    drawCrowd(this.refs.crowd, view);
    const ties = tieWords(view.standings.rows);
    write(this.refs.ties, ties.length ? first(joined(ties)) : []);
    write(this.refs.share, first(crowdLines(view)));
  }

  settle() {
    this.pages = this.allPages();
    this.turning.keep(this.pages.length);
    this.drawPage(this.turning.page, this.moving);
    this.moving = false;
  }

  allPages() {
    return [...this.rowPages(), ...(hasCrowd(this.view) ? ['crowd'] : [])];
  }

  /* As many rows a page as stay legible. */
  rowPages() {
    return pagesThatFit(this.view.standings.rows, MOST_ROWS, FEWEST_ROWS, (rows) => {
      this.showRows(rows, false);
      return !this.hasAttribute('data-squeezed');
    });
  }

  showRows(rows, live) {
    this.dataset.page = 'rows';
    if (live) this.refs.rows.replaceChildren();
    drawBoard(this.refs.rows, this.view, rows, { live: false, scale: this.scale });
    fit(this, ['how']);
    this.giveGaugeRoom();
    if (!live) return;
    this.refs.rows.replaceChildren();
    drawBoard(this.refs.rows, this.view, rows, { live, scale: this.scale });
  }

  /* Marks beside long names go before the gauges become stumps; the sentence below says the same. */
  giveGaugeRoom() {
    const gauge = this.refs.rows.querySelector('.row-gauge');
    if (gauge && gauge.clientWidth < this.clientWidth * SHORTEST_GAUGE) this.dataset.drop = 'how';
  }

  drawPage(page, live) {
    const what = this.pages[page];
    const dots = this.pages.length > 1 ? [...this.pages.keys()] : [];
    keep(this.refs.dots, dots, (dot) => dot, () => document.createElement('i'), (dot, place) => {
      dot.toggleAttribute('data-on', place === page);
    });
    if (Array.isArray(what)) this.showRows(what, live);
    else {
      this.dataset.page = what;
      fit(this, what === 'cover' ? this.constructor.drops : []);
    }
  }

  turnTo(page) {
    this.drawPage(page, false);
    appear(this, 'translateX(1%)', 400);
  }

  finish() {
    if (this.pages) this.drawPage(this.turning.page, false);
  }
}

class Finished extends Standings {
  static template = 'finished';
  static drops = ['thanks-second', 'list', 'runners'];

  strip() {
    return null;
  }

  draw(view, live) {
    super.draw(view, live);
    const { rows } = view.standings;
    const winners = rows.filter((row) => row.rank === 1);
    write(this.refs.title, toLines(view.contest.title));
    keep(this.refs.winners, winners, (row) => row.team, () => document.createElement('div'), (name, row) => {
      writeName(name, teamOf(view, row.team));
    });
    this.refs.winner.hidden = !winners.length;
    drawBoard(this.refs.list, view, rows);
    this.refs.list.dataset.count = rows.length > MOST_ROWS ? 'many' : 'few';
  }

  /* What the first page could not hold comes on pages of its own. */
  allPages() {
    this.dataset.page = 'cover';
    fit(this, this.constructor.drops);
    const rows = this.dataset.drop.includes('list') ? this.rowPages() : [];
    return ['cover', ...rows, ...(hasCrowd(this.view) ? ['crowd'] : [])];
  }

  drawPage(page, live) {
    super.drawPage(page, live && page > 0);
  }
}

customElements.define('qh-standings', Standings);
customElements.define('qh-finished', Finished);
