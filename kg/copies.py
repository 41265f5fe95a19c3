"""Which documents are copies of one text: syndicated news is one source, however many papers print it.

A text is compared as the set of its runs of four words, letter case and punctuation aside. Of such a set a
MinHash of fixed size is kept (Broder 1997, "On the resemblance and containment of documents"), so that
nobody has to read the texts again. Two are copies where nearly all of the shorter stands in the longer:
another headline, a credit line or a cut tail makes no new report; a report in words of its own is one.
"""

from __future__ import annotations

import base64
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy

from kg.model import Document, PassageKind

if TYPE_CHECKING:
    from datasketch import MinHash

RUN = 4
"""Words of a run: enough that two reports of one event share few, names and quotations included."""
MOST_SHARED = 0.8
"""Part of the shorter text's runs that a copy shares with the longer; own words share less than a third."""
LEAST_PART = 0.4
"""Part of the longer text that the shorter must make up: a digest is no copy of each brief in it."""
FEW_RUNS = 20
"""Texts with fewer runs are copies only where they are the same."""

_PERMUTATIONS = 128
_BANDS, _ROWS = 42, 3
"""Half of a text meets the whole in some band for certain (996 in 1000), a third twice in three times."""
_MOST_LEADERS = 64
"""Texts that are compared by one band: what more of them share is no copy, but a line that many carry."""
_WORD = re.compile(r"\w+")

_Numbers = numpy.ndarray[Any, numpy.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Printed:
    """A document as it is compared with others."""

    id: str
    sketch: str | None
    """See ``sketch``."""
    published: str | None = None


def sketch(document: Document) -> str | None:
    """What is kept of a text to compare it with others: its number of runs, and their MinHash in base64.

    Of the body, where passages say which part it is. None for a text without words.
    """
    words = _WORD.findall(_body(document).casefold())
    if not words:
        return None
    runs = {" ".join(words[i : i + RUN]) for i in range(max(1, len(words) - RUN + 1))}
    minhash = _empty().copy()
    minhash.update_batch(run.encode("utf-8", "surrogatepass") for run in runs)
    values = minhash.hashvalues.astype("<u4").tobytes()
    return f"{len(runs)} {base64.b64encode(values).decode('ascii')}"


def originals(documents: Iterable[Printed]) -> dict[str, str]:
    """The id of each document that is a copy → that of the one that it counts as.

    This is the first of all copies of a text to be published; of several the longest, then the smallest id.
    The order of ``documents`` does not matter, and some 700 bytes of each are held.
    """
    texts = _Texts.of(documents)
    groups: dict[int, list[int]] = {}
    seats = _Seats(texts)
    for text in range(len(texts.ids)):  # longest first, so that a leader holds all of its copies
        leader = texts.holder(text, seats.beside(text))
        if leader is None:
            seats.take(text)
            groups[text] = [text]
        else:
            groups[leader].append(text)
    found = {}
    for group in groups.values():
        first = min(group, key=lambda text: (texts.published[text] or "9999", text))
        found.update({texts.ids[text]: texts.ids[first] for text in group if text != first})
    return dict(sorted(found.items()))


@dataclass(frozen=True, slots=True)
class _Texts:
    """Sketches one below the other: the longest text first, then the smallest id."""

    ids: list[str]
    published: list[str | None]
    runs: list[int]
    values: _Numbers
    """A MinHash a row."""

    @classmethod
    def of(cls, documents: Iterable[Printed]) -> _Texts:
        told: list[tuple[int, str, str | None, int]] = []
        values = bytearray()
        for printed in documents:
            if printed.sketch:
                runs, _, encoded = printed.sketch.partition(" ")
                told.append((-int(runs), printed.id, printed.published, len(told)))
                values += base64.b64decode(encoded)
        told.sort(key=lambda each: each[:2])
        rows = numpy.frombuffer(values, dtype="<u4").reshape(len(told), _PERMUTATIONS)
        return cls(
            [id for _, id, _, _ in told],
            [published for _, _, published, _ in told],
            [-runs for runs, _, _, _ in told],
            rows[[row for *_, row in told]],
        )

    def holder(self, text: int, others: Sequence[int]) -> int | None:
        """Of ``others``, none of them shorter, the one that ``text`` copies; of several the smallest id."""
        if not others:
            return None
        alike = (self.values[others] == self.values[text]).mean(axis=1)
        found = [other for other, share in zip(others, alike, strict=True) if self._holds(other, text, share)]
        return min(found, key=lambda other: self.ids[other], default=None)

    def _holds(self, text: int, other: int, resemblance: float) -> bool:
        mine, its = self.runs[text], self.runs[other]
        if its < FEW_RUNS:
            return mine == its and resemblance == 1
        shared = resemblance * (mine + its) / (1 + resemblance)
        return its >= LEAST_PART * mine and shared >= MOST_SHARED * its


class _Seats:
    """Leaders by the bands of their MinHashes; texts that share a band may be copies."""

    def __init__(self, texts: _Texts) -> None:
        bands = [_shared(texts.values[:, _ROWS * band : _ROWS * (band + 1)]) for band in range(_BANDS)]
        self._bands = numpy.column_stack(bands)
        self._leaders: dict[tuple[int, int], list[int]] = defaultdict(list)

    def beside(self, text: int) -> list[int]:
        """The leaders that share a band with it."""
        return sorted({leader for place in self._places(text) for leader in self._leaders.get(place, ())})

    def take(self, text: int) -> None:
        """It leads from now on."""
        for place in self._places(text):
            if len(self._leaders[place]) < _MOST_LEADERS:
                self._leaders[place].append(text)

    def _places(self, text: int) -> Iterator[tuple[int, int]]:
        return ((band, int(value)) for band, value in enumerate(self._bands[text]) if value >= 0)


def _shared(band: _Numbers) -> _Numbers:
    """A number for each row, the same for the same values; -1 for what stands in one row only."""
    rows = numpy.ascontiguousarray(band).view(f"S{4 * _ROWS}").ravel()
    _, numbers, counts = numpy.unique(rows, return_inverse=True, return_counts=True)
    return numpy.where(counts[numbers] > 1, numbers, -1).astype(numpy.int32)


def _body(document: Document) -> str:
    parts = [
        document.text[passage.start : passage.end]
        for passage in document.passages
        if passage.kind is PassageKind.BODY
    ]
    return "\n".join(parts) or document.text


@cache
def _empty() -> MinHash:
    from datasketch import MinHash  # half a second, for scipy comes with it

    return MinHash(num_perm=_PERMUTATIONS, seed=1, scheme="affine32")
