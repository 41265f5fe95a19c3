"""Who works where, and whose and where bodies are: sentences, and what they say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import kg

Said = set[tuple[str, str, str, str]]

LINDGREN, FALK = "Anna Lindgren", "Peter Falk"

SENTENCES: list[tuple[str, Said]] = [
    # Coming, going and changing sides
    (
        "Anna Lindgren joins Siemens from Nokia next month.",
        {(LINDGREN, "holds_position", "Siemens", "actual"), (LINDGREN, "holds_position", "Nokia", "ended")},
    ),
    ("Anna Lindgren joined the board of a choir in Espoo.", set()),
    ("Peter Falk, who quit Nokia last year, keeps bees.", {(FALK, "holds_position", "Nokia", "ended")}),
    (
        "Siemens has poached Anna Lindgren from Nokia to build a new lab.",
        {(LINDGREN, "holds_position", "Siemens", "actual"), (LINDGREN, "holds_position", "Nokia", "ended")},
    ),
    ("Nokia sacked Peter Falk in March.", {(FALK, "holds_position", "Nokia", "ended")}),
    (
        "Anna Lindgren previously held senior posts at Ericsson and Nokia.",
        {(LINDGREN, "holds_position", name, "ended") for name in ("Ericsson", "Nokia")},
    ),
    ("Peter Falk runs the cable division at Nokia.", {(FALK, "holds_position", "Nokia", "actual")}),
    ("In May Anna Lindgren took the helm of Nokia.", {(LINDGREN, "holds_position", "Nokia", "actual")}),
]


def said(extractor: kg.Extractor, text: str, tmp_path: Path) -> Said:
    source = tmp_path / "news.jsonl"
    source.write_text(json.dumps({"id": "it", "text": text, "language": "en"}))
    documents = (each for each in kg.documents([source]) if isinstance(each, kg.Document))
    return {
        (claim.subject.of.name, claim.relation, claim.object.of.name, claim.status.value)
        for document in documents
        for claim in extractor.extract(document).claims
    }


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_what_a_sentence_says_of_people_and_bodies(
    extractor: kg.Extractor, text: str, expected: Said, tmp_path: Path
) -> None:
    assert said(extractor, text, tmp_path) == expected
