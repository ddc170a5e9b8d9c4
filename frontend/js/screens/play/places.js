/* <qh-places>: standings, ties, podium and the end on a phone: the own place large, then the list.
 *
 * For the audience its own ranking comes first and the teams after it. Equal places share a number.
 */
import { clone, define, keyed, mark, partsOf, put, show, word } from '../../parts/nodes.js';

const MEDALS = 3;

function headingOf(view) {
  const show = view.stage.show;
  return word('places.' + (show === 'standings' && view.standings && view.standings.final ? 'final' : show));
}

define('places', {
  update: function (hall) {
    const view = hall.view;
    const rows = (view.standings && view.standings.rows) || [];
    const own = view.me.role === 'captain' ? rows.find(function (row) { return row.team === view.me.team; }) : null;
    put(this.p.title, headingOf(view));
    this.drawOwn(hall, own);
    this.drawTie(hall);
    this.drawRows(hall, rows);
    this.drawCrowd(hall);
    hall.onMoment(view.stage.show, 'places', this.p.title.textContent + '. ' + this.p.rank.textContent + '. ' + this.p.total.textContent);
  },

  drawOwn: function (hall, row) {
    const me = hall.view.me;
    const place = row || me;
    const ends = ['podium', 'finished'].indexOf(hall.view.stage.show) >= 0;
    const medal = ends && place.rank && place.rank <= MEDALS && me.role === 'captain';
    show(this.p.own, Boolean(place.rank));
    mark(this.p.own, 'data-medal', medal ? place.rank : null);
    show(this.p.medal, Boolean(medal));
    put(this.p.rank, medal ? word('medal.' + place.rank) : word('rank', { n: place.rank || '' }));
    put(this.p.total, word('points', { n: typeof place.points === 'number' ? place.points : 0 }));
    put(this.p.moved, this.movedText(hall, row, me));
  },

  movedText: function (hall, row, me) {
    if (!row) return me.of ? word('places.of', { of: me.of, right: me.right || 0, played: me.played || 0 }) : '';
    const parts = [];
    if (row.delta) parts.push(word('places.delta', { n: hall.signed(row.delta) }));
    if (row.moved) parts.push(word(row.moved > 0 ? 'places.up' : 'places.down', { n: Math.abs(row.moved) }));
    if (row.how) parts.push(word('how.' + row.how));
    return parts.join(' · ');
  },

  drawTie: function (hall) {
    const tie = hall.view.stage.show === 'tie' ? hall.view.stage.tie : null;
    show(this.p.tie, Boolean(tie));
    if (!tie) return;
    const names = tie.teams.map(function (id) { return hall.team(id).name; }).join(' · ');
    put(this.p.tie, word('tie.' + tie.method, { teams: names }));
  },

  drawRows: function (hall, rows) {
    const mine = hall.view.me.team;
    show(this.p.rows, rows.length > 0);
    keyed(this.p.rows, rows, function (row) { return row.team; }, function () { return clone('place'); }, function (node, row) {
      const p = partsOf(node);
      put(p.rank, row.rank);
      put(p.name, hall.team(row.team).name);
      put(p.points, row.points);
      put(p.moved, row.moved > 0 ? '▲' + row.moved : row.moved < 0 ? '▼' + -row.moved : '');
      mark(p.moved, 'data-way', row.moved > 0 ? 'up' : 'down');
      put(p.how, row.how ? word('how.' + row.how) : '');
      mark(node, 'data-mine', row.team === mine ? 'yes' : null);
      mark(node, 'data-rank', row.rank <= MEDALS ? row.rank : null);
    });
  },

  drawCrowd: function (hall) {
    const top = (hall.view.me.role === 'audience' && hall.view.crowd && hall.view.crowd.top) || [];
    show(this.p.crowd, top.length > 0);
    keyed(this.p.top, top.slice(0, 10), function (row, place) { return place; }, function () {
      return clone('place');
    }, function (node, row) {
      const p = partsOf(node);
      put(p.rank, row.rank);
      put(p.name, row.handle);
      put(p.points, row.points);
      mark(node, 'data-mine', row.handle === hall.view.me.handle ? 'yes' : null);
      mark(node, 'data-rank', row.rank <= MEDALS ? row.rank : null);
    });
  },
});
