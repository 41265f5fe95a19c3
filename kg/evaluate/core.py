"""CORE (Borchert et al. 2023): which relation holds between two given companies of a sentence.

Each row marks two spans, often "it" or "the company", and which of them is the head; they are given to the
extractor as names. Where it has a scorer, the answer is the likeliest relation from head to tail, unless none
is more than ``_AS_LIKELY`` times as likely; where it has frames alone, that of the surest claim. Scored are
the seven relations of ``OURS``, with the sides that CORE's descriptions give them; the others (products,
brands, exchanges, regulators, "undefined") are no relation, and so is silence. What the table cannot say:

- CORE asks what holds, not when: a sale that is planned is ``acquired_by`` as well as one that is done. Only
  what is denied is left out.
- ``merged_with`` is our ``acquires`` by a frame whose name says so.
- A grant (``funds``) is no share, and who founds a company need not own it: neither is ``shareholder_of``.
- ``client_of`` is of customers in a wide sense: tenants, advertisers, hosts. We know suppliers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.build import Report as Progress
from kg.evaluate.corpus import Sentence, read_corpus
from kg.evaluate.diagnosis import Diagnosis, Side
from kg.evaluate.metrics import Key, Tally
from kg.evaluate.report import TOTAL, Error, Layer, Report, summed
from kg.extract import Extractor
from kg.extract.reading import Reading
from kg.extract.scorer.model import MERGER, NONE
from kg.extract.scorer.scored import MERGING
from kg.model import Claim, EntityType, Mention, Name, Status

OURS = {
    "acquired_by": ("acquires", True),
    "client_of": ("supplies", True),
    "collaboration": ("partners_with", False),
    "competitor_of": ("competes_with", False),
    "merged_with": ("acquires", False),
    "shareholder_of": ("invests_in", False),
    "subsidiary_of": ("subsidiary_of", False),
}
"""CORE's relation → ours, and whether its sides are turned."""

SYMMETRIC = frozenset({"collaboration", "competitor_of", "merged_with"})
_AS_LIKELY = 2.0
"""How much likelier none must be than a relation to be the answer; found on the training part, for F1."""
_TRAILING = frozenset({"'s", "’s", "'", "’", ".", ","})
"""Tokens that CORE takes into a span and that are not of the name."""

EITHER_WAY: Key = ("also", "sides either way round")

Answer = tuple[str, int, int]
"""A relation of CORE, and the places of its head and tail."""


def evaluate_core(
    path: Path,
    extractor: Extractor,
    *,
    min_confidence: float = 0.0,
    why: bool = False,
    progress: Progress = lambda _: None,
) -> Report:
    """What ``extractor`` says of the given pairs of a CORE file.

    With ``why``, each error is traced to the layer at fault. Raises ReadError where ``path`` is no such file.
    """
    sentences = {sentence.id: sentence for sentence in read_corpus(path, OURS)}
    given = {sentence.id: given_names(sentence) for sentence in sentences.values()}
    documents = (sentence.document for sentence in sentences.values())
    tallies: list[Tally] = []
    errors: list[Error] = []
    for reading in extractor.readings(documents, given):
        sentence = sentences[reading.document.id]
        claims = extractor.extraction(reading).claims
        said = _likeliest(sentence, reading, extractor) or _best(sentence, claims)
        best = said if said is not None and said[0][0] and said[1] >= min_confidence else None
        tallies.append(_tally(sentence, best))
        if why:
            errors += _why(sentence, best, Diagnosis(extractor, reading, claims, min_confidence))
        progress(reading.document)
    return summed("sentences", tallies, errors)


def given_names(sentence: Sentence) -> list[Mention]:
    """The marked spans as names, each of a company of its own."""
    found = []
    for number, marked in enumerate(sentence.marked):
        last = marked.last
        while last > marked.first + 1 and sentence.words(last - 1, last) in _TRAILING:
            last -= 1
        start, end = marked.start, sentence.places[last - 1][1]
        name = Name(f"{number} {marked.name}", EntityType.COMPANY)
        found.append(Mention(start, end, sentence.text[start:end], name))
    return found


def _likeliest(
    sentence: Sentence, reading: Reading, extractor: Extractor
) -> tuple[Answer, float] | None:
    """The likeliest relation from head to tail; "" where that is none, None where there is no scorer."""
    names = given_names(sentence)
    if not sentence.relations:
        return None
    _, head, tail = sentence.relations[0]
    scored = extractor.scored(reading, names[head], names[tail])
    if scored is None:
        return None
    shares = {"": sum(share for name, share in scored.likely.items() if name.startswith(NONE))}
    for relation, (ours, turned) in OURS.items():
        name = MERGER if relation == "merged_with" else ours
        shares[relation] = scored.share(name, names[tail if turned else head].of) or 0.0
    best = max(OURS, key=lambda relation: shares[relation])
    answer = best if shares[best] * _AS_LIKELY > shares[""] else ""
    return (answer, head, tail), shares[answer] / sum(shares.values())


def _best(sentence: Sentence, claims: Iterable[Claim]) -> tuple[Answer, float] | None:
    """The answer of the surest claim between two marked spans; None where there is no such claim."""
    numbers = {mention.of: number for number, mention in enumerate(given_names(sentence))}
    answers = [
        (_answer(claim, numbers[claim.subject.of], numbers[claim.object.of]), claim.confidence)
        for claim in claims
        if {claim.subject.of, claim.object.of} <= numbers.keys() and claim.status is not Status.DENIED
    ]
    return max((each for each in answers if each[0][0]), key=lambda each: each[1], default=None)


def _answer(claim: Claim, subject: int, object: int) -> Answer:
    merges = MERGING in claim.rule
    for relation, (ours, turned) in OURS.items():
        if ours == claim.relation and merges == (relation == "merged_with"):
            return (relation, object, subject) if turned else (relation, subject, object)
    return ("", subject, object)


def _wanted(sentence: Sentence) -> Answer | None:
    return next((relation for relation in sentence.relations if relation[0] in OURS), None)


def _is_right(said: Answer | None, wanted: Answer | None, *, either_way: bool = False) -> bool:
    if said is None or wanted is None or said[0] != wanted[0]:
        return False
    return said == wanted or either_way or said[0] in SYMMETRIC


def _tally(sentence: Sentence, best: tuple[Answer, float] | None) -> Tally:
    tally, wanted, said = Tally(), _wanted(sentence), best[0] if best else None
    for either_way in (False, True):
        right = _is_right(said, wanted, either_way=either_way)
        total = EITHER_WAY if either_way else TOTAL
        if said is not None:
            keys = [total] if either_way else [total, ("relation", said[0])]
            tally.add(*keys, right=right, false=not right)
        if wanted is not None and not right:
            tally.add(*([total] if either_way else [total, ("relation", wanted[0])]), missed=1)
    if best is not None:
        tally.sure.append((best[1], _is_right(said, wanted)))
    return tally


def _why(sentence: Sentence, best: tuple[Answer, float] | None, diagnosis: Diagnosis) -> Iterator[Error]:
    wanted, said = _wanted(sentence), best[0] if best else None
    if _is_right(said, wanted):
        return
    if wanted is not None:
        relation, head, tail = wanted
        ours, turned = OURS[relation]
        subject, object = (tail, head) if turned else (head, tail)
        names = [Side((mention.of.name,)) for mention in given_names(sentence)]
        fault = diagnosis.missed(names[subject], names[object], [ours])
        yield Error(sentence.id, "missed", _line(sentence, wanted), fault.layer, fault.reason, sentence.text)
    if said is not None:
        held = ", ".join(_line(sentence, relation) for relation in sentence.relations) or "nothing"
        layer = Layer.ROLE if _is_right(said, wanted, either_way=True) else Layer.RELATION
        yield Error(sentence.id, "false", _line(sentence, said), layer, f"CORE says {held}", sentence.text)


def _line(sentence: Sentence, answer: Answer) -> str:
    relation, head, tail = answer
    return f"{sentence.marked[head].name} {relation} {sentence.marked[tail].name}"
