/* <qh-podium>: third, second, first, 2.5 s apart; equal places share a step; then the other places. */
import { drawBoard } from './board.js';
import { burst } from './burst.js';
import { fit } from './fit.js';
import { toLines } from './lines.js';
import { appear } from './motion.js';
import { Turning, pagesThatFit } from './pages.js';
import { Picture, cloneFirst, keep } from './picture.js';
import { teamOf, writeName } from './teams.js';
import { say } from './words.js';

const FIRST_MS = 900;
const STEP_MS = 2500;
const LIST_MS = 3000;
const PLACES = 3;
const MOST_ROWS = 8;
const FEWEST_ROWS = 2;

/* The steps of the podium, best first: each the rows that share a rank; a rank left out by a tie has none. */
export function stepsOf(rows) {
  const steps = [];
  for (const row of rows) {
    if (row.rank > PLACES) break;
    if (steps.at(-1)?.[0].rank === row.rank) steps.at(-1).push(row);
    else steps.push([row]);
  }
  return steps;
}

class Podium extends Picture {
  static template = 'podium';

  connectedCallback() {
    super.connectedCallback();
    this.turning ??= new Turning((page) => this.drawList(page));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.turning.stop();
  }

  strip(view) {
    return { lead: say('podium'), aside: toLines(view.contest.title) };
  }

  draw(view, live) {
    const steps = stepsOf(view.standings.rows);
    const elements = keep(this.refs.steps, steps, (step) => step[0].rank, () => cloneFirst('step'), (element, step) => {
      const [{ rank, points }] = step;
      element.dataset.rank = rank;
      element.querySelector('.step-rank').textContent = rank;
      element.querySelector('.step-points').textContent = points;
      keep(element.querySelector('.step-names'), step, (row) => row.team, () => document.createElement('div'), (name, row) => {
        writeName(name, teamOf(view, row.team));
      });
    });
    this.rest = view.standings.rows.filter((row) => row.rank > PLACES);
    if (!live) this.finish();
    else if (!this.drawn) this.climb(elements);
    this.drawn = true;
  }

  /* The steps keep their size; the list beside them takes as many pages as it needs. */
  settle() {
    this.pages = pagesThatFit(this.rest, MOST_ROWS, FEWEST_ROWS, (rows) => {
      drawBoard(this.refs.list, this.view, rows);
      fit(this);
      return !this.hasAttribute('data-squeezed');
    });
    this.turning.keep(this.pages.length);
    this.drawList(this.turning.page);
  }

  drawList(page) {
    drawBoard(this.refs.list, this.view, this.pages[page]);
    fit(this);
  }

  /* From the last step up; the winner gets the burst, then the others are named. */
  climb(elements) {
    this.dataset.climbing = '';
    const upward = [...elements].reverse();
    for (const element of upward) element.dataset.waiting = '';
    const steps = upward.map((element, place) => [place ? STEP_MS : FIRST_MS, () => {
      delete element.dataset.waiting;
      appear(element.querySelector('.step-block'), 'translateY(100%)', 900);
      appear(element.querySelector('.step-names'), 'translateY(1em)', 500, 500);
      if (place === upward.length - 1 && this.sequence.running) burst(this, element);
    }]);
    const nameOthers = () => {
      delete this.dataset.climbing;
      appear(this.refs.list);
    };
    this.sequence.run([...steps, [LIST_MS, nameOthers]]);
  }
}

customElements.define('qh-podium', Podium);
