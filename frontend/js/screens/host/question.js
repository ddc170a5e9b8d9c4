/* The card of the question being played; the answer stands on it only when the server sent it. */
import { mark, put, show } from '../../parts/nodes.js';
import { askOf, team } from './facts.js';
import { fillOptions, isChoice, putStem } from './options.js';
import { HostPart, putOrHide } from './part.js';
import { drawRace } from './race.js';
import { drawSights } from './sights.js';
import { signed, word } from './words.js';

function whoAnswers(view, ask) {
  if (!ask.team) return '';
  const name = team(view, ask.team).name;
  const values = { n: ask.player, name: view.stage.turn?.player_name };
  const player = ask.player ? word(values.name ? 'ask.player.named' : 'ask.player', values) : '';
  const against = ask.against ? word('ask.against', { team: team(view, ask.against).name }) : '';
  return [name, player, against].filter(Boolean).join(' · ');
}

function worth(ask) {
  if (!ask.wrong) return word('ask.worth', { value: signed(ask.value) });
  return word('ask.worth.wrong', { value: signed(ask.value), wrong: signed(ask.wrong) });
}

class HostQuestion extends HostPart {
  update(view) {
    const ask = askOf(view);
    if (!ask) return;
    const p = this.parts;
    put(p.kind, word(`kind.${ask.kind}`));
    put(p.worth, worth(ask));
    put(p.answering, word(`answering.${ask.answering}`));
    putOrHide(p.who, whoAnswers(view, ask));
    putStem(p.stem, ask.stem);
    mark(this, 'data-long', ask.stem.length + (ask.options ?? []).join('').length > 120 ? 'yes' : null);
    this.drawBody(ask);
    drawSights(p, view, ask);
    drawRace(p, view);
    this.drawKey(view, ask);
  }

  drawBody(ask) {
    const p = this.parts;
    const reveal = ask.reveal && { ...ask.reveal, marks: isChoice(ask) };
    fillOptions(p.options, ask.options ?? [], { reveal });
    show(p.options, Boolean(ask.options));
    show(p.pairs, ask.kind === 'match');
    fillOptions(p.lefts, ask.left ?? []);
    fillOptions(p.rights, ask.right ?? [], { numbers: true });
    putOrHide(p.unit, ask.kind === 'numeric' ? ask.unit : '');
  }

  drawKey(view, ask) {
    const p = this.parts;
    const { reveal } = ask;
    const key = { ...reveal, ...view.key };
    show(p.key, Boolean(key.text || key.note));
    mark(p.key, 'data-known', key.text ? 'yes' : null);
    put(p.hint, key.text ? '' : word('ask.key_hidden'));
    show(p.answer, Boolean(key.text));
    put(p.keyText, key.text);
    put(p.keySeen, word(reveal ? 'ask.key_revealed' : 'ask.key_yours'));
    putOrHide(p.why, key.why);
    show(p.note, Boolean(key.note));
    put(p.noteText, key.note);
    const { right, answered } = reveal?.audience ?? {};
    const audience = answered ? word('ask.audience', { right, answered }) : '';
    putOrHide(p.source, [reveal?.source, audience].filter(Boolean).join(' · '));
  }
}

customElements.define('host-question', HostQuestion);
