"""Many quads are put in past the log of the store: a writer that is killed meanwhile leaves whole parts."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Iterable
from itertools import count
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.store.local import Folder

PART = 2_000
GRAPH = ox.NamedNode("https://example.org/graph")


def part(number: int) -> list[ox.Quad]:
    return [
        ox.Quad(
            ox.NamedNode(f"https://example.org/{number}/{n // 5}"),
            ox.NamedNode(f"https://example.org/says/{n % 7}"),
            ox.Literal(f"what {number} says in its line {n}"),
            GRAPH,
        )
        for n in range(PART)
    ]


def pour_on(path: Path) -> None:
    """Puts in one part after another, and tells of each."""
    store = Folder.open(path, create=True)
    for number in count():
        store.pour(part(number))
        print(number, flush=True)


def found(store: Folder, terms: Iterable[ox.NamedNode | ox.Literal], place: str) -> set[ox.Quad]:
    """All that has one of ``terms`` in a place, of whatever graph: one look into one index each."""
    return set().union(*(store.quads(**{place: term}) for term in terms))


@pytest.mark.parametrize("seed", range(4))
def test_a_writer_that_is_killed_leaves_whole_parts_in_every_index(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "store"
    command = [sys.executable, __file__, path]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(random.Random(seed).uniform(0, 0.5))
        writer.kill()
        told = 1 + len(writer.stdout.readlines())
    store = Folder.open(path)
    held = set(store.quads(graph=GRAPH))
    assert held == {quad for number in range(len(held) // PART) for quad in part(number)}
    assert len(held) // PART in (told, told + 1)
    assert set(store.quads()) == held
    assert found(store, {quad.subject for quad in held}, "subject") == held
    assert found(store, {quad.predicate for quad in held}, "predicate") == held
    assert found(store, {quad.object for quad in held}, "object") == held
    store.close()


def test_what_a_killed_writer_was_about_to_put_in_is_thrown_away(tmp_path: Path) -> None:
    path = tmp_path / "store"
    store = Folder.open(path, create=True)
    store.pour(part(0))
    store.close()
    left = path / "bulk-123456789.sst"
    left.write_bytes(b"half of a file")
    store = Folder.open(path)
    assert not left.exists()
    assert set(store.quads()) == set(part(0))
    store.close()


if __name__ == "__main__":
    pour_on(Path(sys.argv[1]))
