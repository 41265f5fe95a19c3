"""FIRE (Hamad et al. 2024): financial sentences with their mentions and relations, read end to end.

A mention is right where its type and its tokens are FIRE's own. Companies are all our organisations; FIRE
marks a company and the short name or ticker in brackets after it, "Acme Corp ( Acme )", as one mention, and
so it is counted here. A name that is guessed by its shape is a mention where a fact speaks of it. A person
has the title before the name ("Mr. Jones"), a date no preposition. A country is a ``GeopoliticalEntity``,
another place a ``Location``. A ``Designation`` is the title of a position, where its holder is known.

A relation is right where its name and both of its mentions are. What the table ``OURS`` cannot say:

- ``ActionBuy`` is of whatever is bought: a fifth of it is of assets, stakes and licences, no names, which we
  do not look for. Whether it is done or planned FIRE does not ask; only what is denied is left out.
- ``ActionMerge`` is our ``acquires`` by a frame whose name says so. ``ActionSell`` has no relation of ours: a
  takeover has a buyer, and no seller.
- ``Subsidiaryof`` and ``Productof`` are ``subsidiary_of`` and ``develops``; FIRE's products are mostly common
  nouns ("beverages"), ours are names.
- ``Locatedin`` also holds between two places and for parts of companies; ours is ``based_in``.
- ``Constituentof`` and the relations of figures, dates, sectors and actions are not ours.

Where the claim's words are "it" or "the company", FIRE marks the name, so the nearest mention of the same
name takes their place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kg.build import Report as Progress
from kg.evaluate.corpus import Sentence, read_corpus
from kg.evaluate.diagnosis import Diagnosis, Fault, Side
from kg.evaluate.fire_mentions import TYPES, Found, find_mentions, find_titles
from kg.evaluate.metrics import Key, Tally
from kg.evaluate.report import TOTAL, Error, Layer, Report, summed
from kg.extract import Extractor
from kg.extract.scorer.scored import MERGING
from kg.model import Claim, Mention, Status

OURS = {
    "ActionBuy": "acquires",
    "ActionMerge": "acquires",
    "Designation": "holds_position",
    "Employeeof": "holds_position",
    "Locatedin": "based_in",
    "Productof": "develops",
    "Subsidiaryof": "subsidiary_of",
}
"""FIRE's relation → ours."""

SYMMETRIC = frozenset({"ActionMerge"})
_BRACKETS = re.compile(r"[()\"]")

OVERLAPPING: Key = ("also", "sides that overlap")
COMPANIES: Key = ("also", "ActionBuy of companies")

Span = tuple[int, int, str]
"""Tokens, half-open, and FIRE's type."""
Stated = tuple[str, Span, Span]
"""FIRE's relation, its head and its tail."""


def evaluate_fire(
    path: Path,
    extractor: Extractor,
    *,
    min_confidence: float = 0.0,
    why: bool = False,
    progress: Progress = lambda _: None,
) -> Report:
    """What ``extractor`` finds in the sentences of a FIRE file.

    With ``why``, each error is traced to the layer at fault. Raises ReadError where ``path`` is no such file.
    """
    sentences = {sentence.id: sentence for sentence in read_corpus(path, OURS, hyphens=True)}
    tallies: list[Tally] = []
    errors: list[Error] = []
    for reading in extractor.readings(sentence.document for sentence in sentences.values()):
        sentence = sentences[reading.document.id]
        claims = extractor.extraction(reading).claims
        sure = [claim for claim in claims if claim.confidence >= min_confidence]
        found = find_mentions(sentence, reading, sure)
        titles = [(claim, title) for claim in sure for title in find_titles(sentence, claim)]
        said = dict(_stated(sure, found, titles))
        mentions = {(each.first, each.last, each.type) for each in (*found, *(title for _, title in titles))}
        tallies.append(_tally(sentence, mentions, said))
        if why:
            diagnosis = Diagnosis(extractor, reading, claims, min_confidence)
            errors += _why_mentions(sentence, mentions)
            errors += _why(sentence, mentions, said, diagnosis)
        progress(reading.document)
    return summed("sentences", tallies, errors)


def _stated(
    claims: Iterable[Claim], found: Sequence[Found], titles: Sequence[tuple[Claim, Found]]
) -> Iterator[tuple[Stated, Claim]]:
    """What the claims say in FIRE's terms."""
    for claim in claims:
        subject, object = _marked(claim.subject, found), _marked(claim.object, found)
        if claim.status is Status.DENIED or subject is None:
            continue
        if claim.relation == "holds_position":
            for of, title in titles:
                if of == claim:
                    yield ("Designation", subject.span, title.span), claim
        if object is None:
            continue
        match claim.relation:
            case "acquires":
                relation = "ActionMerge" if MERGING in claim.rule else "ActionBuy"
                yield (relation, subject.span, object.span), claim
            case "subsidiary_of":
                yield ("Subsidiaryof", subject.span, object.span), claim
            case "holds_position":
                yield ("Employeeof", subject.span, object.span), claim
            case "based_in":
                yield ("Locatedin", subject.span, object.span), claim
            case "develops":
                yield ("Productof", object.span, subject.span), claim


def _marked(side: Mention, found: Sequence[Found]) -> Found | None:
    """The mention of what ``side`` means that stands in its place, or nearest to it."""
    same = [each for each in found if each.name == side.of]
    return min(same, key=lambda each: max(each.start - side.start, side.start - each.end, 0), default=None)


def _asked(sentence: Sentence) -> set[Stated]:
    spans = [(marked.first, marked.last, marked.type) for marked in sentence.marked]
    return {(type, spans[head], spans[tail]) for type, head, tail in sentence.relations if type in OURS}


def _tally(sentence: Sentence, mentions: set[Span], said: dict[Stated, Claim]) -> Tally:
    tally = Tally()
    marked = {(each.first, each.last, each.type) for each in sentence.marked if each.type in TYPES}
    for span in marked | mentions:
        right, false, missed = span in marked & mentions, span not in marked, span not in mentions
        tally.add(("mention", span[2]), right=right, false=false, missed=missed)
    asked = _asked(sentence)
    wanted, given = ({_either_way(each) for each in stated} for stated in (asked, said))
    for each in wanted | given:
        keys = [TOTAL, ("relation", each[0])]
        if each[0] == "ActionBuy" and each[1][2] == each[2][2] == "Company":
            keys.append(COMPANIES)
        right, false, missed = each in wanted & given, each not in wanted, each not in given
        tally.add(*keys, right=right, false=false, missed=missed)
    tally.sure += [(claim.confidence, _either_way(each) in wanted) for each, claim in said.items()]
    near = {each for each in asked if any(_overlap(each, other) for other in said)}
    far = [each for each in said if not any(_overlap(each, other) for other in asked)]
    tally.add(OVERLAPPING, right=len(near), false=len(far), missed=len(asked) - len(near))
    return tally


def _either_way(stated: Stated) -> Stated:
    relation, head, tail = stated
    return (relation, tail, head) if relation in SYMMETRIC and tail < head else stated


def _overlap(left: Stated, right: Stated) -> bool:
    """True where both say the same of mentions that overlap."""
    ways = [right[1:], right[:0:-1]] if right[0] in SYMMETRIC else [right[1:]]
    return left[0] == right[0] and any(
        all(a[2] == b[2] and a[0] < b[1] and b[0] < a[1] for a, b in zip(left[1:], way, strict=True))
        for way in ways
    )


def _why_mentions(sentence: Sentence, mentions: set[Span]) -> Iterator[Error]:
    marked = {(each.first, each.last, each.type) for each in sentence.marked}
    asked = {span for span in marked if span[2] in TYPES}
    for kind, lost, others in (("missed", asked - mentions, mentions), ("false", mentions - asked, marked)):
        for span in sorted(lost):
            fault = _why_mention(sentence, span, others)
            fact = f"{span[2]} {sentence.words(*span[:2])!r}"
            yield Error(sentence.id, kind, fact, fault.layer, fault.reason, sentence.text)


def _why_mention(sentence: Sentence, span: Span, others: set[Span]) -> Fault:
    for other in sorted(others):
        if other[0] < span[1] and span[0] < other[1]:
            reason = f"{other[2]} {sentence.words(*other[:2])!r} instead"
            return Fault(Layer.TYPE if other[:2] == span[:2] else Layer.SPAN, reason)
    return Fault(Layer.MENTION, "nothing is there instead")


def _why(
    sentence: Sentence, mentions: set[Span], said: dict[Stated, Claim], diagnosis: Diagnosis
) -> Iterator[Error]:
    asked = _asked(sentence)
    wanted, given = ({_either_way(each) for each in stated} for stated in (asked, said))
    for stated in sorted(each for each in asked if _either_way(each) not in given):
        fault = _why_missed(sentence, stated, mentions, diagnosis)
        yield Error(sentence.id, "missed", _line(sentence, stated), fault.layer, fault.reason, sentence.text)
    for stated, claim in said.items():
        if _either_way(stated) in wanted:
            continue
        marked = {(each.first, each.last, each.type) for each in sentence.marked}
        lost = next((side for side in stated[1:] if side not in marked), None)
        if lost is not None:
            fault = _why_mention(sentence, lost, marked)
        else:
            held = [_line(sentence, each) for each in asked if set(each[1:]) & set(stated[1:])]
            layer = Layer.ROLE if held else Layer.FRAME
            fault = Fault(layer, f"FIRE says {'; '.join(sorted(held)) or 'nothing of the kind'}")
        reason = f"{fault.reason}, by {claim.rule}"
        yield Error(sentence.id, "false", _line(sentence, stated), fault.layer, reason, sentence.text)


def _why_missed(sentence: Sentence, stated: Stated, mentions: set[Span], diagnosis: Diagnosis) -> Fault:
    relation, head, tail = stated
    for side in (head, tail):
        if side[2] not in TYPES:
            return Fault(Layer.MENTION, f"{sentence.words(*side[:2])!r} is no name but a {side[2]}")
        if side not in mentions and side[2] != "Designation":
            fault = _why_mention(sentence, side, mentions)
            return Fault(fault.layer, f"{side[2]} {sentence.words(*side[:2])!r}: {fault.reason}")
    if relation == "Productof":
        head, tail = tail, head
    sides = [
        Side(tuple(part.strip() for part in (words, *_BRACKETS.split(words)) if part.strip()))
        for words in (sentence.words(*side[:2]) for side in (head, tail))
    ]
    if relation == "Designation":
        sides[1] = Side(sides[1].forms, is_topic=True)
    return diagnosis.missed(sides[0], sides[1], [OURS[relation]])


def _line(sentence: Sentence, stated: Stated) -> str:
    relation, head, tail = stated
    return f"{sentence.words(*head[:2])} {relation} {sentence.words(*tail[:2])}"
