"""What the scorer sees of a pair, what it says, and how grounds become confidence."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy import tokens

from kg.extract import Extractor
from kg.extract.confidence import confidence, grounds, heard, log_odds, shares
from kg.extract.scorer.features import ASKED, RULE, Words, features, way
from kg.extract.scorer.model import NONE, Model, model
from kg.extract.scorer.pairs import Pair, pairs
from kg.extract.scorer.scored import fits
from kg.extract.skeleton import Unit
from kg.extract.tree import Doc
from kg.model import By, Document, EntityType, Passage
from kg.relations import RELATIONS

SHARES = st.floats(0, 1)


def document(text: str, language: str = "en") -> Document:
    return Document("text", text, (Passage(0, len(text)),), language)


def bought() -> tuple[Doc, tuple[Unit, ...]]:
    """ "Acme was bought by Globex", parsed by hand."""
    words = ["Acme", "was", "bought", "by", "Globex"]
    read = tokens.Doc(
        spacy.blank("en").vocab,
        words=words,
        lemmas=["Acme", "be", "buy", "by", "Globex"],
        heads=[2, 2, 2, 4, 2],
        deps=["nsubj:pass", "aux:pass", "ROOT", "case", "obl"],
        pos=["PROPN", "AUX", "VERB", "ADP", "PROPN"],
    )
    doc = Doc(read)
    return doc, tuple(Unit(t.idx, t.idx + len(t), t.text) for t in doc)


def test_words_between_and_the_way_through_the_parse_are_seen() -> None:
    doc, units = bought()
    seen = features(Words(doc, units), Pair(doc[0], doc[4]))
    assert {"between be buy", "verb buy (passive)", "right by with buy", "path nsubj:pass|buy|obl"} <= set(
        seen
    )
    assert not any("Acme" in name for name in seen if not name.startswith(("left", "right")))


def test_the_way_between_two_words_goes_over_their_lowest_common_head() -> None:
    doc, _ = bought()
    up, top, down = way(doc[0], doc[4]) or ([], doc[0], [])
    assert ([t.text for t in up], top.text, [t.text for t in down]) == (["Acme"], "bought", ["Globex"])


def test_probabilities_add_up_and_reasons_are_the_largest_shares() -> None:
    weights = np.array([[2.0, -2.0], [0.5, -0.5]], dtype=np.float16)
    small = Model(("acquires>", "none"), ("between buy", "between and"), weights, np.zeros(2))
    likely, unknown = small.probabilities([{"between buy": 1.0, "between sell": 1.0}, {}])
    assert sum(likely) == pytest.approx(1)
    assert unknown == [0.5, 0.5]
    assert likely[0] > 0.9
    assert small.reasons({"between and": 1.0, "between buy": 1.0}, "acquires>", 1) == (("between buy", 2.0),)


@pytest.mark.parametrize("language", ["en", "pl"])
def test_the_carried_models_know_the_relations(language: str) -> None:
    carried = model(language)
    assert carried is not None
    named = {name.rstrip("<>") for name in carried.classes if not name.startswith(NONE)}
    assert named - {"merges"} == set(RELATIONS)


def test_what_is_asked_and_what_rules_found_is_seen() -> None:
    doc, units = bought()
    seen = features(Words(doc, units), Pair(doc[0], doc[4]), {"acquires<"}, asked=True)
    assert {ASKED, f"{RULE}acquires<"} <= set(seen)


def test_a_person_and_a_company_are_seen_as_such() -> None:
    doc, units = bought()
    seen = features(Words(doc, units), Pair(doc[0], doc[4], ("PERSON", "ORG"), ("", "it")))
    assert {"PERSON ORG", "PERSON ORG: between be buy", "right by it", "ORG by it"} <= set(seen)


@pytest.mark.parametrize(
    ("name", "left", "right", "expected"),
    [
        ("acquires>", EntityType.COMPANY, EntityType.COMPANY, True),
        ("holds_position>", EntityType.PERSON, EntityType.COMPANY, True),
        ("holds_position<", EntityType.PERSON, EntityType.COMPANY, False),
        ("based_in<", EntityType.PLACE, EntityType.COMPANY, True),
        ("merges", EntityType.PLACE, EntityType.COMPANY, False),
        ("none", EntityType.PLACE, EntityType.COMPANY, True),
    ],
)
def test_classes_fit_the_types_of_their_sides(
    name: str, left: EntityType, right: EntityType, expected: bool
) -> None:
    assert fits(name, left, right) is expected


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Nokia was acquired by Microsoft for $40 million.", "acquires"),
        ("Siemens and Nokia signed a partnership to build batteries.", "partners_with"),
        ("BlackRock holds a 5% stake in Nokia.", "invests_in"),
    ],
)
def test_words_alone_tell_plain_deals(scorer: Extractor, text: str, relation: str) -> None:
    assert relation in {claim.relation for claim in scorer.extract(document(text)).claims}


@pytest.fixture(scope="module")
def scorer() -> Extractor:
    return Extractor(by=By.scorer)


def test_a_claim_of_the_scorer_alone_names_it_as_its_rule(scorer: Extractor) -> None:
    (claim,) = scorer.extract(document("Nokia was acquired by Microsoft for $40 million.")).claims
    assert (claim.rule, claim.subject.text, claim.object.text) == ("en.scored.acquires", "Microsoft", "Nokia")
    assert claim.money is not None
    assert claim.money.amount == 40_000_000


def test_a_long_list_has_a_bounded_number_of_pairs(extractor: Extractor) -> None:
    names = ", ".join(f"Initech{letter} Corp" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    reading = extractor.read(document(f"The customers are {names} and Globex Corp."))
    found = [
        pair
        for number, skeleton in enumerate(reading.skeletons)
        for sent in skeleton.doc.sents
        for pair in pairs(number, skeleton, sent, reading.coreference)
    ]
    assert len(found) <= 14 * 13 / 2


@given(estimate=SHARES, likelihood=SHARES, headline=st.booleans(), ruled=st.booleans())
def test_confidence_is_a_share(estimate: float, likelihood: float, headline: bool, ruled: bool) -> None:
    seen = grounds("acquires", estimate, (), headline=headline, ruled=ruled)
    assert 0 < confidence(seen) < 1
    assert 0 < confidence(heard(seen, likelihood)) < 1


@given(low=SHARES, high=SHARES)
def test_a_likelier_pair_is_never_less_sure(low: float, high: float) -> None:
    low, high = sorted((low, high))
    sure = [confidence(heard(grounds("acquires", 0.8, ()), share)) for share in (low, high)]
    assert sure[0] <= sure[1]


def test_shares_leave_out_what_weighs_nothing() -> None:
    seen: Mapping[str, float] = {"estimate": log_odds(0.9), "relation of nobody": 1.0}
    assert "relation of nobody" not in dict(shares(seen))


def test_what_extracts_is_part_of_the_fingerprint() -> None:
    assert len({Extractor(by=by).fingerprint for by in By}) == len(By)
