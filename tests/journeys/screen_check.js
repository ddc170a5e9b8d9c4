/* Lists what a spectator would complain of in the picture that stands: text cut off, hidden, outside the safe
 * area, one over another, or smaller than the farthest seat can read. Runs in the page, from screen_page.py. */
() => {
  for (const one of document.getAnimations()) if (Number.isFinite(one.effect.getComputedTiming().endTime)) one.finish();
  const hall = document.querySelector('qh-hall');
  const picture = document.querySelector('.picture');
  const width = innerWidth, height = innerHeight;
  const margin = { x: width * 0.035 - 1.5, y: height * 0.035 - 1.5 };
  const arc = parseFloat(getComputedStyle(hall).getPropertyValue('--arc'));
  const complaints = [];
  const news = document.querySelector('.news:not([hidden])');
  const squeezed = (news || picture).hasAttribute('data-squeezed');
  if (news && (news.scrollHeight > news.clientHeight + 1 || news.scrollWidth > news.clientWidth + 1)) complaints.push('the card does not fit');
  const told = picture.hasAttribute('data-told');
  const paused = Boolean(document.querySelector('.pause:not([hidden])'));
  const card = document.querySelector('.pressed:not([hidden]), .too-close:not([hidden]), .ruled:not([hidden])');
  if (picture.scrollHeight > picture.clientHeight + 1) complaints.push('the picture is too high');
  if (picture.scrollWidth > picture.clientWidth + 1) complaints.push('the picture is too wide');
  const floorOf = (element) => {
    if (element.closest('.ring-number')) return 40;
    if (element.closest('.address, .code')) return squeezed ? 18 : 40;
    if (element.closest('.second')) return 18;
    if (element.closest('.stem')) return 25;
    if (element.closest('.options, .pairs') && element.closest('.tile-says')) return told || element.closest('.pairs') ? 22 : 25;
    if (element.closest('.pressed-name, .too-close-word, .too-close-again, .turn-name, .round-title, .finished-names, .ruled-word, .news-what')) return 25;
    return 18;
  };
  const texts = [];
  const walker = document.createTreeWalker(hall, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const element = node.parentElement;
    if (news ? !news.contains(element) : card && element.closest('.picture') && !card.contains(element)) continue;
    if (!node.data.trim() || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    // A font's box is higher than its signs: a fifth above and below is air.
    for (const { left, right, top, bottom, width: wide, height: high } of range.getClientRects()) {
      const rect = new DOMRect(left, top + high / 5, right - left, (high * 3) / 5);
      if (wide > 1) texts.push({ element, rect, words: node.data.trim() });
    }
    const size = parseFloat(getComputedStyle(element).fontSize);
    const floor = floorOf(element) * arc;
    if (!squeezed && size < floor - 0.6) complaints.push(`${node.data.trim()}: ${size} px, needs ${floor.toFixed(1)}`);
    if (!element.closest('[lang]')) complaints.push(`${node.data.trim()}: no language`);
  }
  if (!texts.length) complaints.push('nothing to read');
  for (const { element, rect, words } of texts) {
    const inside = rect.left >= margin.x && rect.right <= width - margin.x && rect.top >= margin.y && rect.bottom <= height - margin.y;
    if (!inside) complaints.push(`${words}: outside the safe area`);
    const box = element.closest('.tile, .pair, .plate, .row, .pill, .band, .fact, .chip, .step, .pressed-card, .crowd-row, .banner-state, .trouble, .strip, .news, .news-team, .news-line');
    const edge = box?.getBoundingClientRect();
    const beyond = edge && (rect.left < edge.left - 1 || rect.right > edge.right + 1 || rect.top < edge.top - 1 || rect.bottom > edge.bottom + 1);
    if (beyond) complaints.push(`${words}: beyond its box`);
    if (paused && element.closest('.place, .strip')) continue;
    const hit = document.elementFromPoint((rect.left + rect.right) / 2, (rect.top + rect.bottom) / 2);
    if (hit && hit !== element && !hit.contains(element) && !element.contains(hit)) complaints.push(`${words}: covered by ${hit.className}`);
  }
  const overlap = (one, other) => {
    const x = Math.min(one.right, other.right) - Math.max(one.left, other.left);
    const y = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
    return x > 2 && y > Math.min(one.height, other.height) * 0.15;
  };
  const ring = hall.querySelector('qh-ring .ring');
  const clock = ring.checkVisibility() && !paused && !news ? ring.getBoundingClientRect() : null;
  const boxes = clock ? [...picture.querySelectorAll('.tile, .pair, .band, .banner, .pressed-card, .press, .ruled, .number-figure, .stake')] : [];
  for (const { className, rect } of [...boxes.filter((box) => box.checkVisibility() && (!card || card.contains(box))).map((box) => ({ className: box.className, rect: box.getBoundingClientRect() })),
    ...(clock ? texts.filter(({ element }) => !ring.contains(element)).map(({ words, rect }) => ({ className: words, rect })) : [])]) {
    const across = Math.min(clock.right, rect.right) - Math.max(clock.left, rect.left);
    const down = Math.min(clock.bottom, rect.bottom) - Math.max(clock.top, rect.top);
    if (across > 2 && down > 2) complaints.push(`${className}: under the clock`);
  }
  if (!paused) texts.forEach((one, place) => texts.slice(place + 1).forEach((other) => {
    if (one.element !== other.element && overlap(one.rect, other.rect)) complaints.push(`${one.words} / ${other.words}: one over the other`);
  }));
  return [...new Set(complaints)];
}
