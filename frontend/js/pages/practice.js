/* Moves the progress of a practice run; when it is over, the page is loaded again for the report. */

const EVERY_MS = 1500;
const run = document.getElementById('run');
const share = document.getElementById('share');
const where = document.getElementById('where');
const done = document.getElementById('done');

function put(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

async function look() {
  const answer = await fetch(run.dataset.progress, { credentials: 'same-origin' }).catch(() => null);
  if (answer && answer.ok) {
    const told = await answer.json();
    if (!told.running) {
      location.reload();
      return;
    }
    share.value = told.done;
    put(done, String(told.done));
    put(where, told.where);
  }
  setTimeout(look, EVERY_MS);
}

setTimeout(look, EVERY_MS);
