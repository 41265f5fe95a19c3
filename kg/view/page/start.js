// All that happens when the page opens.

new ResizeObserver(() => requestAnimationFrame(holdCamera)).observe(canvas);
dark.addEventListener("change", () => { readColours(); paint(); });

readColours();
fillLegend();
legend.open = !narrow.matches;
startTime();
follow();
// For tests and the curious: where things stand on screen, and the network itself.
window.kg = Object.freeze({ network, placeOf: (kind, id) => network.canvasToDOM(kind === "entity" ? placeOf(id) : kind === "group" ? groups[id] : middle(id)),
  shown: () => ({ facts: [...shown.facts], entities: [...shown.entities] }) });
