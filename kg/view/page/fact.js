// What the panel tells of one fact: its terms and its evidence.

function fillFact({ id }) {
  const fact = facts[id], relation = relations[fact.relation];
  const heading = make("h2", {}, link(fact.subject),
    make("span", { class: "verb" }, relation.label, relation.symmetric ? " ↔" : " →"), link(fact.object));
  const reports = fact.reports ?? fact.evidence.length; // a server's page has the best of them
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
    make("h3", {}, reports === 1 ? "Evidence" : `Evidence, ${reports.toLocaleString("en")} reports`),
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
