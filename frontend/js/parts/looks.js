/* The live pages in the question editor: one frame for each place, loaded when it is first looked at, drawn at its
 * real size and made smaller. They are handed their views when they say they are ready, and whenever the form changed.
 */

const SIZES = { phone: [390, 760], screen: [1280, 720], host: [1280, 860] };

function scale(look) {
  const [width, height] = SIZES[look.dataset.place];
  const factor = Math.min(1, look.clientWidth / width);
  const frame = look.firstElementChild;
  frame.style.width = `${width}px`;
  frame.style.height = `${height}px`;
  frame.style.transform = `scale(${factor})`;
  look.style.height = `${height * factor}px`;
}

/* `places` is the element with one [data-place] and frame for each. */
export function createLooks(places) {
  const looks = [...places.children];
  const sizes = new ResizeObserver((entries) => entries.forEach((entry) => entry.contentRect.width && scale(entry.target)));
  let views = {};
  let language = '';
  let place = '';

  looks.forEach((look) => sizes.observe(look));
  const frameOf = (look) => look.firstElementChild;

  function hand(look) {
    const view = views[look.dataset.place];
    if (view) frameOf(look).contentWindow.postMessage(view, location.origin);
  }

  function load(look) {
    const address = `/desk/preview/${look.dataset.place}/${language}`;
    if (frameOf(look).getAttribute('src') === address) hand(look);
    else frameOf(look).src = address;
  }

  function draw() {
    for (const look of looks) {
      look.hidden = look.dataset.place !== place;
      if (!look.hidden && language) load(look);
    }
  }

  window.addEventListener('message', (event) => {
    const look = looks.find((one) => frameOf(one).contentWindow === event.source);
    if (look && event.origin === location.origin && event.data === 'ready') hand(look);
  });

  return {
    look(wanted) {
      place = wanted;
      draw();
    },
    /* New views, in pages of this language; null while there is nothing to show. */
    show(found, pageLanguage) {
      places.hidden = !found && !language;
      places.toggleAttribute('data-stale', !found);
      if (!found) return;
      views = found;
      language = pageLanguage;
      draw();
    },
    enlarge() {
      const look = looks.find((one) => !one.hidden);
      if (look) frameOf(look).requestFullscreen();
    },
  };
}
