/* Points by the host's decision: a team, add or set, and a reason that stands in the record. */
import { put } from '../../parts/nodes.js';
import { HostDialog } from './dialog.js';
import { word } from './words.js';

class HostPoints extends HostDialog {
  built() {
    super.built();
    this.parts.quick.addEventListener('click', (event) => {
      const { points } = event.target.dataset;
      if (points === undefined) return;
      this.parts.form.elements.points.value = points;
      this.parts.form.elements.mode.value = 'add';
      this.check();
    });
  }

  prepare(view, chosen) {
    this.fillTeams(view, chosen);
  }

  change() {
    const number = this.value('points');
    const points = /^-?\d+$/.test(number ?? '') ? Number(number) : null;
    return { points, mode: this.value('mode'), one: this.host.view.grid.find((found) => found.team === this.value('team')) };
  }

  fields() {
    const { points, mode, one } = this.change();
    const reason = this.reason();
    if (!one || points === null || !reason || !this.parts.form.elements.points.validity.valid) return null;
    if (mode === 'add') return points === 0 ? null : { team: one.team, points, reason };
    return { team: one.team, total: points, reason };
  }

  check() {
    super.check();
    const { points, mode, one } = this.change();
    const known = one && points !== null;
    const after = known ? (mode === 'add' ? one.points + points : points) : null;
    const total = known ? word('points.total', { before: one.points, after }) : word('points.no_change');
    put(this.parts.total, known && !this.reason() ? `${total} · ${word('points.reason_needed')}` : total);
  }

  submit(fields) {
    this.host.send('AdjustPoints', fields);
  }
}

customElements.define('host-points', HostPoints);
