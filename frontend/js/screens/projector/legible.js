/* How large letters must be: from the width of the picture and the distance of the farthest seat.
 *
 * One arc minute at that seat is distance/3438; every role of text has a floor and a wish in arc minutes, and a
 * size that looks right in a small hall, in hundredths of a 16:9 picture's width. Pure.
 */

const ARC_MINUTES = 3438;
const USUAL_HALL = { screen_width_m: 4, distance_m: 20 };

/* floor′, wish′, design. The floor of what a team or a player reads from the question is 25′. */
export const ROLES = {
  hero: [25, 60, 8],
  title: [25, 44, 5],
  clock: [40, 48, 4.6],
  join: [40, 40, 3.6],
  score: [27, 40, 3.6],
  reading: [25, 36, 5.2],
  stem: [25, 30, 3.9],
  option: [25, 27, 3],
  why: [22, 27, 2.6],
  team: [20, 22, 2.7],
  label: [18, 20, 1.65],
};

/* Pixels for a picture of `width` × `height` CSS pixels: `arc` one arc minute, `unit` one design unit. */
export function typeSizes(width, height, hall) {
  const { screen_width_m: metres, distance_m: distance } = hall || USUAL_HALL;
  const arc = (width * distance) / metres / ARC_MINUTES;
  const unit = Math.min(width, (height * 16) / 9) / 100;
  const sizes = {};
  for (const [role, [floor, wish, design]] of Object.entries(ROLES)) {
    sizes[role] = { floor: floor * arc, ideal: Math.max(wish * arc, design * unit) };
  }
  return { arc, unit, sizes };
}

export function applySizes(element, { arc, unit, sizes }) {
  element.style.setProperty('--arc', `${arc.toFixed(3)}px`);
  element.style.setProperty('--u', `${unit.toFixed(3)}px`);
  for (const [role, { floor, ideal }] of Object.entries(sizes)) {
    element.style.setProperty(`--${role}-floor`, `${floor.toFixed(2)}px`);
    element.style.setProperty(`--${role}-ideal`, `${ideal.toFixed(2)}px`);
  }
}
