"""Facts as the files that graph programs, spreadsheets and databases read.

Made of a network (see ``kg.network``). A value that is not known is not written; what is many is a list in
Cytoscape's JSON and in Neo4j's tables, and JSON in one text elsewhere. Amounts are floats: exact up to 2^53.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import indent

import networkx
from networkx.readwrite.gexf import GEXFWriter

from kg.model import ORGANIZATIONS, EntityType

Network = networkx.MultiDiGraph
"""Of entities and facts; see ``kg.network``."""

ARRAY = "\x1f"
"""Between the elements of a list for Neo4j: the unit separator, which no text of a store holds."""

_FACT = (
    "status", "confidence", "amount", "amount_max", "currency", "wording", "date", "period", "topic",
    "evidence", "sources", "documents", "claims",
)  # fmt: skip
_NUMBERS = {"confidence", "amount", "amount_max"}
_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")
"""How a text begins that a spreadsheet would take for a formula; see ``tables``."""

_Attributes = dict[str, Any]


def graphml(network: Network[str]) -> bytes:
    """GraphML; the id of an edge is its fact's, lists are JSON in one text."""
    graph = _scalar(network)
    for _, _, key, edge in graph.edges(keys=True, data=True):
        edge["fact"] = key  # igraph reads ids of nodes only
    out = io.BytesIO()
    networkx.write_graphml(graph, out)
    return out.getvalue()


def gexf(network: Network[str]) -> bytes:
    """GEXF 1.2; the id of an edge is its fact's, and labels are names and relations."""
    graph = _scalar(network)
    for _, node in graph.nodes(data=True):
        node["label"] = node["name"]
    for _, _, key, edge in graph.edges(keys=True, data=True):
        edge |= {"id": key, "label": edge["relation"]}
    writer = GEXFWriter(graph)
    for meta in writer.xml.findall("meta"):
        writer.xml.remove(meta)  # the day of writing
    indent(writer.xml)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def cytoscape(network: Network[str]) -> bytes:
    """Cytoscape JSON, for Cytoscape and cytoscape.js."""
    graph = _flat(network)
    for _, _, key, edge in graph.edges(keys=True, data=True):
        edge |= {"id": key, "interaction": edge["relation"]}
    data = networkx.cytoscape_data(graph)
    return (json.dumps(data, ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode()


def tables(network: Network[str]) -> tuple[bytes, bytes]:
    """Nodes and edges as comma-separated values (RFC 4180), with the names of both ends.

    Names and quotes come from the news, and a spreadsheet would run a text that begins with ``=``, ``+``,
    ``-``, ``@``, a tab or a new line: these get an apostrophe in front. One that begins so behind
    apostrophes gets one more, so that what was written can be told.
    """
    graph = _scalar(network)
    nodes = [{"id": node, **attributes} for node, attributes in graph.nodes(data=True)]
    edges = []
    for subject, object, key, edge in graph.edges(keys=True, data=True):
        names = {"subject_name": graph.nodes[subject]["name"], "object_name": graph.nodes[object]["name"]}
        edges.append({"id": key, "subject": subject, "object": object, **names, **edge})
    ends = ("id", "subject", "subject_name", "relation", "object", "object_name")
    return (
        _table(("id", "type", "name", "aliases"), map(_harmless, nodes)),
        _table((*ends, *_FACT), map(_harmless, edges)),
    )


def neo4j(network: Network[str]) -> tuple[bytes, bytes]:
    """Nodes and relationships for ``neo4j-admin database import``, with lists between ``ARRAY``.

    Labels are types, with ``Organization`` for every kind of one; a type of relationship is the relation in
    capitals. Texts are written as they are.
    """
    graph = _flat(network)
    nodes = [
        {
            "id:ID": node,
            ":LABEL": _labels(each["type"]),
            "name": each["name"],
            "aliases:string[]": each.get("aliases"),
        }
        for node, each in graph.nodes(data=True)
    ]
    edges = [
        {
            ":START_ID": subject,
            ":END_ID": object,
            ":TYPE": edge["relation"].upper(),
            "id": key,
            **{_typed(name): edge[name] for name in _FACT if name in edge},
            "claims": _json(edge["claims"]),
        }
        for subject, object, key, edge in graph.edges(keys=True, data=True)
    ]
    return (
        _table(("id:ID", ":LABEL", "name", "aliases:string[]"), nodes),
        _table((":START_ID", ":END_ID", ":TYPE", "id", *map(_typed, _FACT)), edges),
    )


def _typed(column: str) -> str:
    kind = {"documents": "string[]", "sources": "int"}.get(column, "double" if column in _NUMBERS else "")
    return f"{column}:{kind}" if kind else column


def _labels(type: str) -> list[str]:
    kinds = [EntityType.ORGANIZATION.value] if EntityType(type) in ORGANIZATIONS else []
    return sorted({type, *kinds})


def _flat(network: Network[str]) -> Network[str]:
    """What is known of the network, with the best quote of a fact, its documents and its claims."""
    graph: Network[str] = networkx.MultiDiGraph()
    for node in sorted(network):
        each = network.nodes[node]
        known = {"aliases": each["aliases"]} if each["aliases"] else {}
        graph.add_node(node, name=each["name"], type=each["type"], **known)
    for subject, object, key, edge in sorted(network.edges(keys=True, data=True), key=lambda edge: edge[2]):
        pieces = edge["evidence"]
        attributes = {
            **{name: value for name, value in edge.items() if value not in (None, "", [])},
            "evidence": pieces[0]["quote"],
            "documents": list(dict.fromkeys(piece["document"] for piece in pieces)),
            "claims": [_known(piece) for piece in pieces],
        }
        graph.add_edge(subject, object, key=key, **attributes)
    return graph


def _known(piece: Mapping[str, Any]) -> _Attributes:
    return {
        name: _known(value) if isinstance(value, Mapping) else value
        for name, value in piece.items()
        if value is not None
    }


def _scalar(network: Network[str]) -> Network[str]:
    """As ``_flat``, with lists as JSON in one text."""
    graph = _flat(network)
    attributes = [each for _, each in graph.nodes(data=True)]
    attributes += [each for _, _, each in graph.edges(data=True)]
    for each in attributes:
        each |= {name: _json(value) for name, value in each.items() if isinstance(value, list)}
    return graph


def _json(value: Sequence[Any]) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _harmless(row: _Attributes) -> _Attributes:
    return {
        name: f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value
        for name, value in row.items()
    }


def _table(columns: Sequence[str], rows: Iterable[_Attributes]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({key: ARRAY.join(v) if isinstance(v, list) else v for key, v in row.items()})
    return out.getvalue().encode()
