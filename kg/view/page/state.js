// What the page was given, and what the reader wants to see of it. Permalinks hold `want`, `off` and `chosen`.

const data = JSON.parse(await unpacked(byId("data")));
const panel = byId("panel"), legend = byId("legend"), search = byId("search"), matches = byId("matches"), tip = byId("tip");
const narrow = window.matchMedia("(max-width: 640px)");
const dark = window.matchMedia("(prefers-color-scheme: dark)");
const still = window.matchMedia("(prefers-reduced-motion: reduce)");
const { facts, entities, relations } = data;
const factIds = Object.keys(facts);
const shown = { facts: new Set(factIds), entities: new Set(Object.keys(entities)) };
const off = { relation: new Set(), status: new Set(), type: new Set(), community: new Set() };
const want = {
  until: null, // the last step of time that is shown; null: all
  undated: "reported", // how facts without a date of their own count in time: reported, always or never
  least: 0, // per cent of confidence
  colour: "type", // what the colour of a thing tells: type or community
  focus: null, // {id, hops}: only what lies around this thing
  open: [], // the numbers of the communities that are opened, the last one last
};
const added = []; // the things around which a server's page has added what it had left out, by id
let server = null; // what a server's page may ask for, {search, bring, actions}; a page in a file has none
let chosen = null; // what the panel tells: {kind: "fact" | "entity", id}, {kind: "path", from, to}, {kind: "list"}
  // or {kind: "groups"}
let hovered = null; // id of the node under the pointer
let near = null; // what stands out beside the chosen: {facts, entities}, sets of ids, and a path's steps
let opener = null; // what had the focus before the panel opened
let moved = false; // whether the reader has taken the camera

// The large community that a thing is in, as a colour's name; smaller ones share one.
function communityOf(id) {
  const place = data.communities.indexOf(entities[id].community);
  return place < 0 ? "rest" : `community-${place}`;
}

const communityName = (name) => (name === "rest" ? "Others" : `Around ${nameOf(data.communities[name.split("-")[1]])}`);

// The things that the chosen is about.
function endsOf({ kind, id }) {
  if (kind === "entity") return [id];
  if (kind === "path") return [...near.entities];
  return kind === "fact" ? [facts[id].subject, facts[id].object] : [];
}

// The chosen thing with its deals, the chosen deal with its two ends, or all along the chosen path.
function surroundings() {
  if (!chosen || chosen.kind === "list" || chosen.kind === "groups") return null;
  if (chosen.kind === "path") {
    const { from, to } = chosen, steps = pathBetween(from, to), along = steps ?? [];
    return { steps, facts: new Set(along.map(({ fact }) => fact)), entities: new Set([from, ...along.map((step) => step.to), to]) };
  }
  if (chosen.kind === "fact") {
    return { facts: new Set([chosen.id]), entities: new Set(endsOf(chosen)) };
  }
  const found = { facts: new Set(), entities: new Set([chosen.id]) };
  for (const id of shown.facts) {
    const { subject, object } = facts[id];
    if (subject === chosen.id || object === chosen.id) {
      found.facts.add(id);
      found.entities.add(subject).add(object);
    }
  }
  return found;
}
