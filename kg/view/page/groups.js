// The communities of a large graph: each is one disc, on the ground that its members take, until it is opened there.

const FLAT = 3000; // facts that are drawn one by one, whatever community their ends are of
const AT_ONCE = 9000; // facts that opened communities may have together
const MAIN = 2; // of each community so many bundles are drawn strong and told
const RIM = 0.64; // of the radius of its ground: a disc's, so that lines show between discs
const groups = data.groups.map(({ first, x, y, radius }, number) =>
  ({ number, first, radius, x: turned ? y : x, y: turned ? x : y, things: 0, facts: 0 }));
const homes = new Map(data.nodes.map(({ id, home }) => [id, home]));
let visible = shown; // what has a node or a line of its own: {facts, entities}, sets of ids
let bundles = []; // {from, to, facts, isMain}: how many facts lie between two communities, the most first

const isGrouped = () => groups.length > 0 && shown.facts.size > FLAT;
const isOpen = (group) => want.open.includes(group.number);
const isDrawn = {
  entity: (id) => !groups.length || visible.entities.has(id),
  fact: (id) => !groups.length || visible.facts.has(id),
};
const discs = () => (isGrouped() ? groups.filter((group) => group.things && !isOpen(group)) : []);
const titleOf = (group) => `Around ${nameOf(group.first)}`;
const sizeOf = (group) => `${plural(group.things, "name", "names")} · ${plural(group.facts, "fact", "facts")}`;
const rimOf = (group) => group.radius * (isOpen(group) ? 1 : RIM);

// Settles what is drawn: members of open communities, and what stands out wherever it is at home.
function gather() {
  bundles = [];
  visible = shown;
  if (!isGrouped()) return;
  const opened = new Set(want.open), out = near && near.facts.size <= FLAT ? near : { facts: new Set(), entities: new Set() };
  visible = { facts: new Set(), entities: new Set() };
  for (const group of groups) group.things = group.facts = 0;
  for (const id of shown.entities) {
    groups[homes.get(id)].things += 1;
    if (opened.has(homes.get(id)) || out.entities.has(id)) visible.entities.add(id);
  }
  const between = new Map();
  for (const id of shown.facts) {
    const [one, other] = [homes.get(facts[id].subject), homes.get(facts[id].object)].sort((a, b) => a - b);
    if (one === other) groups[one].facts += 1;
    if (opened.has(one) && opened.has(other) || out.facts.has(id)) visible.facts.add(id);
    else if (one !== other) between.set(one * groups.length + other, (between.get(one * groups.length + other) ?? 0) + 1);
  }
  bundles = [...between].map(([pair, count]) =>
    ({ from: groups[Math.floor(pair / groups.length)], to: groups[pair % groups.length], facts: count })).sort((a, b) => b.facts - a.facts);
  const seen = new Map(); // how many stronger ones each community has
  for (const bundle of bundles) {
    const ends = [bundle.from, bundle.to].map(({ number }) => number);
    bundle.isMain = ends.some((number) => (seen.get(number) ?? 0) < MAIN);
    ends.forEach((number) => seen.set(number, (seen.get(number) ?? 0) + 1));
  }
}

function openGroup(number) {
  leave();
  want.open = [...want.open.filter((other) => other !== number), number];
  const together = () => want.open.reduce((sum, other) => sum + groups[other].facts, 0);
  while (want.open.length > 1 && together() > AT_ONCE) want.open.shift();
  showGroups();
  lookAt(groups[number]);
}

function closeGroups(numbers) {
  want.open = want.open.filter((number) => !numbers.includes(number));
  showGroups();
  if (!want.open.length) fit(true);
}

function showGroups() {
  paint();
  showFocus();
  if (chosen?.kind === "groups") tell();
  note();
}

// For the chips: the communities, and which are open.
function groupChips() {
  if (!isGrouped()) return [];
  const all = make("button", { type: "button", class: "chip", id: "groups", "aria-controls": "panel", on: { click: () => choose({ kind: "groups" }) } },
    make("span", {}, plural(groups.filter((group) => group.things).length, "community", "communities")));
  const shut = (group) => make("button", { type: "button", class: "chip", "data-group": String(group.number), title: "Close this community",
    on: { click: () => { closeGroups([group.number]); byId("groups").focus(); } } },
    make("span", {}, titleOf(group)), make("span", { "aria-hidden": "true" }, "×"));
  return [all, ...want.open.map((number) => shut(groups[number]))];
}

function fillGroups() {
  const heading = make("h2", {}, "Communities");
  const row = (group) => make("li", {}, make("button", { type: "button", "data-group": String(group.number), "aria-pressed": String(isOpen(group)),
    on: { click: () => (isOpen(group) ? closeGroups([group.number]) : openGroup(group.number)) } }, titleOf(group),
    make("small", {}, `${sizeOf(group)}${isOpen(group) ? " · open" : ""}`)));
  fill(heading, heading, make("p", { class: "aliases" }, "Names that deal with one another more than with the rest. Open one to see who and what."),
    make("ul", { class: "facts" }, ...groups.filter((group) => group.things).map(row)),
    want.open.length ? make("button", { type: "button", class: "more", on: { click: () => closeGroups(want.open) } }, "Close all") : null);
}

// ---- on the canvas

function discAt(point) {
  const { x, y } = network.DOMtoCanvas(point);
  return discs().find((group) => Math.hypot(group.x - x, group.y - y) <= rimOf(group));
}

// What is written on the discs and on the strongest bundles, the weightiest first: {lines, x, y, radius, strong}, as laid out.
function groupWords() {
  if (!isGrouped()) return [];
  const names = discs().map((group) => ({ lines: [nameOf(group.first), sizeOf(group)], x: group.x, y: group.y, radius: rimOf(group), strong: true }));
  const counts = near ? [] : bundles.filter(({ isMain }) => isMain).map((bundle) => {
    const [start, end] = bundleEnds(bundle);
    return { lines: [bundle.facts.toLocaleString("en")], x: (start.x + end.x) / 2, y: (start.y + end.y) / 2, radius: 0, strong: false };
  });
  return [...names, ...counts];
}

// A bundle from rim to rim.
function bundleEnds({ from, to }) {
  const long = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const at = (group, other) => ({ x: group.x + (other.x - group.x) / long * rimOf(group), y: group.y + (other.y - group.y) / long * rimOf(group) });
  return [at(from, to), at(to, from)];
}

function drawGroups(context) {
  if (!isGrouped()) return;
  const pixel = 1 / network.getScale(), circle = (group) => {
    context.beginPath();
    context.arc(group.x, group.y, rimOf(group), 0, 2 * Math.PI);
  };
  context.save();
  context.strokeStyle = colours.soft;
  for (const bundle of bundles) {
    const [start, end] = bundleEnds(bundle);
    context.globalAlpha = (near ? 0.3 : 1) * (bundle.isMain ? 0.35 : 0.08);
    context.lineWidth = (bundle.isMain ? Math.min(7, 0.8 + 0.5 * Math.log2(bundle.facts)) : 0.7) * pixel;
    context.beginPath();
    context.moveTo(start.x, start.y);
    context.lineTo(end.x, end.y);
    context.stroke();
  }
  for (const group of groups.filter((each) => each.things)) {
    circle(group);
    context.globalAlpha = 1;
    context.fillStyle = isOpen(group) ? colours.paper : colours.disc;
    context.fill();
    context.globalAlpha = isOpen(group) ? 0.5 : near ? 0.35 : 0.9;
    context.strokeStyle = isOpen(group) ? colours.soft : want.colour === "community" ? colours[communityOf(group.first)] : colours.accent;
    context.lineWidth = (want.colour === "community" && !isOpen(group) ? 3 : 1.2) * pixel;
    context.setLineDash(isOpen(group) ? [4 * pixel, 5 * pixel] : []);
    context.stroke();
  }
  context.restore();
}

// The same for the drawing that is saved; its words are as large as their discs let them be.
function pictureOfGroups() {
  const lines = bundles.filter(({ isMain }) => isMain).map((bundle) => {
    const [start, end] = bundleEnds(bundle);
    return drawn("line", { x1: start.x.toFixed(1), y1: start.y.toFixed(1), x2: end.x.toFixed(1), y2: end.y.toFixed(1),
      stroke: colours.soft, "stroke-opacity": 0.35, "stroke-width": (40 * Math.log2(1 + bundle.facts)).toFixed(1) });
  });
  return [...lines, ...discs().flatMap((group) => {
    const size = rimOf(group) / 5, words = [nameOf(group.first), sizeOf(group)];
    return [drawn("circle", { cx: group.x, cy: group.y, r: rimOf(group).toFixed(1), fill: colours.disc, stroke: colours.accent, "stroke-width": size / 12 }),
      ...words.map((line, i) => lettering(line, group.x, (group.y + size * (i * 1.2 - 0.1)).toFixed(1),
        { "font-size": (i ? size * 0.8 : size).toFixed(1), "font-weight": i ? 400 : 600, "text-anchor": "middle", "stroke-width": size / 5 }))];
  })];
}

function lookAt(group) {
  const { left, right, top, bottom } = margins();
  const room = Math.min(canvas.clientWidth - left - right, canvas.clientHeight - top - bottom);
  look(group, Math.max(60, room) / (2 * group.radius), true);
}

network.on("beforeDrawing", drawGroups);
