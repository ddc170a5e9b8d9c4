/* What the host's dialogs share. Native <dialog>: Esc, focus and the rest come free. */
import { put } from '../../parts/nodes.js';
import { byNumber, team } from './facts.js';
import { HostPart, keep } from './part.js';

/* Opens empty, closes, hands its form to `submit()` and stays open when that refuses. */
export class HostDialog extends HostPart {
  built() {
    const { dialog, form } = this.parts;
    dialog.addEventListener('click', (event) => {
      if (event.target === dialog || event.target.closest('[data-close]')) dialog.close();
    });
    if (!form) return;
    form.addEventListener('input', () => this.check());
    form.addEventListener('submit', (event) => {
      const fields = this.fields();
      if (!fields) return event.preventDefault();
      this.submit(fields);
    });
  }

  open(host) {
    this.host = host;
    this.parts.form?.reset();
    this.prepare(host.view, host.chosen);
    this.check();
    this.parts.dialog.showModal();
  }

  update(view, host) {
    this.host = host;
    if (this.parts.dialog.open) this.check();
  }

  prepare() {}

  /* The command's fields when the form is complete, else null. */
  fields() {
    return null;
  }

  check() {
    if (this.parts.go) this.parts.go.disabled = !this.fields();
  }

  fillTeams(view, chosen) {
    keep(this.parts.teams, 'host-team-choice', byNumber(view), (one) => one.team, (node, one) => {
      const { n, name } = team(view, one.team);
      const input = node.querySelector('input');
      input.value = one.team;
      input.checked = one.team === chosen;
      put(node.querySelector('b'), n);
      put(node.querySelector('i'), name);
    });
  }

  value(name) {
    return new FormData(this.parts.form).get(name);
  }

  reason() {
    return (this.value('words')?.trim() || this.value('reason') || '').slice(0, 200);
  }
}
