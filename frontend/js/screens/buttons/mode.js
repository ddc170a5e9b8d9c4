/* What a press would do now, as one word for the whole page. Pure.
 *
 * `setup`: presses only light up · `away`: the keyboard speaks to another window · `lost`, `trouble`: nothing can be
 * sent or saved · `idle`: nothing to press for · `wait`: before the start signal, a press is early · `press` · `over`.
 */

export function modeOf({ armed, focused, link, view, now }) {
  if (link === 'denied' || link === 'replaced') return 'denied';
  if (!focused) return 'away';
  if (!armed) return 'setup';
  if (link !== 'up') return 'lost';
  if (view.trouble) return 'trouble';
  const { ask, opens, paused, phase } = view.buttons;
  if (ask === null) return 'idle';
  if (paused) return 'paused';
  if (phase !== 'shown' && phase !== 'open') return 'over';
  return opens === null || now < opens ? 'wait' : 'press';
}

/* Whether this team's press is worth sending: an early one is, the server judges it. */
export function counts(view, team) {
  const { ask, paused, faces } = view.buttons;
  const face = faces.find((one) => one.team === team)?.buzz;
  return ask !== null && !paused && (face === 'press' || face === 'wait');
}
