// The labels: as many as fit without touching one another, the weightiest first.

const font = "12.5px system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif";
const lineHeight = 14.5, cell = 6, NODE = 1, WORDS = 2;
const hubs = new Set(bySize.slice(0, Math.min(12, bySize.length / 25))); // may be written across lesser nodes
const widths = new Map();
let placed = []; // {id, box} of the labels last drawn, which may be clicked too

function drawLabels(context) {
  const width = canvas.clientWidth, height = canvas.clientHeight, scale = network.getScale();
  const columns = Math.ceil(width / cell) + 1, taken = new Uint8Array(columns * (Math.ceil(height / cell) + 1));
  const visit = (box, act) => {
    for (let y = Math.max(0, Math.floor(box.y / cell)); y <= Math.min(height, box.y + box.h) / cell; y++)
      for (let x = Math.max(0, Math.floor(box.x / cell)); x <= Math.min(width, box.x + box.w) / cell; x++)
        if (act(y * columns + x)) return true;
    return false;
  };
  const take = (box, by) => void visit(box, (at) => void (taken[at] = Math.max(taken[at], by)));
  const inside = (box) => box.x >= 0 && box.y >= 0 && box.x + box.w <= width && box.y + box.h <= height;
  const free = (box, over = 0) => inside(box) && !visit(box, (at) => taken[at] > over);
  for (const overlay of [legend, panel, byId("zoom"), byId("chips")])
    if (!overlay.hidden) take({ x: overlay.offsetLeft, y: overlay.offsetTop, w: overlay.offsetWidth, h: overlay.offsetHeight }, WORDS);
  const spots = new Map();
  for (const [id, position] of Object.entries(network.getPositions([...visible.entities]))) {
    const { x, y } = network.canvasToDOM(position), r = sizes.get(id) * scale;
    if (x < -r || y < -r || x > width + r || y > height + r) continue;
    spots.set(id, { x, y, r });
    take({ x: x - r * 0.8, y: y - r * 0.8, w: r * 1.6, h: r * 1.6 }, NODE);
  }
  for (const group of discs()) {
    const { x, y } = network.canvasToDOM(group), r = rimOf(group) * scale * 0.8;
    take({ x: x - r, y: y - r, w: 2 * r, h: 2 * r }, NODE);
  }
  const ratio = context.canvas.width / width;
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = 3.5;
  context.strokeStyle = colours.paper;
  placed = [];
  const first = [hovered, ...(chosen ? endsOf(chosen) : [])].filter((id) => spots.has(id));
  const done = new Set();
  for (const id of [...first, ...bySize.filter((id) => !near || near.entities.has(id))]) {
    if (!spots.has(id) || done.has(id)) continue;
    done.add(id);
    const { x, y, r } = spots.get(id), lines = labels.get(id), strong = first.includes(id);
    context.font = strong ? `600 ${font}` : font;
    const key = `${id}${strong}`;
    if (!widths.has(key)) widths.set(key, Math.max(...lines.map((line) => context.measureText(line).width)));
    const w = widths.get(key) + 6, h = lines.length * lineHeight;
    const below = y + r + 3, above = y - r - 3 - h, half = w / 2, off = w / 3;
    const boxes = [[x - half, below], [x - half, above], [x + r + 3, y - h / 2], [x - r - 3 - w, y - h / 2],
      [x - half + off, below], [x - half - off, below], [x - half + off, above], [x - half - off, above]]
      .map(([left, top]) => ({ x: left, y: top, w, h }));
    const box = boxes.find((spot) => free(spot)) ?? (hubs.has(id) ? boxes.find((spot) => free(spot, NODE)) : null)
      ?? (strong ? boxes[0] : null);
    if (!box) continue;
    take(box, WORDS);
    placed.push({ id, box });
    context.fillStyle = colours.ink;
    lines.forEach((line, i) => {
      context.strokeText(line, box.x + w / 2, box.y + (i + 0.5) * lineHeight);
      context.fillText(line, box.x + w / 2, box.y + (i + 0.5) * lineHeight);
    });
  }
  for (const { lines, x, y, strong, radius } of groupWords()) {
    const spot = network.canvasToDOM({ x, y }), sizes = strong ? ["600 12.5px", "11px"] : ["11px"];
    const fonts = sizes.map((size) => font.replace("12.5px", size));
    const w = 6 + Math.max(...lines.map((line, i) => {
      context.font = fonts[i];
      return context.measureText(line).width;
    }));
    const h = lines.length * lineHeight, r = radius * scale, at = (y, h) => ({ x: spot.x - w / 2, y, w, h });
    const across = 2 * r > w || !strong ? [at(spot.y - h / 2, h)] : [];
    const box = across.find((each) => free(each, strong ? NODE : 0)) ?? [at(spot.y + r + 2, h), at(spot.y - r - 2 - h, h),
      at(spot.y + r + 2, lineHeight), at(spot.y - r - 2 - lineHeight, lineHeight)].find((each) => strong && free(each))
      ?? (r > 14 ? [at(spot.y - lineHeight / 2, lineHeight)].find((each) => free(each, NODE)) : null);
    if (!box) continue;
    take(box, WORDS);
    lines.slice(0, Math.round(box.h / lineHeight)).forEach((line, i) => {
      context.font = fonts[i];
      context.fillStyle = i || !strong ? colours.soft : colours.ink;
      context.strokeText(line, spot.x, box.y + (i + 0.5) * lineHeight);
      context.fillText(line, spot.x, box.y + (i + 0.5) * lineHeight);
    });
  }
  context.font = `600 ${font.replace("12.5px", "11px")}`;
  for (const id of scale < 0.3 ? [] : near?.facts ?? visible.facts) {
    const fact = facts[id];
    if (fact.amount === null || !isDrawn.fact(id)) continue;
    const { x, y } = network.canvasToDOM(middle(id)), text = money(fact, "compact");
    if (!widths.has(text)) widths.set(text, context.measureText(text).width);
    const w = widths.get(text) + 6, box = { x: x - w / 2, y: y - 8, w, h: 16 };
    if (!free(box)) continue;
    take(box, WORDS);
    context.fillStyle = colours[colourOf(fact)];
    context.strokeText(text, x, y);
    context.fillText(text, x, y);
  }
  context.restore();
}
