"""Rounds, stakes, grants and takeovers: what one or two sentences say of who puts money into what."""

from __future__ import annotations

import pytest

from kg.extract import Extractor
from kg.model import Document, Passage

Said = set[tuple[str, str, str, str]]


def invests(object: str, *subjects: str, status: str = "actual") -> Said:
    return {(subject, "invests_in", object, status) for subject in subjects}


ROUNDS: list[tuple[str, Said]] = [
    (
        "Nokia raised $20 million. Other firms that joined the round included Intel, Siemens and Accel.",
        invests("Nokia", "Intel", "Siemens", "Accel"),
    ),
    (
        "Siemens has joined a $90 million round for Nokia. New investors included Intel and Oracle.",
        invests("Nokia", "Siemens", "Intel", "Oracle"),
    ),
    (
        "Nokia said its round was led by Accel, with Intel, Adobe and Oracle participating.",
        invests("Nokia", "Accel", "Intel", "Adobe", "Oracle"),
    ),
    (
        "Nokia raised $5 million. New investors that joined the round included Boston-based Intel, alongside "
        "existing investors Oracle and Accel.",
        invests("Nokia", "Intel", "Oracle", "Accel") | {("Intel", "based_in", "Boston", "actual")},
    ),
    (
        "Nokia raised $5 million led by Accel. Its investors include executives at Google, Adobe and Tesla.",
        invests("Nokia", "Accel"),
    ),
    (
        "Nokia has grown since it received an investment from Accel.",
        invests("Nokia", "Accel"),
    ),
    (
        "Nokia has raised $20 million in a round led by Accel. Intel and Oracle also invested.",
        invests("Nokia", "Accel", "Intel", "Oracle"),
    ),
    (
        "Nokia has raised $20 million. The round was led by Accel and included Intel. Oracle also took part.",
        invests("Nokia", "Accel", "Intel", "Oracle"),
    ),
    (
        "Nokia has raised $20 million. The round also included Intel and Oracle.",
        invests("Nokia", "Intel", "Oracle"),
    ),
    ("Nokia closed an Accel-led funding round.", invests("Nokia", "Accel")),
    ("Nokia raised $5 million. Investor Accel said that the market was slow.", set()),
]

STAKES: list[tuple[str, Said]] = [
    ("Nokia, in which Siemens holds 12%, makes radios.", invests("Nokia", "Siemens")),
    (
        "Nokia, in which Siemens has a 12 per cent stake, hired a new finance chief.",
        invests("Nokia", "Siemens"),
    ),
    ("Anna Lind praised Nokia, of which she owns about 4%.", invests("Nokia", "Anna Lind")),
    ("Nokia's biggest shareholder, Siemens, also sells cranes.", invests("Nokia", "Siemens")),
    (
        "Intel sold a 20% stake in Nokia to Siemens.",
        invests("Nokia", "Siemens") | invests("Nokia", "Intel", status="ended"),
    ),
    ("Nokia sold a stake to Siemens in 2023.", invests("Nokia", "Siemens")),
    ("Nokia, a portfolio company of Accel, makes radios.", invests("Nokia", "Accel")),
    (
        "Siemens bought 5% of Nokia from Oracle.",
        invests("Nokia", "Siemens") | invests("Nokia", "Oracle", status="ended"),
    ),
    ("Nokia, whose largest shareholder is Siemens, makes radios.", invests("Nokia", "Siemens")),
    ("Siemens, Nokia's main shareholder, said no.", invests("Nokia", "Siemens")),
    ("Siemens now has 41 per cent of Nokia.", invests("Nokia", "Siemens")),
    ("Siemens sold its remaining Nokia stake for $2 billion.", invests("Nokia", "Siemens", status="ended")),
    ("She came from Intel to head finance at Nokia, which is backed by Accel.", invests("Nokia", "Accel")),
]

TAKEOVERS: list[tuple[str, Said]] = [
    ("Siemens paid $2 billion for Nokia in 2016.", {("Siemens", "acquires", "Nokia", "actual")}),
    ("Siemens paid $2 billion for a licence from Nokia.", set()),
    ("Nokia fell to Siemens for $2 billion.", {("Siemens", "acquires", "Nokia", "actual")}),
    ("Cerberus Capital took Nokia private in May.", {("Cerberus Capital", "acquires", "Nokia", "actual")}),
    ("Siemens took full control of Nokia in June.", {("Siemens", "acquires", "Nokia", "actual")}),
    ("Siemens has submitted a $2 billion bid for Nokia.", {("Siemens", "acquires", "Nokia", "planned")}),
    ("Siemens has offered $2 billion for Nokia.", {("Siemens", "acquires", "Nokia", "planned")}),
    ("Siemens agreed a £2bn deal for Nokia.", {("Siemens", "acquires", "Nokia", "actual")}),
    ("Siemens agreed a £2bn deal for chips from Nokia.", set()),
    ("Nokia rebuffed Siemens's $2 billion bid.", {("Siemens", "acquires", "Nokia", "denied")}),
    ("Oracle sold Nokia to Siemens for $2 billion.", {("Siemens", "acquires", "Nokia", "actual")}),
    ("Siemens plans to bid for Nokia.", {("Siemens", "acquires", "Nokia", "planned")}),
    ("Siemens has joined the auction for Nokia.", {("Siemens", "acquires", "Nokia", "potential")}),
    ("Siemens acquired the bulk of Nokia.", {("Siemens", "acquires", "Nokia", "actual")}),
    ("Siemens and Nokia merged their two labs in Finland.", set()),
    (
        "The Justice Department looked at Siemens's merger with Nokia.",
        {("Siemens", "acquires", "Nokia", "actual")},
    ),
    (
        "Siemens's recent acquisitions include Nokia and Infinera.",
        {("Siemens", "acquires", name, "actual") for name in ("Nokia", "Infinera")},
    ),
]

GRANTS: list[tuple[str, Said]] = [
    (
        "The European Investment Bank will lend $2 million to Nokia.",
        {("European Investment Bank", "funds", "Nokia", "planned")},
    ),
    (
        "Nokia received a $2 million loan from the European Investment Bank.",
        {("European Investment Bank", "funds", "Nokia", "actual")},
    ),
    (
        "The Gates Foundation has set aside $3 million for Stanford University.",
        {("Gates Foundation", "funds", "Stanford University", "actual")},
    ),
    (
        "Siemens, a donor to Stanford University, grew.",
        {("Siemens", "funds", "Stanford University", "actual")},
    ),
    (
        "The European Investment Bank granted Siemens a 200 million euro loan.",
        {("European Investment Bank", "funds", "Siemens", "actual")},
    ),
    (
        "Siemens pledged $5 million to Stanford University.",
        {("Siemens", "funds", "Stanford University", "planned")},
    ),
    (
        "Stanford University received funding from Siemens.",
        {("Siemens", "funds", "Stanford University", "actual")},
    ),
    ("Siemens funds a chair.", set()),
]


@pytest.mark.parametrize(("text", "expected"), ROUNDS + STAKES + TAKEOVERS + GRANTS)
def test_what_is_said_of_deals(extractor: Extractor, text: str, expected: Said) -> None:
    document = Document("deal", text, (Passage(0, len(text)),), "en")
    found = extractor.extract(document).claims
    assert {(c.subject.of.name, c.relation, c.object.of.name, c.status.value) for c in found} == expected
