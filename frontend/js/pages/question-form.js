/* The question editor: the preview follows the form while it is typed. Without script it follows when saved. */
import { drawRegions } from '../parts/region-drawing.js';

const form = document.getElementById('question');
const preview = document.getElementById('preview');
const WAIT_MS = 400;
let waiting = 0;
let asked = 0;

async function renew() {
  const mine = ++asked;
  const fields = new FormData(form);
  fields.delete('picture');
  const answer = await fetch(form.dataset.preview, { method: 'POST', body: new URLSearchParams(fields) });
  if (!answer.ok || mine !== asked) {
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  preview.replaceChildren(...page.body.childNodes);
}

function later() {
  clearTimeout(waiting);
  waiting = setTimeout(renew, WAIT_MS);
}

form.addEventListener('input', later);

let changed = false;
form.addEventListener('input', () => { changed = true; });
form.addEventListener('submit', () => { changed = false; });
window.addEventListener('beforeunload', (event) => {
  if (changed) {
    event.preventDefault();
  }
});

const regions = document.querySelector('[data-draws]');
if (regions !== null) {
  drawRegions(regions, later);
}
