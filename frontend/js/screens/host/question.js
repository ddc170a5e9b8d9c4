/* The card of the question being played; the answer stands on it only when the server sent it. */
import { mark, put, show } from '../../parts/nodes.js';
import { askOf, team } from './facts.js';
import { fillOptions, isChoice, putStem } from './options.js';
import { HostPart, inside, keep, putOrHide } from './part.js';
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

function pressTime(press) {
  const seconds = (Math.abs(press.ms ?? 0) / 1000).toFixed(3);
  return word(press.ms < 0 ? 'press.too_early' : 'press.seconds', { s: seconds });
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
    putOrHide(p.race, ask.race > 1 ? word('ask.race', { n: ask.race }) : '');
    putStem(p.stem, ask.stem);
    mark(this, 'data-long', ask.stem.length + (ask.options ?? []).join('').length > 120 ? 'yes' : null);
    this.drawBody(ask);
    this.drawPresses(view, ask);
    this.drawKey(view, ask);
  }

  drawBody(ask) {
    const p = this.parts;
    const reveal = ask.reveal && { ...ask.reveal, marks: isChoice(ask) };
    fillOptions(p.options, ask.options ?? [], { reveal });
    show(p.options, Boolean(ask.options));
    show(p.pairs, ask.kind === 'match');
    fillOptions(p.lefts, ask.left ?? [], { numbers: true });
    fillOptions(p.rights, ask.right ?? []);
    putOrHide(p.unit, ask.kind === 'numeric' ? ask.unit : '');
  }

  drawPresses(view, ask) {
    const presses = (ask.presses ?? []).filter((press) => !press.race || press.race === ask.race);
    let place = 0;
    show(this.parts.presses, presses.length > 0);
    keep(this.parts.presses, 'host-press', presses, (press, at) => `${press.team}-${at}`, (node, press) => {
      const counts = ['first', 'later'].includes(press.ruled);
      mark(node, 'data-ruled', press.ruled);
      put(inside(node, 'place'), counts ? ++place : '');
      put(inside(node, 'team'), team(view, press.team).name);
      put(inside(node, 'ms'), press.ms === null ? '' : pressTime(press));
      put(inside(node, 'ruled'), counts ? '' : word(`press.${press.ruled}`));
    });
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
