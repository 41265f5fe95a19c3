"""Who works where, and whose and where bodies are: sentences, and what they say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import kg

Said = set[tuple[str, str, str, str]]

LINDGREN, FALK = "Anna Lindgren", "Peter Falk"

SENTENCES: list[tuple[str, Said]] = [
    (
        "“We grew,” said Sung Kim, Co-Founder and CEO of Veriff.",
        {("Sung Kim", "founded", "Veriff", "actual"), ("Sung Kim", "holds_position", "Veriff", "actual")},
    ),
    ("Anna Lindgren is an alumnus of Aalto University.", set()),
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
    # Beside a body, without a title
    (
        "Anna Lindgren of Nokia met Siemens's Peter Falk.",
        {(LINDGREN, "holds_position", "Nokia", "actual"), (FALK, "holds_position", "Siemens", "actual")},
    ),
    (
        "Prices fall, says Peter Falk of brokerage Acme Capital.",
        {(FALK, "holds_position", "Acme Capital", "actual")},
    ),
    ("Anna Lindgren, once of Nokia, sings.", {(LINDGREN, "holds_position", "Nokia", "ended")}),
    ("Peter Falk (ex-Nokia) sings.", {(FALK, "holds_position", "Nokia", "ended")}),
    ("Anna Lindgren of Nokia's choir sings.", set()),
    # Titles that a verb, a noun or a clause ties to their holder
    (
        "The appointment of Anna Lindgren as chairwoman of Nokia is a surprise.",
        {(LINDGREN, "holds_position", "Nokia", "actual")},
    ),
    (
        "Anna Lindgren was promoted from her post as head of sales to chief executive of Nokia.",
        {(LINDGREN, "holds_position", "Nokia", "actual")},
    ),
    ("The prize went to Nokia, where Peter Falk is chairman.", {(FALK, "holds_position", "Nokia", "actual")}),
    (
        "Anna Lindgren sings. She is chief economist at Nokia.",
        {(LINDGREN, "holds_position", "Nokia", "actual")},
    ),
    # Titles in the plural, beside a board, and of a part
    (
        "Nokia directors Anna Lindgren and Peter Falk sing.",
        {(name, "holds_position", "Nokia", "actual") for name in (LINDGREN, FALK)},
    ),
    ("Nokia board member Anna Lindgren sings.", {(LINDGREN, "holds_position", "Nokia", "actual")}),
    ("Peter Falk, adviser to Nokia, sings.", {(FALK, "holds_position", "Nokia", "actual")}),
    ("Nokia veteran Peter Falk sings.", {(FALK, "holds_position", "Nokia", "ended")}),
    ("Peter Falk, managing director EMEA at Nokia, sings.", {(FALK, "holds_position", "Nokia", "actual")}),
    ("It was signed by Steel Minister Anna Lindgren.", set()),
    ("Nokia analysts including Peter Falk sing.", {(FALK, "holds_position", "Nokia", "actual")}),
    ("The song is by Peter Falk, one of the founders of Nokia.", {(FALK, "founded", "Nokia", "actual")}),
    ("Peter Falk, a founder of Nokia, sings.", {(FALK, "founded", "Nokia", "actual")}),
    ("Nokia added Peter Falk to its board.", {(FALK, "holds_position", "Nokia", "actual")}),
    ("At Nokia, chairman Peter Falk sings for Siemens.", {(FALK, "holds_position", "Nokia", "actual")}),
    ("Siemens met Nokia, whose chairman Peter Falk sings.", {(FALK, "holds_position", "Nokia", "actual")}),
    ("Peter Falk, owner of the Nokia club, sings.", set()),
    (
        "Nokia has grown since Anna Lindgren took over as CEO.",
        {(LINDGREN, "holds_position", "Nokia", "actual")},
    ),
    (
        "Nokia follows Anna Lindgren, the chief executive, to Turku.",
        {(LINDGREN, "holds_position", "Nokia", "actual")},
    ),
    ("Nokia follows Anna Lindgren, chief executive of a choir.", set()),
    # Seats
    ("Nokia has its main office in Espoo.", {("Nokia", "based_in", "Espoo", "actual")}),
    (
        "Siemens is a German technology company based in Munich.",
        {("Siemens", "based_in", "Munich", "actual")},
    ),
    ("Nokia of Espoo grew.", {("Nokia", "based_in", "Espoo", "actual")}),
    ("Siemens, of Munich, grew.", {("Siemens", "based_in", "Munich", "actual")}),
    ("Nokia of Finland's past grew.", set()),
    ("Aalto University in Espoo grew.", {("Aalto University", "based_in", "Espoo", "actual")}),
    ("Siemens in Munich grew.", set()),
    ("Veriff (Tallinn) grew.", {("Veriff", "based_in", "Tallinn", "actual")}),
    ("Siemens, the Munich train maker, grew.", {("Siemens", "based_in", "Munich", "actual")}),
    ("Siemens, the Munich train fan, grew.", set()),
    ("Cree, a Durham, North Carolina chip maker, grew.", {("Cree", "based_in", "Durham", "actual")}),
    ("The Turin coffee house Lavazza grew.", {("Lavazza", "based_in", "Turin", "actual")}),
    ("She spoke in Espoo, where Nokia is based.", {("Nokia", "based_in", "Espoo", "actual")}),
    ("Nokia relocated from Helsinki to Espoo.", {("Nokia", "based_in", "Espoo", "actual")}),
    ("A Letter of Intent was signed by Anna Lindgren.", set()),
    # Owners and what they own
    ("Siemens praised its Globex unit.", {("Globex", "subsidiary_of", "Siemens", "actual")}),
    (
        "It was run by Veriff, whose majority owner Siemens sued.",
        {("Veriff", "subsidiary_of", "Siemens", "actual")},
    ),
    ("Siemens (parent company of Veriff) grew.", {("Veriff", "subsidiary_of", "Siemens", "actual")}),
    ("Nokia asked Siemens, its second-largest owner, for money.", set()),
    ("Veriff is majority-owned by Siemens.", {("Veriff", "subsidiary_of", "Siemens", "actual")}),
    ("Veriff's owner Siemens grew.", {("Veriff", "subsidiary_of", "Siemens", "actual")}),
    # Founders
    (
        "She met Nokia and Veriff, a software company founded by Peter Falk.",
        {(FALK, "founded", "Veriff", "actual")},
    ),
    (
        "Veriff (founders: Anna Lindgren and Peter Falk) grew.",
        {(name, "founded", "Veriff", "actual") for name in (LINDGREN, FALK)},
    ),
    (
        "Anna Lindgren founded Veriff with Peter Falk in 2001.",
        {(name, "founded", "Veriff", "actual") for name in (LINDGREN, FALK)},
    ),
    ("Anna Lindgren founded Veriff with a loan in 2001.", {(LINDGREN, "founded", "Veriff", "actual")}),
    (
        "Veriff, the label begun in a barn by Anna Lindgren, grew.",
        {(LINDGREN, "founded", "Veriff", "actual")},
    ),
    ("Veriff was the brainchild of Anna Lindgren.", {(LINDGREN, "founded", "Veriff", "actual")}),
    (
        "Veriff was founded by the duo of Anna Lindgren and Peter Falk.",
        {(name, "founded", "Veriff", "actual") for name in (LINDGREN, FALK)},
    ),
    (
        "Veriff was spun out of Aalto University in 2019.",
        {("Aalto University", "founded", "Veriff", "actual")},
    ),
]


def said(extractor: kg.Extractor, text: str, tmp_path: Path) -> Said:
    source = tmp_path / "news.jsonl"
    source.write_text(json.dumps({"id": "it", "text": text, "language": "en"}))
    documents = (each for each in kg.documents([source]) if isinstance(each, kg.Document))
    return {
        (claim.subject.of.name, claim.relation, claim.object.of.name, claim.status.value)
        for document in documents
        for claim in extractor.ruled(extractor.read(document))
    }


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_what_a_sentence_says_of_people_and_bodies(
    extractor: kg.Extractor, text: str, expected: Said, tmp_path: Path
) -> None:
    assert said(extractor, text, tmp_path) == expected
