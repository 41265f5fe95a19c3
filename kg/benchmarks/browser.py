"""What a page costs in a real browser: until it first shows something, and while it is dragged about."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from shutil import which
from statistics import mean

from playwright.sync_api import Browser, Page, Route, TimeoutError, ViewportSize, sync_playwright

_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
_SIZE = ViewportSize(width=1400, height=900)
_REST = 1.0
"""Seconds for a page to come to rest in, once it shows something."""
_DRAG = 3.0
"""Seconds that the mouse drags the network about."""
_REACH = 180
"""Pixels that it goes to each side."""

# The first stroke or fill on a canvas of the page, and then the end of that frame.
_WATCH = """() => {
  const kind = CanvasRenderingContext2D.prototype, kept = { stroke: kind.stroke, fill: kind.fill };
  for (const act of ["stroke", "fill"]) kind[act] = function (...given) {
    if (this.canvas.isConnected) {
      Object.assign(kind, kept);
      requestAnimationFrame(() => setTimeout(() => console.log(`painted ${performance.now()}`)));
    }
    return kept[act].apply(this, given);
  };
}"""
_COUNT = """() => {
  window.frames_drawn = [];
  const frame = (time) => { window.frames_drawn.push(time); requestAnimationFrame(frame); };
  requestAnimationFrame(frame);
}"""


@dataclass(frozen=True, slots=True)
class Visit:
    """What a page did."""

    shown: float
    """Seconds from the start of loading until something of the network was on the screen."""
    frames: float
    """Frames a second while the network was dragged."""


@contextmanager
def browser() -> Iterator[Browser]:
    """Chromium as the machine has it, else playwright's own, without a window or a graphics card."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=which("chromium"), args=_ARGUMENTS)
        yield opened
        opened.close()


def visit(browser: Browser, file: Path, limit: float) -> Visit | None:
    """Opens a page that asks for nothing outside itself, and drags what its first canvas shows.

    None where it shows nothing within ``limit`` seconds.
    """
    context = browser.new_context(viewport=_SIZE)
    context.set_default_timeout(1000 * limit)
    page = context.new_page()

    def answer(route: Route) -> None:
        if route.request.url == file.as_uri():
            route.continue_()
        else:
            route.abort()

    try:
        context.route("**/*", answer)
        page.add_init_script(f"({_WATCH})()")
        with page.expect_console_message(lambda line: line.text.startswith("painted ")) as told:
            page.goto(file.as_uri(), wait_until="commit")
        shown = float(told.value.text.split()[1]) / 1000
        page.wait_for_timeout(1000 * _REST)
        return Visit(shown, _frames(page))
    except TimeoutError:
        return None
    finally:
        context.close()


def _frames(page: Page) -> float:
    """Frames a second while the mouse drags from a free place near the canvas's lower edge."""
    box = page.locator("canvas").first.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] - 12
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(f"({_COUNT})()")
    start, step = time.monotonic(), 0
    while time.monotonic() - start < _DRAG:
        step += 6
        page.mouse.move(x + abs(step % (4 * _REACH) - 2 * _REACH) - _REACH, y - step % 40)
    times = page.evaluate("window.frames_drawn")
    page.mouse.up()
    return 1000 / mean(b - a for a, b in pairwise(times)) if len(times) > 1 else 0.0
