"""News text to a knowledge graph of companies, partnerships and investments, with evidence.

The straight line, in Python::

    documents = kg.documents(["articles/"])
    extractor = kg.Extractor()
    claims = [claim for document in documents for claim in extractor.extract(document).claims]
    resolution = kg.resolved(claims)

or into a store, and out of one that ``kg build`` has made::

    with kg.open("graph") as graph:
        graph.query("SELECT ?name { ?x kg:partnersWith/skos:prefLabel ?name }").to_frame()
        for fact in graph.facts(about="OpenAI", relation="invests_in", since="2023"):
            print(fact, fact.quote)

A name is imported when it is first asked for, so that ``import kg`` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.build import documents, resolved
    from kg.errors import KgError
    from kg.extract import Extractor
    from kg.jsonl import records
    from kg.model import Claim, Document, Entity, Fact, Resolution
    from kg.store.graph import Graph, open

__version__ = "0.1.0"

__all__ = [
    "Claim",
    "Document",
    "Entity",
    "Extractor",
    "Fact",
    "Graph",
    "KgError",
    "Resolution",
    "documents",
    "open",
    "records",
    "resolved",
]

_HOMES = {
    "documents": "kg.build",
    "resolved": "kg.build",
    "KgError": "kg.errors",
    "Extractor": "kg.extract",
    "records": "kg.jsonl",
    "Graph": "kg.store.graph",
    "open": "kg.store.graph",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'kg' has no attribute {name!r}; it has {', '.join(__all__)}")
    return getattr(import_module(_HOMES.get(name, "kg.model")), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
