// How sure a fact must be.

const least = byId("least");

const bySureness = (fact) => fact.confidence >= want.least / 100;

function sayConfidence(passing) {
  const bound = want.least ? `At least ${want.least} %` : "Any confidence";
  byId("sure").textContent = bound;
  byId("passing").textContent = plural(passing, "fact", "facts");
  least.setAttribute("aria-valuetext", `${bound}, ${plural(passing, "fact", "facts")}`);
}

least.addEventListener("input", () => { want.least = Number(least.value); apply("confidence"); });
