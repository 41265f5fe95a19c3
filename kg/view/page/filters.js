// What is shown of the facts, and how many those are.

const valueOf = { relation: (fact) => fact.relation, status: (fact) => fact.status };

function apply() {
  const typed = (id) => !off.type.has(entities[id].type);
  shown.facts = new Set(factIds.filter((id) => {
    const fact = facts[id];
    return !off.relation.has(fact.relation) && !off.status.has(fact.status) && typed(fact.subject) && typed(fact.object);
  }));
  const filtered = shown.facts.size < factIds.length;
  const bound = new Set([...shown.facts].flatMap((id) => [facts[id].subject, facts[id].object]));
  shown.entities = new Set(Object.keys(entities).filter((id) => typed(id) && (!filtered || bound.has(id))));
  if (chosen && !shown[chosen.kind === "fact" ? "facts" : "entities"].has(chosen.id)) close();
  else if (!panel.hidden && !chosen) fillList();
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
  if (button) button.disabled = !Object.values(off).some((set) => set.size);
}

function reset() {
  Object.values(off).forEach((set) => set.clear());
  for (const box of legend.querySelectorAll("input")) box.checked = true;
  apply();
}
