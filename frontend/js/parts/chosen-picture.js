/* A picture chosen in the question editor and not saved yet: it goes to the desk with the first preview that shows it,
 * the next ones only name it.
 */

const FIELD = 'picture';

export function createChosenPicture() {
  let file = null;
  let fields = [];
  let next = null;

  return {
    /* Into what is sent for a preview: the file, or the fields that stand for it. */
    putInto(form) {
      next = form.get(FIELD);
      if (next && !next.size) next = null;
      if (next !== null && next !== file) return;
      form.delete(FIELD);
      if (next !== null) fields.forEach(([name, value]) => form.set(name, value));
    },
    /* What the desk said of the file sent last. */
    noteKept(page, place) {
      const kept = page.querySelector('[data-kept]');
      if (!kept) return;
      file = next;
      fields = [[kept.dataset.kept, kept.value], [`${kept.dataset.kept}.place`, place]];
    },
  };
}
