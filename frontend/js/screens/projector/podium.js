/* <qh-podium>: third, second, first, 2.5 s apart; equal places share a step; then the whole list.
 * <qh-finished>: the end of the evening, with every place and the audience's best.
 */
import { burst } from './burst.js';
import { drawBoard } from './board.js';
import { toLines, write } from './lines.js';
import { appear } from './motion.js';
import { Picture, cloneFirst, keep } from './picture.js';
import { crowdLines, drawCrowd } from './standings.js';
import { nameLines, teamOf } from './teams.js';
import { say } from './words.js';

const STEP_MS = 2500;
const LIST_MS = 3000;
const PLACES = 3;

/* The steps of the podium, best first: each the rows that share a rank; ranks left out by a tie have none. */
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
  static drops = ['word-second', 'list'];

  strip(view) {
    return { lead: say('podium'), aside: toLines(view.contest.title) };
  }

  draw(view, live) {
    this.steps = stepsOf(view.standings.rows);
    const elements = keep(this.refs.steps, this.steps, (step) => step[0].rank, () => cloneFirst('step'), (element, step) => {
      const [{ rank, points }] = step;
      element.dataset.rank = rank;
      element.querySelector('.step-rank').textContent = rank;
      element.querySelector('.step-points').textContent = points;
      keep(element.querySelector('.step-names'), step, (row) => row.team, () => document.createElement('div'), (name, row) => {
        write(name, nameLines(teamOf(view, row.team)));
      });
    });
    const rest = view.standings.rows.filter((row) => row.rank > PLACES);
    drawBoard(this.refs.list, view, rest);
    this.refs.list.dataset.count = rest.length > 4 ? 'many' : 'few';
    if (live && !this.drawn) this.climb(elements);
    else if (!live) this.finish();
    this.drawn = true;
  }

  /* From the last step up; the winner gets the burst, then the others are named. */
  climb(elements) {
    this.dataset.climbing = '';
    const last = elements.length - 1;
    for (const element of elements) element.dataset.waiting = '';
    const steps = elements.map((_, place) => elements[last - place]).map((element, place) => [
      place ? STEP_MS : 900,
      () => {
        delete element.dataset.waiting;
        appear(element.querySelector('.step-block'), 'translateY(100%)', 900);
        appear(element.querySelector('.step-names'), 'translateY(1em)', 500, 500);
        if (place === last) burst(this.refs.burst);
      },
    ]);
    this.sequence.run([...steps, [LIST_MS, () => { delete this.dataset.climbing; appear(this.refs.list); }]]);
  }
}

class Finished extends Picture {
  static template = 'finished';
  static drops = ['thanks-second', 'crowd', 'list'];

  draw(view) {
    const { rows } = view.standings;
    const winners = rows.filter((row) => row.rank === 1);
    write(this.refs.title, toLines(view.contest.title));
    keep(this.refs.winners, winners, (row) => row.team, () => document.createElement('div'), (name, row) => {
      write(name, nameLines(teamOf(view, row.team)));
    });
    this.refs.winner.hidden = !winners.length;
    drawBoard(this.refs.list, view, rows);
    this.refs.list.dataset.count = rows.length > 8 ? 'many' : 'few';
    this.refs.crowd.hidden = !(view.crowd?.top || []).length;
    drawCrowd(this.refs.crowd, view);
    write(this.refs.share, crowdLines(view).slice(0, 1));
  }
}

customElements.define('qh-podium', Podium);
customElements.define('qh-finished', Finished);
