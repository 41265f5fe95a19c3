// What keeps a large graph quick: from afar lines are straight and of one width, names and all is drawn by colour
// in a few strokes; and while the camera moves, the last picture moves in place of what it shows.

const MANY = 600; // drawn facts from which that pays
const FAR = 0.45; // the scale below which bends, dashes and heads cannot be told
const SETTLE = 140; // milliseconds after its last move in which the camera is taken to rest

const renderer = network.renderer; // vis-network tells of these only through its inner objects
const isMany = () => isGrouped() || network.body.edgeIndices.length > MANY;
const isFar = () => isMany() && network.getScale() < FAR;

// Draws all that looks alike at once: `add` adds one item to the path.
function drawAlike(context, items, looksOf, add, end) {
  const alike = new Map();
  for (const item of items) {
    const looks = looksOf(item);
    if (alike.has(looks)) alike.get(looks).push(item);
    else alike.set(looks, [item]);
  }
  for (const [looks, same] of alike) {
    const [colour, opacity] = looks.split("|");
    context.globalAlpha = Number(opacity);
    context.fillStyle = context.strokeStyle = colour;
    for (let i = 0; i < same.length; i += 100) { // a longer path is slower
      context.beginPath();
      for (const item of same.slice(i, i + 100)) add(item);
      end(same[0]);
    }
  }
  context.globalAlpha = 1;
}

function drawLines(context) {
  const pixel = 1 / network.getScale(), { edges: all, edgeIndices } = network.body;
  const lines = edgeIndices.map((id) => all[id]).filter((edge) => edge.connected && !edge.options.hidden);
  const stands = (edge) => edge.selected || near?.facts.has(edge.id);
  const line = ({ from, to }) => {
    context.moveTo(from.x, from.y);
    context.lineTo(to.x, to.y);
  };
  const looks = (strength) => ({ options: { color } }) => `${color.color}|${color.opacity * strength}`;
  context.save();
  context.lineWidth = 0.9 * pixel;
  drawAlike(context, lines.filter((edge) => !stands(edge)), looks(0.6), line, () => context.stroke());
  context.lineWidth = 1.6 * pixel;
  drawAlike(context, lines.filter(stands), looks(1), line, () => context.stroke());
  context.restore();
}

function drawDots(context) {
  const pixel = 1 / network.getScale(), { nodes: all, nodeIndices } = network.body;
  const dots = nodeIndices.map((id) => all[id]).filter((node) => !node.options.hidden);
  const ring = (node) => node.hover || node.selected;
  for (const node of dots) { // where vis-network looks for what is under the pointer
    const reach = Math.max(node.options.size, 5 * pixel);
    Object.assign(node.shape, { left: node.x - reach, top: node.y - reach, width: 2 * reach, height: 2 * reach });
  }
  context.save();
  drawAlike(context, dots, ({ options: { color, opacity } }) => `${color.background}|${opacity}`, ({ x, y, options: { size } }) => {
    const radius = Math.max(size, 1.4 * pixel);
    context.moveTo(x + radius, y);
    context.arc(x, y, radius, 0, 2 * Math.PI);
  }, () => context.fill());
  context.strokeStyle = colours.ink;
  context.lineWidth = 2 * pixel;
  for (const { x, y, options: { size } } of dots.filter(ring)) {
    context.beginPath();
    context.arc(x, y, Math.max(size, 3 * pixel), 0, 2 * Math.PI);
    context.stroke();
  }
  context.restore();
  return { drawExternalLabels: null };
}

const closeUp = Object.fromEntries(["_drawEdges", "_drawArrows", "_drawNodes", "_redraw"].map((name) => [name, renderer[name].bind(renderer)]));
renderer._drawEdges = (context) => (isFar() ? drawLines : closeUp._drawEdges)(context);
renderer._drawArrows = (context) => { if (!isFar()) closeUp._drawArrows(context); };
renderer._drawNodes = (context, all) => (isFar() ? drawDots : closeUp._drawNodes)(context, all);

// ---- the moving picture

const picturePlate = document.createElement("canvas"); // the canvas as it was last drawn in full
let view = null; // where the camera was then
let seen = ""; // and at the last frame
let resting = 0; // the timer that waits for it to rest

const viewNow = () => ({ ...network.body.view.translation, scale: network.body.view.scale });

function keep() {
  const { canvas: shownCanvas } = network.canvas.frame;
  if (picturePlate.width !== shownCanvas.width || picturePlate.height !== shownCanvas.height)
    Object.assign(picturePlate, { width: shownCanvas.width, height: shownCanvas.height });
  const context = picturePlate.getContext("2d");
  context.clearRect(0, 0, picturePlate.width, picturePlate.height);
  context.drawImage(shownCanvas, 0, 0);
  view = viewNow();
}

function slide() {
  const now = viewNow(), context = network.canvas.getContext(), ratio = picturePlate.width / canvas.clientWidth, times = now.scale / view.scale;
  renderer.redrawRequested = false;
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, picturePlate.width, picturePlate.height);
  context.setTransform(times, 0, 0, times, (now.x - view.x * times) * ratio, (now.y - view.y * times) * ratio);
  context.drawImage(picturePlate, 0, 0);
  context.restore();
  clearTimeout(resting);
  resting = setTimeout(() => { view = null; network.redraw(); }, SETTLE);
}

// In full where the camera rests; where it has gone so far that the picture would show little, too.
renderer._redraw = (hidden = false) => {
  const now = JSON.stringify(viewNow()), moves = now !== seen;
  seen = now;
  if (hidden || !renderer.allowRedraw || !view || !moves || !isMany() || isBeyond()) {
    closeUp._redraw(hidden);
    if (!hidden && renderer.allowRedraw && isMany()) keep();
  } else slide();
};

function isBeyond() {
  const now = viewNow(), times = now.scale / view.scale;
  const off = { x: now.x - view.x * times, y: now.y - view.y * times };
  return times > 3 || times < 0.4 || Math.abs(off.x) > canvas.clientWidth * Math.max(0.5, times) || Math.abs(off.y) > canvas.clientHeight * Math.max(0.5, times);
}
