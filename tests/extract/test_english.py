"""English sentences and all that they say, with the carried pipeline."""

from __future__ import annotations

import pytest

from kg.extract import Extractor
from kg.model import Document, Passage, PassageKind
from kg.relations import RELATIONS

Said = set[tuple[str, str, str, str]]

PROSE: list[tuple[str, Said]] = [
    # Lists
    (
        "Stripe's customers include Amazon, Google and Shopify.",
        {("Stripe", "supplies", name, "actual") for name in ("Amazon", "Google", "Shopify")},
    ),
    (
        "Salesforce counts Toyota and Siemens among its customers.",
        {("Salesforce", "supplies", name, "actual") for name in ("Toyota", "Siemens")},
    ),
    (
        "Siemens sells chips to many carmakers in Europe, including Volkswagen, BMW and Renault.",
        {("Siemens", "supplies", name, "actual") for name in ("Volkswagen", "BMW", "Renault")},
    ),
    (
        "OpenAI's investors include Microsoft and SoftBank.",
        {(name, "invests_in", "OpenAI", "actual") for name in ("Microsoft", "SoftBank")},
    ),
    (
        "Spotify's main competitors include Apple and Amazon.",
        {("Spotify", "competes_with", name, "actual") for name in ("Apple", "Amazon")},
    ),
    # What is said of one name of a list
    (
        "Guests were Nokia (parent company of Infinera), Ericsson and Siemens (parent company of Brightly).",
        {
            ("Infinera", "subsidiary_of", "Nokia", "actual"),
            ("Brightly", "subsidiary_of", "Siemens", "actual"),
        },
    ),
    (
        "Intel (then the largest chipmaker and a subsidiary of Siemens) bought Globex plc's software unit.",
        {("Intel", "subsidiary_of", "Siemens", "actual"), ("Intel", "acquires", "Globex plc", "actual")},
    ),
    (
        "Visitors included Nokia, Ericsson and Acme Robotics, a subsidiary of Siemens.",
        {("Acme Robotics", "subsidiary_of", "Siemens", "actual")},
    ),
    (
        "Sequoia Capital led the round of Acme Robotics alongside investors Index Ventures and Accel.",
        {
            (name, "invests_in", "Acme Robotics", "actual")
            for name in ("Sequoia Capital", "Index Ventures", "Accel")
        },
    ),
    (
        "Others are Kodak, Optivia (acquired by Sumitomo in 2007), Canon and Idemitsu Kosan.",
        {("Sumitomo", "acquires", "Optivia", "actual")},
    ),
    # Supply
    ("Foxconn makes phones for Apple.", {("Foxconn", "supplies", "Apple", "actual")}),
    ("Spotify uses Google's cloud platform.", {("Google", "supplies", "Spotify", "actual")}),
    ("Samsung won a contract from Tesla.", {("Samsung", "supplies", "Tesla", "actual")}),
    ("Tesla bought batteries from Panasonic.", {("Panasonic", "supplies", "Tesla", "actual")}),
    # Bids and sales
    (
        "Pfizer made a takeover bid for AstraZeneca worth $118 billion.",
        {("Pfizer", "acquires", "AstraZeneca", "planned")},
    ),
    (
        "AstraZeneca rejected a takeover offer from Pfizer.",
        {("Pfizer", "acquires", "AstraZeneca", "denied")},
    ),
    (
        "The sale of Motorola to Lenovo was completed in October.",
        {("Lenovo", "acquires", "Motorola", "actual")},
    ),
    (
        "Cisco said it would buy privately held Splunk (SPLK) for $28 billion.",
        {("Cisco", "acquires", "Splunk", "planned")},
    ),
    ("SoftBank bought Arm from Cambridge Innovation.", {("SoftBank", "acquires", "Arm", "actual")}),
    # Grants
    (
        "Stanford University received a $5 million grant from the Gates Foundation.",
        {("Gates Foundation", "funds", "Stanford University", "actual")},
    ),
    (
        "Microsoft has given the University of Warsaw $2 million.",
        {("Microsoft", "funds", "University of Warsaw", "actual")},
    ),
    # Alliances
    (
        "Nokia sold its maps unit to private equity firm Bain Capital.",
        {("Bain Capital", "acquires", "Nokia maps unit", "actual")},
    ),
    (
        "Companies like Revolut, BMW and the Klarna group plug into Qover's platform.",
        {("Qover", "supplies", name, "actual") for name in ("Revolut", "BMW", "Klarna")},
    ),
    (
        "Samsung is considering working on chips with Japan's Sony.",
        {("Samsung", "partners_with", "Sony", "potential"), ("Sony", "based_in", "Japan", "actual")},
    ),
    (
        "Honda and Sony announced the establishment of a joint venture company.",
        {("Honda", "partners_with", "Sony", "actual")},
    ),
    # Ownership
    ("Nuance was sold to Microsoft for $16 billion.", {("Microsoft", "acquires", "Nuance", "actual")}),
    (
        "Figma's takeover by Adobe was blocked in Brussels.",
        {("Adobe", "acquires", "Figma", "denied")},
    ),
    ("Skoda became part of Volkswagen in 2000.", {("Skoda", "subsidiary_of", "Volkswagen", "actual")}),
    # Names that their verb alone tells
    ("Zorblax was acquired by Microsoft.", {("Microsoft", "acquires", "Zorblax", "actual")}),
    ("In 2019, Zorblax was bought by Nokia.", {("Nokia", "acquires", "Zorblax", "actual")}),
    ("Management was acquired by Microsoft.", set()),
    ("Microsoft acquired Quill Harrow.", {("Microsoft", "acquires", "Quill Harrow", "actual")}),
    # Parts and wholes
    (
        "Microsoft purchased substantially all of the assets of Nokia.",
        {("Microsoft", "acquires", "Nokia", "actual")},
    ),
    ("Nokia was merged into Microsoft.", {("Microsoft", "acquires", "Nokia", "actual")}),
    (
        "Nokia, Ericsson (acquired by Microsoft in 2007) and Oracle make panels.",
        {("Microsoft", "acquires", "Ericsson", "actual")},
    ),
    # Shares
    ("Siemens completed the purchase of a stake in Nokia.", {("Siemens", "invests_in", "Nokia", "actual")}),
    ("Siemens has sold 80% of its stake in Nokia.", {("Siemens", "invests_in", "Nokia", "ended")}),
    (
        "Microsoft sold the majority of its interest in Ericsson to Oracle.",
        {("Microsoft", "invests_in", "Ericsson", "ended"), ("Oracle", "invests_in", "Ericsson", "actual")},
    ),
    ("Siemens took 80 percent ownership of Nokia.", {("Siemens", "invests_in", "Nokia", "actual")}),
    ("Siemens's 20 percent stake in Nokia has shrunk.", {("Siemens", "invests_in", "Nokia", "actual")}),
    ("Oracle is one of Nokia's largest shareholders.", {("Oracle", "invests_in", "Nokia", "actual")}),
    (
        "Nokia is the parent organization of Ericsson and Dropbox.",
        {(name, "subsidiary_of", "Nokia", "actual") for name in ("Ericsson", "Dropbox")},
    ),
    (
        "Nokia was hit by the withdrawal of support from shareholder Siemens.",
        {("Siemens", "invests_in", "Nokia", "actual")},
    ),
    (
        "The Swedish government owns 37.3% of Nokia.",
        {("Swedish government", "invests_in", "Nokia", "actual")},
    ),
    (
        "Microsoft rose, but its own internet business, Dropbox, lost money.",
        {("Dropbox", "subsidiary_of", "Microsoft", "actual")},
    ),
    (
        "Nokia was acquired by Siemens, and Oracle was taken over by Adobe.",
        {("Siemens", "acquires", "Nokia", "actual"), ("Adobe", "acquires", "Oracle", "actual")},
    ),
    (
        "Cerberus Capital led a consortium that acquired a majority stake in Nokia.",
        {("Cerberus Capital", "invests_in", "Nokia", "actual")},
    ),
    (
        "Siemens set up a venture with Nokia and is to take complete control of the new firm.",
        {("Nokia", "partners_with", "Siemens", "actual")},
    ),
    (
        "Nokia grew. The general counsel of the company, Jane Roe, explained it.",
        {("Jane Roe", "holds_position", "Nokia", "actual")},
    ),
    (
        "Siemens said on Tuesday it has reached an agreement to buy 75% of Nokia in a bid to grow.",
        {("Siemens", "invests_in", "Nokia", "actual")},
    ),
    # Lists and what is said of their items
    (
        "Nokia bought Ericsson, a storage provider for airlines, and Globex plc, a maker of lights.",
        {("Nokia", "acquires", name, "actual") for name in ("Ericsson", "Globex plc")},
    ),
    (
        "Siemens is working with a robot firm called Globex on a new battery.",
        {("Siemens", "partners_with", "Globex", "actual")},
    ),
    # Deals that another noun or verb carries
    ("Nokia grew through the acquisition of Ericsson.", {("Nokia", "acquires", "Ericsson", "actual")}),
    ("Nokia was praised for the acquisition of skills through Ericsson.", set()),
    (
        "Ford transferred the plant to a joint venture with Nokia.",
        {("Ford", "partners_with", "Nokia", "actual")},
    ),
    ("Ford set up a JV with Nokia.", {("Ford", "partners_with", "Nokia", "actual")}),
    (
        "Siemens agreed to acquire the Globex Systems business segment of Nokia for $75 million.",
        {("Siemens", "acquires", "Globex Systems", "actual")},
    ),
    ("Nokia won a grant from the Gates Foundation.", {("Gates Foundation", "funds", "Nokia", "actual")}),
    ("Nokia expects to contribute $25 million to revenues.", set()),
    ("Siemens is the maker of the biggest crane since the Globex program.", set()),
    ("Nokia will invest in the venture.", set()),
    ("Nokia will invest in robotics.", {("Nokia", "invests_in", "robotics", "planned")}),
    # Seats
    (
        "Tesla plans to acquire Wiferon, a German-based maker of chargers.",
        {("Tesla", "acquires", "Wiferon", "planned"), ("Wiferon", "based_in", "Germany", "actual")},
    ),
    ("Acme Capital is a New York-based fund manager.", {("Acme Capital", "based_in", "New York", "actual")}),
    ("Microsoft met the founders of a London-based firm.", set()),
    (
        "It was built by researchers at Acme Research in Boston.",
        {("Acme Research", "based_in", "Boston", "actual")},
    ),
    (
        "Headquartered in Denver, Colorado, Nokia's software supports large firms.",
        {("Nokia", "based_in", "Denver", "actual")},
    ),
    # Positions
    (
        "Nokia today named Anna Lindgren as its new chief executive.",
        {("Anna Lindgren", "holds_position", "Nokia", "actual")},
    ),
    (
        "Siemens also announced head of finance Peter Falk as its new president.",
        {("Peter Falk", "holds_position", "Siemens", "actual")},
    ),
    (
        "Nokia appointed Anna Lindgren chief executive of Ericsson.",
        {("Anna Lindgren", "holds_position", "Ericsson", "actual")},
    ),
    ("Nokia met Anna Lindgren as its new chief executive left.", set()),
    # What is no thing of its own
    ("Siemens said it did not disclose how much it invested in each company.", set()),
    ("Siemens has reduced the debt it took on to fund the Seagrove purchase.", set()),
    (
        "Nokia, with headquarters in Espoo, grew.",
        {("Nokia", "based_in", "Espoo", "actual")},
    ),
    ("Nokia moved its headquarters to Berlin in 2021.", {("Nokia", "based_in", "Berlin", "actual")}),
    ("Nokia is a Berlin startup.", {("Nokia", "based_in", "Berlin", "actual")}),
    # Rivals
    ("Nokia is battling Samsung for customers.", {("Nokia", "competes_with", "Samsung", "actual")}),
    ("Mistral, Europe's answer to OpenAI, grew.", {("Mistral", "competes_with", "OpenAI", "actual")}),
    # Brands and founders
    (
        "Kering, whose brands include Gucci and Balenciaga, grew.",
        {("Gucci", "subsidiary_of", "Kering", "actual"), ("Balenciaga", "subsidiary_of", "Kering", "actual")},
    ),
    ("Nokia, founded by Jane Smith, is seeking a buyer.", {("Jane Smith", "founded", "Nokia", "actual")}),
    ("Nokia faces stiff competition from Samsung.", {("Nokia", "competes_with", "Samsung", "actual")}),
    (
        "Uber sold its business in Asia to rival Grab.",
        {("Uber", "competes_with", "Grab", "actual"), ("Grab", "acquires", "Uber business", "actual")},
    ),
]

HEADLINES: list[tuple[str, Said]] = [
    ("Nvidia to pour $2B into startup Wayve", {("Nvidia", "invests_in", "Wayve", "planned")}),
    ("Siemens, Nokia ink AI pact", {("Siemens", "partners_with", "Nokia", "actual")}),
    ("IBM in talks to buy Confluent: sources", {("IBM", "acquires", "Confluent", "potential")}),
]


def said(extractor: Extractor, text: str, kind: PassageKind) -> Said:
    document = Document("sentence", text, (Passage(0, len(text), kind),), "en")
    return {
        in_order((claim.subject.of.name, claim.relation, claim.object.of.name, claim.status.value))
        for claim in extractor.ruled(extractor.read(document))
    }


def in_order(fact: tuple[str, str, str, str]) -> tuple[str, str, str, str]:
    """``fact`` with the sides of a symmetric relation in alphabetical order."""
    subject, relation, object, status = fact
    if RELATIONS[relation].symmetric:
        subject, object = sorted((subject, object))
    return subject, relation, object, status


@pytest.mark.parametrize(("text", "expected"), PROSE)
def test_what_a_sentence_says(extractor: Extractor, text: str, expected: Said) -> None:
    assert said(extractor, text, PassageKind.BODY) == set(map(in_order, expected))


@pytest.mark.parametrize(("text", "expected"), HEADLINES)
def test_what_a_headline_says(extractor: Extractor, text: str, expected: Said) -> None:
    assert said(extractor, text, PassageKind.TITLE) == set(map(in_order, expected))
