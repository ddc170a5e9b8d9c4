/* The host's smaller dialogs: a foul of the plan, voiding the question, the list of keys. */
import { put } from '../../parts/nodes.js';
import { HostDialog } from './dialog.js';
import { keep } from './part.js';
import { signed, word } from './words.js';

class HostFoul extends HostDialog {
  prepare(view, chosen) {
    this.fillTeams(view, chosen);
    keep(this.parts.fouls, 'host-foul-choice', view.contest.fouls, (foul) => foul.id, (node, foul) => {
      node.querySelector('input').value = foul.id;
      put(node.querySelector('b'), foul.name);
      const effect = word(`foul.effect.${foul.effect}`);
      const points = foul.points ? word('foul.points', { points: signed(foul.points) }) : '';
      put(node.querySelector('small'), [points, effect].filter(Boolean).join(' · '));
    });
  }

  fields() {
    const fields = { team: this.value('team'), foul: this.value('foul') };
    return fields.team && fields.foul ? fields : null;
  }

  submit(fields) {
    this.host.send('CallFoul', fields);
  }
}

class HostVoid extends HostDialog {
  prepare(view) {
    put(this.parts.title, word('void.title', { n: view.stage.ask?.n ?? '' }));
  }

  fields() {
    return { reason: this.reason() };
  }

  submit(fields) {
    this.host.send('VoidQuestion', fields);
  }
}

class HostList extends HostDialog {
  prepare() {
    this.parts.remote.checked = this.host.remote;
    this.parts.remote.onchange = () => this.host.useRemote(this.parts.remote.checked);
  }
}

customElements.define('host-foul', HostFoul);
customElements.define('host-void', HostVoid);
customElements.define('host-list', HostList);
