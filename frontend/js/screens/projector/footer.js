/* The foot of a question: who has answered, and after the reveal who was right and what it brought. */
import { first, write } from './lines.js';
import { cloneFirst, keep } from './picture.js';
import { nameLines, signed, teamOf, writeTeam } from './teams.js';
import { say } from './words.js';

export const SIGNS = { right: '✓', partly: '◐', wrong: '✕', none: '–', void: '–' };

function contestants(view) {
  const ids = view.stage.ask.contestants || [];
  return ids.map((id) => teamOf(view, id)).sort((one, other) => one.n - other.n);
}

/* Counts come by themselves and may still be those of the question before. */
function countsOf({ counts, stage }) {
  return counts?.ask === stage.ask.id ? counts : {};
}

function audienceLines(view) {
  const counts = countsOf(view);
  if (!counts.audience) return [];
  return say('audience-answered', { n: counts.audience_answered || 0, of: counts.audience });
}

/* While answers come in. */
export function drawAnswered(foot, view) {
  const teams = contestants(view);
  const answered = new Set(countsOf(view).answered || []);
  const done = teams.filter((team) => answered.has(team.id)).length;
  foot.toggleAttribute('data-all-in', Boolean(view.stage.ask.all_in));
  foot.querySelector('.foot-figure').textContent = `${done} / ${teams.length}`;
  write(foot.querySelector('.foot-word'), first(say(view.stage.ask.all_in ? 'all-answered' : 'have-answered')));
  write(foot.querySelector('.foot-aside'), first(audienceLines(view)));
  keep(foot.querySelector('.pills'), teams, (team) => team.id, () => cloneFirst('pill'), (pill, team) => {
    writeTeam(pill, team);
    pill.dataset.state = answered.has(team.id) ? 'done' : 'open';
    pill.querySelector('.pill-sign').textContent = answered.has(team.id) ? '●' : '○';
    pill.querySelector('.pill-more').textContent = '';
  });
}

function shareLines(reveal) {
  const { answered = 0, right = 0 } = reveal.audience || {};
  return answered ? say('audience-right', { percent: Math.round((100 * right) / answered), n: answered }) : [];
}

/* After the reveal. Teams that were not asked are left out; a void question has no points. */
export function drawVerdicts(foot, view) {
  const { reveal, void: isVoid } = view.stage.ask;
  const teams = contestants(view).filter((team) => reveal.verdicts?.[team.id]);
  foot.querySelector('.foot-figure').textContent = '';
  write(foot.querySelector('.foot-word'), []);
  write(foot.querySelector('.foot-aside'), first(shareLines(reveal)));
  keep(foot.querySelector('.pills'), teams, (team) => team.id, () => cloneFirst('pill'), (pill, team) => {
    const verdict = isVoid ? 'void' : reveal.verdicts[team.id];
    writeTeam(pill, team);
    pill.dataset.state = verdict;
    pill.querySelector('.pill-sign').textContent = SIGNS[verdict];
    pill.querySelector('.pill-more').textContent = isVoid || !reveal.points?.[team.id] ? '' : signed(reveal.points[team.id]);
  });
}

/* Who owns the question, and what became of it: handed to the hall, out of time, void. */
export function drawBanner(banner, view) {
  const { ask } = view.stage;
  const team = ask.team ? teamOf(view, ask.team) : null;
  const ruled = team && ask.ruled?.[team.id];
  const state = bannerState(ask, ruled);
  banner.hidden = !team && (!state || isRacing(ask));
  banner.dataset.state = state || 'turn';
  banner.querySelector('.plate').hidden = !team;
  if (team) writeTeam(banner.querySelector('.plate'), team);
  write(banner.querySelector('.banner-who'), team ? first(whoLines(view, ask)) : []);
  write(banner.querySelector('.banner-state'), state ? say(state) : []);
}

/* In a race the band under the question says all that; only a void question needs more. */
function isRacing(ask) {
  return ask.flow === 'buzz' && ask.phase !== 'revealed';
}

function bannerState(ask, ruled) {
  if (ask.void) return 'question-void';
  if (ruled && ask.phase !== 'revealed') return `ruled-${ruled}`;
  if (ask.phase === 'revealed') return '';
  if (ask.to_audience) return 'to-audience';
  if (ask.phase === 'closed' && ask.team) return 'closed';
  return ask.time_up ? 'time-up' : '';
}

function whoLines(view, ask) {
  if (ask.against) return say('named-by', { team: nameLines(teamOf(view, ask.against)) });
  return ask.player ? say('player-n-answers', { n: ask.player }) : say('answers-now');
}

