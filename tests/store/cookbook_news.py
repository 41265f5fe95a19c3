"""Hand-made news with something in it for each shipped query."""

from dataclasses import replace
from decimal import Decimal

from store_news import ALPHA, BETA, EVE, GAMMA, claim, resolved

from kg.model import Document, EntityType, Extraction, Money, Name, Resolution, Status

OMEGA = Name("Omega Fund", EntityType.COMPANY)
JAPAN = Name("Japan", EntityType.PLACE)
POLAND = Name("Poland", EntityType.PLACE)


def euro(millions: int) -> Money:
    return Money(Decimal(millions * 1_000_000), "EUR", wording=f"EUR {millions} million")


def document(id: str, text: str, publisher: str | None, published: str | None) -> Document:
    return Document(id, text, (), "en", publisher=publisher, published=published)


def cookbook_news() -> tuple[Extraction, ...]:
    """Seven documents of two papers and of nobody: a deal from rumour to dispute, and what is around it."""
    rumour = document(
        "rumour",
        "Omega Fund may buy a stake in Beta Cloud. Beta Cloud competes with Gamma Motors. "
        "Omega Fund is based in Japan. Beta Cloud is based in Poland.",
        "Alpha Daily", "2019-03-02",
    )
    deal = document(
        "deal",
        "Omega Fund bought a stake in Beta Cloud for EUR 5 million in May. Gamma Motors supplies Beta Cloud. "
        "Eve Nowak is chair of Beta Cloud.",
        "Beta Post", "2019-06-10",
    )
    sum = document(
        "sum",
        "Omega Fund put EUR 7 million into Beta Cloud in May. "
        "Omega Fund put EUR 2 million into Gamma Motors. Alpha Chips supplies Gamma Motors.",
        "Alpha Daily", "2019-06-11",
    )
    allies = document(
        "allies",
        "Alpha Chips and Beta Cloud team up. Alpha Chips and Gamma Motors team up.",
        "Alpha Daily", "2020-01",
    )
    end = document(
        "end",
        "Alpha Chips and Beta Cloud have parted. Alpha Chips still supplies Gamma Motors. "
        "Eve Nowak has left the chair of Beta Cloud.",
        None, "2021-02-01",
    )
    denial = document("denial", "Alpha Chips and Gamma Motors do not team up.", "Beta Post", None)
    reprint = document("reprint", denial.text, "Alpha Daily", None)
    return (
        Extraction(
            rumour,
            (
                claim(
                    rumour, "invests_in", OMEGA, BETA, "Omega Fund may buy a stake in Beta Cloud.",
                    Status.POTENTIAL, confidence=0.6,
                ),
                claim(
                    rumour, "competes_with", BETA, GAMMA, "Beta Cloud competes with Gamma Motors.",
                    topic="data", confidence=0.8,
                ),
                claim(rumour, "based_in", OMEGA, JAPAN, "Omega Fund is based in Japan."),
                claim(rumour, "based_in", BETA, POLAND, "Beta Cloud is based in Poland."),
            ),
        ),
        Extraction(
            deal,
            (
                claim(
                    deal, "invests_in", OMEGA, BETA,
                    "Omega Fund bought a stake in Beta Cloud for EUR 5 million in May.",
                    money=euro(5), date="2019-05",
                ),
                claim(
                    deal, "supplies", GAMMA, BETA, "Gamma Motors supplies Beta Cloud.", confidence=0.7,
                ),
                claim(deal, "holds_position", EVE, BETA, "Eve Nowak is chair of Beta Cloud.", topic="chair"),
            ),
        ),
        Extraction(
            sum,
            (
                claim(
                    sum, "invests_in", OMEGA, BETA, "Omega Fund put EUR 7 million into Beta Cloud in May.",
                    money=euro(7), date="2019-05",
                ),
                claim(
                    sum, "invests_in", OMEGA, GAMMA, "Omega Fund put EUR 2 million into Gamma Motors.",
                    money=euro(2),
                ),
                claim(sum, "supplies", ALPHA, GAMMA, "Alpha Chips supplies Gamma Motors.", confidence=0.8),
            ),
        ),
        Extraction(
            allies,
            (
                claim(allies, "partners_with", ALPHA, BETA, "Alpha Chips and Beta Cloud team up."),
                claim(allies, "partners_with", ALPHA, GAMMA, "Alpha Chips and Gamma Motors team up."),
            ),
        ),
        Extraction(
            end,
            (
                claim(
                    end, "partners_with", ALPHA, BETA, "Alpha Chips and Beta Cloud have parted.",
                    Status.ENDED, date="2021", confidence=0.8,
                ),
                claim(end, "supplies", ALPHA, GAMMA, "Alpha Chips still supplies Gamma Motors."),
                claim(
                    end, "holds_position", EVE, BETA, "Eve Nowak has left the chair of Beta Cloud.",
                    Status.ENDED, topic="chair",
                ),
            ),
        ),
        Extraction(
            denial,
            (
                claim(
                    denial, "partners_with", ALPHA, GAMMA, "Alpha Chips and Gamma Motors do not team up.",
                    Status.DENIED, confidence=0.8,
                ),
            ),
        ),
        Extraction(
            reprint,
            (
                claim(
                    reprint, "partners_with", ALPHA, GAMMA, "Alpha Chips and Gamma Motors do not team up.",
                    Status.DENIED, confidence=0.7,
                ),
            ),
        ),
    )



def cookbook_resolution() -> Resolution:
    """The facts of the news, of which the reprint is a copy and so no source."""
    resolution = resolved(*cookbook_news())
    copies = {"reprint": "denial"}
    facts = (
        replace(fact, sources=len({copies.get(each.document, each.document) for each in fact.claims}))
        for fact in resolution.facts
    )
    return replace(resolution, facts=tuple(facts), copies=tuple(copies.items()))
