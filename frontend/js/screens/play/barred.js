/* The page is there and no picture has ever come: finds out why, and says what to do about it.
 *
 * `blocked`: pages load here but no WebSocket opens, as in the browsers inside some apps. The way out is a real
 * browser; so that a captain's seat comes along, the page takes on the address of a link that moves the seat.
 * `away`: nothing answers, so most likely the phone is on another network.
 */
const LOOK_MS = 5000;
const RENEW_MS = 40000; // such a link is good for a minute

function ask(path, how) {
  return fetch(path, Object.assign({ credentials: 'same-origin', cache: 'no-store' }, how));
}

/* `onKnown` hears each time why it is, until `end()`. */
export function createBarred(onKnown) {
  const path = location.pathname;
  const home = path + location.search;
  let timer = null;
  let offered = -RENEW_MS;

  function offer() {
    if (path !== '/play' || performance.now() - offered < RENEW_MS) return;
    offered = performance.now();
    const wish = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"as":"captain"}' };
    ask('/api/move', wish).then(function (answer) { return answer.ok ? answer.json() : null; }).then(function (link) {
      if (link && timer) history.replaceState(null, '', new URL(link.url).pathname);
    }).catch(function () { /* then the seat is moved by the host */ });
  }

  function look() {
    ask(path, { method: 'HEAD', redirect: 'manual' }).then(function (answer) {
      return answer.ok || answer.type === 'opaqueredirect';
    }).catch(function () { return false; }).then(function (answers) {
      if (!timer) return;
      if (answers) offer();
      onKnown(answers ? 'blocked' : 'away');
    });
  }

  return {
    begin: function () {
      if (timer) return;
      timer = setInterval(look, LOOK_MS);
      look();
    },
    end: function () {
      if (!timer) return;
      timer = clearInterval(timer);
      if (location.pathname !== path) history.replaceState(null, '', home);
    },
  };
}
