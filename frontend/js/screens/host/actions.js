/* What each key and button does, and why not when it cannot: `why` gives the sentence, '' means go.
 *
 * The keyboard and every `data-action` button meet here, so that both always do the same.
 */
import { can, ruled, toRule } from './facts.js';
import { whyNot } from './next_key.js';
import { word } from './words.js';

const TEN_SECONDS = 10;

function blocked(host) {
  if (host.link !== 'up') return word('why.link');
  if (host.view.trouble) return word('why.trouble');
  return host.lead ? word('why.watching') : '';
}

function needs(name) {
  return (host) => blocked(host) || (can(host.view, name) ? '' : word('why.not_now'));
}

function command(name, fields = () => ({})) {
  return { why: needs(name), run: (host) => host.send(name, fields(host)) };
}

function step(name, code, none) {
  return {
    why: (host) => blocked(host) || (host.view.next[code] ? '' : word(none)),
    run: (host) => host.send(name, { step: host.view.next.moves }),
  };
}

function sheet(name, why = () => '') {
  return { why, on: (host) => host.sheet === name, run: (host) => host.open(host.sheet === name ? null : name) };
}

const next = {
  why: (host) => (host.sheet === 'back' ? '' : whyNot(host.view, host)),
  run: (host) => (host.sheet === 'back' ? host.open(null) : host.next()),
};

function ruling(right) {
  return {
    why: (host) => blocked(host) || (ruled(host.view, host.chosen) ? ''
      : word(toRule(host.view).length > 1 ? 'why.choose_team' : 'why.nothing_to_rule')),
    run: (host) => host.rule(ruled(host.view, host.chosen), right),
  };
}

export const ACTIONS = {
  next,
  back: {
    why: (host) => (host.reveals.length ? '' : word('why.no_looking_back')),
    run: (host) => host.lookBack(),
  },
  cover: { ...command('CoverScreen', (host) => ({ on: !host.view.stage.covered })), on: (host) => host.view.stage.covered },
  pause: {
    why: (host) => needs(host.view.stage.paused ? 'Resume' : 'Pause')(host),
    on: (host) => host.view.stage.paused,
    run: (host) => host.send(host.view.stage.paused ? 'Resume' : 'Pause', {}),
  },
  longer: command('ExtendTime', () => ({ seconds: TEN_SECONDS })),
  shorter: command('ExtendTime', () => ({ seconds: -TEN_SECONDS })),
  lock: command('CloseAnswers'),
  reveal: {
    why: (host) => (host.view.next.effect === 'reveal' ? whyNot(host.view, host) : word('why.not_now')),
    run: (host) => host.next(),
  },
  standings: {
    ...command('ShowStandings', (host) => ({ on: host.view.stage.show !== 'standings' })),
    on: (host) => host.view.stage.show === 'standings',
  },
  freeze: {
    ...command('FreezeStandings', (host) => ({ on: !host.view.standings.frozen })),
    on: (host) => Boolean(host.view.standings.frozen),
  },
  sound: {
    ...command('DressScreen', (host) => ({ sound: !host.view.contest.look.sound })),
    on: (host) => host.view.contest.look.sound,
  },
  display: { why: needs('DressScreen'), run: (host) => host.dialog('display') },
  undo: step('Undo', 'undo', 'why.no_undo'),
  redo: step('Redo', 'redo', 'why.no_redo'),
  repeat: command('RepeatQuestion'),
  void: { why: needs('VoidQuestion'), run: (host) => host.dialog('void') },
  skip: command('SkipQuestion'),
  finish: command('FinishContest'),
  points: { why: needs('AdjustPoints'), run: (host) => host.dialog('points') },
  foul: {
    why: (host) => needs('CallFoul')(host) || (host.view.contest.fouls?.length ? '' : word('why.no_fouls')),
    run: (host) => host.dialog('foul'),
  },
  read: sheet('read', (host) => (host.view.stage.ask ? '' : word('why.not_now'))),
  missing: sheet('missing'),
  photo: sheet('photo', (host) => (host.view.stage.ask?.presses?.length ? '' : word('why.no_presses'))),
  right: ruling(true),
  wrong: ruling(false),
  lead: { why: (host) => (host.link === 'up' ? '' : word('why.link')), run: (host) => host.takeLead() },
  list: { why: () => '', run: (host) => host.dialog('list') },
  rundown: { why: () => '', run: (host) => host.fold() },
  close: { why: () => '', run: (host) => (host.sheet ? host.open(null) : host.choose(null)) },
};
