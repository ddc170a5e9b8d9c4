/* The question editor: the live pages beside it follow the form while it is typed. Without script what can be told
 * in words follows when asked for.
 */
import { createChosenPicture } from '../parts/chosen-picture.js';
import { createLooks } from '../parts/looks.js';
import { drawRegions } from '../parts/region-drawing.js';

const form = document.getElementById('question');
const preview = document.getElementById('preview');
const told = preview.querySelector('.told');
const looks = createLooks(preview.querySelector('.looks'));
const picture = createChosenPicture();
const WAIT_MS = 400;
let waiting = 0;
let asked = 0;

function show() {
  const views = told.querySelector('[data-views]');
  looks.show(views && JSON.parse(views.textContent), views && views.dataset.language);
  preview.querySelector('.looks-hint').hidden = !views;
}

async function renew() {
  const mine = ++asked;
  const fields = new FormData(form);
  picture.putInto(fields);
  const answer = await fetch(form.dataset.preview, { method: 'POST', body: fields });
  if (!answer.ok || mine !== asked) {
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  picture.noteKept(page, fields.get('made') === 'hotspot' ? 'image' : 'stem');
  told.replaceChildren(...page.body.childNodes);
  show();
}

function later() {
  clearTimeout(waiting);
  waiting = setTimeout(renew, WAIT_MS);
}

let changed = false;
form.addEventListener('input', () => {
  changed = true;
  later();
});
form.addEventListener('submit', () => { changed = false; });
window.addEventListener('beforeunload', (event) => {
  if (changed) {
    event.preventDefault();
  }
});

preview.addEventListener('input', ({ target }) => {
  if (target.name === 'look.place') looks.look(target.value);
  else renew();
});
preview.querySelector('[data-large]').addEventListener('click', () => looks.enlarge());

const regions = document.querySelector('[data-draws]');
if (regions !== null) {
  drawRegions(regions, later);
}

preview.querySelector('.switches').hidden = false;
looks.look(preview.querySelector('[name="look.place"]:checked').value);
show();
