// The camera, which keeps clear of what lies over the network.

// What legend and panel leave free of the canvas, as margins in pixels.
function margins() {
  const sheet = !panel.hidden && narrow.matches, side = !panel.hidden && !narrow.matches;
  return {
    left: legend.open && !legend.hidden && !narrow.matches ? legend.offsetWidth + 28 : 20,
    right: side ? panel.offsetWidth + 28 : 20,
    top: narrow.matches && byId("chips").childElementCount ? byId("chips").offsetHeight + 28 : 24,
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
  if (moving) noteCamera();
}

// Shows these things with room for their labels.
function frame(ids, closest, moving) {
  const points = ids.map(placeOf);
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
    const { x, y } = network.canvasToDOM(placeOf(id));
    return x > left + room && x < canvas.clientWidth - right - room && y > top && y < canvas.clientHeight - bottom - room;
  };
  if (target.kind === "list" || target.kind === "path" && !near.steps) return;
  if (!always && endsOf(target).every(inSight)) return;
  if (target.kind === "entity") look(placeOf(target.id), Math.max(network.getScale(), narrow.matches ? 0.6 : 0.85), true);
  else frame(endsOf(target), Math.max(0.9, network.getScale()), true);
}
