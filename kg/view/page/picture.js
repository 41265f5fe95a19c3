// All that is shown as one SVG, wherever the camera looks: lines are lines, and names are text.

const MARGIN = 70, FACE = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif";

// XML has no word for most control characters.
const inXml = (text) => text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd");

function lettering(text, x, y, attributes = {}) {
  const halo = { stroke: colours.paper, "stroke-width": 3.5, "stroke-linejoin": "round", "paint-order": "stroke" };
  return drawn("text", { x, y, "font-size": 12.5, fill: colours.ink, ...halo, ...attributes }, inXml(text));
}

// How an edge goes, as vis-network draws it: the control point of a bend, or the circle back to its own node.
function courseOf({ from, to, smooth, selfReference }, places) {
  const start = places[from], end = places[to];
  if (from === to) {
    const { size: r, angle } = selfReference, far = sizes.get(from) + r * 0.8;
    return { circle: { x: start.x + far * Math.cos(angle), y: start.y - far * Math.sin(angle), r } };
  }
  if (!smooth) return {};
  const bend = (1 + smooth.roundness) / 2, far = bend * Math.hypot(end.x - start.x, end.y - start.y);
  const turn = Math.atan2(start.y - end.y, end.x - start.x) + (smooth.type === "curvedCW" ? bend : 1 - bend) * Math.PI;
  return { via: { x: start.x + far * Math.sin(turn), y: start.y + far * Math.cos(turn) } };
}

// A line from border to border, its head if it has one, and the point for its amount.
function lineOf(edge, places) {
  const { id, from, to, arrows, dashes, width } = edge, fact = facts[id], stroke = colours[colourOf(fact)];
  const { via, circle } = courseOf(edge, places), [start, end] = [places[from], places[to]], [before, after] = [via ?? end, via ?? start];
  const off = (point, towards, far) => {
    const length = Math.hypot(towards.x - point.x, towards.y - point.y) || 1;
    return { x: point.x + (towards.x - point.x) / length * far, y: point.y + (towards.y - point.y) / length * far };
  };
  const at = ({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`;
  const tip = off(end, after, sizes.get(to) + 1), long = arrows ? 8.25 + 3 * width : 0, angle = Math.atan2(end.y - after.y, end.x - after.x);
  const course = { fill: "none", stroke, "stroke-width": width, "stroke-dasharray": dashes ? [dashes].flat().join(" ") : null };
  const line = circle ? drawn("circle", { cx: circle.x, cy: circle.y, r: circle.r, ...course })
    : drawn("path", { d: `M${at(off(start, before, sizes.get(from)))}${via ? `Q${at(via)} ` : "L"}${at(off(tip, after, long * 0.8))}`, ...course });
  const head = arrows && !circle ? drawn("path", { d: "M0 0L-1 .3L-.9 0L-1 -.3z", fill: stroke,
    transform: `translate(${at(tip)}) rotate(${(angle * 180 / Math.PI).toFixed(1)}) scale(${long.toFixed(1)})` }) : "";
  const middle = circle ? { x: circle.x, y: circle.y - circle.r }
    : via ? { x: (start.x + 2 * via.x + end.x) / 4, y: (start.y + 2 * via.y + end.y) / 4 } : { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 };
  return { drawing: [line, head], stroke, middle };
}

// Tells of one box after another whether it is clear of all before it, and takes its room.
function room() {
  const taken = new Set(), cell = 8;
  return (x, y, wide, high) => {
    const cells = [];
    for (let row = Math.floor(y / cell); row <= (y + high) / cell; row += 1)
      for (let column = Math.floor(x / cell); column <= (x + wide) / cell; column += 1) cells.push(`${column} ${row}`);
    const clear = !cells.some((each) => taken.has(each));
    cells.forEach((each) => taken.add(each));
    return clear;
  };
}

// What lines, colours and shapes mean: rows of drawings with their words, from the point (x, y) on.
function keyOf(x, y, width) {
  const measure = document.createElement("canvas").getContext("2d");
  measure.font = `12.5px ${FACE}`;
  const all = [...shown.facts].map((id) => facts[id]);
  const used = (values, of) => values.filter((value) => all.some((fact) => of(fact) === value));
  const line = (stroke, dashes) => drawn("line", { x1: 0, x2: 26, y1: -4, y2: -4, stroke, "stroke-width": 2.2, "stroke-dasharray": dashes.join(" ") || null });
  const swatch = (shape) => drawn("g", { transform: "translate(6 -11)" }, shape);
  const items = [
    ...used(Object.keys(relations), (fact) => fact.relation).map((name) => [line(colours[relations[name].family], []), relations[name].label]),
    ...used(Object.keys(data.statuses), (fact) => fact.status).map((status) => [line(colours[status] || colours.soft, data.statuses[status]), status]),
    ...Object.keys(data.types).filter((type) => [...shown.entities].some((id) => entities[id].type === type))
      .map((type) => [swatch(shapeOf(type, colours[want.colour === "type" ? type : "soft"])), spaced(type)]),
    ...(want.colour === "type" ? [] : [...new Set([...shown.entities].map(communityOf))].sort()
      .map((name) => [swatch(drawn("circle", { ...outlines.dot[1], fill: colours[name] })), communityName(name)])),
  ];
  let [left, top] = [x, y];
  const rows = items.map(([drawing, words]) => {
    const wide = 34 + measure.measureText(words).width + 22;
    if (left > x && left + wide > x + width) [left, top] = [x, top + 22];
    const place = drawn("g", { transform: `translate(${left.toFixed(1)} ${top})` }, drawing, lettering(words, 34, 0));
    left += wide;
    return place;
  });
  return { drawing: drawn("g", {}, ...rows), bottom: top };
}

// {svg, width, height}, or null where nothing is shown.
function picture() {
  const ids = [...visible.entities], places = Object.fromEntries(ids.map((id) => [id, placeOf(id)])), closed = discs();
  if (!ids.length && !closed.length) return null;
  const xs = [...ids.map((id) => places[id].x), ...closed.flatMap(({ x, radius }) => [x - radius, x + radius])];
  const ys = [...ids.map((id) => places[id].y), ...closed.flatMap(({ y, radius }) => [y - radius, y + radius])];
  const left = Math.min(...xs) - MARGIN, top = Math.min(...ys) - MARGIN - 50;
  const width = Math.max(Math.max(...xs) + MARGIN - left, 640);
  const key = keyOf(left + 24, Math.max(...ys) + MARGIN + 40, width - 48), height = key.bottom + 24 - top;
  const dim = (kind, id, strength) => (!near || near[kind].has(id) ? null : strength);
  const lines = data.edges.filter(({ id }) => visible.facts.has(id)).map((edge) => // as vis-network has it, if it draws it
    ({ id: edge.id, ...lineOf({ ...edge, ...edges.get(edge.id) }, places) })), free = room();
  for (const id of ids) {
    const { x, y } = places[id], size = sizes.get(id), words = labels.get(id), half = 3.5 * Math.max(...words.map((line) => line.length));
    free(x - size, y - size, 2 * size, 2 * size);
    free(x - half, y + size + 3, 2 * half, 14.5 * words.length);
  }
  const amounts = lines.filter(({ id }) => facts[id].amount !== null && !dim("facts", id, 1))
    .map((line) => ({ ...line, text: money(facts[line.id], "compact") }))
    .filter(({ text, middle: { x, y } }) => free(x - 3.3 * text.length, y - 5, 6.6 * text.length, 10));
  const svg = drawn("svg", { viewBox: [left, top, width, height].map((number) => number.toFixed(1)).join(" "),
    width: Math.round(width), height: Math.round(height), "font-family": FACE },
    drawn("title", {}, inXml(document.title)),
    drawn("rect", { x: left, y: top, width, height, fill: colours.paper }),
    ...pictureOfGroups(),
    ...lines.map(({ id, drawing }) => drawn("g", { opacity: dim("facts", id, 0.12) }, ...drawing)),
    ...ids.map((id) => {
      const { x, y } = places[id], size = sizes.get(id), scale = size / 5.5;
      const shape = shapeOf(entities[id].type, colours[signOf(id)], { stroke: colours.paper, "stroke-width": 1.5 / scale,
        transform: `translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${scale.toFixed(3)}) translate(-7 -7)` });
      const words = labels.get(id).map((line, i) => lettering(line, x.toFixed(1), (y + size + 14 + 14.5 * i).toFixed(1), { "text-anchor": "middle" }));
      return drawn("g", { opacity: dim("entities", id, 0.18) }, shape, ...words);
    }),
    ...amounts.map(({ text, stroke, middle: { x, y } }) =>
      lettering(text, x.toFixed(1), (y + 4).toFixed(1), { "text-anchor": "middle", "font-size": 11, "font-weight": 600, fill: stroke })),
    lettering(document.title, left + 24, top + 36, { "font-size": 20, "font-weight": 650 }),
    lettering(byId("counts").textContent, left + 24, top + 58, { fill: colours.soft }),
    key.drawing);
  return { svg: `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(svg)}\n`, width, height };
}
