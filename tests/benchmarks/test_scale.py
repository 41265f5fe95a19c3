"""The benchmark of growth runs; what it measures is not tested."""

import subprocess
import sys
from pathlib import Path

import pytest

from kg.benchmarks.scale import Grown, gains, goals, power
from kg.benchmarks.speed import Speed

pytestmark = pytest.mark.usefixtures("pipelines")


def built(documents: int, seconds: float, workers: int = 1, memory: float = 100.0) -> Grown:
    return Grown(documents, 0, workers, seconds, seconds, memory, store=documents / 10)


def test_exponents_are_those_of_the_largest_sizes() -> None:
    assert power([built(10, 3.0), built(100, 5.0), built(1000, 50.0)], "seconds") == pytest.approx(1.0)
    assert power([built(10, 3.0), built(100, 5.0)], "memory") == 0.0


def test_workers_are_compared_where_fewer_have_built_as_much() -> None:
    builds = [built(10, 3.0), built(10, 2.0, workers=2), built(100, 9.0, workers=2)]
    assert list(gains(builds)) == [(10, 2, 1.5)]


@pytest.mark.parametrize(
    ("last", "missed"),
    [
        (built(100, 10.0), []),
        (built(100, 13.0), ["seconds grow"]),
        (built(100, 10.0, memory=1501.0), ["at most 1,500 MB"]),
    ],
)
def test_goals_are_those_of_the_largest_build(last: Grown, missed: list[str]) -> None:
    speed = Speed(1, (1.0,), (1.0,), (1.4,))
    found = [goal.text for goal in goals(speed, [built(10, 1.0, memory=2000.0), last]) if not goal.met]
    assert len(found) == len(missed)
    assert all(text.startswith(start) for text, start in zip(found, missed, strict=True))


def test_it_builds_and_tells_how_it_grew(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kg.benchmarks.scale", "--documents", "2", "--workers", "1",
         "--rounds", "1", "--words", "50", "--picture", str(tmp_path / "growth.svg")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    table, _, rest = done.stdout.partition("\nWhere the time of a build goes\n")
    extraction, _, heading, two = table.splitlines()
    assert extraction.startswith("extraction takes ")
    assert heading.split()[0] == "documents"
    assert two.split()[:2] == ["2", "1"]
    spent, _, goals = rest.partition("Goals\n")
    assert "kg.extract.extract" in spent
    assert [line.split()[-1] for line in goals.splitlines()] == ["met", "met"]
    assert (tmp_path / "growth.svg").read_text("utf-8").startswith("<?xml")
