// Search with completion, over names and aliases.

const names = Object.entries(entities).flatMap(([id, { name, aliases }]) =>
  [name, ...aliases].map((text) => ({ id, text, folded: folded(text) })));

// The things with such a name, best first.
function named(typed, most) {
  const wanted = folded(typed.trim());
  if (wanted === "") return [];
  const rank = ({ folded: text }) => (text.startsWith(wanted) ? 0 : text.includes(` ${wanted}`) ? 1 : text.includes(wanted) ? 2 : 3);
  const seen = new Set();
  return names.map((name) => ({ ...name, rank: rank(name) })).filter((name) => name.rank < 3)
    .sort((a, b) => a.rank - b.rank || sizes.get(b.id) - sizes.get(a.id) || a.text.localeCompare(b.text))
    .filter(({ id }) => !seen.has(id) && seen.add(id)).slice(0, most)
    .map(({ id, text }) => ({ id, text, name: nameOf(id), type: entities[id].type }));
}

// Lets an input complete names into the list beneath it; `pick` is told the one that was taken.
function complete(input, list, pick) {
  let found = [], at = -1;

  function mark() {
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (at < 0 || list.hidden) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", `${list.id}-${at}`);
    [...list.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === at)));
  }

  function offer() {
    const typed = input.value;
    show(named(typed, 8));
    server?.search(typed).then((more) => { // those that the picture has come first
      if (input.value === typed && !list.hidden) show([...found, ...more.filter(({ id }) => !Object.hasOwn(entities, id))].slice(0, 12));
    });
  }

  function show(names) {
    found = names;
    at = found.length ? Math.max(0, at) : -1;
    const options = found.map(({ text, name, type }, i) => make("li", { role: "option", id: `${list.id}-${i}`, on: {
      mousedown: (event) => { event.preventDefault(); take(i); }, mousemove: () => { at = i; mark(); } } },
      typeSketch(type), make("span", {}, name), text === name ? null : make("span", { class: "also" }, text)));
    list.replaceChildren(...(options.length ? options : [make("li", { class: "none" }, "No such name")]));
    list.hidden = input.value.trim() === "";
    mark();
  }

  function shut() {
    list.hidden = true;
    mark();
  }

  function take(i) {
    input.value = "";
    shut();
    const { id } = found[i];
    if (Object.hasOwn(entities, id)) pick(id);
    else server.bring(id).then((there) => { if (there) pick(id); });
  }

  input.addEventListener("input", offer);
  input.addEventListener("blur", shut);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && at >= 0 && !list.hidden) take(at);
    else if (event.key === "Escape" && !list.hidden) {
      shut();
      event.stopPropagation();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (found.length) at = (at + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length;
      mark();
    } else return;
    event.preventDefault();
  });
}

complete(search, byId("matches"), (id) => {
  if (!shown.entities.has(id)) reset();
  open("entity", id, true);
});
