/* How far a team's device is believed in races: what the menu of a team says of it and lets the host choose. */
import { mark, put, show } from '../../parts/nodes.js';
import { can } from './facts.js';
import { inside } from './part.js';
import { word } from './words.js';

function send(host, one, tier) {
  if (tier !== one.tier) host.send('TrustDevice', { team: one.team, tier });
}

/* Folded away until asked for; a suspicious team's opens by itself, once, with the sentence. */
export function fillTrust(menu, one, host) {
  const box = inside(menu, 'trust');
  const tier = one.tier ?? 'player';
  show(box, can(host.view, 'TrustDevice'));
  if (!box.dataset.heard) {
    box.dataset.heard = 'yes';
    box.open = Boolean(one.suspicious);
    box.addEventListener('click', (event) => {
      const button = event.target.closest('[data-tier]');
      if (button) send(host, host.view.grid.find((found) => found.team === one.team), button.dataset.tier);
    });
  }
  put(inside(menu, 'tier'), word(`tier.${tier}`));
  show(inside(menu, 'suspicion'), Boolean(one.suspicious));
  for (const button of box.querySelectorAll('[data-tier]')) {
    mark(button, 'aria-pressed', String(button.dataset.tier === tier));
    mark(button, 'data-offered', one.suspicious && tier === 'player' && button.dataset.tier === 'arrival' ? 'yes' : null);
  }
}
