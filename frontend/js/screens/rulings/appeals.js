/* <qh-appeals>: what teams have asked to have ruled; the open ones first, the oldest of them on top. */
import { clone, define, keyed, mark, partsOf, put, show, word } from '../../parts/nodes.js';

define('appeals', {
  made() {
    this.addEventListener('click', (event) => {
      const act = event.target.closest('[data-act]')?.dataset.act;
      if (!act) return;
      const appeal = this.desk.view.appeals.find((one) => String(one.appeal) === event.target.closest('.appeal').dataset.key);
      if (act === 'look') location.hash = `q${appeal.ask}`;
      else this.desk.correct({ what: 'appeal', ask: appeal.ask, team: appeal.team, appeal });
    });
  },

  update(desk) {
    this.desk = desk;
    const { appeals } = desk.view;
    const open = appeals.filter((appeal) => appeal.state === 'open');
    const ruled = appeals.filter((appeal) => appeal.state !== 'open').reverse();
    put(this.p.count, open.length ? word('count', { n: open.length }) : '');
    show(this.p.none, !appeals.length);
    show(this.p.past, ruled.length > 0);
    put(this.p.pastTitle, word('ruled', { n: ruled.length }));
    this.fill(this.p.open, open);
    this.fill(this.p.ruled, ruled);
  },

  fill(list, appeals) {
    keyed(list, appeals, (appeal) => appeal.appeal, () => clone('appeal'), (node, appeal) => {
      const p = partsOf(node);
      const { desk } = this;
      const team = desk.team(appeal.team);
      mark(node, 'data-state', appeal.state);
      put(p.n, team.n);
      put(p.team, team.name);
      put(p.place, desk.place(appeal));
      put(p.time, desk.time(appeal.at));
      put(p.reason, appeal.reason);
      put(p.state, word(appeal.state));
      put(p.note, appeal.note);
      show(node.querySelector('[data-act="rule"]'), appeal.state === 'open');
    });
  },
});
