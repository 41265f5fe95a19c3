"""Corpora of annotated names → spaCy Docs to train name recognition on.

No two corpora annotate the same kinds of names. What a corpus does not annotate is unknown there, not absent:
``COMPLETE`` says what to trust, and a first model fills in the rest (``complete``).
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.language.repair import PLAIN

LABELS = frozenset({"ORG", "PERSON", "GPE", "LOC", "PRODUCT", "EVENT", "DATE"})
_NAMES = frozenset({"ORG", "PERSON", "GPE", "LOC"})
_MORE_NAMES = _NAMES | {"PRODUCT", "EVENT"}

COMPLETE: dict[str, frozenset[str]] = {
    "gum": _NAMES | {"EVENT", "DATE"},
    "uner-ewt": _NAMES,
    "uner-pud": _NAMES,
    "wikigold": _MORE_NAMES,
    "redocred": _MORE_NAMES | {"DATE"},
    "re3d": _NAMES,
    "crossner-ai": _MORE_NAMES,
    "crossner-literature": _MORE_NAMES,
    "crossner-music": _MORE_NAMES,
    "crossner-politics": _MORE_NAMES,
    "crossner-science": _MORE_NAMES,
    "cen": _MORE_NAMES,
    "kpwr-n82": _MORE_NAMES,
    "core-partial": frozenset(),
    "multiconer2-recased": frozenset(),
    "fewnerd-a": frozenset({"GPE"}),
    "fewnerd-b": frozenset(),
}
"""Source → the labels that it annotates wherever they occur. No other sources are trained on."""

PARTIAL = frozenset({"core-partial", "multiconer2-recased", "fewnerd-a", "fewnerd-b"})
"""Sources that leave too much out to be learnt from before a first model has filled it in."""

ATTRIBUTES = ["ORTH", "SPACY", "ENT_IOB", "ENT_TYPE"]

_ENGLISH_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
)
_POLISH_MONTHS = (
    "styczeń|stycznia|styczniu|luty|lutego|lutym|marzec|marca|marcu|kwiecień|kwietnia|kwietniu|maj|maja|maju"
    "|czerwiec|czerwca|czerwcu|lipiec|lipca|lipcu|sierpień|sierpnia|sierpniu|wrzesień|września|wrześniu"
    "|październik|października|październiku|listopad|listopada|listopadzie|grudzień|grudnia|grudniu"
)
DATES = {
    language: re.compile(
        rf"\b(?:(?:\d{{1,2}}(?:st|nd|rd|th|\.)? )?(?:{months})\b\.?"
        r"(?: \d{1,2}(?:st|nd|rd|th)?\b)?(?:,? \d{4}\b)?"
        r"|(?:1[5-9]|20)\d\ds?\b(?: roku| r\.)?|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b)"
    )
    for language, months in (("en", _ENGLISH_MONTHS), ("pl", _POLISH_MONTHS))
}


@dataclass(frozen=True, slots=True)
class Row:
    """A text with its names; ``unknown`` spans may be names; offsets are code points, half-open."""

    text: str
    names: tuple[tuple[int, int, str], ...]
    unknown: tuple[tuple[int, int], ...]
    source: str


def read_rows(path: Path, sources: Collection[str] = COMPLETE) -> Iterator[Row]:
    """The rows of a JSON Lines file, gzipped or not, with straight quotes; only those of ``sources``."""
    open_text = gzip.open if path.suffix == ".gz" else open
    with open_text(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if record["source"] not in sources:
                continue
            text = record["text"].translate(PLAIN)
            nominal = [
                (start, end) for start, end, _ in record.get("nominal", ()) if not text[start:end].islower()
            ]
            names = [part for entity in record["entities"] for part in _split_place(text, *entity)]
            unknown = [(start, end) for start, end in record.get("missing", ())] + nominal
            yield Row(text, tuple(names), tuple(sorted(unknown)), record["source"])


def _split_place(text: str, start: int, end: int, label: str) -> Iterator[tuple[int, int, str]]:
    """ "Park Ridge, Illinois" is two places."""
    if label not in ("GPE", "LOC"):
        yield start, end, label
        return
    for part in text[start:end].split(", "):
        yield start, start + len(part), label
        start += len(part) + 2


_MARKED = frozenset({"fewnerd-a", "fewnerd-b"})
"""Sources in which every capitalized word without a label is marked as unknown."""


def complete(rows: Sequence[Row], first: Language, companies: Collection[str] = frozenset()) -> Iterator[Row]:
    """The rows with the names that a first model finds where a source is silent.

    Its people and places are taken as they are, unless ``companies`` has them: left unknown, they would all
    be learnt as organizations. Its other names, and capitalized words inside a sentence, become unknown.
    """
    for row, doc in zip(rows, first.pipe((row.text for row in rows), batch_size=256), strict=True):
        annotated, marked = COMPLETE[row.source], row.source in _MARKED
        names, unknown = list(row.names), list(row.unknown)
        for ent in doc.ents:
            span = (ent.start_char, ent.end_char)
            if any(start < span[1] and span[0] < end for start, end, _ in row.names):
                continue
            if marked and not any(start < span[1] and span[0] < end for start, end in row.unknown):
                continue
            if ent.text in companies and " " in ent.text:
                names.append((*span, "ORG"))
            elif ent.text in companies:
                unknown.append(span)
            elif ent.label_ in ("PERSON", "GPE", "LOC") and ent.label_ not in annotated:
                names.append((*span, ent.label_))
            else:
                unknown.append(span)
        inside = False
        for token in doc:
            if inside and not marked and token.text[:1].isupper() and not token.is_stop:
                unknown.append((token.idx, token.idx + len(token)))
            inside = token.text not in ".!?:\"'()-" and not token.is_space
        yield replace(row, names=tuple(sorted(names)), unknown=tuple(sorted(unknown)))


def join(rows: Sequence[Row], rng: random.Random) -> Iterator[Row]:
    """One to three neighbours of one source as one row, as sentences meet in a paragraph."""
    position = 0
    while position < len(rows):
        group = rows[position : position + rng.choice((1, 1, 2, 3))]
        group = [row for row in group if row.source == group[0].source]
        position += len(group)
        text = ""
        names: list[tuple[int, int, str]] = []
        unknown: list[tuple[int, int]] = []
        for row in group:
            text += " " if text else ""
            names.extend((start + len(text), end + len(text), label) for start, end, label in row.names)
            unknown.extend((start + len(text), end + len(text)) for start, end in row.unknown)
            text += row.text.strip("\n")
        yield Row(text, tuple(names), tuple(unknown), group[0].source)


def as_headline(row: Row) -> Row:
    """The row in title case and without its full stop."""

    def capitalize(match: re.Match[str]) -> str:
        named = any(start <= match.start() < end for start, end, _ in row.names)
        return match[0].capitalize() if match[0].islower() and not named else match[0]

    text = re.sub(r"(?<![\w'.@/])[^\W\d_]{4,}", capitalize, row.text)
    return replace(row, text=text.removesuffix(".")) if len(text) == len(row.text) else row


def to_doc(nlp: Language, row: Row) -> Doc:
    """The row as a Doc: its names as entities, unknown tokens as missing, all others outside.

    Dates are unknown where the source does not annotate them. A name that does not meet the bounds of tokens,
    or holds white space only, is unknown as well.
    """
    doc = nlp.make_doc(row.text)
    taken: set[int] = set()
    unknown: set[int] = set()
    spans: list[Span] = []
    for start, end, label in row.names:
        span = doc.char_span(start, end, label=label) if label in LABELS else None
        if span is None or any(token.is_space or token.i in taken for token in span):
            unknown.update(_tokens(doc, start, end))
        else:
            spans.append(span)
            taken.update(range(span.start, span.end))
    for start, end in row.unknown:
        unknown.update(_tokens(doc, start, end))
    if "DATE" not in COMPLETE[row.source]:
        for match in DATES[doc.lang_].finditer(row.text):
            unknown.update(_tokens(doc, *match.span()))
    doc.set_ents(spans, missing=[doc[i : i + 1] for i in sorted(unknown - taken)], default="outside")
    return doc


def _tokens(doc: Doc, start: int, end: int) -> Iterable[int]:
    span = doc.char_span(start, end, alignment_mode="expand")
    return () if span is None else range(span.start, span.end)
