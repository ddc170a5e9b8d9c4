/* Presses on trial: everybody presses at once, and the page says by how much each was behind the first. Pure. */

const OVER_MS = 3000; // after so long without a press the next one begins anew

export function createSeries() {
  let first = null;
  let last = null;
  return {
    /* How many ms this press came after the first of its series; 0 for the first itself. */
    behind(at) {
      if (last === null || at - last > OVER_MS) first = at;
      first = Math.min(first, at);
      last = Math.max(at, last ?? at);
      return at - first;
    },
  };
}
