/* Drawing the areas of a picture in the question editor: what is drawn becomes the text of the chosen area's field,
   as parts of the picture's width and height. The fields work by themselves without this. */
const NAMES = 'http://www.w3.org/2000/svg';
const PLACES = 4;

/** Lets areas be drawn on the picture in `group`; `changed` is called after each. */
export function drawRegions(group, changed) {
  const canvas = group.querySelector('.canvas');
  if (canvas === null) {
    return;
  }
  canvas.hidden = false;
  group.querySelector('.for-canvas').hidden = false;
  const svg = canvas.querySelector('svg');
  const rows = [...group.querySelectorAll('.region')].map(row);
  const chosen = () => rows.find((one) => one.radio.checked) || rows[0];
  let start = null;

  canvas.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    const at = point(canvas, event);
    if (chosen().shape.value === 'poly') {
      chosen().coords.value = `${chosen().coords.value} ${written(at)}`.trim();
      finish();
    } else {
      start = at;
    }
  });
  canvas.addEventListener('pointermove', (event) => {
    if (start !== null) {
      chosen().coords.value = written(area(chosen().shape.value, start, point(canvas, event), canvas));
      show(svg, rows, chosen());
    }
  });
  canvas.addEventListener('pointerup', () => {
    if (start !== null) {
      start = null;
      finish();
    }
  });
  group.addEventListener('input', () => show(svg, rows, chosen()));

  function finish() {
    show(svg, rows, chosen());
    changed();
  }
  show(svg, rows, chosen());
}

function row(element) {
  const field = (name) => element.querySelector(`[name$=".${name}"]`);
  return { radio: element.querySelector('[name="drawing"]'), shape: field('shape'), coords: field('coords') };
}

function point(canvas, event) {
  const box = canvas.getBoundingClientRect();
  const part = (value, size) => Math.min(1, Math.max(0, value / size));
  return [part(event.clientX - box.left, box.width), part(event.clientY - box.top, box.height)];
}

/** Corner to corner for a rectangle and an ellipse, from the centre for a circle; its radius is a part of the width. */
function area(shape, from, to, canvas) {
  const box = canvas.getBoundingClientRect();
  const across = to[0] - from[0];
  const down = to[1] - from[1];
  if (shape === 'circle') {
    return [...from, Math.hypot(across, down * (box.height / box.width))];
  }
  if (shape === 'ellipse') {
    return [from[0] + across / 2, from[1] + down / 2, Math.abs(across / 2), Math.abs(down / 2)];
  }
  return [Math.min(from[0], to[0]), Math.min(from[1], to[1]), Math.max(from[0], to[0]), Math.max(from[1], to[1])];
}

function written(numbers) {
  return numbers.map((number) => Math.min(1, number).toFixed(PLACES)).join(' ');
}

function show(svg, rows, chosen) {
  const picture = svg.getBoundingClientRect();
  const aspect = picture.height > 0 ? picture.width / picture.height : 1;
  svg.replaceChildren(...rows.flatMap((one) => {
    const numbers = one.coords.value.replaceAll(',', ' ').split(/\s+/).filter(Boolean).map(Number);
    const drawn = numbers.length > 1 && numbers.every(Number.isFinite) ? outline(one.shape.value, numbers, aspect) : null;
    if (drawn === null) {
      return [];
    }
    drawn.setAttribute('class', one === chosen ? 'area chosen' : 'area');
    return [drawn];
  }));
}

function outline(shape, numbers, aspect) {
  const [left, top, right, bottom] = numbers;
  if (shape === 'poly') {
    return element('polygon', { points: numbers.join(' ') });
  }
  if (shape === 'rect') {
    return element('rect', { x: left, y: top, width: Math.max(0, right - left), height: Math.max(0, bottom - top) });
  }
  const down = shape === 'circle' ? right * aspect : bottom;
  return element('ellipse', { cx: left, cy: top, rx: right, ry: down });
}

function element(name, attributes) {
  const made = document.createElementNS(NAMES, name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, Number.isNaN(value) ? 0 : value);
  }
  return made;
}
