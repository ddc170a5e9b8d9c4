/* What taps and keys do to the points set on a picture. Pure.
 *
 * A point is [x, y], parts of the picture's width and height; a cell is told by "x y", counted from 0.
 */
import { cellOf } from './moment.js';

export const GRID = 10;

export function middleOfCell(cell) {
  return cell.split(' ').map(function (part) { return (Number(part) + 0.5) / GRID; });
}

export function without(points, place) {
  return points.filter(function (point, at) { return at !== place; });
}

/* What a tap does to the points. `near` is the one under the finger (-1: none), `taken` the one taken up (-1: none). */
export function afterSpot(points, taken, near, point, most) {
  if (near >= 0) return near === taken ? [without(points, near), -1] : [points, near];
  if (taken >= 0) return [without(points, taken).concat([point]), -1];
  if (points.length < most) return [points.concat([point]), -1];
  return most === 1 ? [[point], -1] : [points, -1];
}

/* With keys there is nothing to take up: a point in the cell goes, or one comes into its middle. */
export function afterCell(points, middle, most) {
  const others = points.filter(function (one) { return cellOf(one) !== cellOf(middle); });
  return others.length < points.length ? others : afterSpot(points, -1, -1, middle, most)[0];
}

export function nearest(points, point, width, height, reach) {
  const away = points.map(function (one) {
    return Math.sqrt(Math.pow((one[0] - point[0]) * width, 2) + Math.pow((one[1] - point[1]) * height, 2));
  });
  const least = Math.min.apply(null, away.concat([Infinity]));
  return least <= reach ? away.indexOf(least) : -1;
}
