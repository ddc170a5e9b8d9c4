/* A large sheet over the picture's card, for the host's eyes only: read aloud, who is missing, look back,
 * the photo finish.
 *
 * Not a dialog: the big key and all the others go on working under it.
 */
import { put, show } from '../../parts/nodes.js';
import { cell, missing, team } from './facts.js';
import { bothSides, fillOptions, isChoice, putStem } from './options.js';
import { HostPart, inside, keep, putOrHide } from './part.js';
import { drawPhotoFinish } from './photo_finish.js';
import { signed, word } from './words.js';

const MISSING_WORDS = { stakes: 'sheet.missing.stakes', lobby: 'sheet.missing.lobby' };

function teamLines(view, entry) {
  return Object.entries(entry.verdicts).map(([id, verdict]) => ({
    team: id,
    place: team(view, id).n,
    how: [entry.answers[id], word(`verdict.${verdict}`)].filter(Boolean).join(' · '),
    points: signed(entry.points[id] ?? 0),
  }));
}

class HostSheet extends HostPart {
  update(view, host) {
    if (!host.sheet) return;
    const drawn = { read: this.read, missing: this.missing, back: this.back, photo: this.photo }[host.sheet].call(this, view, host);
    const { what, place, stem, options = [], names = [], right, why, note, lines = [] } = drawn;
    const p = this.parts;
    this.dataset.sheet = host.sheet;
    put(p.what, what);
    put(p.place, place);
    show(p.stem, Boolean(stem));
    putStem(p.stem, stem ?? '');
    fillOptions(p.options, options, { reveal: drawn.reveal });
    keep(p.names, 'host-name', names, (one) => one.id, (node, one) => {
      put(node.firstElementChild, one.n);
      put(node.lastElementChild, one.name);
      node.dataset.offline = cell(view, one.id)?.online ? '' : 'yes';
    });
    putOrHide(p.right, right);
    putOrHide(p.why, why);
    putOrHide(p.note, note);
    show(p.photo, host.sheet === 'photo');
    if (host.sheet === 'photo') drawPhotoFinish(p.races, view);
    keep(p.lines, 'host-line', lines, (line) => line.team, (node, line) => {
      put(inside(node, 'place'), line.place);
      put(inside(node, 'name'), team(view, line.team).name);
      put(inside(node, 'how'), line.how);
      put(inside(node, 'points'), line.points);
    });
  }

  read(view) {
    const { ask } = view.stage;
    if (!ask) return { what: word('sheet.read') };
    const options = ask.options ?? bothSides(ask);
    const { reveal } = ask;
    return {
      what: word('sheet.read'),
      stem: ask.stem,
      options,
      reveal: reveal && { ...reveal, marks: isChoice(ask), spread: {} },
      right: reveal?.text,
      why: reveal?.why,
      note: view.key?.note,
    };
  }

  missing(view) {
    const names = missing(view).map((id) => team(view, id));
    const what = word(MISSING_WORDS[view.stage.show] ?? 'sheet.missing');
    return { what, names, stem: names.length ? '' : word('sheet.missing.none') };
  }

  photo(view) {
    const { ask } = view.stage;
    const pressed = Boolean(ask?.presses?.length);
    return { what: word('sheet.photo', { n: ask?.n ?? '' }), stem: pressed ? '' : word('why.no_presses') };
  }

  back(view, host) {
    const entry = host.reveals[host.looking];
    const place = word('sheet.back.place', { n: host.looking + 1, of: host.reveals.length });
    const what = word('sheet.back', { title: entry.title, n: entry.n });
    return { what, place, stem: entry.stem, right: entry.text, why: entry.why, lines: teamLines(view, entry) };
  }
}

customElements.define('host-sheet', HostSheet);
