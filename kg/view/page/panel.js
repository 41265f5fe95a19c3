// The panel at the side, and what it tells of one thing.

function fill(heading, ...children) {
  if (panel.hidden) opener = document.activeElement;
  heading.id = "heading";
  heading.tabIndex = -1;
  panel.replaceChildren(
    make("button", { type: "button", class: "close", "aria-label": "Close", title: "Close", on: { click: close } }, "×"),
    ...children.filter((child) => child !== null),
  );
  panel.hidden = false;
  panel.scrollTop = 0;
}

// The panel's words on what is chosen.
function tell() {
  ({ fact: fillFact, entity: fillEntity, list: fillList, path: fillPath, groups: fillGroups })[chosen.kind](chosen);
  showFocus();
}

function choose(target, always = false) {
  chosen = target;
  near = surroundings();
  tell();
  tip.hidden = true;
  paint();
  byId("heading").focus({ preventScroll: true });
  reveal(chosen, always);
  note();
}

const open = (kind, id, always) => choose({ kind, id }, always);

function close() {
  if (!chosen) return;
  if (panel.contains(document.activeElement) && opener?.isConnected) opener.focus();
  panel.hidden = true;
  chosen = null;
  near = null;
  paint();
  note();
}

function chip(...content) {
  return make("span", { class: "chip" }, ...content);
}

function fillEntity({ id }) {
  const { name, type, aliases } = entities[id];
  const deals = newestFirst(factIds.filter((fact) => facts[fact].subject === id || facts[fact].object === id));
  const heading = make("h2", {}, name);
  const row = (deal) => {
    const fact = facts[deal], outward = fact.subject === id, relation = relations[fact.relation];
    const words = outward ? relation.label : relation.inverse;
    return make("tr", {},
      make("td", {}, make("button", { type: "button", class: "link", on: { click: () => open("fact", deal) } }, words),
        make("small", {}, fact.status)),
      make("td", {}, link(outward ? fact.object : fact.subject),
        make("small", {}, [day(fact.date), fact.topic].filter(Boolean).join(" · "))),
      make("td", { class: "number" }, money(fact, "compact")));
  };
  fill(heading,
    make("div", { class: "kicker" }, chip(typeSketch(type), spaced(type))),
    heading,
    aliases.length ? make("p", { class: "aliases" }, `Also ${aliases.join(", ")}`) : null,
    make("div", { class: "actions" }, focusButtons(id), pathSearch(id), server && server.actions(id)),
    make("h3", {}, plural(deals.length, "deal", "deals")),
    deals.length ? make("table", {},
      make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "Relation"), make("th", { scope: "col" }, "With"),
        make("th", { scope: "col", class: "number" }, "Amount"))),
      make("tbody", {}, ...deals.map(row))) : null,
  );
}
