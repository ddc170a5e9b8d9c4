/* Learning: “press the button of team 3 now”, for one team or for all of them one after the other. */

export function createLearning(board) {
  let queue = [];
  let moved = null;
  return {
    /* The team whose button is waited for, or null. */
    get team() { return queue[0] ?? null; },
    get left() { return queue.length; },
    /* The team that has lost a button to the last one learned. */
    get moved() { return moved; },
    begin(teams) {
      queue = [...teams];
      moved = null;
    },
    skip() {
      queue.shift();
    },
    stop() {
      queue = [];
    },
    /* Takes the button for the team waited for; the same button twice in a row is a second touch of it. */
    take(id, last) {
      if (id === last && board.teamOf(id)) return null;
      const team = queue.shift();
      moved = board.learn(id, team);
      return team;
    },
  };
}
