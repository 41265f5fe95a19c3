"use strict";
// Asks the endpoint and shows what it answers. Text of the store meets the page only as text nodes.
(() => {
  const query = byId("query"), run = byId("run"), stop = byId("stop"), error = byId("error");
  const status = byId("status"), result = byId("result"), downloads = byId("downloads");
  const prefixes = JSON.parse(document.body.dataset.prefixes);
  const narrow = window.matchMedia("(max-width: 800px)");
  const endpoint = new URL("/sparql", location.href).href;
  const PAGE = 500; // rows shown at a time
  const LONG = 600; // characters of a cell before the rest is folded
  const NUMBER = /#(integer|decimal|double|float|int|long|nonNegativeInteger)$/;
  const FIRST = `# Who works with whom, and how far it has come
SELECT ?one ?other ?status ?date ?fact WHERE {
  ?fact a kg:Partnership ;
    kg:subject/skos:prefLabel ?one ;
    kg:object/skos:prefLabel ?other ;
    kg:status ?status .
  OPTIONAL { ?fact kg:date ?date }
}
ORDER BY ?one ?other
LIMIT 100`;
  let asking = null; // AbortController of the query that runs
  let asked = ""; // the query whose answer is shown

  // ---- asking

  async function send(sparql, accept, signal, lenient) {
    const headers = { "Content-Type": "application/sparql-query", Accept: accept };
    if (lenient) headers.Prefer = "handling=lenient";
    const answer = await fetch(endpoint, { method: "POST", headers, body: sparql, signal });
    if (!answer.ok) throw new Error((await answer.text()).trim() || `${answer.status} ${answer.statusText}`);
    return answer;
  }

  async function ask() {
    asking?.abort();
    const mine = asking = new AbortController();
    const sparql = query.value;
    const began = performance.now();
    busy(true);
    error.hidden = true;
    try {
      const answer = await send(sparql, "application/sparql-results+json, text/turtle;q=0.9", mine.signal, true);
      const isGraph = answer.headers.get("Content-Type").startsWith("text/turtle");
      const body = isGraph ? await answer.text() : await answer.json();
      if (asking !== mine) return;
      const took = performance.now() - began;
      asked = sparql;
      show(body, isGraph, Number(answer.headers.get("Kg-Rows")), answer.headers.has("Kg-Cut-Off"), took);
    } catch (problem) {
      if (asking !== mine) return;
      fail(problem);
    } finally {
      if (asking === mine) busy(false);
    }
  }

  function fail(problem) {
    const stopped = problem.name === "AbortError";
    const lost = problem instanceof TypeError; // what fetch makes of a server that is not there
    result.replaceChildren();
    downloads.hidden = true;
    status.textContent = stopped ? "Stopped" : "No answer";
    if (stopped) return;
    error.textContent = lost ? "The server does not answer; is it still running?" : problem.message;
    error.hidden = false;
    const place = /error at (\d+):(\d+)/.exec(problem.message);
    if (!place) return;
    const lines = query.value.split("\n");
    const at = lines.slice(0, place[1] - 1).join("\n").length + (place[1] > 1 ? 1 : 0) + Number(place[2]) - 1;
    query.focus();
    query.setSelectionRange(Math.max(0, at - 1), at);
  }

  function busy(is) {
    run.setAttribute("aria-disabled", String(is));
    stop.hidden = !is;
    if (is) status.textContent = "Asking…";
  }

  function go() {
    const hash = `#query=${encodeURIComponent(query.value)}`;
    if (location.hash === hash) ask();
    else location.hash = hash; // and its change asks
  }

  function follow() {
    const given = /^#query=(.*)$/s.exec(location.hash);
    try {
      query.value = given ? decodeURIComponent(given[1]) : FIRST;
    } catch { // no query is encoded so
      query.value = FIRST;
    }
    ask();
  }

  // ---- showing

  const plural = (count, one, many) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

  function show(body, isGraph, count, isCut, took) {
    const isTruth = !isGraph && "boolean" in body;
    const words = isGraph ? plural(count, "triple", "triples") : plural(count, "row", "rows");
    const time = took < 1000 ? `${Math.round(took)} ms` : `${(took / 1000).toFixed(1)} s`;
    status.replaceChildren(
      make("b", {}, isTruth ? "Answer" : isCut ? `The first ${words}; there are more` : words),
      make("span", { class: "soft" }, ` in ${time}`),
    );
    offer(isGraph, isTruth);
    if (isGraph) result.replaceChildren(make("pre", {}, body));
    else if (isTruth) result.replaceChildren(make("p", { class: "truth" }, body.boolean ? "Yes" : "No"));
    else if (!count) result.replaceChildren(make("p", { class: "none" }, "Nothing in the graph matches."));
    else table(body.head.vars, body.results.bindings);
    result.scrollTo(0, 0);
    if (result.scrollWidth > result.clientWidth || result.scrollHeight > result.clientHeight) result.tabIndex = 0;
    else result.removeAttribute("tabindex"); // what scrolls must be reachable with keys
  }

  function table(columns, rows) {
    const numeric = columns.map((name) => rows.some((row) => row[name]) &&
      rows.every((row) => !row[name] || NUMBER.test(row[name].datatype ?? "")));
    const widths = columns.map((name, i) => {
      if (numeric[i]) return "number";
      const most = Math.max(0, ...rows.slice(0, PAGE).map((row) => seen(row[name])));
      return most > 60 ? "long" : most > 24 ? "middling" : null;
    });
    const body = make("tbody");
    const more = make("button", { type: "button", class: "more", on: { click: add } });
    let shown = 0;
    function add() {
      body.append(...rows.slice(shown, shown + PAGE).map((row) => make("tr", {}, ...columns.map((name, i) =>
        make("td", { class: widths[i] }, ...cell(row[name]))))));
      shown = Math.min(rows.length, shown + PAGE);
      more.hidden = shown === rows.length;
      more.textContent = `Show ${Math.min(PAGE, rows.length - shown).toLocaleString("en")} more rows`;
    }
    add();
    const head = columns.map((name, i) => make("th", { scope: "col", class: widths[i] }, name));
    result.replaceChildren(make("table", {}, make("thead", {}, make("tr", {}, ...head)), body), more);
  }

  function seen(term) { // characters
    if (!term) return 0;
    return term.type === "uri" ? shorter(term.value).length : term.type === "triple" ? Infinity : term.value.length;
  }

  function cell(term) {
    if (!term) return [];
    if (term.type === "uri") return [linked(term.value)];
    if (term.type === "bnode") return [`_:${term.value}`];
    if (term.type === "triple") {
      const parts = ["subject", "predicate", "object"].flatMap((part) => [...cell(term.value[part]), " "]);
      return ["<<( ", ...parts, ")>>"];
    }
    const text = /^https?:\/\/[^\s<>"]+$/.test(term.value) ? outward(term.value, term.value) : folded(term.value);
    return term["xml:lang"] ? [text, make("small", {}, term["xml:lang"])] : [text];
  }

  function linked(iri) {
    const own = [prefixes.id, prefixes.kg].some((base) => iri.startsWith(base));
    if (own || !/^https?:\/\//.test(iri)) return make("a", { href: `#query=${encodeURIComponent(about(iri))}` }, shorter(iri));
    return outward(iri, shorter(iri));
  }

  const outward = (address, text) =>
    make("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, text);

  function shorter(iri) {
    for (const [prefix, base] of Object.entries(prefixes)) {
      if (iri.startsWith(base) && iri.length > base.length) return `${prefix}:${iri.slice(base.length)}`;
    }
    return iri;
  }

  const about = (iri) => `# What the graph says of ${shorter(iri)}
SELECT ?property ?value ?of WHERE {
  { <${iri}> ?property ?value } UNION { ?of ?property <${iri}> }
}
ORDER BY ?property ?value ?of
LIMIT 1000`;

  function folded(text) {
    if (text.length <= LONG) return document.createTextNode(text);
    const part = document.createTextNode(`${text.slice(0, LONG)}…`);
    const span = make("span", {}, part);
    span.append(make("button", { type: "button", on: { click: () => span.replaceChildren(text) } },
      `Show all ${text.length.toLocaleString("en")} characters`));
    return span;
  }

  // ---- downloading

  const TABLE = [["CSV", "text/csv", "csv"], ["JSON", "application/sparql-results+json", "json"]];
  const GRAPH = [["Turtle", "text/turtle", "ttl"], ["JSON-LD", "application/ld+json", "jsonld"]];

  function offer(isGraph, isTruth) {
    downloads.hidden = isTruth;
    downloads.replaceChildren(...(isGraph ? GRAPH : TABLE).map(([name, type, ending]) =>
      make("button", { type: "button", on: { click: () => download(type, ending) } }, name)));
  }

  async function download(type, ending) {
    error.hidden = true;
    try {
      const answer = await send(asked, type, null, false);
      const address = URL.createObjectURL(await answer.blob());
      make("a", { href: address, download: `answer.${ending}` }).click();
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
    } catch (problem) {
      error.textContent = problem instanceof TypeError ? "The server does not answer." : problem.message;
      error.hidden = false;
      error.focus();
    }
  }

  // ---- the cookbook

  function recipe({ name, title, description, parameters }) {
    const fields = parameters.map((parameter) => make("label", {},
      make("span", {}, make("b", {}, parameter.name.replaceAll("_", " ")), parameter.required ? "" : " (optional)"),
      make("input", { name: parameter.name, required: parameter.required, autocomplete: "off", spellcheck: "false",
        inputmode: { number: "decimal", date: "numeric" }[parameter.kind] ?? null }),
      make("small", {}, parameter.description)));
    const form = make("form", { on: { submit: (event) => { event.preventDefault(); cook(name, form); } } },
      make("p", {}, description), ...fields,
      make("div", { class: "bar" }, make("button", { type: "submit", class: "primary" }, "Run")));
    return make("details", { class: "recipe", name: "recipe" }, make("summary", {}, title), form);
  }

  async function cook(name, form) {
    const given = [...new FormData(form)].filter(([, value]) => value.trim());
    error.hidden = true;
    try {
      const answer = await fetch(`/queries/${encodeURIComponent(name)}?${new URLSearchParams(given)}`,
        { headers: { Accept: "application/sparql-query" } });
      const text = await answer.text();
      if (!answer.ok) throw new Error(text.trim());
      // Without what only the program reads: what may be told, and the lines of what was not.
      query.value = text.replace(/^ *# (description:|param|with) .*\n/gm, "").replace(/^# title: /, "# ");
      go();
      if (narrow.matches) byId("answer").scrollIntoView();
    } catch (problem) {
      fail(problem);
    }
  }

  // ---- beginning

  byId("endpoint").textContent = endpoint;
  byId("prefixes").append(...Object.entries(prefixes).flatMap(([prefix, base]) =>
    [make("dt", {}, make("code", {}, `${prefix}:`)), make("dd", {}, base)]));
  if (/Mac|iPhone|iPad/.test(navigator.platform)) document.querySelector("#keys kbd").textContent = "⌘";
  if (narrow.matches) byId("cookbook").open = false;
  byId("ask").addEventListener("submit", (event) => { event.preventDefault(); go(); });
  stop.addEventListener("click", () => asking?.abort());
  query.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); go(); }
  });
  window.addEventListener("hashchange", follow);
  fetch("/queries").then((answer) => answer.json()).then(
    (listed) => byId("recipes").append(...listed.map(recipe)),
    () => byId("recipes").append(make("p", {}, "The cookbook cannot be had.")));
  follow();
})();
