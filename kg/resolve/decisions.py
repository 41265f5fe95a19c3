"""Files of decisions: read, checked for lines that contradict each other, and added to.

What a line may say stands in ``kg.resolve.decision_lines``.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Sequence
from itertools import combinations
from pathlib import Path

from kg.errors import DecisionError
from kg.resolve.decision_lines import Decision, NonsenseError, Verb, parse

HEADER = "# What people have decided of the graph, one decision a line: merge, split, rename, accept, reject."
"""The first line of a new file."""


def decision_text(path: Path) -> str:
    """What a file of decisions holds. Raises DecisionError where it cannot be read."""
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DecisionError(f"{path}: not UTF-8: byte {error.start} cannot be decoded") from None
    except (OSError, ValueError) as error:  # ValueError: a path with a null character
        raise DecisionError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from None


def add(path: Path, lines: Iterable[str]) -> None:
    """Append ``lines`` to a file of decisions, which is made where there is none; on disk when this returns.

    Raises DecisionError where it cannot be written.
    """
    try:
        is_new = not path.exists()
        with path.open("a+b") as file:
            file.seek(0, os.SEEK_END)
            if file.tell():
                file.seek(-1, os.SEEK_END)
                if file.read(1) not in (b"\n", b"\r"):
                    file.write(b"\n")
            for line in [*([HEADER] if is_new else []), *lines]:
                file.write(f"{line.strip()}\n".encode())
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise DecisionError(f"{path}: cannot be written: {error.strerror}") from None


def read_decisions(text: str, source: str, relations: Collection[str]) -> tuple[Decision, ...]:
    """The decisions of a file, in its order, each once; ``relations`` are those that facts may have.

    Raises DecisionError, with file, line and reason, for a line that makes no sense, and where two lines
    contradict each other.
    """
    found: dict[str, Decision] = {}
    for number, line in enumerate(text.splitlines(), 1):
        decision = read_decision(line, f"{source}:{number}", relations)
        if decision is not None:
            found.setdefault(decision.text, decision)
    check(tuple(found.values()))
    return tuple(found.values())


def read_decision(line: str, place: str, relations: Collection[str]) -> Decision | None:
    """The decision of a line; None for a blank one or a comment. Raises DecisionError as the above."""
    try:
        return parse(line, place, relations)
    except NonsenseError as error:
        raise DecisionError(f"{place}: {error}") from None


def check(decisions: Sequence[Decision]) -> None:
    """Raises DecisionError, with both places, where two of ``decisions`` contradict each other."""
    said: dict[tuple[object, ...], Decision] = {}
    for decision in decisions:
        if decision.verb in (Verb.MERGE, Verb.SPLIT):
            continue
        other = said.setdefault(decision.subject, decision)
        if decision.verb is not other.verb or decision.terms[1:] != other.terms[1:]:
            raise DecisionError(f"{decision.place}: {decision.text}: contradicts {other.place}: {other.text}")
    parent: dict[object, object] = {}
    merges: dict[object, list[Decision]] = {}

    def root(key: object) -> object:
        while parent.get(key, key) != key:
            key = parent[key]
        return key

    for decision in decisions:
        if decision.verb is Verb.MERGE:
            for term in decision.terms:
                parent[root(term.key)] = root(decision.terms[0].key)
    for decision in decisions:
        if decision.verb is Verb.MERGE:
            merges.setdefault(root(decision.terms[0].key), []).append(decision)
    for decision in decisions:
        for left, right in combinations(decision.terms, 2):
            if decision.verb is Verb.SPLIT and root(left.key) == root(right.key):
                others = merges.get(root(left.key), [])
                told = ", ".join(f"{other.place}: {other.text}" for other in others)
                raise DecisionError(f"{decision.place}: {decision.text}: contradicts {told or 'itself'}")
