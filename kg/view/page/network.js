// The network itself. vis-network is given no titles, which it could take for markup.

// Labels are drawn further down, at one size on screen whatever the zoom; vis-network gets none.
const labels = new Map(data.nodes.map((node) => [node.id, node.label.split("\n")]));
const tall = () => byId("canvas").clientHeight > 1.15 * byId("canvas").clientWidth;
const turned = tall(); // the layout lies wide: stand it up on a screen that is taller than wide
const bare = data.nodes.map(({ label, color, x, y, ...node }) => ({ ...node, x: turned ? y : x, y: turned ? x : y }));
const nodes = new vis.DataSet();
const edges = new vis.DataSet(); // both are filled when they are first painted
const canvas = byId("canvas");
const network = new vis.Network(canvas, { nodes, edges }, data.options);
const bySize = [...bare].sort((a, b) => b.size - a.size || (a.id < b.id ? -1 : 1)).map((node) => node.id);
const laidOut = new Map(bare.map(({ id, x, y }) => [id, { x, y }]));
const sizes = new Map(bare.map((node) => [node.id, node.size]));
const painted = new Map(); // the looks that each node and edge already has
let colours = {};

function readColours() {
  const style = getComputedStyle(document.documentElement);
  const names = ["paper", "ink", "soft", "accent", "disc", "ended", "denied", "rest", ...data.communities.map((_, i) => `community-${i}`), ...Object.keys(data.types),
    ...Object.values(relations).map((relation) => relation.family)];
  colours = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}

// Gives vis-network what is drawn and does not look as it should, and takes from it what is drawn no more.
function supply(set, there, items, wanted, lookOf) {
  const fresh = [], stale = [];
  for (const item of items) {
    if (!wanted(item.id)) continue;
    const look = lookOf(item), now = JSON.stringify(look);
    if (painted.get(item.id) === now) continue;
    painted.set(item.id, now);
    if (Object.hasOwn(there, item.id)) stale.push({ id: item.id, ...look });
    else fresh.push({ ...item, ...look });
  }
  const gone = Object.keys(there).filter((id) => !wanted(id));
  gone.forEach((id) => painted.delete(id));
  if (gone.length) set.remove(gone);
  if (fresh.length) set.add(fresh);
  if (stale.length) set.update(stale);
}

function paint() {
  network.body.emitter.emit("_blockRedraw"); // until it has all of it
  gather();
  supply(nodes, network.body.nodes, bare, isDrawn.entity, ({ id }) => {
    const fill = colours[signOf(id)];
    const full = { background: fill, border: colours.paper };
    return { hidden: !shown.entities.has(id), opacity: !near || near.entities.has(id) ? 1 : 0.18,
      color: { ...full, hover: { background: fill, border: colours.ink }, highlight: { background: fill, border: colours.ink } } };
  });
  supply(edges, network.body.edges, data.edges, isDrawn.fact, ({ id }) => {
    const line = colours[colourOf(facts[id])];
    const opacity = !near || near.facts.has(id) ? 1 : 0.12;
    return { hidden: !shown.facts.has(id), color: { color: line, hover: line, highlight: line, inherit: false, opacity } };
  });
  if (chosen?.kind === "fact") network.setSelection({ nodes: [], edges: [chosen.id] });
  else if (chosen?.kind === "path") network.setSelection({ nodes: [chosen.from, chosen.to], edges: [...near.facts] }, { highlightEdges: false });
  else if (chosen?.kind === "entity") network.setSelection({ nodes: [chosen.id], edges: [] }, { highlightEdges: false });
  else network.unselectAll();
  network.body.emitter.emit("_allowRedraw");
  network.redraw();
}

// Where a thing stands: vis-network knows it of what it draws, and it may have been dragged there.
const placeOf = (id) => (Object.hasOwn(network.body.nodes, id) ? network.getPosition(id) : laidOut.get(id));

// vis-network tells the middle of a bent edge only through its inner objects.
const middle = (id) => network.body.edges[id].edgeType.getPoint(0.5);
