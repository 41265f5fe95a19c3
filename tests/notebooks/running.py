"""Runs notebooks from a clean kernel; ``running.py [NOTEBOOK…]``, as a program, keeps what they print.

What is kept is the same on every run of the same program: no times, no names of kernels, cells numbered.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
from nbclient import NotebookClient

import kg

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
SECONDS = 240
"""That one cell may take on a machine that does much else."""


def run(path: Path, checkout: Path) -> Any:
    """The notebook with what it printed when run in the folder of notebooks of a ``checkout``.

    Raises CellExecutionError where a cell does.
    """
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    client = NotebookClient(
        notebook,
        timeout=SECONDS,
        kernel_name="python3",
        record_timing=False,
        resources={"metadata": {"path": str(checkout / "notebooks")}},
    )
    places = [str(Path(kg.__file__).parents[1]), os.environ.get("PYTHONPATH", "")]
    client.execute(env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, places))})
    return tidied(notebook)


def tidied(notebook: Any) -> Any:
    """Without what differs from one machine or run to the next."""
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for number, cell in enumerate(notebook.cells, 1):
        cell.id, cell.metadata = f"cell-{number}", {}
        for output in cell.get("outputs", []):
            if "metadata" in output:
                output.metadata = {}
    return notebook


def checkout(folder: Path) -> Path:
    """A folder that looks to notebooks as this checkout does, for what they write to lie elsewhere."""
    (folder / "notebooks").mkdir()
    (folder / "tests").symlink_to(ROOT / "tests")
    return folder


def main(paths: list[str]) -> None:
    with TemporaryDirectory() as folder:
        place = checkout(Path(folder))
        for path in map(Path, paths) if paths else NOTEBOOKS:
            nbformat.write(run(path, place), path)
            print(f"{path.name}: {path.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main(sys.argv[1:])
