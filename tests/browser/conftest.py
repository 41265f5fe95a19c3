"""A real Chromium with every host out of reach, and the pages to show in it."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

for place in ("store", "serve", "view"):  # the news and deals are those of their own tests
    sys.path.insert(0, str(Path(__file__).parents[1] / place))

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


@dataclass(frozen=True, slots=True)
class Visit:
    """An open page and all that it did which a quiet page does not do."""

    page: Any
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


def _absent(reason: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _absent("playwright is not installed")
    if not CHROMIUM.exists():
        _absent(f"there is no {CHROMIUM}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def browse(chromium: Any) -> Iterator[Callable[..., Any]]:
    """Opens a page of a server; it may ask that server alone, and complain only of what is refused."""
    contexts, complaints, elsewhere = [], [], []

    def open(server: str, path: str, size: tuple[int, int], **options: Any) -> Any:
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce", **options
        )
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda asked: asked.url.startswith(server) or elsewhere.append(asked.url))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: "status of" in line.text or complaints.append(line.text))
        page.goto(server + path)
        return page

    yield open
    for context in contexts:
        context.close()
    assert elsewhere == ["data:,"] * elsewhere.count("data:,")
    assert complaints == []


@pytest.fixture
def visit(chromium: Any, tmp_path: Path) -> Iterator[Callable[..., Visit]]:
    """Opens a page's text; afterwards it must have asked for nothing and complained of nothing."""
    contexts, visits = [], []

    def open(html: str, size: tuple[int, int] = (1400, 900), colours: str = "light") -> Visit:
        file = tmp_path / f"page{len(visits)}.html"
        file.write_text(html, "utf-8")
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]}, color_scheme=colours, reduced_motion="reduce"
        )
        contexts.append(context)
        context.set_default_timeout(10_000)
        seen = Visit(context.new_page())
        visits.append(seen)

        def answer(route: Any) -> None:
            if route.request.url == file.as_uri():
                route.continue_()
            else:
                seen.requests.append(route.request.url)
                route.abort()

        def dialog(shown: Any) -> None:
            seen.complaints.append(f"dialog: {shown.message}")
            shown.dismiss()

        context.route("**/*", answer)
        seen.page.on("dialog", dialog)
        seen.page.on("pageerror", lambda error: seen.complaints.append(f"error: {error}"))
        seen.page.on("console", lambda line: seen.complaints.append(f"console: {line.text}"))
        seen.page.goto(file.as_uri())
        deadline = time.monotonic() + 10
        # not wait_for_function: what it asks more than once, the page's policy forbids
        while not seen.page.evaluate("window.kg !== undefined"):
            assert time.monotonic() < deadline, "the page does not start"
            time.sleep(0.05)
        return seen

    yield open
    for seen in visits:
        assert seen.requests == []
        assert seen.complaints == []
    for context in contexts:
        context.close()
