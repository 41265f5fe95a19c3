"""Every notebook runs from a clean kernel, and is kept as it ran: small, whole, and of no one machine."""

from __future__ import annotations

import ast
import os
import re
import sys
from pathlib import Path
from typing import Any

import pytest

if not os.environ.get("CI"):
    for needed in ("nbclient", "ipykernel", "matplotlib", "pandas"):
        pytest.importorskip(needed)

import nbformat
from running import NOTEBOOKS, ROOT, checkout, run

NAMES = [path.name for path in NOTEBOOKS]
BYTES = 300_000
IMPORTED = {"kg", "igraph", "matplotlib", "networkx", "pandas"}


def kept(name: str) -> Any:
    return nbformat.read(ROOT / "notebooks" / name, as_version=4)


def code(notebook: Any) -> list[Any]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def printed(notebook: Any) -> list[list[tuple[str, tuple[str, ...]]]]:
    """What each cell has put out: of which kinds, whatever it says."""
    return [
        [(output.output_type, tuple(sorted(output.get("data", {})))) for output in cell.outputs]
        for cell in code(notebook)
    ]


@pytest.fixture(scope="module")
def place(pipelines: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where all run one after the other, so that only the first has to build the store."""
    return checkout(tmp_path_factory.mktemp("checkout"))


def test_notebooks_are_numbered() -> None:
    assert [name[:2] for name in NAMES] == [f"{number:02}" for number in range(1, len(NAMES) + 1)]
    assert len(NAMES) >= 5


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_runs_and_was_kept_as_it_runs(name: str, place: Path) -> None:
    notebook = kept(name)
    assert printed(run(ROOT / "notebooks" / name, place)) == printed(notebook)


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_is_kept_small_and_whole(name: str) -> None:
    path, notebook = ROOT / "notebooks" / name, kept(name)
    assert path.stat().st_size < BYTES
    assert notebook.cells[0].source.startswith("# ")
    assert [cell.execution_count for cell in code(notebook)] == list(range(1, len(code(notebook)) + 1))
    text = path.read_text("utf-8")
    assert re.findall(r"0x[0-9a-f]{6,}|site-packages|/tmp/|/home/|Warning|Traceback", text) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_needs_nothing_that_is_not_installed(name: str) -> None:
    tree = ast.parse("\n".join(cell.source for cell in code(kept(name))))
    imported = {
        each.split(".")[0]
        for node in ast.walk(tree)
        for each in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported - set(sys.stdlib_module_names) <= IMPORTED


def test_the_readme_has_a_line_for_each() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    section = readme[readme.index("\n## Notebooks") :]
    assert re.findall(r"\(notebooks/([\w-]+\.ipynb)\)", section[: section.index("\n## ", 4)]) == NAMES
