// What the page was given, and what is shown and chosen of it.

const data = JSON.parse(document.getElementById("data").textContent);
const panel = byId("panel"), legend = byId("legend"), search = byId("search"), matches = byId("matches"), tip = byId("tip");
const narrow = window.matchMedia("(max-width: 640px)");
const dark = window.matchMedia("(prefers-color-scheme: dark)");
const still = window.matchMedia("(prefers-reduced-motion: reduce)");
const { facts, entities, relations } = data;
const factIds = Object.keys(facts);
const shown = { facts: new Set(factIds), entities: new Set(Object.keys(entities)) };
const off = { relation: new Set(), status: new Set(), type: new Set() };
let chosen = null; // {kind: "fact" | "entity", id}
let hovered = null; // id of the node under the pointer
let near = null; // what stands out beside the chosen: {facts, entities}, sets of ids
let opener = null; // what had the focus before the panel opened
let moved = false; // whether the reader has taken the camera

const endsOf = ({ kind, id }) => (kind === "entity" ? [id] : [facts[id].subject, facts[id].object]);

// The chosen thing with its deals, or the chosen deal with its two ends.
function surroundings() {
  if (!chosen) return null;
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
