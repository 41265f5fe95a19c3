"""Extraction beside the bare pipeline, on the same text, in turns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, cycle, takewhile
from math import comb
from statistics import median

from kg.benchmarks.clock import seconds
from kg.build import documents
from kg.extract import Extractor
from kg.language.load import load, load_quick
from kg.language.products import in_one_thread
from kg.model import Document, Passage

_CLAUSE = "and Microsoft plans to invest $10 billion in the startup OpenAI, which teamed up with Mistral "


@dataclass(frozen=True, slots=True)
class Speed:
    """Seconds of processor time for ``words`` words, round by round."""

    words: int
    bare: tuple[float, ...]
    """The pipeline of the language with all its components as spaCy loads it, once over the passages."""
    quick: tuple[float, ...]
    """The same pipeline with the matrix products that extraction uses."""
    extraction: tuple[float, ...]

    @property
    def ratios(self) -> tuple[float, ...]:
        """How many times the bare pipeline extraction took, round by round."""
        return tuple(ours / theirs for ours, theirs in zip(self.extraction, self.bare, strict=True))

    @property
    def ratio(self) -> float:
        """The median of ``ratios``."""
        return median(self.ratios)

    @property
    def interval(self) -> tuple[float, float]:
        """Between which two of ``ratios`` their true median lies in nineteen of twenty cases, or more.

        By the sign test; the lowest and the highest where there are fewer than six rounds.
        """
        ordered, rounds = sorted(self.ratios), len(self.ratios)
        tails = (sum(comb(rounds, i) for i in range(cut + 1)) / 2**rounds for cut in range(rounds))
        cut = max(sum(1 for _ in takewhile(lambda tail: 2 * tail <= 0.05, tails)) - 1, 0)
        return ordered[cut], ordered[-1 - cut]


def measure(documents: Sequence[Document], extractor: Extractor, rounds: int) -> Speed:
    """Times both over ``documents`` of one language, in turns, after one round that does not count."""
    language = documents[0].language
    texts = [document.text[p.start : p.end] for document in documents for p in document.passages]

    def bare() -> None:
        for _ in load(language).pipe(texts):
            pass

    def quick() -> None:
        with in_one_thread():
            for _ in load_quick(language).pipe(texts):
                pass

    def extraction() -> None:
        for reading in extractor.readings(documents):
            extractor.extraction(reading)

    works: list[Callable[[], None]] = [bare, quick, extraction]
    for work in works:
        work()
    taken: dict[Callable[[], None], list[float]] = {work: [] for work in works}
    for turn in range(rounds):
        for work in works if turn % 2 else works[::-1]:
            taken[work].append(seconds(work))
    words = sum(len(text.split()) for text in texts)
    return Speed(words, tuple(taken[bare]), tuple(taken[quick]), tuple(taken[extraction]))


def in_language(sources: Iterable[str], language: str) -> list[Document]:
    """The documents of ``sources`` that are in one language."""
    read = (item for item in documents(sources) if isinstance(item, Document))
    return [document for document in read if document.language == language]


def repeated(documents: Sequence[Document], words: int) -> list[Document]:
    """``documents`` over and over, until they have so many words or more."""
    found: list[Document] = []
    for document in cycle(documents):
        if words <= 0:
            break
        found.append(document)
        words -= len(document.text.split())
    return found


def sentence(words: int) -> Document:
    """A sentence of about so many words that never ends."""
    text = "".join(chain(("Google said that ",), [_CLAUSE] * (words // len(_CLAUSE.split())), ("so.",)))
    return Document(f"sentence of {words} words", text, (Passage(0, len(text)),), "en")
