/* What a correction would change, team by team, and whether the ranking is another afterwards. Pure. */

/* `teams` in table order, `found` the server's answer to a trial: the teams whose points or place change. */
export function changesOf(teams, found) {
  return teams
    .filter((team) => team.id in found.points || team.id in found.ranks)
    .map((team) => ({ id: team.id, n: team.n, name: team.name, points: found.points[team.id] ?? 0, places: found.ranks[team.id] ?? null }));
}

export function changesRanking(found) {
  return Object.keys(found.ranks).length > 0;
}

/* Points as typed: “-10”, “−10”, “＋５”; null for what is no whole number. */
export function typedPoints(text) {
  const plain = text.normalize('NFKC').replace(/[−–—]/g, '-').replace(/\s/g, '');
  return /^[+-]?\d{1,6}$/.test(plain) ? Number(plain) : null;
}
