/* The card for every picture that is neither a question nor the lobby: title, turn, stakes, standings, tie, prizes. */
import { clone, mark, put, show } from '../../parts/nodes.js';
import { can, cell, team } from './facts.js';
import { HostPart, inside, keep } from './part.js';
import { pictureWords } from './showing.js';
import { listed, signed, word } from './words.js';

const OF_A_ROUND = ['round', 'stakes', 'turn', 'standings'];

function roundFacts({ facts, questions, flow }) {
  const wrong = facts.wrong ? word('picture.wrong', { n: signed(facts.wrong) }) : word('picture.wrong.nothing');
  return [
    word(`flow.${flow}`),
    word('picture.questions', { n: questions }),
    facts.stakes ? word('picture.stakes', { n: facts.stakes.join(' / ') }) : word('picture.value', { n: signed(facts.value) }),
    facts.stakes ? '' : wrong,
    word('picture.time', { n: facts.time_s }),
  ].filter(Boolean);
}

function standingLines(view) {
  return view.standings.rows.map((row) => ({
    team: row.team,
    place: row.rank,
    how: row.how ? word(`how.${row.how}`) : '',
    delta: row.delta ? signed(row.delta) : '',
    points: row.points,
    moved: Math.sign(row.moved ?? 0),
  }));
}

/* Chosen stakes stay secret until they are shown: this screen may be mirrored. */
function stakeLines(view) {
  const { chosen = [], stakes } = view.stage;
  return view.contest.teams.map(({ id, n }) => ({
    team: id,
    place: n,
    how: stakes ? '' : word(chosen.includes(id) ? 'picture.chosen' : 'picture.choosing'),
    points: stakes?.[id] ?? '',
  }));
}

function tieLines(view) {
  const { teams, tiers, method } = view.stage.tie;
  const places = tiers ?? [teams];
  return places.flatMap((tier, place) => tier.map((id) => ({
    team: id,
    place: tiers ? place + 1 : '=',
    how: tiers ? word(tier.length > 1 ? 'picture.shared' : `how.${method}`) : '',
    points: cell(view, id)?.points ?? '',
  })));
}

function lines(view) {
  const { show: picture, lots } = view.stage;
  if (picture === 'lots') {
    return lots.map((id, place) => ({ team: id, place: place + 1, how: word('picture.table', { n: place + 1 }), points: '' }));
  }
  if (picture === 'stakes') return stakeLines(view);
  if (picture === 'tie') return tieLines(view);
  return ['standings', 'podium', 'finished'].includes(picture) ? standingLines(view) : [];
}

function title(view) {
  const { show: picture, round, turn, tie } = view.stage;
  if (picture === 'tie') return word('tie.open', { teams: listed(tie.teams.map((id) => team(view, id).name)) });
  if (picture === 'turn') {
    const player = turn.player ? word(turn.player_name ? 'ask.player.named' : 'ask.player', { n: turn.player, name: turn.player_name }) : '';
    return [team(view, turn.team).name, player, turn.stake ? word('cell.stake', { n: turn.stake }) : ''].filter(Boolean).join(' · ');
  }
  return ['round', 'stakes'].includes(picture) ? round.title : pictureWords(view);
}

/* What the host may choose for the team that is called up. */
function choices(view) {
  const { show: picture, turn } = view.stage;
  if (picture !== 'turn' || !turn) return [];
  if (turn.needs_opponent && !turn.opponent) {
    const others = can(view, 'NameOpponent') ? view.contest.teams.filter((one) => one.id !== turn.team) : [];
    return others.map((one) => ({ label: word('team', one), do: 'NameOpponent', fields: { opponent: one.id } }));
  }
  if (!can(view, 'ChooseStake')) return [];
  const stakes = turn.choices.map((stake) => (
    { label: word('menu.stake', { n: stake }), do: 'ChooseStake', fields: { team: turn.team, stake }, chosen: turn.stake === stake }
  ));
  return can(view, 'PassTurn') && turn.may_pass ? [...stakes, { label: word('menu.pass'), do: 'PassTurn', fields: {} }] : stakes;
}

class HostPicture extends HostPart {
  update(view, host) {
    const { show: picture, round } = view.stage;
    const p = this.parts;
    mark(this, 'data-show', picture);
    put(p.about, round && OF_A_ROUND.includes(picture) ? word('picture.round', round) : '');
    put(p.title, title(view));
    const facts = ['round', 'stakes'].includes(picture) ? roundFacts(round) : [];
    keep(p.facts, 'host-fact', facts, (fact, place) => place, put);
    this.drawChoices(choices(view), host);
    keep(p.lines, 'host-line', lines(view), (line) => line.team, (node, line) => this.fill(node, line, view));
  }

  /* Few and short-lived: drawn anew when they change, so that each button carries its own command. */
  drawChoices(found, host) {
    const drawn = JSON.stringify(found);
    show(this.parts.choose, found.length > 0);
    if (this.drawn === drawn) return;
    this.drawn = drawn;
    this.parts.choose.replaceChildren(...found.map((choice) => {
      const button = clone('host-choice');
      put(button.firstElementChild, choice.label);
      mark(button, 'aria-pressed', choice.chosen ? 'true' : null);
      button.addEventListener('click', () => host.send(choice.do, choice.fields));
      return button;
    }));
  }

  fill(node, line, view) {
    mark(node, 'data-moved', line.moved || null);
    put(inside(node, 'place'), line.place);
    put(inside(node, 'name'), team(view, line.team).name);
    put(inside(node, 'how'), line.how);
    put(inside(node, 'delta'), line.delta ?? '');
    put(inside(node, 'points'), line.points);
  }
}

customElements.define('host-picture', HostPicture);
