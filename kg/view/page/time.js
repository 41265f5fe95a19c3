// Facts as of a date: steps of a month or a year, and how many facts come with each.

const time = byId("time"), undated = byId("undated");
const LONGEST_IN_MONTHS = 60, MOST_YEARS = 40; // longer spans go by years; what is older is in the first of them

// Months since the year 0; a date cut short counts from where it may begin. No date, or none in figures: null.
function monthOf(date) {
  const parts = /^(\d{4})(?:-(0[1-9]|1[0-2]))?(?!\d)/.exec(date ?? "");
  return parts && Number(parts[1]) * 12 + (parts[2] ? Number(parts[2]) - 1 : 0);
}

const reported = (fact) => fact.evidence.map((piece) => piece.published ?? "").sort().at(-1);
const moments = new Map(factIds.map((id) => [facts[id], momentOf(facts[id])]));

function momentOf(fact) {
  const own = monthOf(fact.date);
  return { own, known: own ?? monthOf(reported(fact)) };
}

// Stray dates at either end get no step of their own: the first and the last step take them in.
const steps = (() => {
  const all = [...moments.values()].flatMap(({ known }) => known ?? []).sort((a, b) => a - b);
  if (!all.length) return [];
  const at = (part) => all[Math.round(part * (all.length - 1))];
  const first = at(0.03), last = at(0.97), unit = last - first <= LONGEST_IN_MONTHS ? 1 : 12;
  const end = Math.floor(last / unit), start = Math.max(Math.floor(first / unit), end - MOST_YEARS * 12 / unit);
  return Array.from({ length: end - start + 1 }, (_, i) => {
    const year = unit === 12 ? start + i : Math.floor((start + i) / 12);
    return { from: (start + i) * unit, date: unit === 12 ? `${year}` : `${year}-${`${(start + i) % 12 + 1}`.padStart(2, "0")}` };
  });
})();

// The step with which a fact comes: -1 is before all, and what has no date at all comes with the last.
function stepOf(fact) {
  const { own, known } = moments.get(fact);
  if (own === null && want.undated !== "reported") return want.undated === "always" ? -1 : Infinity;
  if (known === null) return steps.length - 1;
  return Math.max(0, steps.findLastIndex(({ from }) => from <= known));
}

const byTime = (fact) => stepOf(fact) <= (want.until ?? steps.length - 1);

// Bars for these facts, which pass all other filters.
function drawTime(ids) {
  if (steps.length < 2) return;
  const counts = steps.map(() => 0), last = want.until ?? steps.length - 1;
  for (const id of ids) if (stepOf(facts[id]) in counts) counts[stepOf(facts[id])] += 1;
  const most = Math.max(1, ...counts);
  byId("histogram").replaceChildren(...counts.map((count, i) => {
    const high = count ? Math.max(0.07, count / most) : 0;
    return drawn("rect", { x: i - 0.4, width: 0.8, y: 1 - high, height: high, class: i > last ? "later" : null });
  }));
  const until = want.until === null ? "All dates" : `As of ${day(steps[last].date)}`;
  byId("until").textContent = until;
  time.setAttribute("aria-valuetext", `${until}, ${plural(shown.facts.size, "fact", "facts")}`);
}

function sayUndated() {
  const lacking = [...moments.values()].filter(({ own }) => own === null).length;
  byId("lacking").textContent = `${lacking.toLocaleString("en")} undated`;
  undated.parentElement.hidden = lacking === 0;
}

function startTime() {
  byId("when").hidden = steps.length < 2;
  time.max = Math.max(0, steps.length - 1);
  byId("histogram").setAttribute("viewBox", `-0.5 0 ${Math.max(1, steps.length)} 1`);
  time.style.width = `calc(${100 - 100 / steps.length}% + 16px)`; // the thumb, 16 pixels wide, under each bar's middle
  sayUndated();
  byId("sliders").addEventListener("click", ({ currentTarget: button }) =>
    button.setAttribute("aria-expanded", String(button.getAttribute("aria-expanded") !== "true")));
  time.addEventListener("input", () => {
    want.until = Number(time.value) === steps.length - 1 ? null : Number(time.value);
    apply("time");
  });
  undated.addEventListener("change", () => { want.undated = undated.value; apply(); });
}
