/* <qh-news>: what has been put right or ruled, told to the hall over whatever picture stands.
 *
 * A card for twelve seconds of the server's time, so that a reload shows the same, then a line below the
 * picture until the view has no card any more. A key or click on the laptop makes it the line at once.
 */
import { serverNow } from '../../live/clock.js';
import { fit, shed } from './fit.js';
import { first, toLines, write } from './lines.js';
import { appear } from './motion.js';
import { clone, cloneFirst, keep, refsOf, sayAll } from './picture.js';
import { signed, teamOf, writeTeam } from './teams.js';
import { say } from './words.js';

const CARD_MS = 12000;
const FEW = 3;
const SOME = 6;
const DROPS = ['second', 'names', 'reason'];

function titleOf(card) {
  const what = card.what === 'appeal' ? (card.upheld ? 'upheld' : 'rejected') : card.what;
  return say(`news-${what}`);
}

/* Where points have changed all these teams, else the one team it is about. */
function changesOf(view, card) {
  const teams = view.contest.teams.filter((team) => card.points[team.id]);
  if (teams.length || !card.team) return teams.map((team) => ({ team, points: card.points[team.id] }));
  return [{ team: teamOf(view, card.team), points: 0 }];
}

class News extends HTMLElement {
  connectedCallback() {
    if (this.refs) return;
    this.append(clone('news'));
    this.refs = refsOf(this);
    this.seen = null;
    this.closed = null;
  }

  /* `settle` fits the picture anew when the card has become the line. */
  show(view, live, settle) {
    const { card } = view.stage;
    clearTimeout(this.timer);
    this.settle = settle;
    const left = card && this.closed !== card.at ? card.at + CARD_MS - serverNow() : 0;
    this.refs.face.hidden = left <= 0;
    this.refs.line.hidden = !card || left > 0;
    this.card = card ?? null;
    if (!card) return;
    if (left > 0) this.timer = setTimeout(settle, left);
    this.draw(view, card);
    if (live && left > 0 && this.seen !== card.at) appear(this.refs.face, 'translateY(6%) scale(.97)', 420);
    this.seen = card.at;
  }

  draw(view, card) {
    const where = card.n ? say('news-where', { round: card.round, n: card.n }) : [];
    const changes = changesOf(view, card);
    const moved = say(card.ranking ? 'news-moved' : 'news-stays');
    if (this.refs.face.hidden) return this.drawLine(card, where, changes, moved);
    sayAll(this);
    write(this.refs.what, titleOf(card));
    write(this.refs.where, where);
    this.refs.teams.dataset.count = changes.length <= FEW ? 'few' : changes.length <= SOME ? 'some' : 'many';
    this.refs.nobody.hidden = changes.some((one) => one.points) || card.what === 'appeal';
    this.refs.ranking.toggleAttribute('data-moved', card.ranking);
    this.refs.ranking.hidden = card.what === 'appeal' && !card.ranking;
    write(this.refs.ranking, moved);
    write(this.refs.reason, card.reason ? say('news-reason', { text: card.reason }) : []);
    keep(this.refs.teams, changes, ({ team }) => team.id, () => cloneFirst('news-team'), (element, { team, points }) => {
      writeTeam(element, team);
      const shown = element.querySelector('.news-points');
      shown.textContent = points ? signed(points) : '';
      shown.toggleAttribute('data-minus', points < 0);
      shown.lang = 'zxx';
    });
    fit(this.refs.face, DROPS);
  }

  drawLine(card, where, changes, moved) {
    const teams = changes.map(({ team, points }) => toLines(`${team.name}${points ? ` ${signed(points)}` : ''}`));
    const parts = [titleOf(card), where, ...teams, moved].filter((lines) => lines.length);
    keep(this.refs.line, parts, (_, place) => place, () => document.createElement('span'), (element, lines, place) => {
      write(element, first(lines));
      if (place > 1) element.dataset.rank = place === parts.length - 1 ? 2 : 20 + place;
    });
    shed(this.refs.line);
  }

  finish() {
    if (!this.card || this.refs.face.hidden) return;
    this.closed = this.card.at;
    this.settle();
  }
}

customElements.define('qh-news', News);
