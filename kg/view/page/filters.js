// What is shown of the facts, and how many those are.

const byLegend = ({ relation, status, subject, object }) => !off.relation.has(relation) && !off.status.has(status)
  && isWanted(subject) && isWanted(object);
const isWanted = (id) => !off.type.has(entities[id].type) && !off.community.has(communityOf(id));

// Shows what is wanted; `control` names the slider that is being moved, if one is.
function apply(control) {
  const inLegend = factIds.filter((id) => byLegend(facts[id]));
  const sure = inLegend.filter((id) => bySureness(facts[id]));
  const inTime = inLegend.filter((id) => byTime(facts[id]));
  const passing = inTime.filter((id) => bySureness(facts[id]));
  const around = want.focus && withinFocus(passing);
  shown.facts = new Set(around ? passing.filter((id) => around.has(facts[id].subject) && around.has(facts[id].object)) : passing);
  const filtered = shown.facts.size < factIds.length || around;
  const bound = new Set([...shown.facts].flatMap((id) => [facts[id].subject, facts[id].object]));
  if (around) bound.add(want.focus.id);
  shown.entities = new Set(Object.keys(entities).filter((id) =>
    isWanted(id) && (!filtered || bound.has(id))));
  near = surroundings();
  if (chosen?.kind === "list" || chosen?.kind === "path") tell();
  else if (chosen?.kind === "groups") (isGrouped() ? tell : close)();
  else if (chosen && !shown[chosen.kind === "fact" ? "facts" : "entities"].has(chosen.id)) close();
  drawTime(sure);
  sayConfidence(passing.length);
  paint();
  showFocus();
  count();
  note(control);
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
  if (button) button.disabled = now === all && !want.focus;
}

function reset() {
  Object.values(off).forEach((set) => set.clear());
  Object.assign(want, { until: null, undated: "reported", least: 0, focus: null });
  showWanted();
  apply();
}

// Sets every control to what is wanted.
function showWanted() {
  for (const box of legend.querySelectorAll("input")) box.checked = !off[box.dataset.kind].has(box.dataset.value);
  time.value = want.until ?? steps.length - 1;
  undated.value = want.undated;
  least.value = want.least;
  showColour();
}
