// All facts that are shown, as text.

const newestFirst = (ids) => [...ids].sort((a, b) =>
  (facts[b].date ?? "").localeCompare(facts[a].date ?? "") || inWords(facts[a]).localeCompare(inWords(facts[b])));

function fillList() {
  const ids = newestFirst(shown.facts), list = make("ul", { class: "facts" }), heading = make("h2", {}, "All facts");
  const item = (id) => make("li", {}, make("button", { type: "button", "data-fact": id, on: { click: () => open("fact", id) } },
    inWords(facts[id]), make("small", {}, terms(facts[id]))));
  const more = make("button", { type: "button", class: "more", on: { click: () => grow() } }, "Show more");
  const grow = () => {
    const next = ids.slice(list.childElementCount, list.childElementCount + 200);
    list.append(...next.map(item));
    for (const entry of [...list.children].slice(-next.length || list.childElementCount))
      entry.firstChild.style.borderLeftColor = `var(--${colourOf(facts[entry.firstChild.dataset.fact])})`;
    more.hidden = list.childElementCount >= ids.length;
  };
  grow();
  fill(heading, heading, make("p", { class: "aliases" }, `${plural(ids.length, "fact", "facts")}, newest first`), list, more);
}
