/* Learning: “press the button of team 3 now”, for one team or for all of them one after the other.
 *
 * Some boxes type Enter behind their key, and contacts bounce: what comes with a press just learned is none of its own.
 */

const TOGETHER_MS = 150;

export function createLearning(board) {
  let queue = [];
  let moved = null;
  let last = null;
  return {
    /* The team whose button is waited for, or null. */
    get team() { return queue[0] ?? null; },
    get left() { return queue.length; },
    /* The team that has lost a button to the last one learned. */
    get moved() { return moved; },
    begin(teams) {
      queue = [...teams];
      moved = null;
      last = null;
    },
    skip() {
      queue.shift();
    },
    stop() {
      queue = [];
    },
    /* Takes the button for the team waited for; null for a second touch of the last one, or what came with it. */
    take(id, at) {
      if (last && (id === last.id || at - last.at < TOGETHER_MS)) return null;
      const team = queue.shift();
      moved = board.learn(id, team);
      last = { id, at };
      return team;
    },
  };
}
