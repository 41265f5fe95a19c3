// The small drawings of the legend, and what leads on from the words.

// An element of a drawing.
function drawn(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [key, value] of Object.entries(attributes)) if (value !== null) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

const sketch = (width, ...shapes) =>
  drawn("svg", { width, height: 14, viewBox: `0 0 ${width} 14`, "aria-hidden": "true" }, ...shapes);

function lineSketch(colour, dashes, arrow, width = 2.2) {
  const line = drawn("line", { x1: 1, x2: arrow ? 22 : 27, y1: 7, y2: 7, stroke: `var(--${colour})`, "stroke-width": width,
    "stroke-dasharray": dashes.map((dash) => dash * 0.7).join(" ") });
  return sketch(28, line, ...(arrow ? [drawn("path", { d: "M20 3l7 4-7 4z", fill: `var(--${colour})` })] : []));
}

// Shapes about (7, 7), 5.5 to each side.
const outlines = {
  dot: ["circle", { cx: 7, cy: 7, r: 5.5 }],
  square: ["rect", { x: 2, y: 2, width: 10, height: 10 }],
  diamond: ["path", { d: "M7 1l6 6-6 6-6-6z" }],
  triangle: ["path", { d: "M7 1.5l6 11H1z" }],
  triangleDown: ["path", { d: "M7 12.5l6-11H1z" }],
  hexagon: ["path", { d: "M4 1.8h6L13 7l-3 5.2H4L1 7z" }],
  star: ["path", { d: "M7 .8l1.9 4.1 4.4.5-3.3 3 .9 4.4L7 10.6l-3.9 2.2.9-4.4-3.3-3 4.4-.5z" }],
};

function shapeOf(type, fill, attributes = {}) {
  const [tag, outline] = outlines[data.types[type]];
  return drawn(tag, { ...outline, fill, ...attributes });
}

const typeSketch = (type) => sketch(14, shapeOf(type, `var(--${type})`));

// The name of a thing's colour.
const signOf = (id) => (want.colour === "type" ? entities[id].type : communityOf(id));

const colourOf = (fact) =>
  fact.status === "ended" || fact.status === "denied" ? fact.status : relations[fact.relation].family;
const link = (id) => make("button", { type: "button", class: "link", on: { click: () => open("entity", id, true) } }, nameOf(id));
