"""The benchmark of pages runs, on graphs of the right shape; what it measures is not tested."""

import os
import subprocess
import sys
from pathlib import Path

import networkx
import pytest

from kg.benchmarks.graphs import deals


@pytest.mark.parametrize("facts", [30, 300, 3000])
def test_a_graph_is_of_the_size_that_is_asked_for_and_the_same_each_time(facts: int) -> None:
    graph = deals(facts)
    assert graph.number_of_edges() == facts
    assert min(dict(graph.degree()).values()) >= 1
    assert networkx.utils.graphs_equal(graph, deals(facts))
    for left, right, fact in graph.edges(data=True):
        for piece in fact["evidence"]:
            for end, node in (("subject", left), ("object", right)):
                name = piece[end]
                assert piece["quote"][name["start"] : name["end"]] == graph.nodes[node]["name"]


def test_few_things_have_many_deals() -> None:
    degrees = sorted(dict(deals(3000).degree()).values(), reverse=True)
    assert sum(degrees[: len(degrees) // 10]) > sum(degrees) / 3
    assert degrees[len(degrees) // 2] <= 3


def test_the_command_prints_what_each_page_costs() -> None:
    if not os.environ.get("CI"):
        pytest.importorskip("playwright", reason="playwright is not installed")
        if not Path("/usr/bin/chromium").exists():
            pytest.skip("there is no /usr/bin/chromium")
    given = ["--facts", "30", "--limit", "60"]
    done = subprocess.run(
        [sys.executable, "-m", "kg.benchmarks.pages", *given], capture_output=True, text=True, check=True
    )
    lines = done.stdout.splitlines()
    assert [line.split()[:-4] for line in lines[1:3]] == [["kg", "view", "30"], ["pyvis", "30"]]
    assert done.stdout.endswith("All goals are met.\n")
    assert done.stderr == ""
