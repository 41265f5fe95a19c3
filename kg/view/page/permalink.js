// The address after its #: all that the reader chose to see, so that it can be sent, kept, and gone back to.

let written = ""; // the address last written or followed
let turning = null; // the control whose moves the latest entry of the history holds
let noting = false; // whether the address is to be written after what goes on now

const flipped = ({ x, y }) => (turned ? { x: y, y: x } : { x, y });

function address(camera = moved) {
  const words = new URLSearchParams();
  for (const [kind, values] of Object.entries(off)) if (values.size) words.set(`no-${kind}`, [...values].sort().join(" "));
  if (want.until !== null) words.set("until", steps[want.until].date);
  if (want.undated !== "reported") words.set("undated", want.undated);
  if (want.least) words.set("confidence", want.least);
  if (want.colour !== "type") words.set("colour", want.colour);
  if (want.focus) for (const [key, value] of [["focus", want.focus.id], ["hops", want.focus.hops]]) words.set(key, value);
  if (want.open.length) words.set("open", want.open.join(" "));
  for (const [key, value] of Object.entries(chosen ?? {})) words.set(key === "kind" ? "panel" : key, value);
  if (added.length) words.set("with", added.join(" "));
  if (camera) {
    const { x, y } = flipped(network.getViewPosition());
    words.set("camera", `${Math.round(x)} ${Math.round(y)} ${Number(network.getScale().toPrecision(3))}`);
  }
  return words.toString();
}

// Writes the address once all that an event changes is changed. Moves of one control, and of the camera,
// are one entry of the history; a control that is named is let go by anything else that is noted.
function note(control = null) {
  if (noting) return;
  noting = true;
  queueMicrotask(() => {
    noting = false;
    const next = address();
    if (next === written) return;
    const bare = new URLSearchParams(written);
    bare.delete("camera");
    const same = address(false) === bare.toString();
    const method = same || control !== null && control === turning ? "replaceState" : "pushState";
    if (!same) turning = control;
    written = next;
    history[method](null, "", next === "" ? location.href.split("#")[0] : `#${next}`);
  });
}

let settling = 0; // the timer that waits for the camera to rest
let held = null; // where it last rested

// The camera is noted when it has come to rest, not on its way.
function noteCamera() {
  clearTimeout(settling);
  settling = setTimeout(() => {
    held = { position: network.getViewPosition(), scale: network.getScale() };
    note();
  }, 200);
}

// vis-network zooms when its space changes: keep the whole in sight, or the reader's camera where it was.
function holdCamera() {
  if (!moved) fit(false);
  else if (held) network.moveTo({ ...held, animation: false });
}

// What an address says, as far as this page knows of it.
function follow() {
  const words = new URLSearchParams(location.hash.slice(1));
  const known = (table, id) => id !== null && Object.hasOwn(table, id);
  for (const [kind, values] of Object.entries(off)) {
    values.clear();
    for (const value of (words.get(`no-${kind}`) ?? "").split(" "))
      if (legend.querySelector(`input[data-kind="${kind}"][data-value="${CSS.escape(value)}"]`)) values.add(value);
  }
  const until = steps.findIndex(({ date }) => date === words.get("until"));
  const hops = Number(words.get("hops"));
  Object.assign(want, {
    until: until < 0 || until === steps.length - 1 ? null : until,
    undated: [...undated.options].some(({ value }) => value === words.get("undated")) ? words.get("undated") : "reported",
    least: Math.min(100, Math.max(0, Math.round(Number(words.get("confidence"))))) || 0,
    colour: words.get("colour") === "community" ? "community" : "type",
    focus: known(entities, words.get("focus")) && HOPS.includes(hops) ? { id: words.get("focus"), hops } : null,
    open: (words.get("open") ?? "").split(" ").filter((number) => known(groups, number) && /^\d+$/.test(number)).map(Number),
  });
  const [kind, id, from, to] = ["panel", "id", "from", "to"].map((key) => words.get(key));
  if (kind === "list" || kind === "groups" && groups.length) chosen = { kind };
  else if (kind === "path" && known(entities, from) && known(entities, to)) chosen = { kind, from, to };
  else chosen = kind === "entity" && known(entities, id) || kind === "fact" && known(facts, id) ? { kind, id } : null;
  panel.hidden = chosen === null;
  showWanted();
  apply();
  if (chosen) tell();
  const camera = (words.get("camera") ?? "").split(" ").map(Number);
  moved = camera.length === 3 && camera.every(Number.isFinite) && camera[2] > 0;
  held = moved ? { position: flipped({ x: camera[0], y: camera[1] }), scale: camera[2] } : null;
  holdCamera();
  written = address();
  turning = null;
}

window.addEventListener("popstate", follow);
