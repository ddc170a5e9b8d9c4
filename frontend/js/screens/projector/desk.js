/* What belongs to the laptop behind the projector: full screen by F, a pointer that hides, a click or key that
 * jumps to the end of a motion, and the small mark that says the link is being mended.
 */
const POINTER_MS = 2000;
const LINK_MS = 3000;
const USED = 'qh-full-screen-used';

function remembered() {
  try {
    return localStorage.getItem(USED) === '1';
  } catch {
    return false;
  }
}

function remember() {
  try {
    localStorage.setItem(USED, '1');
  } catch {
    /* private mode: the hint comes back next time */
  }
}

function toggleFullScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen().catch(() => {});
}

export function watchKeys(hall, hint) {
  hint.hidden = remembered();
  document.addEventListener('keydown', (event) => {
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.toLowerCase() === 'f') {
      toggleFullScreen();
      remember();
      hint.hidden = true;
    } else if ([' ', 'ArrowRight', 'PageDown', 'Enter'].includes(event.key)) {
      event.preventDefault();
      hall.finish();
    }
  });
  document.addEventListener('click', () => hall.finish());
}

export function hidePointer(root) {
  let timer = null;
  const show = () => {
    root.removeAttribute('data-still');
    clearTimeout(timer);
    timer = setTimeout(() => root.setAttribute('data-still', ''), POINTER_MS);
  };
  document.addEventListener('pointermove', show);
  show();
}

/* The last picture stays; only a loss of some seconds is worth a mark. */
export function linkMark(mark) {
  let timer = null;
  return (state) => {
    if (state === 'up') {
      clearTimeout(timer);
      timer = null;
      mark.hidden = true;
    } else if (!timer) {
      timer = setTimeout(() => { mark.hidden = false; }, LINK_MS);
    }
  };
}
