/* What the host may do for one team: rule, give the floor, stake, opponent, points, foul, trust, free the seat. */
import { clone, put, show } from '../../parts/nodes.js';
import { askOf, can, toRule } from './facts.js';
import { inside, putOrHide } from './part.js';
import { fillTrust } from './trust.js';
import { word } from './words.js';

const SURE_MS = 4000;

function stakesFor(view, id) {
  const { show: picture, round, turn } = view.stage;
  if (!can(view, 'ChooseStake')) return [];
  if (picture === 'stakes') return round.facts.stakes ?? [];
  return turn?.team === id ? turn.choices : [];
}

/* The host may answer for a team that has not given its last word, in a race only for the one called. */
function answerable(view, one) {
  const ask = askOf(view);
  if (!ask || !can(view, 'AnswerForTeam') || one.answered?.locked || one.verdict) return false;
  return ask.flow === 'buzz' ? one.called : ask.contestants.includes(one.team);
}

function allowed(view, one) {
  const asked = askOf(view)?.contestants.includes(one.team);
  const spoken = toRule(view);
  const mayRule = can(view, 'RuleAnswer') && (spoken.length ? spoken.includes(one.team) : asked);
  const turn = view.stage.show === 'turn' ? view.stage.turn : null;
  return {
    right: mayRule,
    wrong: mayRule,
    answer: answerable(view, one),
    move: view.stage.show !== 'finished',
    floor: asked && !one.called && can(view, 'PickTeam'),
    opponent: Boolean(turn?.needs_opponent && !turn.opponent) && turn.team !== one.team && can(view, 'NameOpponent'),
    pass: turn?.team === one.team && turn.may_pass && !turn.passed && can(view, 'PassTurn'),
    points: can(view, 'AdjustPoints'),
    foul: can(view, 'CallFoul'),
    release: one.seat !== 'empty',
  };
}

function run(host, id, act) {
  if (act === 'right' || act === 'wrong') host.send('RuleAnswer', { team: id, right: act === 'right' });
  else if (act === 'floor') host.send('PickTeam', { team: id });
  else if (act === 'opponent') host.send('NameOpponent', { opponent: id });
  else if (act === 'pass') host.send('PassTurn', {});
  else if (act === 'answer' || act === 'move') (host.lead ? host.say(word('why.watching')) : host.dialog(act));
  else if (act === 'release') host.send('ReleaseSeat', { team: id });
  else host.act(act);
}

/* Freeing a seat throws a phone out: the first press asks, the second within four seconds does it. */
function pressed(menu, host, id, act) {
  if (act !== 'release' || menu.dataset.sure) return run(host, id, act);
  menu.dataset.sure = 'yes';
  put(menu.querySelector('[data-act="release"]'), word('menu.release.sure'));
  setTimeout(() => {
    delete menu.dataset.sure;
    put(menu.querySelector('[data-act="release"]'), word('menu.release'));
  }, SURE_MS);
}

function fillStakes(menu, stakes, one, host) {
  const box = inside(menu, 'stakes');
  const drawn = stakes.join();
  show(box, stakes.length > 0);
  if (box.dataset.drawn === drawn) return;
  box.dataset.drawn = drawn;
  box.replaceChildren(...stakes.map((stake) => {
    const button = clone('host-menu-stake');
    put(button, word('menu.stake', { n: stake }));
    button.addEventListener('click', () => host.send('ChooseStake', { team: one.team, stake }));
    return button;
  }));
}

export function fillMenu(menu, one, host) {
  const { view } = host;
  const open = allowed(view, one);
  if (!menu.dataset.heard) {
    menu.dataset.heard = 'yes';
    put(menu.querySelector('[data-act="release"]'), word('menu.release'));
    menu.addEventListener('click', (event) => {
      const { act } = event.target.closest('[data-act]')?.dataset ?? {};
      if (act) pressed(menu, host, one.team, act);
    });
  }
  for (const button of menu.querySelectorAll('[data-act]')) show(button, open[button.dataset.act]);
  fillStakes(menu, stakesFor(view, one.team), one, host);
  fillTrust(menu, one, host);
  const seat = view.lobby.seats.find((found) => found.team === one.team);
  const needed = view.stage.show !== 'lobby' && (one.seat === 'empty' || !one.online);
  putOrHide(inside(menu, 'pin'), needed && seat ? word('menu.pin', { pin: seat.pin }) : '');
}
