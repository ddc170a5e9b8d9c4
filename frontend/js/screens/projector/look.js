/* How the host has dressed the projector: theme and calm, as attributes the style sheets and motion.js read.
 * The sounds are sound.js's business.
 */
const USUAL = { theme: 'night', sound: false, volume: 60, calm: false };

export function dress(look = USUAL) {
  const root = document.documentElement;
  if (root.dataset.theme !== look.theme) root.dataset.theme = look.theme;
  root.toggleAttribute('data-calm', look.calm);
}
