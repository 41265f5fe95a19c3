"""Parts of speech that a dictionary is sure of."""

import pytest
import spacy
from spacy.tokens import Doc

from kg.language import silver

CLASSES = {"VERB": {"kupi", "ma"}, "NOUN": {"firma", "ma"}, "ADJ": {"nowa"}}
CLOSED = {"z": "ADP", "i": "CCONJ"}


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("Firma kupi nowa", ["NOUN", "VERB", "ADJ"]),
        ("ma z Acme .", ["", "ADP", "PROPN", "PUNCT"]),
        ("Acme i Firma", ["", "CCONJ", ""]),
        ("cokolwiek", [""]),
    ],
)
def test_sure_words_are_tagged(text: str, tags: list[str]) -> None:
    (doc,) = silver.tag(spacy.blank("pl"), [text], CLASSES, CLOSED)
    assert [token.tag_ for token in doc] == tags


def test_closed_classes_are_words_of_one_kind() -> None:
    doc = Doc(
        spacy.blank("pl").vocab,
        words=["Z", "z", "to", "to", "firma"],
        pos=["ADP", "ADP", "PRON", "PART", "NOUN"],
    )
    assert silver.closed_classes([doc]) == {"z": "ADP"}
