"""How many documents there are to read, told by names and line ends, before any is read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.read.documents import format_of

_CHUNK = 2**20


def count(sources: Iterable[str | Path]) -> int | None:
    """About how many documents there are; None where a name does not tell: feeds, tables, addresses."""
    total = 0
    for file in (file for source in sources for file in _files(Path(source))):
        documents = _in_file(file)
        if documents is None:
            return None
        total += documents
    return total


def _files(source: Path) -> Iterator[Path]:
    if not source.is_dir():
        yield source
    for directory, subfolders, names in os.walk(source):
        subfolders[:] = [name for name in subfolders if not name.startswith(".")]
        yield from (Path(directory, name) for name in names if not name.startswith(".") and format_of(name))


def _in_file(path: Path) -> int | None:
    match format_of(path.name):
        case "text" | "html" | "pdf":
            return 1
        case "jsonl" if path.suffix.lower() != ".gz":
            try:
                with path.open("rb") as file:
                    return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(_CHUNK), b""))
            except OSError:
                return 1  # a failure is told of it
    return None
