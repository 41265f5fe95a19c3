// What is shown, as files.

const FORMULA = /^'*[=+\-@\t\r\n]/; // how a text begins that a spreadsheet would take for a formula
const LARGEST = 8192; // pixels to a side of a bitmap, which every browser can make

// A row a fact, newest first, with its best sentence and where that stands, and the others behind it.
function table() {
  const rows = newestFirst(shown.facts).map((id) => {
    const fact = facts[id], [best, ...others] = fact.evidence;
    return {
      subject: nameOf(fact.subject), subject_type: entities[fact.subject].type, relation: fact.relation,
      object: nameOf(fact.object), object_type: entities[fact.object].type,
      status: fact.status, confidence: fact.confidence, amount: fact.amount, amount_max: fact.amount_max,
      currency: fact.currency, wording: fact.wording, date: fact.date, period: fact.period, topic: fact.topic,
      evidence: best.quote, title: best.title, publisher: best.publisher, published: best.published, url: best.url,
      document: best.document, rule: best.rule, sources: fact.sources, other_evidence: others.map(({ quote }) => quote).join(" ¶ "), fact: id,
    };
  });
  const cell = (value) => {
    const text = typeof value === "string" && FORMULA.test(value) ? `'${value}` : String(value ?? "");
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = rows.length ? [Object.keys(rows[0]), ...rows.map((row) => Object.values(row))] : [];
  return `\ufeff${lines.map((line) => `${line.map(cell).join(",")}\r\n`).join("")}`; // the mark tells spreadsheets that it is UTF-8
}

function save(content, type, ending) {
  const name = folded(document.title).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") || "graph";
  const address = URL.createObjectURL(new Blob([content], { type }));
  make("a", { href: address, download: `${name}.${ending}` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000); // a slow disk must have had the time to read it
}

async function bitmap({ svg, width, height }) {
  const image = new Image(), scale = Math.min(2, LARGEST / width, LARGEST / height);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const sheet = make("canvas", { width: Math.round(width * scale), height: Math.round(height * scale) });
  sheet.getContext("2d").drawImage(image, 0, 0, sheet.width, sheet.height);
  return new Promise((done) => sheet.toBlob(done, "image/png"));
}

const ways = {
  png: async () => save(await bitmap(picture()), "image/png", "png"),
  svg: () => save(picture().svg, "image/svg+xml", "svg"),
  csv: () => save(table(), "text/csv;charset=utf-8", "csv"),
};

for (const [ending, act] of Object.entries(ways)) byId(`save-${ending}`).addEventListener("click", () => {
  byId("menu").hidePopover();
  act();
});
byId("menu").addEventListener("beforetoggle", ({ newState }) => {
  byId("more").setAttribute("aria-expanded", String(newState === "open"));
  for (const button of byId("menu").querySelectorAll(".save")) button.disabled = !shown.entities.size;
});
