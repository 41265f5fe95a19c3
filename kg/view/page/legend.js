// The legend, whose rows filter.

function group(title, kind, values, draw) {
  const boxes = new Map();
  const rows = values.map(([value, words, total]) => {
    const box = make("input", { type: "checkbox", checked: true, "data-kind": kind, "data-value": value, on: {
      change: () => {
        if (box.checked) off[kind].delete(value);
        else off[kind].add(value);
        apply();
      } } });
    boxes.set(value, box);
    const only = make("button", { type: "button", class: "only", "aria-label": `Only ${words}`, on: { click: () => {
      for (const [other, its] of boxes) {
        its.checked = other === value;
        if (its.checked) off[kind].delete(other);
        else off[kind].add(other);
      }
      apply();
    } } }, "only");
    return make("div", { class: "row" }, make("label", {}, box, draw(value), make("span", { class: "name" }, words),
      make("span", { class: "count" }, total.toLocaleString("en"))), only);
  });
  return make("fieldset", { "data-group": kind }, make("legend", {}, title), ...rows);
}

// How wide a line is drawn for an amount; nothing to filter by.
function amounts() {
  const words = new Intl.NumberFormat("en", { notation: "compact" });
  const row = (label, width) => make("div", { class: "row amount" }, lineSketch("soft", [], false, width), make("span", { class: "name" }, label));
  return make("fieldset", {}, make("legend", {}, "Amount"),
    ...data.widths.map(([amount, width], i) => row(`${words.format(amount)}${i ? "" : " or less, or untold"}`, width)));
}

function fillLegend() {
  const tally = (items) => items.reduce((counts, item) => counts.set(item, (counts.get(item) ?? 0) + 1), new Map());
  const present = (order, counts, words) => order.filter((v) => counts.has(v)).map((v) => [v, words(v), counts.get(v)]);
  const all = Object.values(facts);
  byId("filters").replaceChildren(
    group("Communities", "community", present([...data.communities.map((_, i) => `community-${i}`), "rest"], tally(Object.keys(entities).map(communityOf)), communityName),
      (value) => sketch(14, drawn("circle", { ...outlines.dot[1], fill: `var(--${value})` }))),
    group("Relations", "relation", present(Object.keys(relations), tally(all.map((fact) => fact.relation)),
      (name) => capital(relations[name].label)), (name) => lineSketch(relations[name].family, [], !relations[name].symmetric)),
    group("Status", "status", present(Object.keys(data.statuses), tally(all.map((fact) => fact.status)), capital),
      (status) => lineSketch(status === "ended" || status === "denied" ? status : "soft", data.statuses[status], false)),
    ...(all.some(({ amount }) => amount !== null) ? [amounts()] : []),
    group("Things", "type", present(Object.keys(data.types), tally(Object.values(entities).map((e) => e.type)), spaced), typeSketch),
    make("button", { type: "button", id: "reset", disabled: true, on: { click: reset } }, "Show all"),
  );
  legend.hidden = !all.length;
}
