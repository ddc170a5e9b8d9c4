/* <qh-spots>: points to set on a picture. Tap to set one; tap one to take it up, then tap where it belongs or remove it.
 *
 * Over the picture lies a grid of named cells for keyboards and screen readers: arrow keys move, Enter sets a point in
 * the middle of a cell or takes away the one that is there. Reports with `onPick(answer, isComplete)`.
 */
import { cornerOf, drawAreas } from '../../parts/areas.js';
import { clone, define, keyed, mark, partsOf, put, say, show, word } from '../../parts/nodes.js';
import { cellOf } from './moment.js';
import { GRID, afterCell, afterSpot, middleOfCell, nearest, without } from './points.js';
import { drawPicture } from './views.js';

const REACH_PX = 22;
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

define('spots', {
  made: function () {
    this.taken = -1;
    this.undone = [];
    this.p.frame.addEventListener('click', (event) => this.tap(event));
    this.p.grid.addEventListener('keydown', (event) => this.walk(event));
    this.p.undo.addEventListener('click', () => this.undo());
    this.p.remove.addEventListener('click', () => this.change(without(this.points(), this.taken), -1));
    this.drawGrid();
  },

  points: function () {
    return (this.given.answer && this.given.answer.points) || [];
  },

  /* A click without a finger (Enter, a screen reader) means the middle of the cell that has the focus. */
  tap: function (event) {
    if (!this.given.open) return;
    const most = this.given.ask.max_clicks;
    const box = this.p.frame.getBoundingClientRect();
    const cell = event.target.getAttribute('data-cell');
    if (event.detail === 0 && cell) {
      this.change(afterCell(this.points(), middleOfCell(cell), most), -1);
      return;
    }
    const part = function (pixels, whole) { return Math.round(10000 * Math.min(1, Math.max(0, pixels / whole))) / 10000; };
    const point = [part(event.clientX - box.left, box.width), part(event.clientY - box.top, box.height)];
    const near = nearest(this.points(), point, box.width, box.height, REACH_PX);
    const after = afterSpot(this.points(), this.taken, near, point, most);
    this.change(after[0], after[1]);
  },

  change: function (points, taken) {
    this.taken = taken;
    if (points === this.points()) return this.draw();
    this.undone.push(this.points());
    this.onPick({ kind: 'hotspot', points: points }, points.length > 0);
  },

  undo: function () {
    if (!this.given.open || !this.undone.length) return;
    const before = this.undone.pop();
    this.taken = -1;
    this.onPick({ kind: 'hotspot', points: before }, before.length > 0);
  },

  walk: function (event) {
    const step = STEPS[event.key];
    const cell = event.target.getAttribute('data-cell');
    if (!step || !cell) return;
    event.preventDefault();
    const at = cell.split(' ').map(Number);
    const to = [0, 1].map(function (axis) { return Math.min(GRID - 1, Math.max(0, at[axis] + step[axis])); });
    mark(event.target, 'tabindex', '-1');
    const next = this.p.grid.querySelector('[data-cell="' + to.join(' ') + '"]');
    mark(next, 'tabindex', '0');
    next.focus();
  },

  /* given: { ask, answer, open, busy, lang } */
  set: function (given) {
    if (!this.given || this.given.ask.id !== given.ask.id) {
      this.taken = -1;
      this.undone = [];
    }
    this.given = given;
    drawPicture(this.p.image, given.ask.image, given.lang);
    this.p.frame.style.maxWidth = 'calc(62vh * ' + given.ask.image.width / given.ask.image.height + ')';
    this.draw();
  },

  draw: function () {
    const ask = this.given.ask;
    const points = this.points();
    const regions = (ask.reveal && ask.reveal.regions) || [];
    mark(this.p.frame, 'data-open', this.given.open ? 'yes' : 'no');
    keyed(this.p.spots, points, function (point) { return point.join(' '); }, function () { return clone('spot'); }, (node, point, place) => {
      node.style.left = 100 * point[0] + '%';
      node.style.top = 100 * point[1] + '%';
      put(node, ask.reveal || ask.max_clicks === 1 ? '●' : place + 1);
      mark(node, 'data-known', ask.reveal ? 'yes' : null);
      mark(node, 'data-taken', place === this.taken ? 'yes' : null);
    });
    drawAreas(this.p.areas, regions, ask.image);
    this.drawNumbers(regions);
    this.drawCells(points);
    show(this.p.tools, this.given.open);
    put(this.p.count, word(this.taken >= 0 ? 'spots.taken' : 'spots.count', { n: points.length, max: ask.max_clicks }));
    mark(this.p.undo, 'aria-disabled', this.undone.length ? null : 'true');
    show(this.p.remove, this.taken >= 0);
  },

  drawNumbers: function (regions) {
    keyed(this.p.numbers, regions, function (region) { return region.id; }, function () { return clone('area-number'); }, (node, region, place) => {
      const at = cornerOf(region, this.given.ask.image);
      node.style.left = 100 * at[0] + '%';
      node.style.top = 100 * at[1] + '%';
      put(node, place + 1);
      mark(node, 'data-mistake', region.correct ? null : 'yes');
    });
    keyed(this.p.names, regions, function (region) { return region.id; }, function () { return clone('area-name'); }, (node, region, place) => {
      const p = partsOf(node);
      put(p.sign, place + 1);
      say(p.label, region.label, this.given.lang);
      say(p.why, region.why || '', this.given.lang);
      mark(node, 'data-mistake', region.correct ? null : 'yes');
    });
  },

  drawGrid: function () {
    const rows = [];
    while (rows.length < GRID) rows.push(rows.length);
    keyed(this.p.grid, rows, String, function () { return clone('spot-row'); }, function (row, y) {
      keyed(row, rows, String, function () { return clone('spot-cell'); }, function (cell, x) {
        mark(cell, 'data-cell', x + ' ' + y);
        mark(cell, 'tabindex', x + y ? '-1' : '0');
      });
    });
  },

  drawCells: function (points) {
    const marked = points.map(cellOf);
    [].forEach.call(this.p.grid.querySelectorAll('[data-cell]'), (cell) => {
      const name = cellOf(middleOfCell(cell.getAttribute('data-cell')));
      mark(cell, 'aria-label', marked.indexOf(name) >= 0 ? word('spots.marked', { cell: name }) : name);
      mark(cell, 'aria-disabled', this.given.open ? null : 'true');
    });
  },
});
