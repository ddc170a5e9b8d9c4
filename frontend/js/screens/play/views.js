/* <qh-view>, <qh-views>, <qh-case>: one picture, those of a stem, and the case that several questions ask about. */
import { clone, define, keyed, mark, partsOf, say } from '../../parts/nodes.js';

/* Its form is known before it is there, so that nothing jumps when it comes. */
export function drawPicture(image, picture, lang) {
  mark(image, 'width', picture.width);
  mark(image, 'height', picture.height);
  mark(image, 'alt', picture.alt || '');
  mark(image, 'lang', lang);
  if (image.getAttribute('src') !== picture.url) mark(image, 'src', picture.url);
}

export function drawPictures(box, pictures, lang) {
  keyed(box, pictures || [], function (picture) { return picture.url; }, function () {
    return clone('picture');
  }, function (node, picture) { drawPicture(partsOf(node).image, picture, lang); });
}

define('view', {
  set: function (picture, lang) { drawPicture(this.p.image, picture, lang); },
});

define('views', {
  set: function (pictures, lang) { drawPictures(this.p.list, pictures, lang); },
});

/* Open with the first question of a case, and then as the reader leaves it. */
define('case', {
  set: function (material, lang) {
    if (this.shown !== material.id) this.p.box.open = true;
    this.shown = material.id;
    say(this.p.text, material.text, lang);
    drawPictures(this.p.pictures, material.pictures, lang);
  },
});
