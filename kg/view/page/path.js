// The shortest path between two things, by the facts that are shown.

// For each thing its facts among these and who is at their other end, the surest fact first.
function neighbours(ids) {
  const beside = new Map();
  const add = (end, fact, other) => (beside.has(end) ? beside.get(end).push({ fact, other }) : beside.set(end, [{ fact, other }]));
  const sorted = [...ids].sort((a, b) => facts[b].confidence - facts[a].confidence || (a < b ? -1 : 1));
  for (const id of sorted) {
    add(facts[id].subject, id, facts[id].object);
    add(facts[id].object, id, facts[id].subject);
  }
  return beside;
}

// Steps of {fact, from, to}, or null where nothing shown connects the two.
function pathBetween(from, to) {
  const beside = neighbours(shown.facts), steps = new Map([[from, null]]);
  for (const here of steps.keys()) { // which goes on over what is added meanwhile
    if (here === to) break;
    for (const { fact, other } of beside.get(here) ?? []) if (!steps.has(other)) steps.set(other, { fact, from: here, to: other });
  }
  if (!steps.has(to)) return null;
  const path = [];
  for (let step = steps.get(to); step; step = steps.get(step.from)) path.unshift(step);
  return path;
}

function pathSearch(from) {
  const list = make("ul", { id: "ends", role: "listbox", "aria-label": "Matching names", class: "matches", hidden: true });
  const input = make("input", { type: "search", role: "combobox", placeholder: "Path to …", autocomplete: "off", spellcheck: "false",
    "aria-label": `Path from ${nameOf(from)} to`, "aria-expanded": "false", "aria-controls": "ends", "aria-autocomplete": "list" });
  complete(input, list, (to) => choose({ kind: "path", from, to }, true));
  return make("div", { class: "path-to" }, input, list);
}

function fillPath({ from, to }) {
  const { steps } = near, heading = make("h2", {}, link(from), make("span", { class: "verb" }, "to"), link(to));
  const step = ({ fact: id, from: here, to: there }) => {
    const fact = facts[id], relation = relations[fact.relation];
    const words = fact.subject === here ? relation.label : relation.inverse;
    const more = fact.evidence.length - 1;
    const button = make("button", { type: "button", "data-fact": id, on: { click: () => open("fact", id) } },
      `${nameOf(here)} ${words} ${nameOf(there)}`,
      make("small", {}, [terms(fact), more ? `${plural(more, "more report", "more reports")}` : ""].filter(Boolean).join(" · ")));
    button.style.borderLeftColor = `var(--${colourOf(fact)})`;
    return make("li", {}, button, evidence(fact, fact.evidence[0]));
  };
  const words = steps === null ? "No facts that are shown connect the two."
    : steps.length === 0 ? "They are one and the same."
    : `${plural(steps.length, "fact", "facts")}, the fewest of those shown`;
  const filtered = shown.facts.size < factIds.length;
  fill(heading,
    make("div", { class: "kicker" }, chip("Path")),
    heading,
    make("p", { class: "aliases" }, words),
    steps === null && filtered ? make("button", { type: "button", class: "more", on: { click: () => {
      reset();
      reveal(chosen, true);
    } } }, "Look among all facts") : null,
    make("ol", { class: "facts steps" }, ...(steps ?? []).map(step)),
  );
}
