"""Extractions and resolutions as quads, and back."""

from dataclasses import replace
from decimal import Decimal
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode
from store_news import ALPHA, BETA, FINGERPRINT, claim, resolved
from store_strategies import extractions, steady

from kg.errors import StoreError
from kg.identifiers import claim_id
from kg.model import Document, Entity, EntityType, Extraction, Fact, Money, Resolution, Status
from kg.store.conflicts import conflicts
from kg.store.derived import resolution_quads
from kg.store.quads import (
    as_stored,
    content_hash,
    document_graph,
    extraction_quads,
)
from kg.store.readback import read_document, read_extraction, read_resolution
from kg.store.terms import day, duration, is_day, label_key, plain_decimal, storable


def by_id(extraction: Extraction) -> Extraction:
    """With its claims in the order of reading, and the most confident of each id."""
    claims = {claim_id(c): c for c in sorted(extraction.claims, key=lambda c: (c.confidence, repr(c)))}
    order = sorted(claims, key=lambda id: (claims[id].evidence.start, claims[id].evidence.end, id))
    return replace(extraction, claims=tuple(claims[id] for id in order))


def test_an_extraction_comes_back_as_it_was(news):
    for extraction in news:
        back = read_extraction(as_stored(extraction_quads(extraction, FINGERPRINT)))
        assert back == by_id(extraction)


@steady
@given(extractions())
def test_whatever_a_document_says_comes_back(extraction):
    back = read_extraction(as_stored(extraction_quads(extraction, FINGERPRINT)))
    assert back == by_id(storable(extraction))


@steady
@given(extractions())
def test_what_came_back_is_stored_as_the_same_claims(extraction):
    quads = as_stored(extraction_quads(extraction, FINGERPRINT))
    again = as_stored(extraction_quads(read_extraction(quads), FINGERPRINT))
    changes = {quad.predicate.value.rpartition("#")[2] for quad in {*quads} ^ {*again}}
    # the hash is of the document as it was read, before anything was replaced
    assert changes <= {"contentHash", "digest"}


@steady
@given(extractions())
def test_a_document_is_one_graph_without_blank_nodes(extraction):
    quads = extraction_quads(extraction, FINGERPRINT)
    assert {quad.graph_name for quad in quads} == {document_graph(storable(extraction.document.id))}
    assert not any(isinstance(term, BlankNode) for quad in quads for term in quad)


def test_a_resolution_comes_back_as_it_was(news):
    resolution = resolved(*news)
    claims = [claim for extraction in news for claim in extraction.claims]
    assert read_resolution(as_stored(resolution_quads(resolution, "d")), claims) == resolution


@steady
@given(st.lists(extractions(), max_size=3, unique_by=lambda extraction: storable(extraction.document.id)))
def test_whatever_was_resolved_comes_back(found):
    stored = [by_id(storable(extraction)) for extraction in found]
    resolution = resolved(*stored)
    back = read_resolution(
        as_stored(resolution_quads(resolution, "d")), [c for e in stored for c in e.claims]
    )
    assert back == storable(resolution)


CONTROL = "a\x00b\x1b[31m\x08c\ufffe\ud800d\te\r\nf\x85\u2028g"


def test_what_rdf_cannot_hold_is_replaced_one_for_one():
    assert storable(CONTROL) == "a\ufffdb\ufffd[31m\ufffdc\ufffd\ufffdd\te\r\nf\x85\u2028g"
    document = Document("x", CONTROL, (), "en", title="\x07")
    back = read_document(as_stored(extraction_quads(Extraction(document, ()), FINGERPRINT)))
    assert (back.text, back.title) == (storable(CONTROL), "\ufffd")


def test_evidence_is_told_apart_by_what_stands_around_it():
    text = "before " * 10 + "Alpha and Beta Cloud work." + " after" * 10
    document = Document("x", text, (), "en")
    said = claim(document, "partners_with", ALPHA, BETA, "Alpha and Beta Cloud work.")
    quads = extraction_quads(Extraction(document, (said,)), FINGERPRINT)
    values = {quad.predicate.value.rpartition("#")[2]: getattr(quad.object, "value", "") for quad in quads}
    start = text.index("Alpha")
    assert (values["prefix"], values["exact"], values["suffix"]) == (
        text[start - 32 : start], "Alpha and Beta Cloud work.", text[start + 26 : start + 58],
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"document": "other"}, "cannot stand under"),
        ({"relation": "likes"}, "unknown relation"),
        ({"confidence": 1.5}, "confidence"),
        ({"confidence": float("nan")}, "confidence"),
        ({"date": "2018-02-30"}, "a date is"),
        ({"date": "today"}, "a date is"),
        ({"money": Money(Decimal("NaN"), "USD")}, "finite"),
        ({"money": Money(Decimal(1), "dollars")}, "currency"),
    ],
)
def test_a_claim_that_cannot_be_is_refused(news, change, message):
    first = news[0]
    with pytest.raises(StoreError, match=message):
        extraction_quads(replace(first, claims=(replace(first.claims[0], **change),)), FINGERPRINT)


def test_evidence_that_the_text_does_not_hold_is_refused(news):
    first, (one, *_) = news[0], news[0].claims
    wrong = replace(one, evidence=replace(one.evidence, start=one.evidence.start + 1))
    with pytest.raises(StoreError, match="not what the text says"):
        extraction_quads(replace(first, claims=(wrong,)), FINGERPRINT)


def test_a_fact_of_an_unknown_entity_is_refused(news):
    resolution = resolved(*news)
    with pytest.raises(StoreError, match="no entity"):
        resolution_quads(replace(resolution, entities=resolution.entities[1:]), None)


@pytest.mark.parametrize(
    ("value", "datatype"),
    [("2018-04-25", "date"), ("2018-04", "gYearMonth"), ("2018", "gYear"), ("spring", "string"),
     ("2018-13", "string"), ("2018-4", "string"), ("0000", "string"), ("２０１８", "string")],
)
def test_a_date_is_typed_by_what_is_known(value, datatype):
    literal = day(value)
    assert literal is not None
    assert (literal.value, literal.datatype.value.rpartition("#")[2]) == (value, datatype)
    assert is_day(value) == (datatype != "string")


@pytest.mark.parametrize(
    ("value", "stored"),
    [("P4Y", "P4Y"), ("P2W", "P14D"), ("P1Y6M", "P1Y6M"), ("PT90M", "PT90M"), ("P", None), ("PT", None),
     ("years", None), (None, None)],
)
def test_a_period_is_a_duration(value, stored):
    literal = duration(value)
    assert (literal and literal.value) == stored


@pytest.mark.parametrize(
    ("number", "text"),
    [("1200000000.0", "1200000000"), ("1.2E+9", "1200000000"), ("0.50", "0.5"), ("-0.0", "0"), ("0E+3", "0"),
     ("100", "100")],
)
def test_a_decimal_is_written_plainly(number, text):
    assert plain_decimal(Decimal(number)) == text


@pytest.mark.parametrize(
    ("one", "other"),
    [("LENOVO", "lenovo"), ("Łódź  AG", "łódź ag"), ("Ａｌｐｈａ", "alpha"), ("Straße", "STRASSE")],
)
def test_spellings_that_share_a_key(one, other):
    assert label_key(one) == label_key(other)


def test_a_hash_covers_all_that_extraction_sees(news):
    document = news[0].document
    others = [replace(document, **{name: "x"}) for name in ("text", "title", "url", "publisher", "published")]
    assert len({content_hash(each) for each in (document, *others)}) == 6


def fact(id: str, status: Status = Status.ACTUAL, **said: object) -> Fact:
    given = {"relation": "partners_with", "subject": "company/a", "object": "company/b", **said}
    return Fact(id=id, status=status, confidence=0.9, claims=(), **given)  # type: ignore[arg-type]


sold = partial(fact, relation="acquires")
founded = partial(fact, relation="founded", subject="person/ann")


def usd(amount: int, maximum: int | None = None) -> Money:
    return Money(Decimal(amount), "USD", None if maximum is None else Decimal(maximum))


ENDED, DENIED, PLANNED, ACTUAL = Status.ENDED, Status.DENIED, Status.PLANNED, Status.ACTUAL


@pytest.mark.parametrize(
    ("left", "right", "disagree"),
    [
        (fact("1"), fact("2", DENIED), True),
        (fact("1"), fact("2", ENDED), True),
        (fact("1"), fact("2", DENIED, subject="company/b", object="company/a"), True),
        (fact("1", date="2018"), fact("2", ENDED), True),
        (fact("1", date="2018"), fact("2", ENDED, date="2018"), True),
        (fact("1", date="2018"), fact("2", ENDED, date="2020"), False),
        (fact("1"), fact("2", PLANNED), False),
        (fact("1", PLANNED), fact("2", DENIED), False),
        (fact("1"), fact("2", DENIED, object="company/c"), False),
        (fact("1"), fact("2", DENIED, relation="supplies"), False),
        (fact("1", topic="phones"), fact("2", ENDED, topic="cars"), False),
        (fact("1", topic="phones"), fact("2", ENDED), True),
        (fact("1", date="2018", money=usd(5)), fact("2", date="2018", money=usd(6)), True),
        (fact("1", date="2018", money=usd(5)), fact("2", date="2019", money=usd(6)), False),
        (fact("1", money=usd(5)), fact("2", money=usd(6)), False),
        (fact("1", date="2018", money=usd(5, 7)), fact("2", date="2018", money=usd(6)), False),
        (fact("1", date="2018", money=usd(5)), fact("2", PLANNED, date="2018", money=usd(6)), False),
        (
            fact("1", date="2018", money=usd(5)),
            fact("2", date="2018", money=Money(Decimal(6), "EUR")),
            False,
        ),
        # a takeover has one price, and an announcement of it any day
        (sold("1", money=usd(5)), sold("2", money=usd(6)), True),
        (sold("1", money=usd(5), date="2018"), sold("2", money=usd(6), date="2018-04"), True),
        (sold("1", money=usd(5), date="2018"), sold("2", money=usd(6)), True),
        (sold("1", money=usd(5), date="2018"), sold("2", money=usd(6), date="2019"), False),
        (sold("1", money=usd(5)), sold("2", PLANNED, money=usd(6)), False),
        (sold("1", money=usd(5, 7)), sold("2", money=usd(6)), False),
        (sold("1", date="2018"), sold("2", date="2019"), False),
        # a founding has one date
        (founded("1", date="1984"), founded("2", date="1985"), True),
        (founded("1", date="1984-04"), founded("2", date="1984-05"), True),
        (founded("1", date="1984"), founded("2", date="1984-05"), False),
        (founded("1", date="1984"), founded("2"), False),
        (founded("1", date="1984"), founded("2", DENIED, date="1984"), True),
        (fact("1", date="1984"), fact("2", date="1985"), False),
    ],
)
def test_facts_that_disagree(left, right, disagree):
    assert list(conflicts([right, left])) == ([(left, right)] if disagree else [])


def test_the_two_ways_round_differ_where_a_relation_is_not_symmetric():
    one = fact("1", relation="supplies")
    other = fact("2", DENIED, relation="supplies", subject="company/b", object="company/a")
    assert not list(conflicts([one, other]))


def test_plain_triples_by_status(news):
    (one, *_) = news[0].claims
    entities = tuple(Entity(f"company/{x}", EntityType.COMPANY, x) for x in "ab")

    def plain(status: Status, relation: str = "partners_with") -> set[tuple[str, str, str]]:
        facts = (replace(fact("1", status, relation=relation), claims=(one,)),)
        quads = resolution_quads(Resolution(entities, facts), None)
        return {
            (q.subject.value[-1], q.predicate.value.rpartition("#")[2], q.object.value[-1])
            for q in quads
            if "/company/" in q.subject.value and "/company/" in getattr(q.object, "value", "")
        }

    assert plain(ACTUAL) == plain(PLANNED) == {("a", "partnersWith", "b"), ("b", "partnersWith", "a")}
    assert plain(Status.POTENTIAL) == {("a", "mayPartnerWith", "b"), ("b", "mayPartnerWith", "a")}
    assert plain(ENDED) == {("a", "formerlyPartneredWith", "b"), ("b", "formerlyPartneredWith", "a")}
    assert plain(DENIED) == set()
    assert plain(ACTUAL, "invests_in") == {("a", "investsIn", "b")}
