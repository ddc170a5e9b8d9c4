/* <qh-turn>: before a question of a turn round: what to play for, whom to name, or who is choosing now.
 *
 * Serves the shows `stakes` (all teams choose at once) and `turn` (one team is called up). Controls appear
 * only for what the view's `can` lists.
 */
import '../../parts/countdown.js';
import { clone, define, keyed, mark, partsOf, put, say, show, word } from '../../parts/nodes.js';

const ARMED_MS = 4000;

define('turn', {
  made: function () {
    this.p.stakes.addEventListener('click', (event) => {
      const tile = event.target.closest('button');
      if (tile && this.hall.may('stake')) this.hall.send('ChooseStake', { stake: Number(tile.getAttribute('data-stake')) });
    });
    this.p.teams.addEventListener('click', (event) => {
      const tile = event.target.closest('button');
      if (tile) this.hall.send('NameOpponent', { opponent: tile.parentNode.getAttribute('data-key') });
    });
    this.p.pass.addEventListener('click', () => this.pass());
  },

  /* Passing cannot be taken back, so it wants a second tap. */
  pass: function () {
    if (this.armed) this.hall.send('PassTurn', {});
    this.armed = !this.armed;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { this.armed = false; this.update(this.hall); }, ARMED_MS);
    this.update(this.hall);
  },

  update: function (hall) {
    this.hall = hall;
    const stage = hall.view.stage;
    const turn = stage.turn || {};
    say(this.p.round, stage.round ? stage.round.title : '', hall.lang);
    this.p.clock.set(turn.clock || stage.clock || null, (name) => hall.onClock(name));
    this.drawHeading(hall, turn);
    this.drawStakes(hall, turn);
    this.drawOpponents(hall, turn);
    show(this.p.pass, hall.may('pass'));
    put(this.p.pass, word(this.armed ? 'turn.pass_again' : 'turn.pass'));
    mark(this.p.pass, 'data-armed', this.armed ? 'yes' : null);
  },

  drawHeading: function (hall, turn) {
    const mine = turn.team ? turn.team === hall.view.me.team : hall.may('stake');
    const chosen = this.chosen(hall, turn);
    const state = hall.may('opponent') ? 'opponent' : hall.may('stake') ? (chosen ? 'chosen' : 'choose') : 'wait';
    const name = turn.team ? hall.turnOf(turn.team) : word('turn.everybody');
    const player = turn.player ? word('ask.player', { n: turn.player, name: turn.player_name || '' }) : '';
    const opponent = turn.opponent ? word('turn.against', { team: hall.you(turn.opponent) }) : '';
    mark(this.p.head, 'data-mine', mine ? 'yes' : null);
    put(this.p.name, name);
    const waiting = state === 'wait';
    const words = word('turn.' + (chosen && waiting ? 'set' : state), { n: chosen });
    put(this.p.player, [player, opponent, waiting ? words : ''].filter(Boolean).join(' · '));
    put(this.p.status, waiting ? '' : words);
    hall.onMoment('turn ' + (turn.team || '') + (mine ? state : ''), mine && state !== 'wait' ? 'turn' : 'wait', name + '. ' + words);
  },

  chosen: function (hall, turn) {
    const sending = hall.isSending('ChooseStake');
    const shown = hall.view.stage.stakes || {};
    if (sending) return sending.fields.stake;
    return turn.team ? turn.stake : hall.view.me.stake || shown[hall.view.me.team] || null;
  },

  drawStakes: function (hall, turn) {
    const round = hall.view.stage.round || {};
    const choices = (turn.team ? turn.choices : round.facts && round.facts.stakes) || [];
    const chosen = this.chosen(hall, turn);
    const open = hall.may('stake') && !hall.view.stage.paused;
    show(this.p.stakes, choices.length > 0 && (open || Boolean(chosen)));
    mark(this.p.stakes, 'data-many', choices.length > 4 ? 'yes' : null);
    keyed(this.p.stakes, choices, function (stake) { return stake; }, function () {
      return clone('stake');
    }, function (node, stake) {
      const p = partsOf(node);
      put(p.value, stake);
      mark(node, 'data-stake', stake);
      mark(node, 'aria-pressed', String(stake === chosen));
      mark(node, 'aria-disabled', open ? null : 'true');
      mark(node, 'data-busy', hall.isSending('ChooseStake') && stake === chosen ? 'yes' : null);
    });
  },

  drawOpponents: function (hall, turn) {
    const open = hall.may('opponent');
    const named = (hall.isSending('NameOpponent') || { fields: {} }).fields.opponent || turn.opponent;
    const others = hall.view.contest.teams.filter(function (team) { return team.id !== hall.view.me.team; });
    show(this.p.teams, open);
    keyed(this.p.teams, open ? others : [], function (team) { return team.id; }, function () {
      return clone('opponent');
    }, function (node, team) {
      const p = partsOf(node);
      put(p.number, team.n);
      put(p.name, team.name);
      mark(p.button, 'aria-pressed', String(team.id === named));
    });
  },
});
