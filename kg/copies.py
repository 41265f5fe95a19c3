"""Which documents are copies of one text: syndicated news is one source, however many papers print it.

A text is compared as the set of its runs of four words, letter case and punctuation aside. Of such a set a
MinHash of fixed size is kept (Broder 1997, "On the resemblance and containment of documents"), so that
nobody has to read the texts again. Two are copies where nearly all of the shorter stands in the longer:
another headline, a credit line or a cut tail makes no new report; a report in words of its own is one.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.model import Document, PassageKind

if TYPE_CHECKING:
    from datasketch import MinHash, MinHashLSH

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
_WORD = re.compile(r"\w+")


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
    The order of ``documents`` does not matter.
    """
    told = [printed for printed in documents if printed.sketch]
    if len(told) < 2:
        return {}
    texts = sorted(map(_Text.of, told), key=lambda text: (-text.runs, text.printed.id))
    index = _index()
    leaders: dict[str, _Text] = {}
    alike: dict[str, list[_Text]] = {}
    for text in texts:  # longest first, so that a leader holds all of its copies
        near = [leaders[id] for id in index.query(text.minhash)]
        leader = min(
            (other for other in near if other.holds(text)), key=lambda other: other.printed.id, default=None
        )
        if leader is None:
            leaders[text.printed.id] = text
            alike[text.printed.id] = [text]
            index.insert(text.printed.id, text.minhash)
        else:
            alike[leader.printed.id].append(text)
    found = {}
    for group in alike.values():
        first = min(group, key=lambda text: (text.printed.published or "9999", -text.runs, text.printed.id))
        found.update({text.printed.id: first.printed.id for text in group if text is not first})
    return dict(sorted(found.items()))


@dataclass(frozen=True, slots=True, eq=False)
class _Text:
    printed: Printed
    runs: int
    minhash: MinHash

    @classmethod
    def of(cls, printed: Printed) -> _Text:
        import numpy
        from datasketch import LeanMinHash

        runs, _, encoded = (printed.sketch or "").partition(" ")
        values = numpy.frombuffer(base64.b64decode(encoded), dtype="<u4").astype(numpy.uint32)
        return cls(printed, int(runs), LeanMinHash(seed=1, hashvalues=values, scheme="affine32"))

    def holds(self, other: _Text) -> bool:
        """True where the other text, which is no longer, is a copy of this one."""
        resemblance = self.minhash.jaccard(other.minhash)
        if other.runs < FEW_RUNS:
            return self.runs == other.runs and resemblance == 1
        shared = resemblance * (self.runs + other.runs) / (1 + resemblance)
        return other.runs >= LEAST_PART * self.runs and shared >= MOST_SHARED * other.runs


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


def _index() -> MinHashLSH:
    from datasketch import MinHashLSH

    return MinHashLSH(num_perm=_PERMUTATIONS, params=(_BANDS, _ROWS))
