// The page as a server shows it: it completes all names of the store, and grows by what lies around a thing.

const MOST = 2000; // facts that a picture takes
const { degrees } = data; // how many facts each thing has in the store
const said = make("p", { id: "said", role: "alert", hidden: true });
document.querySelector("main").append(said);

async function ask(path, given) {
  const answer = await fetch(`/api/${path}?${new URLSearchParams(given)}`);
  if (!answer.ok) throw new Error((await answer.text()).trim());
  return answer.json();
}

function say(problem) {
  said.hidden = !problem;
  if (problem) said.textContent = problem instanceof TypeError ? "The server does not answer; is it still running?" : problem.message;
}

// ---- growing

const factsOf = (id) => factIds.filter((fact) => facts[fact].subject === id || facts[fact].object === id);
const missing = (id) => degrees[id] - factsOf(id).length;

// Free places around a thing, the nearest first, beginning on the side that leads out of the picture.
function* places(around, taken) {
  const middle = (axis) => taken.reduce((sum, spot) => sum + spot[axis], 0) / Math.max(1, taken.length);
  const out = Math.atan2(around.y - middle("y"), around.x - middle("x")), turn = 2.399963; // the golden angle
  for (let i = 0; ; i += 1) {
    const far = 105 + 8 * i, angle = out + (i % 2 ? 1 : -1) * Math.ceil(i / 2) * turn / 6;
    const spot = { x: around.x + far * Math.cos(angle), y: around.y + far * Math.sin(angle) };
    if (taken.every(({ x, y }) => Math.abs(x - spot.x) > 96 || Math.abs(y - spot.y) > 48)) yield spot;
  }
}

// Adds what is new of `more` around the thing `of`; nothing that is there moves.
function add(more, of) {
  const fresh = more.nodes.filter(({ id }) => !Object.hasOwn(entities, id));
  const spots = network.getPositions(), taken = Object.values(spots);
  const known = more.nodes.map(({ id }) => spots[id]).filter(Boolean);
  const mean = (axis) => known.reduce((sum, spot) => sum + spot[axis], 0) / Math.max(1, known.length);
  const centre = spots[of] ?? places({ x: mean("x"), y: mean("y") }, taken).next().value;
  if (!spots[of]) taken.push(centre);
  const free = places(centre, taken);
  for (const { label, color, ...node } of fresh) {
    const spot = node.id === of ? centre : free.next().value;
    if (node.id !== of) taken.push(spot);
    Object.assign(node, spot);
    labels.set(node.id, label.split("\n"));
    sizes.set(node.id, node.size);
    laidOut.set(node.id, spot);
    bare.push(node);
    entities[node.id] = { ...more.entities[node.id], community: entities[of]?.community ?? null }; // what it came with
    names.push(...[more.entities[node.id].name, ...more.entities[node.id].aliases].map((text) => ({ id: node.id, text, folded: folded(text) })));
  }
  nodes.add(bare.slice(-fresh.length || bare.length));
  bySize.push(...fresh.map(({ id }) => id));
  bySize.sort((a, b) => sizes.get(b) - sizes.get(a) || (a < b ? -1 : 1));
  Object.assign(relations, more.relations);
  Object.assign(degrees, more.degrees);
  for (const edge of more.edges) {
    if (Object.hasOwn(facts, edge.id)) { // bent anew, beside those that come
      edges.update({ id: edge.id, smooth: edge.smooth ?? true });
      continue;
    }
    facts[edge.id] = more.facts[edge.id];
    factIds.push(edge.id);
    moments.set(facts[edge.id], momentOf(facts[edge.id]));
    data.edges.push(edge);
    edges.add(edge);
  }
  readColours();
  fillLegend();
  sayUndated();
  showWanted();
  apply();
  return fresh.map(({ id }) => id);
}

// Asks for facts of a thing until some are new, or all are there; the ids of the things that came.
async function grow(id) {
  if (factIds.length >= MOST) throw new Error(`The picture has ${MOST.toLocaleString("en")} facts; begin anew around one name.`);
  const before = factIds.length;
  let came = [];
  for (let offset = 0; ; ) {
    const more = await ask("neighbours", { of: id, offset });
    came = [...came, ...add(more, id)];
    offset += Object.keys(more.facts).length;
    if (factIds.length > before || offset >= more.degrees[id]) break;
  }
  if (!added.includes(id)) added.push(id);
  note();
  return came;
}

async function growBy(id, button) {
  button.disabled = true;
  try {
    const came = await grow(id);
    say(null);
    if (chosen?.kind === "entity" && chosen.id === id) {
      tell();
      (panel.querySelector(".grow") ?? byId("heading")).focus({ preventScroll: true });
    }
    if (came.length) frame([id, ...came], network.getScale(), true);
  } catch (problem) {
    button.disabled = false;
    say(problem);
  }
}

server = {
  // Names of the store that the typed may be part of; none where the server fails, since those of the picture are there.
  search: (typed) => (typed.trim() === "" ? Promise.resolve([]) : ask("search", { q: typed.trim().slice(0, 200) }).then(
    ({ matches }) => matches.map(({ id, label, name, type }) => ({ id, text: label, name, type })), () => [])),

  // Brings a thing into the picture; whether it is there then.
  bring: (id) => grow(id).then(() => { say(null); return true; }, (problem) => { say(problem); return false; }),

  // For the panel: what else there is of a thing.
  actions(id) {
    const more = missing(id);
    return make("div", { class: "beyond" },
      more > 0 ? make("button", { type: "button", class: "grow", on: { click: ({ currentTarget }) => growBy(id, currentTarget) } },
        `Show neighbours (${plural(more, "more fact", "more facts")})`) : null,
      make("a", { href: `/entity/${id.split("/").map(encodeURIComponent).join("/")}` }, "All on one page"));
  },
};

// ---- beginning

const wished = location.hash;
if (wished.startsWith("#query=")) location.replace(`/query${wished}`); // where the page that asks in SPARQL used to be
else restore((new URLSearchParams(wished.slice(1)).get("with") ?? "").split(" ").filter(Boolean));

// What had been added when the address was kept.
async function restore(ids) {
  if (!ids.length) return;
  await null; // after what the beginning notes
  noting = true; // none of this is a step of the reader's
  for (const id of ids) await grow(id).catch(say);
  noting = false;
  history.replaceState(null, "", wished);
  follow();
}
