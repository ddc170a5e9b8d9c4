/* <qh-questions>: the questions that are over, the last one on top, with a search and a way to each round. */
import { clone, define, keyed, mark, partsOf, put, say, show, word } from '../../parts/nodes.js';
import { fits } from './finding.js';

function tally(line, verdict) {
  return Object.values(line.verdicts).filter((one) => one === verdict).length;
}

define('questions', {
  made() {
    this.p.search.addEventListener('input', () => this.update(this.desk));
    this.querySelector('[data-act="points"]').addEventListener('click', () => this.desk.correct({ what: 'points' }));
    this.p.jump.addEventListener('click', (event) => {
      const round = event.target.closest('button')?.dataset.key;
      this.p.list.querySelector(`[data-round="${round}"] a`)?.focus();
    });
  },

  update(desk) {
    this.desk = desk;
    const query = this.p.search.value;
    const { played, appeals } = desk.view;
    const found = played.filter((line) => fits(line, query)).reverse();
    const rounds = [...new Set(found.map((line) => line.round))];
    const none = !played.length ? word('none.played') : found.length ? '' : word('none.found', { query });
    put(this.p.none, none);
    show(this.p.none, Boolean(none));
    show(this.p.jump, rounds.length > 1);
    keyed(this.p.jump, rounds, (round) => round, () => clone('jump'), (node, round) => put(node, word('round', { n: round })));
    const waiting = new Set(appeals.filter((appeal) => appeal.state === 'open').map((appeal) => appeal.ask));
    keyed(this.p.list, found, (line) => line.ask, () => clone('line'), (node, line) => this.fill(node, line, waiting));
  },

  fill(node, line, waiting) {
    const p = partsOf(node);
    const { desk } = this;
    const [right, wrong] = ['right', 'wrong'].map((verdict) => tally(line, verdict));
    mark(node, 'data-round', line.round);
    mark(p.open, 'href', `#q${line.ask}`);
    mark(p.open, 'aria-current', desk.looked === line.ask ? 'true' : null);
    put(p.place, desk.place(line));
    say(p.stem, line.stem, desk.lang);
    say(p.key, line.text, desk.lang);
    put(p.tally, [right && word('tally.right', { n: right }), wrong && word('tally.wrong', { n: wrong })].filter(Boolean).join('  '));
    show(p.void, line.void);
    show(p.appealed, waiting.has(line.ask));
  },
});
