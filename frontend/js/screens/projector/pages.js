/* Boards longer than one page: how many rows go on each, and the turning of the pages.
 *
 * A page never holds more than stays legible; pages are as even as can be. Turning starts with page 0, which
 * is also what a reload shows.
 */

const PAGE_MS = 9000;

/* 11 rows of at most 8 are 6 and 5, not 8 and 3. */
export function pagesOf(rows, most) {
  const pages = Math.max(1, Math.ceil(rows.length / most));
  const size = Math.ceil(rows.length / pages);
  return Array.from({ length: pages }, (_, page) => rows.slice(page * size, (page + 1) * size));
}

/* The fewest pages of which `fits(rows)` is true for each; with `fewest` rows it has to do. */
export function pagesThatFit(rows, most, fewest, fits) {
  for (let size = most; size > fewest; size -= 1) {
    const pages = pagesOf(rows, size);
    if (pages.every(fits)) return pages;
  }
  return pagesOf(rows, fewest);
}

export class Turning {
  constructor(show) {
    this.show = show;
    this.page = 0;
    this.count = 1;
  }

  /* Start over with so many pages. */
  start(count) {
    this.stop();
    this.count = count;
    this.page = 0;
    if (count > 1) this.timer = setInterval(() => this.turn(), PAGE_MS);
  }

  /* The same pages drawn again, perhaps in another number. */
  keep(count) {
    if (count !== this.count) this.start(count);
  }

  turn() {
    this.page = (this.page + 1) % this.count;
    this.show(this.page);
  }

  stop() {
    clearInterval(this.timer);
  }
}
