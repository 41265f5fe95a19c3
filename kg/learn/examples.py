"""Marked pairs → what the scorer learns from."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from kg.evaluate.core import given_names
from kg.evaluate.corpus import Sentence, read_corpus
from kg.evaluate.names import plain
from kg.extract import Extractor
from kg.extract.reading import Reading
from kg.extract.scorer.features import Words, features
from kg.extract.scorer.model import BACK, BOTH, FORTH, NONE
from kg.extract.scorer.pairs import Pair, pairs
from kg.extract.scorer.scored import fits, ruled_classes
from kg.learn.passages import MarkedPassage
from kg.model import Mention, Name
from kg.relations import RELATIONS

CLASSES = {
    "collaboration": ("partners_with", "partners_with"),
    "acquired_by": ("acquires<", "acquires>"),
    "shareholder_of": ("invests_in>", "invests_in<"),
    "subsidiary_of": ("subsidiary_of>", "subsidiary_of<"),
    "client_of": ("supplies<", "supplies>"),
    "competitor_of": ("competes_with", "competes_with"),
    "merged_with": ("merges", "merges"),
}
"""A corpus's relation → the scorer's class where its head is the left side, and where it is the right one."""
_APART = 4
"""One passage of so many is kept for evaluation."""


@dataclass(frozen=True, slots=True)
class Example:
    """A pair: where it is from, its names in the order of the text, what is seen of it, its class."""

    source: str
    left: Name
    right: Name
    seen: Mapping[str, float]
    label: str


def is_held_out(tokens: Sequence[str]) -> bool:
    """True for the fifth of a corpus that is kept for evaluation; sentences that begin alike lie together."""
    return zlib.crc32(" ".join(tokens)[:60].encode()) % 5 == 0


def is_kept_apart(passage: MarkedPassage) -> bool:
    """True for the passages that nothing is learned from."""
    return int(passage.document.id.rpartition("-")[2]) % _APART == 0


def asked_for(path: Path, extractor: Extractor) -> Iterator[Example]:
    """The pairs that the corpus at ``path`` marks; companies that it does not relate are of class "none"."""
    sentences = {sentence.id: sentence for sentence in read_corpus(path, CLASSES)}
    given = {sentence.id: _companies(sentence) for sentence in sentences.values()}
    readings = extractor.readings((sentence.document for sentence in sentences.values()), given)
    for reading in readings:
        sentence = sentences[reading.document.id]
        yield from _marked(sentence, given[sentence.id], reading, extractor)


def stated(passages: Sequence[MarkedPassage], extractor: Extractor) -> Iterator[Example]:
    """The pairs of passages, read twice: with their names given, and with those that extraction finds.

    Pairs about which readers may differ are left out, and so is what extraction takes for a name and is none.
    """
    by_id = {passage.document.id: passage for passage in passages}
    documents = [passage.document for passage in passages]
    for given in ({passage.document.id: passage.names for passage in passages}, {}):
        for reading in extractor.readings(documents, given):
            yield from _told(by_id[reading.document.id], reading, extractor)


def _told(passage: MarkedPassage, reading: Reading, extractor: Extractor) -> Iterator[Example]:
    called = {plain(form): name.of.name for name in passage.names for form in (name.text, name.of.name)}
    relations, optional, ruled = passage.stated, passage.optional, extractor.ruled(reading)
    for number, skeleton in enumerate(reading.skeletons):
        words = Words(skeleton.doc, skeleton.units)
        for sent in skeleton.doc.sents:
            for pair, left, right in pairs(number, skeleton, sent, reading.coreference):
                names = [_called(side.name, called) for side in (left, right)]
                forth, back = (names[0], names[1]), (names[1], names[0])
                if not {forth, back}.isdisjoint(optional):
                    continue
                classes = [_class(relation, FORTH) for relation in relations.get(forth, ())]
                classes += [_class(relation, BACK) for relation in relations.get(back, ())]
                label = next((c for c in classes if fits(c, left.name.type, right.name.type)), NONE)
                seen = features(words, pair, ruled_classes(ruled, left.name, right.name))
                yield Example(passage.document.id, left.name, right.name, seen, label)


def _called(name: Name, called: Mapping[str, str]) -> str:
    """What the facts call ``name``; "" for what they do not know."""
    return next((called[plain(form)] for form in (name.name, *name.aliases) if plain(form) in called), "")


def _class(relation: str, direction: str) -> str:
    return relation + (BOTH if RELATIONS[relation].symmetric else direction)


def _companies(sentence: Sentence) -> list[Mention]:
    return [
        mention
        for mention, marked in zip(given_names(sentence), sentence.marked, strict=True)
        if marked.type in ("ENTITY", "Company")
    ]


def _marked(
    sentence: Sentence, sides: Sequence[Mention], reading: Reading, extractor: Extractor
) -> Iterator[Example]:
    relations = {
        frozenset((sentence.marked[head].start, sentence.marked[tail].start)): (relation, head, tail)
        for relation, head, tail in sentence.relations
    }
    ruled = extractor.ruled(reading)
    words = {number: Words(each.doc, each.units) for number, each in enumerate(reading.skeletons)}
    for left, right in combinations(sorted(sides, key=lambda side: side.start), 2):
        tokens = reading.place_of(left), reading.place_of(right)
        if tokens[0] is None or tokens[1] is None or tokens[0][1].i >= tokens[1][1].i:
            continue
        relation, head, tail = relations.get(frozenset((left.start, right.start)), ("", 0, 0))
        turned = bool(relation) and sentence.marked[head].start > sentence.marked[tail].start
        known = CLASSES.get(relation)
        label = known[turned] if known else f"{NONE} {relation}".strip()
        found = ruled_classes(ruled, left.of, right.of)
        seen = features(words[tokens[0][0]], Pair(tokens[0][1], tokens[1][1]), found, asked=True)
        yield Example(sentence.id, left.of, right.of, seen, label)
