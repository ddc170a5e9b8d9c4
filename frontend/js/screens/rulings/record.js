/* <qh-record>: what has been ruled, put right and taken back, newest first; plain marking is not in it. */
import { clone, define, hasWord, keyed, mark, partsOf, put, show, word } from '../../parts/nodes.js';
import { signed } from './desk.js';

define('record', {
  update(desk) {
    const lines = desk.view.log.filter((entry) => hasWord(`log.${entry.what}`));
    show(this, lines.length > 0);
    keyed(this.p.list, lines, (entry, place) => `${entry.at}-${entry.what}-${entry.team}-${lines.length - place}`, () => clone('entry'), (node, entry) => {
      const p = partsOf(node);
      const reversal = entry.what === 'undone' || entry.what === 'redone';
      const team = entry.team ? desk.team(entry.team) : null;
      put(p.time, desk.time(entry.at));
      put(p.what, word(`log.${entry.what}`, { team: team ? team.name : '' }));
      put(p.note, [entry.n && word('log.question', { n: entry.n }), reversal ? '' : entry.note].filter(Boolean).join(' · '));
      put(p.points, entry.points ? signed(entry.points) : '');
      mark(p.points, 'data-sign', entry.points < 0 ? 'minus' : null);
    });
  },
});
