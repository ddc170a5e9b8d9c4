/* The quiet screens of a phone: lobby, seats drawn by lot, title of a round, and one plain card for the rest.
 *
 * In the lobby a captain says “I'm ready”: the tap that lets the page keep awake (and make sounds), and
 * starts five measured round trips whose result is shown in words.
 */
import { clone, define, hasWord, keyed, mark, partsOf, put, say, show, word } from '../../parts/nodes.js';

const TRIPS = 5;
const GOOD_MS = 80;
const SLOW_MS = 300;

/* good, slow or poor by the middle one of the round trips. */
export function linkQuality(trips) {
  const middle = trips.slice().sort(function (a, b) { return a - b; })[Math.floor(trips.length / 2)];
  return { name: middle <= GOOD_MS ? 'good' : middle <= SLOW_MS ? 'slow' : 'poor', ms: Math.max(1, Math.round(middle)) };
}

/* Only allowed from inside a tap; where a browser refuses, the contest works all the same. */
function keepAwake() {
  if (navigator.wakeLock) navigator.wakeLock.request('screen').catch(function () {});
}

define('lobby', {
  made: function () {
    this.p.ready.addEventListener('click', () => {
      keepAwake();
      this.left = TRIPS;
      this.hall.trips = [];
      this.measure();
      this.hall.send('SayReady', {});
    });
  },

  measure: function () {
    if (this.left-- > 0 && this.hall.link.ping()) setTimeout(() => this.measure(), 150);
  },

  update: function (hall) {
    this.hall = hall;
    const view = hall.view;
    const captain = view.me.role === 'captain';
    const sending = hall.isSending('SayReady');
    say(this.p.title, view.contest.title, hall.lang);
    put(this.p.name, captain ? hall.team(view.me.team).name : view.me.handle);
    put(this.p.number, captain ? hall.team(view.me.team).n : '');
    show(this.p.number, captain);
    put(this.p.seat, word(captain ? 'lobby.captain' : 'lobby.audience'));
    put(this.p.hint, word(captain ? (view.me.ready ? 'lobby.wait' : 'lobby.hint') : 'lobby.watch'));
    show(this.p.ready, captain && hall.may('ready') && !view.me.ready);
    mark(this.p.ready, 'data-busy', sending ? 'yes' : null);
    put(this.p.readyWord, word(sending ? 'lobby.sending' : 'lobby.ready'));
    show(this.p.checks, captain && view.me.ready);
    this.drawLink(hall);
    this.drawTeams(hall);
    hall.onMoment('lobby', view.me.ready ? 'ready' : 'here', this.p.name.textContent + '. ' + this.p.hint.textContent);
  },

  drawLink: function (hall) {
    const quality = hall.trips && hall.trips.length ? linkQuality(hall.trips) : null;
    show(this.p.linkLine, Boolean(quality));
    if (!quality) return;
    mark(this.p.linkLine, 'data-quality', quality.name);
    put(this.p.link, word('lobby.link_' + quality.name, { ms: quality.ms }));
  },

  drawTeams: function (hall) {
    const stage = hall.view.stage;
    keyed(this.p.teams, hall.view.contest.teams, function (team) { return team.id; }, function () {
      return clone('lobby-team');
    }, function (node, team) {
      const p = partsOf(node);
      const state = (stage.ready || []).indexOf(team.id) >= 0 ? 'ready' : (stage.joined || []).indexOf(team.id) >= 0 ? 'joined' : 'empty';
      mark(node, 'data-state', state);
      mark(node, 'data-mine', team.id === hall.view.me.team ? 'yes' : null);
      put(p.name, team.name);
      put(p.state, word('lobby.state_' + state));
    });
  },
});

define('lots', {
  update: function (hall) {
    const lots = hall.view.stage.lots || [];
    const mine = lots.indexOf(hall.view.me.team);
    show(this.p.own, mine >= 0);
    put(this.p.place, mine + 1);
    hall.onMoment('lots', String(mine), mine < 0 ? '' : this.p.own.textContent);
    keyed(this.p.list, lots, function (id) { return id; }, function () { return clone('lot'); }, function (node, id, place) {
      const p = partsOf(node);
      put(p.place, place + 1);
      put(p.name, hall.team(id).name);
      mark(node, 'data-mine', id === hall.view.me.team ? 'yes' : null);
    });
  },
});

define('round', {
  update: function (hall) {
    const round = hall.view.stage.round;
    const facts = round.facts || {};
    const shown = [['questions', round.questions], ['value', facts.value], ['wrong', facts.wrong], ['time', facts.time_s]];
    const stakes = facts.stakes && facts.stakes.length;
    const lines = shown.filter(function (fact) { return fact[1] && !(stakes && fact[0] === 'value'); });
    if (stakes) lines.push(['stakes', facts.stakes.join(' / ')]);
    put(this.p.number, word(round.tie_break ? 'round.tie_break' : 'round.number', { n: round.n, of: round.of }));
    say(this.p.title, round.title, hall.lang);
    put(this.p.how, word('flow.' + round.flow));
    hall.onMoment('round ' + round.n, 'round', [this.p.number, this.p.title, this.p.how].map((part) => part.textContent).join('. '));
    keyed(this.p.facts, lines, function (fact) { return fact[0]; }, function () { return clone('fact'); }, function (node, fact) {
      const p = partsOf(node);
      put(p.name, word('fact.' + fact[0]));
      put(p.value, fact[0] === 'time' ? word('seconds', { n: fact[1] }) : fact[0] === 'wrong' ? hall.signed(fact[1]) : fact[1]);
    });
  },
});

define('plain', {
  made: function () {
    this.p.again.addEventListener('click', () => location.replace(this.hall.home));
  },

  update: function (hall, name) {
    this.hall = hall;
    mark(this.p.icon, 'href', '#icon-' + name);
    put(this.p.title, word(name + '.title'));
    put(this.p.more, word(name + '.more', { address: location.host }));
    hall.onMoment('plain', name, this.p.title.textContent + '. ' + this.p.more.textContent);
    show(this.p.again, hasWord(name + '.again'));
    if (hasWord(name + '.again')) put(this.p.again, word(name + '.again'));
    show(this.p.join, name === 'denied');
  },
});
