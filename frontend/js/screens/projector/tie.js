/* <qh-tie>: which teams are equal, by what it is decided, and how it came out. */
import { toLines, write } from './lines.js';
import { appear } from './motion.js';
import { Picture, cloneFirst, keep } from './picture.js';
import { teamOf, writeTeam } from './teams.js';
import { say } from './words.js';

class Tie extends Picture {
  static template = 'tie';
  static drops = ['word-second'];

  strip(view) {
    return { lead: say('tie'), aside: toLines(view.contest.title) };
  }

  draw(view, live) {
    const { tie } = view.stage;
    const tiers = tie.tiers || [tie.teams];
    write(this.refs.method, say(`how-${tie.method}`));
    write(this.refs.what, tie.tiers ? say('tie-decided') : say('tie-open', { n: tie.teams.length }));
    const drawn = keep(this.refs.tiers, tiers, (tier) => tier.join(), () => cloneFirst('tier'), (element, tier, place) => {
      element.querySelector('.tier-n').textContent = tie.tiers ? place + 1 : '=';
      keep(element.querySelector('.tier-teams'), tier, (id) => id, () => cloneFirst('plate'), (plate, id) => {
        writeTeam(plate, teamOf(view, id));
      });
    });
    if (live) drawn.forEach((element, place) => appear(element, 'translateX(-2em)', 450, 200 * place));
  }
}

customElements.define('qh-tie', Tie);
