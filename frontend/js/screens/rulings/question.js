/* <qh-question>: one question that is over: its key, what each team answered and got, and what can be put right. */
import { clone, define, keyed, mark, partsOf, put, say, show, word } from '../../parts/nodes.js';
import { signed } from './desk.js';

const LETTERS = 'ABCDEFGHIJKLMNOPQRST';

/* What there is to choose from, as it was called on the screens: letters, for the right side of pairs numbers. */
export function optionsOf(line) {
  const lettered = (line.options ?? line.left ?? []).map((option, place) => ({ ...option, mark: LETTERS[place] }));
  const numbered = (line.right ?? []).map((option, place) => ({ ...option, mark: String(place + 1) }));
  return { lettered, numbered };
}

define('question', {
  made() {
    this.addEventListener('click', (event) => {
      const act = event.target.closest('[data-act]')?.dataset.act;
      const team = event.target.closest('[data-team]')?.dataset.team;
      if (act) this.desk.correct({ what: act, ask: this.line.ask, team });
    });
    this.p.back.addEventListener('click', (event) => {
      if (!this.cameFromLists) return;
      event.preventDefault();
      history.back();
    });
  },

  /* Somebody has just gone to this question, or away from it. */
  entered() {
    this.cameFromLists = Boolean(this.line);
    if (this.line) this.p.place.focus();
    else document.querySelector('qh-questions [aria-current], qh-questions a')?.focus({ preventScroll: true });
  },

  update(desk) {
    this.desk = desk;
    const line = this.line = desk.questionOf(desk.looked);
    show(this.p.none, !line);
    show(this.p.body, Boolean(line));
    if (!line) return;
    put(this.p.place, desk.place(line));
    say(this.p.stem, line.stem, desk.lang);
    show(this.p.void, line.void);
    say(this.p.key, line.text ?? word('untold'), desk.lang);
    show(this.p.alsoBox, line.also.length > 0);
    say(this.p.also, line.also.join(' · '), desk.lang);
    // What only people judge has no key to correct; its verdicts are changed team by team.
    for (const button of this.querySelectorAll('[data-act="key"], [data-act="accept"]')) show(button, !line.void && line.kind !== 'open');
    show(this.querySelector('[data-act="void"]'), !line.void);
    this.drawOptions(line);
    this.drawTeams(line);
  },

  drawOptions(line) {
    const { lettered, numbered } = optionsOf(line);
    const chosen = line.left || line.kind === 'order' ? [] : line.key ?? [];
    keyed(this.p.options, [...lettered, ...numbered], (option) => `${option.mark} ${option.id}`, () => clone('option'), (node, option) => {
      const p = partsOf(node);
      put(p.letter, option.mark);
      say(p.text, option.text, this.desk.lang);
      show(p.tick, chosen.includes(option.id));
      mark(node, 'data-right', chosen.includes(option.id) ? 'yes' : null);
    });
  },

  drawTeams(line) {
    const teams = line.contestants.map((id) => this.desk.team(id)).sort((one, other) => one.n - other.n);
    keyed(this.p.teams, teams, (team) => team.id, () => clone('team'), (node, team) => {
      const p = partsOf(node);
      const verdict = line.verdicts[team.id];
      mark(node, 'data-team', team.id);
      mark(node, 'data-verdict', verdict ?? null);
      put(p.n, team.n);
      put(p.name, team.name);
      say(p.answer, line.answers[team.id] ?? word('no_answer'), line.answers[team.id] ? this.desk.lang : null);
      put(p.verdict, verdict ? word(`verdict.${verdict}`) : '');
      put(p.points, line.points[team.id] ? signed(line.points[team.id]) : '');
      const change = node.querySelector('[data-act="verdict"]');
      show(change, !line.void);
      for (const button of node.querySelectorAll('button')) mark(button, 'aria-label', `${button.textContent.replace('…', '')}: ${team.name}`);
    });
  },
});
