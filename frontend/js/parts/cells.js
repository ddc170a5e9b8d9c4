/* Points on a picture as people say and type them: the fields of a grid of ten by ten, such as “C4 F7”. */

const FIELD = /([A-Ja-j])\s*(10|[1-9])(?!\d)/g;

/* The middles of the fields named in the text, as [x, y]. */
export function pointsIn(text) {
  const found = [];
  text.replace(FIELD, function (whole, column, row) {
    found.push([(column.toUpperCase().charCodeAt(0) - 65 + 0.5) / 10, (Number(row) - 0.5) / 10]);
    return whole;
  });
  return found;
}

/* An answer of these points, null for none or more than may be set. */
export function hotspotIn(text, most) {
  const points = pointsIn(text);
  return points.length && points.length <= most ? { kind: 'hotspot', points: points } : null;
}
