"""The benchmark of stores runs, on news that a store takes; what it measures is not tested."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from kg.benchmarks.news import QUADS, company, news
from kg.store.derived import resolution_quads
from kg.store.graph import Graph
from kg.store.quads import extraction_quads


def test_the_same_news_is_made_each_time() -> None:
    assert news(20) == news(20)
    assert news(20) != news(21)


def test_news_is_of_the_size_that_is_asked_for() -> None:
    made = news(200)
    quads = sum(len(extraction_quads(extraction, "test")) for extraction in made.extractions)
    quads += len(resolution_quads(made.resolution, None))
    assert quads == pytest.approx(200 * QUADS, rel=0.05)


def test_few_names_are_in_many_documents() -> None:
    made = news(200)
    spoken_of = Counter(
        name
        for extraction in made.extractions
        for name in {side.of.name for claim in extraction.claims for side in (claim.subject, claim.object)}
    )
    ordered = [count for _, count in spoken_of.most_common()]
    assert spoken_of[company(0)] >= ordered[3]
    assert sum(ordered[: len(ordered) // 10]) > sum(ordered) / 3
    assert ordered[-len(ordered) // 4] <= 3


def test_a_store_takes_the_news_and_gives_it_back(tmp_path: Path) -> None:
    made = news(20)
    with Graph.open(tmp_path / "store", create=True) as graph:
        for extraction in made.extractions:
            graph.put(extraction, "test")
        graph.write(made.resolution)
        assert graph.extraction("news-000007").claims
        assert len(graph.resolution().facts) == len(made.resolution.facts)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_the_command_prints_what_each_store_costs() -> None:
    given = ["--quads", "100", "--rounds", "1", "--limit", "1"]
    done = subprocess.run(
        [sys.executable, "-m", "kg.benchmarks.stores", *given], capture_output=True, text=True, check=True
    )
    table, _, goals = done.stdout.partition("Goals\n")
    assert "100 documents" in table
    assert "partners of one" in table
    assert all(line.endswith("met") for line in goals.splitlines())
    assert len(goals.splitlines()) == 6
    assert done.stderr == ""
