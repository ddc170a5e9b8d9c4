/* The last rulings, newest first, so that every change of points can be explained on the spot. */
import { mark, put, show } from '../../parts/nodes.js';
import { team } from './facts.js';
import { HostPart, inside, keep } from './part.js';
import { firstWord, signed, word } from './words.js';

function timeOf(at) {
  return new Date(at).toLocaleTimeString('zh-CN', { hour: '2-digit', minute: '2-digit', hour12: false });
}

class HostLog extends HostPart {
  update(view) {
    const open = (view.appeals ?? []).filter((appeal) => appeal.state === 'open').length;
    show(this.parts.open, open > 0);
    put(this.parts.open, open ? word('log.appeals', { n: open }) : '');
    if (this.shown === view.log) return;
    this.shown = view.log;
    show(this.parts.none, !view.log.length);
    keep(this.parts.list, 'host-log-line', view.log, (entry, place) => `${entry.at}-${entry.what}-${entry.team}-${view.log.length - place}`, (node, entry) => {
      const name = entry.team ? team(view, entry.team).name : '';
      const question = entry.n ? word('log.question', { n: entry.n }) : '';
      mark(node, 'data-what', entry.what);
      put(inside(node, 'time'), timeOf(entry.at));
      const reversal = entry.what === 'undone' || entry.what === 'redone';
      const step = reversal ? firstWord([`step.${entry.note}`, 'step.other']) : '';
      put(inside(node, 'what'), firstWord([`log.${entry.what}`, 'log.other'], { team: name, step }));
      // A foul's note is its id in the plan.
      const note = reversal ? '' : view.contest.fouls?.find((foul) => foul.id === entry.note)?.name ?? entry.note;
      put(inside(node, 'note'), [question, note].filter(Boolean).join(' · '));
      put(inside(node, 'points'), entry.points ? signed(entry.points) : '');
      mark(inside(node, 'points'), 'data-sign', entry.points < 0 ? 'minus' : null);
    });
  }
}

customElements.define('host-log', HostLog);
