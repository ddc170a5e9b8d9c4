/* <qh-told>: the correction the hall is being told of. */
import { define, put, show, word } from '../../parts/nodes.js';
import { signed } from './desk.js';

export function toldWord(card) {
  return word(card.what === 'appeal' ? (card.upheld ? 'told.upheld' : 'told.rejected') : `told.${card.what}`);
}

define('told', {
  update(desk) {
    const { card } = desk.view.stage;
    show(this.p.box, Boolean(card));
    if (!card) return;
    const points = Object.entries(card.points).map(([id, difference]) => `${desk.team(id).name} ${signed(difference)}`);
    put(this.p.what, toldWord(card));
    put(this.p.more, [desk.place(card), card.team && desk.team(card.team).name, ...points, word(card.ranking ? 'ranking.yes' : 'ranking.no')].filter(Boolean).join(' · '));
  },
});
