"""SHACL: whether quads have the shapes that the vocabulary asks of documents, claims, facts and entities."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import pyoxigraph as ox
import rdflib
from rdflib.namespace import RDF, SH

from kg.store.results import shortened


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """What is wrong with a node, and which one."""

    node: str
    """Its IRI."""
    message: str


def violations(quads: Iterable[ox.Quad], elsewhere: frozenset[ox.NamedNode] = frozenset()) -> list[Violation]:
    """All that is wrong with ``quads``, taken as one graph, by node.

    The things of the classes ``elsewhere`` stand in other graphs, so that nobody is asked to be one. About
    3,000 quads a second: big stores are validated part by part.
    """
    import pyshacl  # takes a second

    lines = "".join(sorted({f"{quad.triple} .\n" for quad in quads}))
    data = rdflib.Graph().parse(data=lines, format="nt")
    conforms, report, _ = pyshacl.validate(data, shacl_graph=_shapes(elsewhere), inplace=True)
    return [] if conforms else sorted(_violation(report, result) for result in _results(report))


@cache
def _shapes(elsewhere: frozenset[ox.NamedNode]) -> rdflib.Graph:
    text = (files("kg.store") / "data" / "shapes.ttl").read_text("utf-8")
    shapes = rdflib.Graph().parse(data=text, format="turtle")
    for node in elsewhere:
        shapes.remove((None, SH["class"], rdflib.URIRef(node.value)))
    return shapes


def _results(report: rdflib.Graph) -> set[rdflib.term.Node]:
    """Those of the report itself; what they are made of stands in their details."""
    reports = report.subjects(RDF.type, SH.ValidationReport)
    return {result for each in reports for result in report.objects(each, SH.result)}


def _violation(report: rdflib.Graph, result: rdflib.term.Node) -> Violation:
    path = report.value(result, SH.resultPath)
    messages = sorted(str(message) for message in report.objects(result, SH.resultMessage))
    where = f"{shortened(str(path))}: " if isinstance(path, rdflib.URIRef) else ""
    return Violation(str(report.value(result, SH.focusNode)), where + "; ".join(messages))
