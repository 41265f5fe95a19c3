"""The benchmark of names runs, and its truth is one; what it measures is not tested."""

from __future__ import annotations

import subprocess
import sys

import numpy as np

from kg.benchmarks.names import rates
from kg.benchmarks.things import said, thing
from kg.resolve.blocking import candidates
from kg.resolve.identities import identities


def test_made_up_things_have_names_of_their_own() -> None:
    usual = [(thing(number).names[0].name, thing(number).names[0].type) for number in range(5_000)]
    assert len(set(usual)) == len(usual)


def test_the_same_number_gives_the_same_names() -> None:
    assert list(said(200)) == list(said(200))
    writings = {
        (side.of.name, side.of.type) for each in said(200) for side in (each.claim.subject, each.claim.object)
    }
    assert 150 < len(writings) < 250


def test_rates() -> None:
    claims = [each.claim for each in said(40)]
    known = identities(claims)
    nodes = len(known.gathering.nodes)
    roots = np.array([known.root(i) for i in range(nodes)], np.int64)
    assert rates(roots, known, candidates(known.gathering.nodes))[1:] == (1.0, 1.0)
    everything_is_one = np.zeros(nodes, np.int64)
    _, precision, recall = rates(everything_is_one, known, candidates(known.gathering.nodes))
    assert precision == 1.0
    assert recall < 0.1


def test_it_tells_how_it_grew() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kg.benchmarks.names", "--names", "400", "800"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    heading, small, large, powers = done.stdout.splitlines()
    assert heading.split()[0] == "names"
    assert [len(line.split()) for line in (small, large)] == [12, 12]
    assert all(0.3 < float(rate) <= 1 for line in (small, large) for rate in line.split()[-3:])
    assert powers.startswith("from ")
