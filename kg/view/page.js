"use strict";
// Draws the page's data with vis-network. Text of the news meets the page only through textContent
// and text nodes; vis-network itself is given no titles, which it could take for markup.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const panel = byId("panel"), legend = byId("legend"), search = byId("search"), matches = byId("matches"), tip = byId("tip");
  const narrow = window.matchMedia("(max-width: 640px)");
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  const { facts, entities, relations } = data;
  const factIds = Object.keys(facts);
  const shown = { facts: new Set(factIds), entities: new Set(Object.keys(entities)) };
  const off = { relation: new Set(), status: new Set(), type: new Set() };
  let chosen = null; // {kind: "fact" | "entity", id}
  let hovered = null; // id of the node under the pointer
  let near = null; // what stands out beside the chosen: {facts, entities}, sets of ids
  let opener = null; // what had the focus before the panel opened
  let moved = false; // whether the reader has taken the camera

  // ---- words

  const plural = (count, one, many) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
  const spaced = (type) => type.replace(/(?<=[a-z])(?=[A-Z])/g, " ").replace(/(?<= )[A-Z]/g, (c) => c.toLowerCase());
  const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
  const nameOf = (id) => entities[id].name;
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  function money(fact, notation) {
    if (fact.amount === null) return "";
    const one = (value) => {
      const style = { notation, maximumFractionDigits: notation === "compact" ? 1 : 2 };
      try {
        return new Intl.NumberFormat("en", { style: "currency", currency: fact.currency, ...style,
          minimumFractionDigits: 0 }).format(value);
      } catch { // a currency that is no code
        return `${new Intl.NumberFormat("en", style).format(value)} ${fact.currency ?? ""}`.trim();
      }
    };
    return fact.amount_max === null ? one(fact.amount) : `${one(fact.amount)} – ${one(fact.amount_max)}`;
  }

  function day(date) {
    const parts = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?/.exec(date ?? "");
    if (!parts) return date ?? "";
    const [, year, month, day] = parts;
    const style = { timeZone: "UTC", year: "numeric", ...(month && { month: "short" }), ...(day && { day: "numeric" }) };
    const moment = new Date(Date.UTC(Number(year), Number(month ?? 1) - 1, Number(day ?? 1)));
    return new Intl.DateTimeFormat("en-GB", style).format(moment);
  }

  function period(duration) {
    const parts = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?$/.exec(duration);
    if (!parts) return duration;
    const words = [["year", "years"], ["month", "months"], ["week", "weeks"], ["day", "days"]];
    return words.flatMap(([one, many], i) => (parts[i + 1] ? [plural(Number(parts[i + 1]), one, many)] : [])).join(" ");
  }

  const inWords = (fact) => `${nameOf(fact.subject)} ${relations[fact.relation].label} ${nameOf(fact.object)}`;
  const terms = (fact) => [fact.status, day(fact.date), money(fact, "compact")].filter(Boolean).join(" · ");

  // ---- building the page

  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes)) {
      if (key === "on") for (const [event, act] of Object.entries(value)) element.addEventListener(event, act);
      else if (value !== null && value !== false) element.setAttribute(key, value === true ? "" : value);
    }
    element.append(...children.filter((child) => child !== null));
    return element;
  }

  function sketch(width, shapes) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const set = (element, attributes) => Object.entries(attributes).forEach(([k, v]) => element.setAttribute(k, v));
    set(svg, { width, height: 14, viewBox: `0 0 ${width} 14`, "aria-hidden": "true" });
    for (const [tag, attributes] of shapes) {
      const shape = document.createElementNS("http://www.w3.org/2000/svg", tag);
      set(shape, attributes);
      svg.append(shape);
    }
    return svg;
  }

  function lineSketch(colour, dashes, arrow) {
    const shapes = [["line", { x1: 1, x2: arrow ? 22 : 27, y1: 7, y2: 7, stroke: `var(--${colour})`, "stroke-width": 2.2,
      "stroke-dasharray": dashes.map((dash) => dash * 0.7).join(" ") }]];
    if (arrow) shapes.push(["path", { d: "M20 3l7 4-7 4z", fill: `var(--${colour})` }]);
    return sketch(28, shapes);
  }

  function typeSketch(type) {
    const fill = { fill: `var(--${type})` };
    const outline = {
      dot: ["circle", { cx: 7, cy: 7, r: 5.5 }],
      square: ["rect", { x: 2, y: 2, width: 10, height: 10 }],
      diamond: ["path", { d: "M7 1l6 6-6 6-6-6z" }],
      triangle: ["path", { d: "M7 1.5l6 11H1z" }],
      triangleDown: ["path", { d: "M7 12.5l6-11H1z" }],
      hexagon: ["path", { d: "M4 1.8h6L13 7l-3 5.2H4L1 7z" }],
      star: ["path", { d: "M7 .8l1.9 4.1 4.4.5-3.3 3 .9 4.4L7 10.6l-3.9 2.2.9-4.4-3.3-3 4.4-.5z" }],
    }[data.types[type]];
    return sketch(14, [[outline[0], { ...outline[1], ...fill }]]);
  }

  const colourOf = (fact) =>
    fact.status === "ended" || fact.status === "denied" ? fact.status : relations[fact.relation].family;
  const link = (id) => make("button", { type: "button", class: "link", on: { click: () => open("entity", id, true) } }, nameOf(id));

  // ---- the network

  // Labels are drawn further down, at one size on screen whatever the zoom; vis-network gets none.
  const labels = new Map(data.nodes.map((node) => [node.id, node.label.split("\n")]));
  const tall = () => byId("canvas").clientHeight > 1.15 * byId("canvas").clientWidth;
  const turned = tall(); // the layout lies wide: stand it up on a screen that is taller than wide
  const bare = data.nodes.map(({ label, color, x, y, ...node }) => ({ ...node, x: turned ? y : x, y: turned ? x : y }));
  const nodes = new vis.DataSet(bare);
  const edges = new vis.DataSet(data.edges);
  const canvas = byId("canvas");
  const network = new vis.Network(canvas, { nodes, edges }, data.options);
  const bySize = [...bare].sort((a, b) => b.size - a.size || (a.id < b.id ? -1 : 1)).map((node) => node.id);
  const sizes = new Map(bare.map((node) => [node.id, node.size]));
  let colours = {};

  function readColours() {
    const style = getComputedStyle(document.documentElement);
    const names = ["paper", "ink", "soft", "ended", "denied", ...Object.keys(data.types),
      ...Object.values(relations).map((relation) => relation.family)];
    colours = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
  }

  const endsOf = ({ kind, id }) => (kind === "entity" ? [id] : [facts[id].subject, facts[id].object]);

  // The chosen thing with its deals, or the chosen deal with its two ends.
  function surroundings() {
    if (!chosen) return null;
    if (chosen.kind === "fact") {
      return { facts: new Set([chosen.id]), entities: new Set(endsOf(chosen)) };
    }
    const found = { facts: new Set(), entities: new Set([chosen.id]) };
    for (const id of shown.facts) {
      const { subject, object } = facts[id];
      if (subject === chosen.id || object === chosen.id) {
        found.facts.add(id);
        found.entities.add(subject).add(object);
      }
    }
    return found;
  }

  function paint() {
    near = surroundings();
    nodes.update(bare.map(({ id }) => {
      const fill = colours[entities[id].type];
      const full = { background: fill, border: colours.paper };
      return { id, hidden: !shown.entities.has(id), opacity: !near || near.entities.has(id) ? 1 : 0.18,
        color: { ...full, hover: { background: fill, border: colours.ink }, highlight: { background: fill, border: colours.ink } } };
    }));
    edges.update(data.edges.map(({ id }) => {
      const line = colours[colourOf(facts[id])];
      const opacity = !near || near.facts.has(id) ? 1 : 0.12;
      return { id, hidden: !shown.facts.has(id), color: { color: line, hover: line, highlight: line, inherit: false, opacity } };
    }));
    if (chosen?.kind === "fact") network.setSelection({ nodes: [], edges: [chosen.id] });
    else if (chosen) network.setSelection({ nodes: [chosen.id], edges: [] }, { highlightEdges: false });
    else network.unselectAll();
  }

  // ---- labels: as many as fit without touching one another, the weightiest first

  const font = "12.5px system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif";
  const lineHeight = 14.5, cell = 6, NODE = 1, WORDS = 2;
  const hubs = new Set(bySize.slice(0, Math.min(12, bySize.length / 25))); // may be written across lesser nodes
  const widths = new Map();
  let placed = []; // {id, box} of the labels last drawn, which may be clicked too

  function drawLabels(context) {
    const width = canvas.clientWidth, height = canvas.clientHeight, scale = network.getScale();
    const columns = Math.ceil(width / cell) + 1, taken = new Uint8Array(columns * (Math.ceil(height / cell) + 1));
    const visit = (box, act) => {
      for (let y = Math.max(0, Math.floor(box.y / cell)); y <= Math.min(height, box.y + box.h) / cell; y++)
        for (let x = Math.max(0, Math.floor(box.x / cell)); x <= Math.min(width, box.x + box.w) / cell; x++)
          if (act(y * columns + x)) return true;
      return false;
    };
    const take = (box, by) => void visit(box, (at) => void (taken[at] = Math.max(taken[at], by)));
    const inside = (box) => box.x >= 0 && box.y >= 0 && box.x + box.w <= width && box.y + box.h <= height;
    const free = (box, over = 0) => inside(box) && !visit(box, (at) => taken[at] > over);
    for (const overlay of [legend, panel, byId("zoom")])
      if (!overlay.hidden) take({ x: overlay.offsetLeft, y: overlay.offsetTop, w: overlay.offsetWidth, h: overlay.offsetHeight }, WORDS);
    const spots = new Map();
    for (const [id, position] of Object.entries(network.getPositions([...shown.entities]))) {
      const { x, y } = network.canvasToDOM(position), r = sizes.get(id) * scale;
      if (x < -r || y < -r || x > width + r || y > height + r) continue;
      spots.set(id, { x, y, r });
      take({ x: x - r * 0.8, y: y - r * 0.8, w: r * 1.6, h: r * 1.6 }, NODE);
    }
    const ratio = context.canvas.width / width;
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.lineWidth = 3.5;
    context.strokeStyle = colours.paper;
    placed = [];
    const first = [hovered, ...(chosen ? endsOf(chosen) : [])].filter((id) => spots.has(id));
    const done = new Set();
    for (const id of [...first, ...bySize.filter((id) => !near || near.entities.has(id))]) {
      if (!spots.has(id) || done.has(id)) continue;
      done.add(id);
      const { x, y, r } = spots.get(id), lines = labels.get(id), strong = first.includes(id);
      context.font = strong ? `600 ${font}` : font;
      const key = `${id}${strong}`;
      if (!widths.has(key)) widths.set(key, Math.max(...lines.map((line) => context.measureText(line).width)));
      const w = widths.get(key) + 6, h = lines.length * lineHeight;
      const below = y + r + 3, above = y - r - 3 - h, half = w / 2, off = w / 3;
      const boxes = [[x - half, below], [x - half, above], [x + r + 3, y - h / 2], [x - r - 3 - w, y - h / 2],
        [x - half + off, below], [x - half - off, below], [x - half + off, above], [x - half - off, above]]
        .map(([left, top]) => ({ x: left, y: top, w, h }));
      const box = boxes.find((spot) => free(spot)) ?? (hubs.has(id) ? boxes.find((spot) => free(spot, NODE)) : null)
        ?? (strong ? boxes[0] : null);
      if (!box) continue;
      take(box, WORDS);
      placed.push({ id, box });
      context.fillStyle = colours.ink;
      lines.forEach((line, i) => {
        context.strokeText(line, box.x + w / 2, box.y + (i + 0.5) * lineHeight);
        context.fillText(line, box.x + w / 2, box.y + (i + 0.5) * lineHeight);
      });
    }
    context.font = `600 ${font.replace("12.5px", "11px")}`;
    for (const id of scale < 0.3 ? [] : near?.facts ?? shown.facts) {
      const fact = facts[id];
      if (fact.amount === null) continue;
      const { x, y } = network.canvasToDOM(middle(id)), text = money(fact, "compact");
      if (!widths.has(text)) widths.set(text, context.measureText(text).width);
      const w = widths.get(text) + 6, box = { x: x - w / 2, y: y - 8, w, h: 16 };
      if (!free(box)) continue;
      take(box, WORDS);
      context.fillStyle = colours[colourOf(fact)];
      context.strokeText(text, x, y);
      context.fillText(text, x, y);
    }
    context.restore();
  }

  // vis-network tells the middle of a bent edge only through its inner objects.
  const middle = (id) => network.body.edges[id].edgeType.getPoint(0.5);

  // ---- the camera

  // What legend and panel leave free of the canvas, as margins in pixels.
  function margins() {
    const sheet = !panel.hidden && narrow.matches, side = !panel.hidden && !narrow.matches;
    return {
      left: legend.open && !legend.hidden && !narrow.matches ? legend.offsetWidth + 28 : 20,
      right: side ? panel.offsetWidth + 28 : 20,
      top: 24,
      bottom: sheet ? panel.offsetHeight + 12 : narrow.matches ? 64 : 24,
    };
  }

  function look(position, scale, moving) {
    const { left, right, top, bottom } = margins();
    moved ||= moving;
    network.moveTo({
      position, scale, offset: { x: (left - right) / 2, y: (top - bottom) / 2 },
      animation: moving && !still.matches ? { duration: 320, easingFunction: "easeInOutQuad" } : false,
    });
  }

  // Shows these things with room for their labels.
  function frame(ids, closest, moving) {
    const points = Object.values(network.getPositions(ids));
    if (!points.length) return;
    const { left, right, top, bottom } = margins();
    const xs = points.map((p) => p.x), ys = points.map((p) => p.y);
    const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const w = Math.max(60, canvas.clientWidth - left - right - 110), h = Math.max(60, canvas.clientHeight - top - bottom - 70);
    const scale = Math.min(closest, w / Math.max(1, x1 - x0), h / Math.max(1, y1 - y0));
    look({ x: (x0 + x1) / 2, y: (y0 + y1) / 2 }, scale, moving);
  }

  const fit = (moving) => frame([...shown.entities], 1.25, moving);

  // Moves only for what is out of sight, or when the reader came by name and not by pointing at it.
  function reveal(target, always) {
    const { left, right, top, bottom } = margins(), room = 60;
    const inSight = (id) => {
      const { x, y } = network.canvasToDOM(network.getPosition(id));
      return x > left + room && x < canvas.clientWidth - right - room && y > top && y < canvas.clientHeight - bottom - room;
    };
    if (!always && endsOf(target).every(inSight)) return;
    if (target.kind === "entity") look(network.getPosition(target.id), Math.max(network.getScale(), narrow.matches ? 0.6 : 0.85), true);
    else frame(endsOf(target), Math.max(0.9, network.getScale()), true);
  }

  // ---- the panel

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

  function open(kind, id, always = false) {
    chosen = { kind, id };
    if (kind === "fact") fillFact(id);
    else fillEntity(id);
    tip.hidden = true;
    paint();
    byId("heading").focus({ preventScroll: true });
    reveal(chosen, always);
  }

  function close() {
    if (panel.hidden) return;
    if (panel.contains(document.activeElement) && opener?.isConnected) opener.focus();
    panel.hidden = true;
    chosen = null;
    paint();
  }

  function chip(...content) {
    return make("span", { class: "chip" }, ...content);
  }

  function fillFact(id) {
    const fact = facts[id], relation = relations[fact.relation];
    const heading = make("h2", {}, link(fact.subject),
      make("span", { class: "verb" }, relation.label, relation.symmetric ? " ↔" : " →"), link(fact.object));
    const rows = [
      ["Status", capital(fact.status)],
      ["Amount", fact.amount === null ? null : make("span", {}, money(fact, "standard"),
        fact.wording ? make("span", { class: "wording" }, ` “${fact.wording}”`) : null)],
      ["Date", day(fact.date)],
      ["Period", fact.period && period(fact.period)],
      [fact.relation === "holds_position" ? "Role" : "Topic", fact.topic],
      ["Confidence", make("span", {}, make("meter", { min: 0, max: 1, value: fact.confidence, "aria-hidden": "true" }),
        `${Math.round(fact.confidence * 100)} %`)],
    ].filter(([, value]) => value);
    fill(heading,
      make("div", { class: "kicker" }, chip(lineSketch(colourOf(fact), data.statuses[fact.status], !relation.symmetric),
        `${relation.class}, ${fact.status}`)),
      heading,
      make("dl", {}, ...rows.flatMap(([term, value]) => [make("dt", {}, term), make("dd", {}, value)])),
      make("h3", {}, fact.evidence.length === 1 ? "Evidence" : `Evidence, ${fact.evidence.length} reports`),
      ...fact.evidence.map((piece) => evidence(fact, piece)),
    );
  }

  function evidence(fact, piece) {
    const source = [piece.publisher, day(piece.published)].filter(Boolean).join(" · ");
    return make("article", { class: "evidence" },
      make("blockquote", {}, ...marked(fact, piece)),
      make("div", { class: "source" },
        make("span", { class: "title" }, piece.title ?? piece.document),
        source ? make("div", {}, source) : null,
        make("div", { class: "trail" }, webLink(piece.url), make("code", { title: "The rule that found it" }, piece.rule))));
  }

  // Offsets count code points, as Python does; a JavaScript string counts UTF-16 units.
  function marked(fact, piece) {
    const letters = Array.from(piece.quote);
    const cut = (start, end) => letters.slice(start, end).join("");
    const ends = ["subject", "object"].filter((end) => piece[end].start !== null)
      .sort((a, b) => piece[a].start - piece[b].start || piece[b].end - piece[a].end);
    const parts = [];
    let at = 0;
    for (const end of ends) {
      const { start, end: stop } = piece[end];
      if (start < at) continue; // one name inside the other: the outer one is marked
      parts.push(cut(at, start), make("mark", { class: end, title: nameOf(fact[end]) }, cut(start, stop)));
      at = stop;
    }
    return [...parts, cut(at)];
  }

  function webLink(url) {
    let target = null;
    try {
      target = new URL(url);
    } catch {
      return ""; // none, or no absolute address
    }
    if (target.protocol !== "https:" && target.protocol !== "http:") return "";
    return make("a", { href: target.href, target: "_blank", rel: "noopener noreferrer" }, "Read the source");
  }

  function fillEntity(id) {
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
      make("h3", {}, plural(deals.length, "deal", "deals")),
      deals.length ? make("table", {},
        make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "Relation"), make("th", { scope: "col" }, "With"),
          make("th", { scope: "col", class: "number" }, "Amount"))),
        make("tbody", {}, ...deals.map(row))) : null,
    );
  }

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

  function openList() {
    chosen = null;
    fillList();
    paint();
    byId("heading").focus({ preventScroll: true });
  }

  // ---- filters

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
    return make("fieldset", {}, make("legend", {}, title), ...rows);
  }

  function fillLegend() {
    const tally = (items) => items.reduce((counts, item) => counts.set(item, (counts.get(item) ?? 0) + 1), new Map());
    const present = (order, counts, words) => order.filter((v) => counts.has(v)).map((v) => [v, words(v), counts.get(v)]);
    const all = Object.values(facts);
    byId("filters").append(
      group("Relations", "relation", present(Object.keys(relations), tally(all.map(valueOf.relation)),
        (name) => capital(relations[name].label)), (name) => lineSketch(relations[name].family, [], !relations[name].symmetric)),
      group("Status", "status", present(Object.keys(data.statuses), tally(all.map(valueOf.status)), capital),
        (status) => lineSketch(status === "ended" || status === "denied" ? status : "soft", data.statuses[status], false)),
      group("Things", "type", present(Object.keys(data.types), tally(Object.values(entities).map((e) => e.type)), spaced), typeSketch),
      make("button", { type: "button", id: "reset", disabled: true, on: { click: reset } }, "Show all"),
    );
    legend.open = !narrow.matches;
    legend.hidden = !all.length;
  }

  // ---- search

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

  // ---- pointer and keys

  const labelAt = ({ x, y }) =>
    placed.find(({ box }) => x >= box.x && x <= box.x + box.w && y >= box.y && y <= box.y + box.h)?.id;

  network.on("click", ({ pointer }) => {
    const node = network.getNodeAt(pointer.DOM) ?? labelAt(pointer.DOM), edge = network.getEdgeAt(pointer.DOM);
    if (node !== undefined) open("entity", node);
    else if (edge !== undefined) open("fact", edge);
    else close();
  });

  function point(event, ...words) {
    canvas.style.cursor = "pointer";
    tip.replaceChildren(...words);
    tip.hidden = false;
    const { x, y } = event.pointer.DOM;
    tip.style.left = `${Math.max(8, Math.min(x + 14, canvas.clientWidth - tip.offsetWidth - 8))}px`;
    tip.style.top = `${y + 18 + tip.offsetHeight > canvas.clientHeight ? y - tip.offsetHeight - 10 : y + 18}px`;
  }

  function leave() {
    canvas.style.cursor = "";
    tip.hidden = true;
    hovered = null;
  }

  network.on("hoverEdge", (event) => {
    const fact = facts[event.edge];
    point(event, inWords(fact), make("br"), make("span", {}, terms(fact)));
  });
  network.on("hoverNode", (event) => {
    hovered = event.node;
    point(event, nameOf(event.node), make("br"), make("span", {}, spaced(entities[event.node].type)));
  });
  network.on("blurEdge", leave);
  network.on("blurNode", leave);
  network.on("dragStart", () => { moved = true; leave(); });
  network.on("zoom", () => { moved = true; });
  network.on("afterDrawing", drawLabels);

  const zoom = (factor) => network.moveTo({ scale: network.getScale() * factor,
    animation: still.matches ? false : { duration: 160, easingFunction: "easeOutQuad" } });
  byId("closer").addEventListener("click", () => zoom(1.4));
  byId("farther").addEventListener("click", () => zoom(1 / 1.4));
  byId("fit").addEventListener("click", () => fit(true));
  byId("list").addEventListener("click", openList);

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      if (!matches.hidden) {
        matches.hidden = true;
        mark();
      } else close();
    } else if (event.key === "/" && !event.ctrlKey && !event.metaKey && document.activeElement !== search) {
      event.preventDefault();
      search.focus();
    }
  });

  new ResizeObserver(() => requestAnimationFrame(() => { if (!moved) fit(false); })).observe(canvas);
  dark.addEventListener("change", () => { readColours(); paint(); });

  readColours();
  fillLegend();
  apply();
  fit(false);
  // For tests and the curious: where things stand on screen, and the network itself.
  window.kg = Object.freeze({ network, placeOf: (kind, id) => network.canvasToDOM(kind === "entity" ? network.getPosition(id) : middle(id)),
    shown: () => ({ facts: [...shown.facts], entities: [...shown.entities] }) });
})();
