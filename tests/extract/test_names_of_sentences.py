"""Names as the whole program finds them: where each begins and ends, and what it is."""

from __future__ import annotations

import pytest

from kg.extract import Extractor
from kg.model import Document, Passage

NAMES = [
    # held together by a sign or a particle
    ("Larch & Dunning, a chain of shoe shops, closed.", {"Larch & Dunning": "Company"}),
    ("A loan went to Banco do Sertão.", {"Banco do Sertão": "Organization"}),
    ("It spends little on research & development.", {}),
    # cut short, or run together with what stands beside
    ("Then Park Ji-hye spoke for Samsung.", {"Park Ji-hye": "Person", "Samsung": "Company"}),
    ("The Samsung-backed lab grew.", {"Samsung": "Company"}),
    ("Siemens of Munich grew.", {"Siemens": "Company", "Munich": "Place"}),
    ("The Bank of Georgia grew.", {"Bank of Georgia": "Company"}),
    ("Whether Carrefour stays is open.", {"Carrefour": "Company"}),
    ("Rivals Uber and Lyft sued.", {"Uber": "Company", "Lyft": "Company"}),
    ("Shares of Airbus rose and those of Boeing 3% fell.", {"Airbus": "Company", "Boeing": "Company"}),
    ("They paid Siemens A$40 million.", {"Siemens": "Company"}),
    # words with the capital of their sentence
    ("Traders cited a note of Nestlé.", {"Nestlé": "Company"}),
    ("Payroll group Deel grew.", {"Deel": "Company"}),
    ("Regrettably, Nestlé left.", {"Nestlé": "Company"}),
    ("It works at 800 MHz since Q1 2024.", {}),
    ("They signed a Letter of Intent.", {}),
    # names that open their sentence, by what follows
    ("Zorvax (Oslo) will pay.", {"Zorvax": "Organization", "Oslo": "Place"}),
    ("Zorvax shareholders voted.", {"Zorvax": "Organization"}),
    ("Zorvax no longer sells shoes.", {"Zorvax": "Organization"}),
    ("Zorvax, in which Nestlé has half, grew.", {"Zorvax": "Organization", "Nestlé": "Company"}),
    ("Cybersecurities have grown.", {}),
    ("Philips: a chief leaves.", {"Philips": "Company"}),
    # people by their given names, and what looks like people
    ("Imogen Farrant sold her shop.", {"Imogen Farrant": "Person"}),
    ("They will back Harbinger Foods.", {"Harbinger Foods": "Company"}),
    # what stands beside tells
    ("The plant at Burgweiler belongs to BASF.", {"Burgweiler": "Place", "BASF": "Company"}),
    ("The mayor of Burgweiler spoke.", {"Burgweiler": "Place"}),
    ("The Burgweiler carmaker grew.", {"Burgweiler": "Place"}),
    ("It opened a shop in Burgweiler, Germany, too.", {"Burgweiler": "Place", "Germany": "Place"}),
    ("Nestlé unveiled its Zorvia tablet.", {"Nestlé": "Company", "Zorvia": "Product"}),
    ("Nestlé is the maker of Zorvia.", {"Nestlé": "Company", "Zorvia": "Product"}),
]


@pytest.mark.parametrize(("text", "wanted"), NAMES)
def test_the_names_of_a_sentence(extractor: Extractor, text: str, wanted: dict[str, str]) -> None:
    reading = extractor.read(Document("sentence", text, (Passage(0, len(text)),), "en"))
    meant = {name for names in reading.coreference.links.values() for name in names}
    assert {mention.text: mention.of.type.value for mention in reading.mentions(meant)} == wanted
