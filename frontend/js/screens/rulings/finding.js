/* Which of the questions played somebody looks for: “2-5” is question 5 of round 2, other words stand in it. Pure. */
const PLACE = /^(?:r|第)?\s*(\d+)\s*(?:轮|环节|round)?\s*[-.,/·:\s第q]+\s*(\d+)\s*题?$/i;

export function textOf(line) {
  const options = [...(line.options ?? []), ...(line.left ?? []), ...(line.right ?? [])].map((option) => option.text);
  return [line.stem, line.text, ...line.also, ...options].join(' ').toLowerCase();
}

export function fits(line, query) {
  const wanted = query.normalize('NFKC').trim().toLowerCase();
  const place = PLACE.exec(wanted);
  if (place) return line.round === Number(place[1]) && line.n === Number(place[2]);
  return wanted.split(/\s+/).every((piece) => textOf(line).includes(piece));
}
