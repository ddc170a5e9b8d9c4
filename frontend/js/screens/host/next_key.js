/* The one big key: it says what it will do, what follows, who is missing, and why it waits. */
import { mark, put } from '../../parts/nodes.js';
import { askOf, missing, team, toRule, verdictOf } from './facts.js';
import { HostPart } from './part.js';
import { amongWords } from './race.js';
import { firstWord, knows, listed, word } from './words.js';

function names(view, ids) {
  return listed(ids.map((id) => team(view, id).name));
}

/* Why the key waits, in words; '' when it may be pressed. */
export function whyNot(view, host) {
  if (host.link !== 'up') return word('why.link');
  if (view.trouble) return word('why.trouble');
  if (host.lead) return word('why.watching');
  if (view.next.enabled) return '';
  if (!view.next.effect) return word('sub.none');
  if (view.stage.paused) return word('why.paused');
  const { turn, show: picture } = view.stage;
  const { waiting, teams } = view.next.detail ?? {};
  const unruled = waiting === 'ruling' ? teams : toRule(view).filter((id) => !verdictOf(view, id));
  if (unruled.length > 1) return word('why.rule_each', { teams: names(view, unruled) });
  if (unruled.length === 1) return word('why.rule');
  if (picture === 'turn' && turn) {
    const chosen = turn.stake !== null || !turn.choices.length;
    return word(chosen ? 'why.opponent' : 'why.stake', { team: team(view, turn.team).name });
  }
  return word('why.wait');
}

export function nextLabel(view) {
  const { effect, detail = {} } = view.next;
  if (!effect) return word('next.none');
  const values = { ...detail, team: detail.team ? team(view, detail.team).name : '' };
  const special = ['tie', 'spare'].filter((kind) => detail[kind]).map((kind) => `next.${effect}.${kind}`);
  return firstWord([...special, `next.${effect}`, 'next.other'], values);
}

function whatFollows(view) {
  const { effect, detail = {} } = view.next;
  const missed = missing(view);
  const values = { ...detail, teams: names(view, missed), team: team(view, detail.team ?? view.stage.turn?.team).name };
  if (detail.method) return word('sub.break_ties.how', { teams: names(view, detail.teams), how: word(`how.${detail.method}`) });
  const key = `sub.${effect}`;
  const ask = askOf(view);
  if (ask?.among?.length && knows(`${key}.among`)) return word(`${key}.among`, { teams: amongWords(view, ask) });
  if (missed.length && knows(`${key}.missing`)) return word(`${key}.missing`, values);
  return knows(key) ? word(key, values) : '';
}

class HostNext extends HostPart {
  update(view, host) {
    const { label, sub, button } = this.parts;
    const back = host.sheet === 'back';
    const why = back ? '' : whyNot(view, host);
    put(label, back ? word('next.back') : nextLabel(view));
    put(sub, back ? word('sub.back') : why || whatFollows(view));
    mark(button, 'aria-disabled', why ? 'true' : null);
    mark(button, 'data-back', back ? 'yes' : null);
    mark(button, 'data-sent', !back && host.nextIsOnItsWay() ? 'yes' : null);
    mark(button, 'data-effect', view.next.effect);
  }
}

customElements.define('host-next', HostNext);
