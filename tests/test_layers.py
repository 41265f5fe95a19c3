"""The house's layers, downwards only, by reading every import, also those inside functions."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

HERE = Path(__file__).parents[1] / "kg"

SHARED = {"amounts", "atomic", "declension", "errors", "model", "identifiers", "lookup", "relations"}
MAY_IMPORT = {
    "amounts": set(),
    "atomic": {"errors"},
    "declension": set(),
    "errors": set(),
    "model": set(),
    "lookup": {"errors", "model"},
    "identifiers": {"model"},
    "relations": {"model"},
    "network": SHARED,
    "findings": SHARED | {"network"},
    "samples": {"errors"},
    "read": SHARED,
    "language": SHARED,
    "extract": SHARED | {"language"},
    "resolve": SHARED,
    "copies": {"model"},
    # A graph shows itself in a notebook.
    "store": SHARED | {"copies", "findings", "network", "view"},
    "view": SHARED | {"network"},
    "jsonl": SHARED,
    "aside": {"atomic", "errors"},
    "work": {"errors", "extract", "model", "read", "store"},
    "workers": {"errors", "model", "read", "store", "work"},
    "cluster": {"errors", "extract", "model", "read", "store", "work"},
    "build": SHARED
    | {"aside", "cluster", "copies", "read", "extract", "resolve", "store", "work", "workers"},
    # Needs what was read and found, to say which layer lost a fact.
    "evaluate": SHARED | {"jsonl", "build", "extract"},
    "benchmarks": SHARED | {"build", "extract", "language", "network", "resolve", "samples", "store", "view"},
    "learn": SHARED | {"read", "extract", "build", "evaluate", "jsonl"},
    "render": SHARED | {"findings", "jsonl", "build", "extract", "resolve", "store"},
    "serve": SHARED | {"store", "view"},
}
"""What each part of the package may import of the others."""

TOP = {"__init__", "__main__", "cli"}
"""What may import all."""

ONLY_UNDER = {
    "spacy": {"language", "extract", "learn"},
    # What the store costs is measured beside these two, bare.
    "rdflib": {"store", "benchmarks"},
    "oxrdflib": {"store"},
    "pyoxigraph": {"store", "benchmarks"},
    "datasketch": {"copies"},
    "pyshacl": {"store"},
    # What a page costs is measured beside pyvis's own.
    "pyvis": {"view", "benchmarks"},
    "matplotlib": {"view", "benchmarks"},
    "requests": {"store"},
    "typer": {"cli"},
    "distributed": {"cluster"},
    "starlette": {"serve", "cli"},
    "uvicorn": {"serve", "cli"},
}


def part(path: Path) -> str:
    """``kg/store/graph.py`` is of the part ``store``."""
    first = path.relative_to(HERE).parts[0]
    return first.removesuffix(".py")


@cache
def imports() -> tuple[tuple[Path, int, str], ...]:
    """Every import of the package: file, line, dotted name."""
    return tuple(
        (path, node.lineno, name)
        for path in sorted(HERE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for name in imported(node)
    )


def imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports are absolute"
        if node.module == "kg":
            yield from (f"kg.{alias.name}" for alias in node.names)
        else:
            yield str(node.module)


def test_every_part_has_its_layer() -> None:
    parts = {part(path) for path in HERE.rglob("*.py")}
    assert parts == set(MAY_IMPORT) | TOP, "say in MAY_IMPORT what a new part may import"


@pytest.mark.parametrize("name", sorted(MAY_IMPORT))
def test_a_part_imports_downwards_only(name: str) -> None:
    allowed = MAY_IMPORT[name] | {name, "__version__"}
    wrong = [
        f"{path.relative_to(HERE)}:{line} imports {imported}"
        for path, line, imported in imports()
        if part(path) == name and imported.startswith("kg.") and imported.split(".")[1] not in allowed
    ]
    assert wrong == []


def test_nobody_imports_the_command_line() -> None:
    importers = {part(path) for path, _, imported in imports() if imported.split(".")[:2] == ["kg", "cli"]}
    assert importers - {"cli"} == {"__main__"}


@pytest.mark.parametrize("library", sorted(ONLY_UNDER))
def test_a_library_stays_in_its_part(library: str) -> None:
    users = {part(path) for path, _, imported in imports() if imported.split(".")[0] == library}
    assert users <= ONLY_UNDER[library]
    assert users, f"{library} is not used at all"


def test_the_model_needs_nothing_but_the_standard_library() -> None:
    foreign = (
        {imported.split(".")[0] for path, _, imported in imports() if part(path) in SHARED}
        - set(sys.stdlib_module_names)
        - {"kg"}
    )
    assert foreign == set()
