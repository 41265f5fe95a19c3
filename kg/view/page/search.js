// Search with completion.

const names = Object.entries(entities).flatMap(([id, { name, aliases }]) =>
  [name, ...aliases].map((text) => ({ id, text, folded: folded(text) })));
let found = [], at = -1;

function complete() {
  const wanted = folded(search.value.trim());
  const rank = ({ folded: text }) => (text.startsWith(wanted) ? 0 : text.includes(` ${wanted}`) ? 1 : text.includes(wanted) ? 2 : 3);
  const seen = new Set();
  found = wanted === "" ? [] : names.map((name) => ({ ...name, rank: rank(name) })).filter((name) => name.rank < 3)
    .sort((a, b) => a.rank - b.rank || sizes.get(b.id) - sizes.get(a.id) || a.text.localeCompare(b.text))
    .filter(({ id }) => !seen.has(id) && seen.add(id)).slice(0, 8);
  at = found.length ? 0 : -1;
  const options = found.map(({ id, text }, i) => make("li", { role: "option", id: `match-${i}`, on: {
    mousedown: (event) => { event.preventDefault(); pick(i); }, mousemove: () => { at = i; mark(); } } },
    typeSketch(entities[id].type), make("span", {}, nameOf(id)), text === nameOf(id) ? null : make("span", { class: "also" }, text)));
  matches.replaceChildren(...(options.length ? options : [make("li", { class: "none" }, "No such name")]));
  matches.hidden = wanted === "";
  mark();
}

function mark() {
  search.setAttribute("aria-expanded", String(!matches.hidden));
  if (at < 0 || matches.hidden) search.removeAttribute("aria-activedescendant");
  else search.setAttribute("aria-activedescendant", `match-${at}`);
  [...matches.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === at)));
}

function pick(i) {
  const { id } = found[i];
  matches.hidden = true;
  search.value = "";
  mark();
  if (!shown.entities.has(id)) reset();
  open("entity", id, true);
}

search.addEventListener("input", complete);
search.addEventListener("blur", () => { matches.hidden = true; mark(); });
search.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && at >= 0 && !matches.hidden) pick(at);
  else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (found.length) at = (at + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length;
    mark();
  } else return;
  event.preventDefault();
});
