"""The packaged demonstration: short news items on partnerships and investments, 2015 to 2026.

The deals are real and well documented; the wording is this project's own, and the papers that
print it are invented, with addresses under ``news.example``, so that no outlet is made to say
what it did not. They come in English and in Polish, as text and Markdown with front matter, a web
page, JSON Lines and a feed.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from kg.errors import ReadError

_ENDINGS = (".html", ".jsonl", ".md", ".txt", ".xml")


def folder() -> Path:
    """The folder that holds the items, to be read like any other source.

    Raises ReadError where the package is run from inside an archive and has no folder.
    """
    root = files(__name__)
    if not isinstance(root, Path):
        raise ReadError("the samples are inside an archive; install the package unpacked")
    return root


def paths() -> list[Path]:
    """The files of the items, sorted by name; one file may hold several items."""
    return sorted(path for path in folder().iterdir() if path.suffix in _ENDINGS)
