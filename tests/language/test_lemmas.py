"""Forms → lemmas, by dictionaries written here."""

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg.language.dictionary import Dictionary
from kg.language.lemmas import Lemmas

VERBS = Dictionary(
    exceptions={"sought": "seek", "found": "find"},
    rules={"ed": ("e", ""), "s": ("",)},
    lemmas=frozenset({"team", "hope", "found", "find", "seek", "invest"}),
    base=("VerbForm=Inf",),
)


@pytest.mark.parametrize(
    ("form", "features", "lemma"),
    [
        ("teamed", [], "team"),
        ("hoped", [], "hope"),
        ("sought", [], "seek"),
        ("founded", [], "found"),
        ("found", [], "find"),
        ("found", ["VerbForm=Inf"], "found"),
        ("invest", [], "invest"),
        ("onboarded", [], None),
    ],
)
def test_a_dictionary_knows_its_lemmas(form: str, features: list[str], lemma: str | None) -> None:
    assert VERBS.lemma(form, features) == lemma


def pipeline() -> Language:
    nlp = spacy.blank("en")
    lemmas = nlp.add_pipe("kg_lemmas")
    assert isinstance(lemmas, Lemmas)
    lemmas.dictionaries = {"VERB": VERBS}
    return nlp


def test_the_component_trusts_the_dictionary_and_else_the_trained_lemma(tmp_path: Path) -> None:
    pipeline().to_disk(tmp_path / "saved")
    for nlp in (pipeline(), spacy.load(tmp_path / "saved")):
        doc = Doc(
            nlp.vocab,
            words=["Invest", "onboarded", "co-founded", "teamed", "Teamed", "Invest"],
            pos=["VERB", "VERB", "VERB", "NOUN", "VERB", "VERB"],
            lemmas=["Invest", "onboard", "co-founde", "teamed", "teame", "Invest"],
            sent_starts=[True, False, False, False, False, False],
        )
        lemmas = [token.lemma_ for token in nlp(doc)]
        assert lemmas == ["invest", "onboard", "co-found", "teamed", "team", "Invest"]
