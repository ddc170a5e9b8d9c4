/* Areas of a picture as shapes over it: at the reveal of a question that asks to point at something.
 *
 * Coordinates are parts of the picture's width and height; the drawing is as wide as 1000 and as high as the picture's
 * form wants it, so that circles stay round. Used by the phone, the projector and the host's page.
 */
import { keyed, mark } from './nodes.js';

const SVG = 'http://www.w3.org/2000/svg';
const WIDE = 1000;

function numbersOf(area, high) {
  const scale = function (place) { return place % 2 ? high : WIDE; };
  return area.coords.map(function (part, place) { return part * scale(place); });
}

/* A number at the very edge would be cut in two. */
function within(part) {
  return Math.min(0.96, Math.max(0.04, part));
}

/* The SVG element of an area's shape, with its attributes. */
export function shapeOf(area, high) {
  const at = numbersOf(area, high);
  if (area.shape === 'rect') return ['rect', { x: at[0], y: at[1], width: at[2] - at[0], height: at[3] - at[1] }];
  if (area.shape === 'circle') return ['circle', { cx: at[0], cy: at[1], r: area.coords[2] * WIDE }];
  if (area.shape === 'ellipse') return ['ellipse', { cx: at[0], cy: at[1], rx: at[2], ry: at[3] }];
  return ['polygon', { points: at.join(' ') }];
}

/* Where an area's number stands, as parts of width and height: at its upper left, so that it hides nothing. */
export function cornerOf(area, picture) {
  const at = area.coords;
  const round = 0.7 * picture.width / picture.height;
  if (area.shape === 'circle') return [at[0] - 0.7 * at[2], at[1] - round * at[2]].map(within);
  if (area.shape === 'ellipse') return [at[0] - 0.7 * at[2], at[1] - 0.7 * at[3]].map(within);
  const across = at.filter(function (part, place) { return place % 2 === 0; });
  const down = at.filter(function (part, place) { return place % 2 === 1; });
  return [Math.min.apply(null, across), Math.min.apply(null, down)].map(within);
}

/* `svg` lies over the picture. */
export function drawAreas(svg, areas, picture) {
  const high = WIDE * picture.height / picture.width;
  mark(svg, 'viewBox', '0 0 ' + WIDE + ' ' + high.toFixed(1));
  keyed(svg, areas, function (area) { return area.id; }, function (area) {
    return document.createElementNS(SVG, shapeOf(area, high)[0]);
  }, function (node, area) {
    const attributes = shapeOf(area, high)[1];
    Object.keys(attributes).forEach(function (name) { mark(node, name, attributes[name]); });
    mark(node, 'class', area.correct ? 'area' : 'area mistake');
  });
}
