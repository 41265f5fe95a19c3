// What is shown of the facts, and how many those are.

const byLegend = ({ relation, status, subject, object }) => !off.relation.has(relation) && !off.status.has(status)
  && !off.type.has(entities[subject].type) && !off.type.has(entities[object].type);

function apply() {
  const inLegend = factIds.filter((id) => byLegend(facts[id]));
  const sure = inLegend.filter((id) => bySureness(facts[id]));
  const inTime = inLegend.filter((id) => byTime(facts[id]));
  shown.facts = new Set(inTime.filter((id) => bySureness(facts[id])));
  const filtered = shown.facts.size < factIds.length;
  const bound = new Set([...shown.facts].flatMap((id) => [facts[id].subject, facts[id].object]));
  shown.entities = new Set(Object.keys(entities).filter((id) =>
    !off.type.has(entities[id].type) && (!filtered || bound.has(id))));
  if (chosen && chosen.kind !== "list" && !shown[chosen.kind === "fact" ? "facts" : "entities"].has(chosen.id)) close();
  else if (chosen?.kind === "list") tell();
  drawTime(sure);
  sayConfidence(shown.facts.size);
  paint();
  count();
}

function count() {
  const documents = new Set(factIds.flatMap((id) => facts[id].evidence.map((piece) => piece.document)));
  const all = factIds.length, now = shown.facts.size;
  byId("counts").textContent = [
    plural(shown.entities.size, "name", "names"),
    now === all ? plural(all, "fact", "facts") : `${now.toLocaleString("en")} of ${plural(all, "fact", "facts")}`,
    plural(documents.size, "document", "documents"),
  ].join(" · ");
  const empty = byId("empty");
  empty.hidden = now > 0 || shown.entities.size > 0;
  if (!all) empty.replaceChildren("No deals to show. Add documents, or ask for less when choosing what to view.");
  else empty.replaceChildren("Every fact is filtered out.",
    make("button", { type: "button", on: { click: reset } }, "Show all again"));
  const button = byId("reset");
  if (button) button.disabled = now === all;
}

function reset() {
  Object.values(off).forEach((set) => set.clear());
  Object.assign(want, { until: null, undated: "reported", least: 0 });
  showWanted();
  apply();
}

// Sets every control to what is wanted.
function showWanted() {
  for (const box of legend.querySelectorAll("input")) box.checked = !off[box.dataset.kind].has(box.dataset.value);
  time.value = want.until ?? steps.length - 1;
  undated.value = want.undated;
  least.value = want.least;
}
