/* What the host's view means for the host's hands: who is missing, who is to be ruled, what may be done.
 *
 * Pure readings of a view, used by every part of the page; no document, no words, no clock.
 */

const plain = (name) => name.toLowerCase().replaceAll('_', '');

export function can(view, name) {
  return Boolean(view.next?.can?.some((allowed) => plain(allowed) === plain(name)));
}

export function team(view, id) {
  return view.contest?.teams.find((one) => one.id === id) ?? { id, n: '', name: id ?? '' };
}

export function cell(view, id) {
  return view.grid?.find((one) => one.team === id) ?? null;
}

/* The ask on the screens, null under any other picture. */
export function askOf(view) {
  return view.stage?.show === 'ask' ? view.stage.ask : null;
}

export function answeredTeams(view) {
  return view.counts?.answered ?? [];
}

/* Which teams the show waits for: answers, stakes, or the lobby's “I'm ready”. */
export function missing(view) {
  const named = view.next?.detail?.missing;
  if (named) return named;
  const { show, chosen = [] } = view.stage;
  const ask = askOf(view);
  const everybody = view.contest.teams.map((one) => one.id);
  if (ask && ask.phase === 'open' && ask.flow !== 'buzz') {
    const asked = ask.flow === 'in_turn' && ask.team ? [ask.team] : ask.contestants;
    return asked.filter((id) => !answeredTeams(view).includes(id));
  }
  if (show === 'stakes') return everybody.filter((id) => !chosen.includes(id));
  if (show === 'lobby') return everybody.filter((id) => cell(view, id)?.seat !== 'ready');
  return [];
}

/* Teams whose spoken answer the host rules with its own keys: the called one, the turn's, or each. */
export function toRule(view) {
  const ask = askOf(view);
  if (!ask || ask.answering === 'device' || ask.phase === 'shown' || !can(view, 'RuleAnswer')) return [];
  if (ask.called) return [ask.called];
  if (ask.flow === 'buzz') return [];
  if (ask.flow === 'in_turn' && ask.team) return [ask.team];
  return ask.contestants.filter((id) => !ask.out?.includes(id));
}

/* The verdict already given aloud; where all answer at once it stands in the grid only. */
export function verdictOf(view, id) {
  return askOf(view)?.ruled?.[id] ?? cell(view, id)?.verdict ?? null;
}

/* The team Y and N speak of, null when none is to be ruled or none of several was chosen. */
export function ruled(view, chosen) {
  const teams = toRule(view);
  if (teams.length === 1) return teams[0];
  if (teams.includes(chosen)) return chosen;
  const askable = can(view, 'RuleAnswer') && askOf(view)?.contestants.includes(chosen);
  return teams.length === 0 && askable ? chosen : null;
}

/* The points a verdict would bring in the ask being played. */
export function worth(view, right) {
  const ask = askOf(view);
  return right ? ask.value : ask.wrong;
}

/* The clock the hall looks at. */
export function clockOf(view) {
  const { ask, turn, clock } = view.stage;
  return askOf(view)?.clock ?? (view.stage.show === 'turn' ? turn?.clock : clock) ?? null;
}

/* Teams in the order of their tables: a team keeps its place whatever it does. */
export function byNumber(view) {
  const numbers = new Map(view.contest.teams.map((one) => [one.id, one.n]));
  return [...(view.grid ?? [])].sort((one, other) => numbers.get(one.team) - numbers.get(other.team));
}

/* What can be said of a team's phone just now, as a state with a sign, a word and a colour. */
export function presence(view, one) {
  if (one.seat === 'empty') return 'empty';
  if (!one.online) return 'offline';
  const ask = askOf(view);
  if (!ask) return view.stage.show === 'lobby' ? one.seat : 'online';
  if (!ask.contestants.includes(one.team)) return 'watching';
  if (one.answered) return 'answered';
  return one.seen ? 'seen' : 'unseen';
}
