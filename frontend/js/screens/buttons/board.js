/* Which button belongs to which team, and whether presses count: remembered by this computer for each contest.
 *
 * A button belongs to one team, a team may have several. Knows no document; the store is handed in.
 */

export function createBoard(store, name) {
  let teams = {};
  let armed = false;

  try {
    const kept = JSON.parse(store.getItem(name) || '{}');
    teams = Object.fromEntries(Object.entries(kept.teams || {}).filter(([, team]) => typeof team === 'string'));
    armed = kept.armed === true;
  } catch { /* unreadable, or a browser that keeps nothing: learn again */ }

  function keep() {
    try {
      store.setItem(name, JSON.stringify({ teams, armed }));
    } catch { /* memory has to do */ }
  }

  return {
    get armed() { return armed; },
    arm(on) {
      armed = on;
      keep();
    },
    teamOf: (id) => teams[id] ?? null,
    teams: () => [...new Set(Object.values(teams))],
    of: (team) => Object.keys(teams).filter((id) => teams[id] === team),
    /* The team that had it before, where it was another one. */
    learn(id, team) {
      const before = teams[id];
      teams[id] = team;
      keep();
      return before && before !== team ? before : null;
    },
    forget(id) {
      delete teams[id];
      keep();
    },
  };
}
