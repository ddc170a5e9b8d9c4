/* Which of the six sounds a change of the view calls for, and when: `[{cue, at}]` in server time. Pure.
 *
 * signal: answers or buzzers are open · tick: the last five seconds · buzz: a team has won the buzzer ·
 * right, wrong: a ruling, or the key being shown · podium: the winner's step.
 */
const LAST_S = [5, 4, 3, 2, 1];
/* When question.js marks the right answer, and podium.js shows the first step and the next. */
const MARKED_MS = 2000;
const FIRST_STEP_MS = 900;
const STEP_MS = 2500;
const RULED = { right: 'right', partly: 'right', wrong: 'wrong' };

function askOf(view) {
  return view?.stage.show === 'ask' ? view.stage.ask : null;
}

/* The start signal of a race lies ahead; other questions open at once. A race begins anew without a new phase. */
function opening(ask, before, now) {
  if (ask.phase !== 'open' || ask.to_audience) return [];
  const same = before && before.phase === 'open' && before.race === ask.race && before.opens === ask.opens;
  return same ? [] : [{ cue: 'signal', at: Math.max(now, ask.opens || now) }];
}

function rulings(ask, before, now) {
  const fresh = Object.keys(ask.ruled || {}).filter((team) => !before?.ruled?.[team]);
  const cues = fresh.map((team) => RULED[ask.ruled[team]]).filter(Boolean);
  return cues.slice(0, 1).map((cue) => ({ cue, at: now }));
}

function ofAsk(ask, before, now) {
  if (ask.phase === 'revealed' && before.phase !== 'revealed') {
    return ask.flow === 'everyone' && !ask.void ? [{ cue: 'right', at: now + MARKED_MS }] : rulings(ask, before, now);
  }
  if (ask.phase === 'answering' && ask.called !== before.called) return [{ cue: 'buzz', at: now }];
  return [...opening(ask, before, now), ...rulings(ask, before, now)];
}

function ofPodium(view, now) {
  const steps = new Set(view.standings.rows.map((row) => row.rank).filter((rank) => rank <= 3)).size;
  return [{ cue: 'podium', at: now + FIRST_STEP_MS + STEP_MS * Math.max(0, steps - 1) }];
}

/* What has changed between two views, both seen live. */
export function cuesOf(before, view, now) {
  if (view.stage.show === 'podium' && before.stage.show !== 'podium') return ofPodium(view, now);
  const ask = askOf(view);
  const last = askOf(before);
  if (!ask) return [];
  if (last?.id !== ask.id) return opening(ask, null, now);
  return ofAsk(ask, last, now);
}

/* The last seconds of the clock that runs now; none while everything stands. */
export function ticksOf(view, now) {
  const ask = askOf(view);
  const ends = ask && ['open', 'answering'].includes(ask.phase) ? ask.clock?.ends : null;
  if (typeof ends !== 'number' || view.stage.paused || view.stage.covered || view.trouble) return [];
  return LAST_S.map((seconds) => ({ cue: 'tick', at: ends - seconds * 1000 })).filter(({ at }) => at > now);
}
