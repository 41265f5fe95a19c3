"""Makes the pictures that the README shows, out of the packaged samples.

``python notebooks/pictures.py`` makes all of them anew in ``notebooks/pictures``, ``python
notebooks/pictures.py page flows`` only these. Pages need playwright and a Chromium, figures matplotlib:
``pip install '.[test]'`` brings both libraries.
"""

from __future__ import annotations

import argparse
import io
import os
import subprocess
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PIL import Image

PICTURES = Path(__file__).with_name("pictures")
WIDTH, HEIGHT = 1300, 800
"""Pixels of a page."""
MOST = 150_000
"""Bytes of a picture."""
CHROMIUM = Path("/usr/bin/chromium")
"""Taken where it is installed; else the one that playwright has fetched."""

FIGURES = {
    "network": ["--about", "Nvidia", "--min-confidence", "0.8", "--title", "What is said of Nvidia"],
    "flows": ["--figure", "flows"],
    "timeline": ["--figure", "timeline", "--lanes", "name", "--since", "2015", "--min-confidence", "0.6"],
}
"""Names of figures, with what ``kg view`` is asked."""


def chosen_on_the_page(page: Any) -> None:
    """The page with all that is known of OpenAI beside it."""
    search(page, "OpenAI")
    page.locator("#panel h2").wait_for()


def around_in_the_explorer(page: Any) -> None:
    """The explorer around one thing, with all that is known of it."""
    page.locator("canvas").first.wait_for()
    search(page, "Lenovo")
    page.locator("#panel h2").wait_for()


def whole(page: Any) -> None:
    """A page that is read from its top."""
    page.locator("main").wait_for()


def search(page: Any, name: str) -> None:
    page.locator("#search").fill(name)
    page.locator("#matches [role=option]").first.wait_for()
    page.keyboard.press("Enter")


PAGE: dict[str, Callable[[Any], None]] = {"page": chosen_on_the_page}
"""Names of pictures of the page that ``kg demo`` writes, and what is done there first."""

SERVED: dict[str, tuple[str, Callable[[Any], None]]] = {
    "explorer": ("?about=Lenovo", around_in_the_explorer),
    "entity": ("entity/company/openai", whole),
}
"""Names of pictures of what ``kg serve`` shows: the address, and what is done there first."""

NAMES = (*PAGE, *SERVED, *FIGURES)


def make(names: Collection[str], demo: Path, target: Path) -> Iterator[Path]:
    """Writes pictures of what ``kg demo`` has left in the folder ``demo``; yields their files."""
    target.mkdir(parents=True, exist_ok=True)
    for name in filter(FIGURES.__contains__, names):
        drawn = target / f"{name}.png"
        kg("view", "--store", demo / "store", drawn, *FIGURES[name])
        with Image.open(drawn) as image:
            yield written(drawn, image.convert("RGB").resize((WIDTH, WIDTH * image.height // image.width)))
    if set(names).isdisjoint({*PAGE, *SERVED}):
        return
    with browser() as visit:
        for name in filter(PAGE.__contains__, names):
            yield written(
                target / f"{name}.png", visit((demo / "graph.html").absolute().as_uri(), PAGE[name])
            )
        if not set(names).isdisjoint(SERVED):
            with server(demo / "store") as address:
                for name in filter(SERVED.__contains__, names):
                    path, act = SERVED[name]
                    yield written(target / f"{name}.png", visit(address + path, act))


def kg(*arguments: str | Path) -> None:
    subprocess.run([sys.executable, "-m", "kg", *arguments], check=True, stdout=subprocess.DEVNULL)


@contextmanager
def browser() -> Iterator[Callable[[str, Callable[[Any], None]], Image.Image]]:
    """Opens addresses in a Chromium as a reader with a light screen has it; no host but this one answers."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=str(CHROMIUM) if CHROMIUM.exists() else None,
            args=["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
        )

        def visit(address: str, act: Callable[[Any], None]) -> Image.Image:
            page = chromium.new_page(
                viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light", reduced_motion="reduce"
            )
            page.goto(address)
            act(page)
            page.mouse.move(WIDTH / 2, HEIGHT - 1)  # off everything that lights up
            page.wait_for_load_state("networkidle")
            page.wait_for_timeout(400)
            shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
            page.close()
            return shot

        try:
            yield visit
        finally:
            chromium.close()


@contextmanager
def server(store: Path) -> Iterator[str]:
    """The address at which ``kg serve`` shows a store, for as long as it is needed."""
    command = [sys.executable, "-m", "kg", "serve", "--store", str(store), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield next(word for word in process.stdout.readline().split() if word.startswith("http"))
        finally:
            process.terminate()


def written(path: Path, image: Image.Image) -> Path:
    """The picture in as many colours as it may have to be small enough."""
    for colours in (256, 128, 64, 32):
        file = io.BytesIO()
        image.quantize(palette=palette(image, colours), dither=Image.Dither.NONE).save(
            file, "PNG", optimize=True
        )
        if file.tell() <= MOST:
            break
    path.write_bytes(file.getvalue())
    return path


def palette(image: Image.Image, colours: int) -> Image.Image:
    """Half of them the most frequent, which grounds and signs have, and half spread over all others."""
    counted = image.getcolors(image.width * image.height) or []
    frequent = [colour for _, colour in sorted(counted, key=lambda each: (-each[0], each[1]))[: colours // 2]]
    spread = image.quantize(colours - len(frequent), Image.Quantize.MAXCOVERAGE).getpalette() or []
    found = Image.new("P", (1, 1))
    found.putpalette([*(part for colour in frequent for part in colour), *spread])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(NAMES)}; by default all")
    names = parser.parse_args().names or NAMES
    if unknown := set(names) - set(NAMES):
        parser.error(f"no picture {min(unknown)!r}; there are {', '.join(NAMES)}")
    os.environ.setdefault("PYTHONPATH", str(Path(__file__).parents[1]))
    with TemporaryDirectory() as folder:
        kg("demo", folder)
        for path in make(names, Path(folder), PICTURES):
            print(f"wrote {path} ({path.stat().st_size // 1000} kB)")


if __name__ == "__main__":
    main()
