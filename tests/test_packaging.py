"""What is installed is what is in the tree: no data file forgotten, none left over."""

from __future__ import annotations

import os
import tomllib
from importlib.metadata import entry_points, version
from pathlib import Path

import pytest

import kg
from kg.cli import main

TREE = Path(__file__).parents[1] / "kg"
INSTALLED = Path(kg.__file__).parent


def files(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_tests_run_against_the_installed_package() -> None:
    if INSTALLED == TREE:
        assert not os.environ.get("CI"), "kg was imported from the tree"
        pytest.skip("kg is imported from the tree, not from where it was installed")
    assert files(INSTALLED) == files(TREE)
    assert version("kg") == kg.__version__


def test_the_command_is_installed() -> None:
    found = [script for script in entry_points(group="console_scripts") if script.name == "kg"]
    if not found and not os.environ.get("CI"):
        pytest.skip("kg is not installed")
    assert found[0].load() is main


def test_every_dependency_has_bounds() -> None:

    project = tomllib.loads((TREE.parent / "pyproject.toml").read_text("utf-8"))["project"]
    loose = [
        need for need in project["dependencies"] if "==" not in need and not (">=" in need and "<" in need)
    ]
    assert loose == []
