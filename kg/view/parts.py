"""The page's own script and style, each joined from one file a room under ``page/``."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

SCRIPTS = (
    "make",
    "state",
    "words",
    "marks",
    "network",
    "groups",
    "labels",
    "camera",
    "panel",
    "fact",
    "list",
    "filters",
    "legend",
    "colouring",
    "time",
    "confidence",
    "search",
    "focus",
    "path",
    "picture",
    "export",
    "pointer",
    "far",
    "permalink",
    "start",
)
"""In this order: each is plain script whose top-level names the later ones use."""

STYLES = ("colours", "frame", "legend", "panel", "bar", "narrow")
"""In this order: the later win."""


@cache
def script(more: str = "") -> str:
    """The page's script, with ``more`` at its end: the body of one function, so that no name leaves it."""
    return f'"use strict";\n(async () => {{\n{_joined(SCRIPTS, "js")}{more}}})();\n'


@cache
def style() -> str:
    """The page's style sheet."""
    return _joined(STYLES, "css")


def _joined(names: tuple[str, ...], ending: str) -> str:
    folder = files("kg.view").joinpath("page")
    return "\n".join(folder.joinpath(f"{name}.{ending}").read_text("utf-8") for name in names)
