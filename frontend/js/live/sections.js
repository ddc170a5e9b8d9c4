/* The picture a client holds: the newest of every section the server sent. Pure.
 *
 * An older section that arrives late is ignored. The first view of a connection is the whole truth: a
 * server restored from a copy may count from lower than before.
 */

export function createSections() {
  let view = {};
  let versions = {};
  return {
    get view() { return view; },
    /* Takes one view message and returns the names of the sections it changed. */
    merge: function (message, whole) {
      if (whole) {
        view = {};
        versions = {};
      }
      const changed = Object.keys(message).filter(function (name) {
        return name !== 'v' && name !== 'now' && name !== 'ack' && !(message.v < versions[name]);
      });
      changed.forEach(function (name) {
        view[name] = message[name];
        versions[name] = message.v;
      });
      return changed;
    },
  };
}
