/* What was revealed so far, for looking back: kept for this browser tab, so that a reload loses nothing. */

const KEPT = 60;

export function createReveals(contest) {
  const key = `qh-reveals-${contest}`;
  let kept = [];
  try {
    kept = JSON.parse(sessionStorage.getItem(key)) ?? [];
  } catch { /* unreadable or forbidden: look back from now on */ }

  return {
    get all() { return kept; },
    /* Takes the reveal of a view, once for each ask; a corrected one replaces the older. */
    note(view) {
      const { ask, round } = view.stage;
      if (ask?.phase !== 'revealed' || !ask.reveal) return;
      const { text, why, verdicts, points, answers } = ask.reveal;
      const entry = { ask: ask.id, n: ask.n, title: round?.title, stem: ask.stem, text, why, verdicts, points, answers };
      kept = [...kept.filter((older) => older.ask !== ask.id), entry].slice(-KEPT);
      try {
        sessionStorage.setItem(key, JSON.stringify(kept));
      } catch { /* full or forbidden: memory has to do */ }
    },
  };
}
