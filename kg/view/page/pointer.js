// Pointer and keys.

const labelAt = ({ x, y }) =>
  placed.find(({ box }) => x >= box.x && x <= box.x + box.w && y >= box.y && y <= box.y + box.h)?.id;

network.on("click", ({ pointer }) => {
  const node = network.getNodeAt(pointer.DOM) ?? labelAt(pointer.DOM), edge = network.getEdgeAt(pointer.DOM);
  if (node !== undefined) open("entity", node);
  else if (edge !== undefined) open("fact", edge);
  else if (discAt(pointer.DOM)) openGroup(discAt(pointer.DOM).number);
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

let overDisc = false; // whether the pointer is over a community that is closed

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
network.on("dragEnd", noteCamera);
network.on("zoom", () => { moved = true; noteCamera(); });
network.on("afterDrawing", drawLabels);
canvas.addEventListener("mousemove", ({ offsetX: x, offsetY: y }) => { // vis-network knows nothing of discs
  const pointed = hovered === null && network.getNodeAt({ x, y }) === undefined ? discAt({ x, y }) : undefined;
  if (pointed) point({ pointer: { DOM: { x, y } } }, titleOf(pointed), make("br"), make("span", {}, sizeOf(pointed)));
  else if (overDisc) leave();
  overDisc = pointed !== undefined;
});

function zoom(factor) {
  moved = true;
  network.moveTo({ scale: network.getScale() * factor, animation: still.matches ? false : { duration: 160, easingFunction: "easeOutQuad" } });
  noteCamera();
}

byId("closer").addEventListener("click", () => zoom(1.4));
byId("farther").addEventListener("click", () => zoom(1 / 1.4));
byId("fit").addEventListener("click", () => fit(true));
byId("list").addEventListener("click", () => choose({ kind: "list" }));

document.addEventListener("keydown", (event) => {
  if (byId("menu").matches(":popover-open")) return; // which Escape closes first
  if (event.key === "Escape") close();
  else if (event.key === "/" && !event.ctrlKey && !event.metaKey && document.activeElement !== search) {
    event.preventDefault();
    search.focus();
  }
});
