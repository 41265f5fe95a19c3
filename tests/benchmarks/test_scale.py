"""The benchmark of growth runs; what it measures is not tested."""

import subprocess
import sys
from pathlib import Path

import pytest

from kg.benchmarks.scale import exponent

pytestmark = pytest.mark.usefixtures("pipelines")


def test_exponents_are_those_of_the_largest_sizes() -> None:
    assert exponent([(10, 3.0), (100, 5.0), (1000, 50.0)]) == pytest.approx(1.0)
    assert exponent([(100, 7.0), (1000, 7.0)]) == 0.0


def test_it_builds_and_tells_how_it_grew(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kg.benchmarks.scale", "--documents", "2", "4", "--workers", "1",
         "--rounds", "1", "--words", "50", "--picture", str(tmp_path / "growth.svg")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    extraction, _, heading, two, four, *exponents = done.stdout.partition("Goals\n")[0].splitlines()
    assert extraction.startswith("extraction takes ")
    assert heading.split()[0] == "documents"
    assert [line.split()[:2] for line in (two, four)] == [["2", "1"], ["4", "1"]]
    assert [line.split()[2] for line in exponents] == [
        "seconds", "processor", "memory", "store",
    ]
    assert done.stdout.count("met\n") == 4
    assert (tmp_path / "growth.svg").read_text("utf-8").startswith("<?xml")
