/* One burst at the winner, 1.2 s, on a canvas that is gone afterwards; none for people who asked for less motion.
 * No flashing: sparks rise, fall and fade.
 */
import { calm } from './motion.js';

const MS = 1200;
const SPARKS = 140;
const COLOURS = ['--amber', '--gold-ink', '--ink', '--sky', '--green'];
const GRAVITY = 1.5;

function spark(place, height, colours) {
  const angle = -Math.PI / 2 + (Math.random() - 0.5) * 2.4;
  const speed = 0.35 + Math.random() * 0.85;
  return { x: Math.cos(angle) * speed, y: Math.sin(angle) * speed, colour: colours[place % colours.length], size: height * (0.004 + Math.random() * 0.007), turn: Math.random() * 6 };
}

function paint(context, { width, height, x: from, y: above }, sparks, share) {
  context.clearRect(0, 0, width, height);
  context.globalAlpha = 1 - share ** 2;
  for (const { x, y, colour, size, turn } of sparks) {
    const left = from + x * share * width * 0.5;
    const top = above + (y * share + GRAVITY * share * share * 0.5) * height * 0.6;
    context.fillStyle = colour;
    context.save();
    context.translate(left, top);
    context.rotate(turn + share * 5);
    context.fillRect(-size, -size / 2, size * 2, size);
    context.restore();
  }
}

function makeCanvas(picture) {
  const canvas = document.createElement('canvas');
  canvas.className = 'burst';
  picture.append(canvas);
  return canvas;
}

/* Over the whole picture, from the top of `element`. */
export function burst(picture, element) {
  if (calm()) return;
  const canvas = makeCanvas(picture);
  const { clientWidth: width, clientHeight: height } = canvas;
  const area = canvas.getBoundingClientRect();
  const winner = element.getBoundingClientRect();
  const field = { width, height, x: winner.left + winner.width / 2 - area.left, y: height * 0.42 };
  Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d');
  const names = getComputedStyle(picture);
  const colours = COLOURS.map((name) => names.getPropertyValue(name));
  const sparks = Array.from({ length: SPARKS }, (_, place) => spark(place, height, colours));
  const start = performance.now();
  const frame = (now) => {
    const share = Math.min(1, Math.max(0, now - start) / MS);
    paint(context, field, sparks, share);
    if (share < 1 && canvas.isConnected) requestAnimationFrame(frame);
    else canvas.remove();
  };
  requestAnimationFrame(frame);
}
