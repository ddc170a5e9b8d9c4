/* What this device remembers between two visits: what waits to be sent, drafts, text size and the like.
 *
 * Speaks like localStorage, which a browser may refuse (private mode, cookies off, full): then everything lasts as
 * long as the page. Nothing else of a phone touches the browser's stores.
 */

const here = {};

export const memory = {
  getItem: function (key) {
    try {
      const kept = localStorage.getItem(key);
      if (kept !== null) return kept;
    } catch (refused) { /* what this page itself noted has to do */ }
    return key in here ? here[key] : null;
  },
  setItem: function (key, text) {
    here[key] = String(text);
    try { localStorage.setItem(key, text); } catch (refused) { /* noted above */ }
  },
  removeItem: function (key) {
    delete here[key];
    try { localStorage.removeItem(key); } catch (refused) { /* there was nothing */ }
  },
};
