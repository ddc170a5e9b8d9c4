/* Motion on the projector: steps one after another, things gliding to a new place, numbers counting up.
 *
 * Everything can be finished at once and leaves nothing behind: the end is what a reload would draw.
 * Where the system or the host asks for less motion there are short fades.
 */

const GLIDE_MS = 700;
const COUNT_MS = 800;
const FADE_MS = 150;

export function calm() {
  return document.documentElement.dataset.calm !== undefined || matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/* Steps `[wait in ms, what to do]`; `finish()` does all that is left without waiting. */
export class Sequence {
  constructor() {
    this.left = [];
    this.timer = null;
  }

  get running() {
    return this.left.length > 0;
  }

  run(steps) {
    this.cancel();
    this.left = [...steps];
    this.next();
  }

  next() {
    if (!this.left.length) return;
    this.timer = setTimeout(() => {
      const [, act] = this.left.shift();
      act();
      this.next();
    }, this.left[0][0]);
  }

  finish() {
    clearTimeout(this.timer);
    const rest = this.left;
    this.left = [];
    for (const [, act] of rest) act();
  }

  cancel() {
    clearTimeout(this.timer);
    this.left = [];
  }
}

/* Runs `change`, then lets each element glide from where it was to where it is now. */
export function glide(elements, change, duration = GLIDE_MS) {
  const before = new Map(elements.map((element) => [element, element.getBoundingClientRect()]));
  change();
  for (const [element, was] of before) {
    const is = element.getBoundingClientRect();
    if (!is.width || !was.width) continue;
    const x = was.left - is.left;
    const y = was.top - is.top;
    if (calm()) element.animate({ opacity: [0, 1] }, FADE_MS);
    else if (x || y) {
      element.animate({ transform: [`translate(${x}px, ${y}px)`, 'none'] }, { duration, easing: 'cubic-bezier(.3,.8,.3,1)' });
    }
  }
}

export function appear(element, from = 'translateY(1.2em)', duration = 350, delay = 0) {
  const frames = calm() ? { opacity: [0, 1] } : { opacity: [0, 1], transform: [from, 'none'] };
  const easing = 'cubic-bezier(.2,.8,.2,1)';
  return element.animate(frames, { duration: calm() ? FADE_MS : duration, delay, easing, fill: 'backwards' });
}

/* Counts a shown number up or down; `show(n)` writes it. Returns a function that ends it at once. */
export function count(from, to, show, duration = COUNT_MS) {
  let frame = null;
  const end = () => {
    cancelAnimationFrame(frame);
    show(to);
  };
  if (calm() || from === to) return end(), end;
  show(from);
  const start = performance.now();
  const step = (now) => {
    const share = Math.min(1, (now - start) / duration);
    show(Math.round(from + (to - from) * (1 - (1 - share) ** 3)));
    if (share < 1) frame = requestAnimationFrame(step);
  };
  frame = requestAnimationFrame(step);
  return end;
}
