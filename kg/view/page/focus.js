// Only what lies within a few facts of one thing.

const HOPS = [1, 2, 3];

// The things within the focus's hops, by these facts.
function withinFocus(ids) {
  const beside = neighbours(ids);
  const reached = new Set([want.focus.id]);
  let frontier = [want.focus.id];
  for (let hop = 0; hop < want.focus.hops; hop += 1) {
    frontier = frontier.flatMap((id) => (beside.get(id) ?? []).map(({ other }) => other)).filter((id) => !reached.has(id));
    frontier.forEach((id) => reached.add(id));
  }
  return reached;
}

function setFocus(focus) {
  want.focus = focus;
  apply();
  fit(true);
}

function showFocus() {
  const { focus } = want;
  byId("chips").replaceChildren(...(focus ? [make("button", { type: "button", class: "chip", id: "unfocus", title: "Show all again",
       on: { click: () => { setFocus(null); byId("list").focus(); } } },
    make("span", {}, `Within ${plural(focus.hops, "hop", "hops")} of ${nameOf(focus.id)}`), make("span", { "aria-hidden": "true" }, "×"))] : []), ...groupChips());
  for (const button of panel.querySelectorAll("[data-hops]"))
    button.setAttribute("aria-pressed", String(focus?.id === chosen?.id && focus?.hops === Number(button.dataset.hops)));
}

// For the panel: how far around this thing to look.
function focusButtons(id) {
  const button = (hops) => make("button", { type: "button", "data-hops": String(hops), "aria-label": plural(hops, "hop", "hops"), on: {
    click: ({ currentTarget }) => setFocus(currentTarget.getAttribute("aria-pressed") === "true" ? null : { id, hops }) } }, String(hops));
  return make("div", { class: "focus", role: "group", "aria-label": "Show only what lies around it" },
    make("span", { "aria-hidden": "true" }, "Focus"), ...HOPS.map(button), make("span", { "aria-hidden": "true" }, "hops"));
}
