"""The package's face: a dozen names at most, at no cost until they are used, and docstrings that are true."""

from __future__ import annotations

import doctest
import pkgutil
import subprocess
import sys
from importlib import import_module

import pytest

import kg

MODULES = sorted(module.name for module in pkgutil.walk_packages(kg.__path__, "kg."))
HEAVY = (
    "spacy", "rdflib", "pyoxigraph", "trafilatura", "networkx", "rich", "starlette", "uvicorn", "matplotlib",
    "distributed",
)  # fmt: skip


def test_there_are_a_dozen_names_at_most() -> None:
    assert 1 <= len(kg.__all__) <= 12
    assert kg.__all__ == sorted(kg.__all__)


@pytest.mark.parametrize("name", kg.__all__)
def test_a_public_name_is_there_and_says_what_it_is(name: str) -> None:
    assert getattr(kg, name).__doc__
    assert name in dir(kg)


def test_no_public_name_hides_a_module() -> None:
    assert {module.removeprefix("kg.") for module in MODULES}.isdisjoint(kg.__all__)


def test_a_wrong_name_is_told_the_right_ones() -> None:
    with pytest.raises(AttributeError, match=r"no attribute .documets.*documents"):
        _ = kg.documets  # type: ignore[attr-defined]


@pytest.mark.parametrize("statement", ["import kg", "import kg.cli"])
def test_nothing_heavy_is_imported_before_it_is_needed(statement: str) -> None:
    heavy = [name for name in HEAVY if not (name == "rich" and "cli" in statement)]
    program = f"import sys; {statement}; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_who_hands_out_work_needs_nothing_that_reads() -> None:
    program = """
import sys
from kg.build import build
from kg.extract import Extractor
Extractor().fingerprint
sys.exit(str([name for name in ("spacy", "thinc", "trafilatura", "rdflib") if name in sys.modules]))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == "[]"


@pytest.mark.parametrize("module", MODULES)
def test_examples_in_docstrings_hold(module: str) -> None:
    failed, _ = doctest.testmod(import_module(module), optionflags=doctest.NORMALIZE_WHITESPACE)
    assert failed == 0
