"""What the carried pipelines must get right, on sentences written for the purpose."""

import json

import pytest
from spacy.tokens import Doc

from kg.language.load import HERE, languages, load

needs = {
    language: pytest.mark.skipif(language not in languages(), reason=f"no {language} pipeline is carried yet")
    for language in ("en", "pl")
}


def parse(language: str, text: str) -> Doc:
    return load(language)(text)


def head(doc: Doc, word: str) -> tuple[str, str]:
    """The relation and the lemma of the head of the first token that reads ``word``."""
    token = next(token for token in doc if token.text == word)
    return token.dep_, token.head.lemma_


ENGLISH_LEMMAS = [
    ("Acme teamed up with Zeta on chips.", "teamed", "team"),
    ("The fund poured $5 million into Zeta.", "poured", "pour"),
    ("Acme struck a deal with Zeta.", "struck", "strike"),
    ("Acme sought a partner in Norway.", "sought", "seek"),
    ("Acme partnered with Zeta last year.", "partnered", "partner"),
    ("Acme invested in Zeta.", "invested", "invest"),
    ("She founded Zeta in 2015.", "founded", "found"),
    ("Acme led the round.", "led", "lead"),
    ("Acme bought Zeta.", "bought", "buy"),
]


@needs["en"]
@pytest.mark.parametrize(("text", "form", "lemma"), ENGLISH_LEMMAS)
def test_english_verbs_have_their_lemmas(text: str, form: str, lemma: str) -> None:
    assert {token.text: token.lemma_ for token in parse("en", text)}[form] == lemma


ENGLISH_RELATIONS = [
    ("The bank invested in Zeta.", "bank", ("nsubj", "invest")),
    ("Acme invested in Zeta.", "Zeta", ("obl", "invest")),
    ("Zeta was acquired by Acme in 2019.", "Zeta", ("nsubj:pass", "acquire")),
    ("Zeta was acquired by Acme in 2019.", "Acme", ("obl:agent", "acquire")),
    ("Acme signed an agreement with Zeta.", "agreement", ("obj", "sign")),
    ("Acme and Zeta formed an alliance.", "Zeta", ("conj", "Acme")),
    ("The company wants to buy Zeta.", "buy", ("xcomp", "want")),
    pytest.param(
        *("The company plans to buy Zeta.", "buy", ("xcomp", "plan")),
        marks=pytest.mark.xfail(
            strict=True, reason="a verb at the start that could be a plural noun is read as one"
        ),
    ),
]


@needs["en"]
@pytest.mark.parametrize(("text", "word", "expected"), ENGLISH_RELATIONS)
def test_english_relations(text: str, word: str, expected: tuple[str, str]) -> None:
    assert head(parse("en", text), word) == expected


@needs["en"]
@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("Microsoft Corp. invested $1 billion in the startup.", "Microsoft Corp.", "ORG"),
        ("The deal was announced by Nvidia on Monday.", "Nvidia", "ORG"),
        ("The company is based in Warsaw, Poland.", "Warsaw", "GPE"),
        ('"We are happy," said chief executive Jane Smith.', "Jane Smith", "PERSON"),
    ],
)
def test_english_names(text: str, name: str, label: str) -> None:
    assert (name, label) in {(ent.text, ent.label_) for ent in parse("en", text).ents}


POLISH_LEMMAS = [
    ("Spółka ogłosiła przejęcie.", "ogłosiła", "ogłosić"),
    ("Fundusz zainwestował w startup.", "zainwestował", "zainwestować"),
    ("Firmy podpisały umowę.", "podpisały", "podpisać"),
    ("Firmy podpisały umowę.", "umowę", "umowa"),
]


@needs["pl"]
@pytest.mark.parametrize(("text", "form", "lemma"), POLISH_LEMMAS)
def test_polish_lemmas(text: str, form: str, lemma: str) -> None:
    assert {token.text: token.lemma_ for token in parse("pl", text)}[form] == lemma


@needs["pl"]
def test_polish_subject_and_object() -> None:
    doc = parse("pl", "Spółka podpisała umowę.")
    assert head(doc, "Spółka") == ("nsubj", "podpisać")
    assert head(doc, "umowę") == ("obj", "podpisać")


@pytest.mark.parametrize("language", languages())
def test_pipelines_say_whose_work_they_are(language: str) -> None:
    meta = json.loads((HERE / language / "meta.json").read_text(encoding="utf-8"))
    assert meta["license"] == "CC BY-SA 4.0"
    assert meta["sources"]
    assert set(meta["performance"]) == {"parser", "names", "words_per_second"}
    licence = (HERE / language / "LICENSE").read_text(encoding="utf-8")
    assert all(line in licence for line in meta["sources"])


@pytest.mark.parametrize("language", languages())
def test_pipelines_are_small(language: str) -> None:
    size = sum(file.stat().st_size for file in (HERE / language).rglob("*") if file.is_file())
    assert size < 25_000_000


@pytest.mark.parametrize("language", languages())
def test_pipelines_read_the_same_every_time(language: str) -> None:
    text = "Acme Sp. z o.o. i Zeta Inc. met in Oslo.\n\nNothing else."
    first, second = (load(language)(text).to_json() for _ in range(2))
    assert first == second


@pytest.mark.parametrize("language", languages())
def test_pipelines_take_any_text(language: str) -> None:
    for text in ("", " ", "\n\n", "...", "🙂 ok", "a" * 3000):
        assert load(language)(text).text == text
