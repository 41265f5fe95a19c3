"""What the endpoint says of itself (SPARQL 1.1 Service Description)."""

from __future__ import annotations

from kg.store.answers import rewritten

_FEATURES = {"UnionDefaultGraph", "EmptyGraphs"}

_TEXT = """\
@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix formats: <http://www.w3.org/ns/formats/> .
@prefix entailment: <http://www.w3.org/ns/entailment/> .
<{endpoint}#service> a sd:Service ;
  sd:endpoint <{endpoint}> ;
  sd:supportedLanguage sd:SPARQL10Query, sd:SPARQL11Query ;
  sd:resultFormat formats:SPARQL_Results_JSON, formats:SPARQL_Results_XML, formats:SPARQL_Results_CSV,
    formats:SPARQL_Results_TSV, formats:Turtle, formats:N-Triples, formats:JSON-LD, formats:RDF_XML ;
  sd:feature {features} ;
  sd:defaultEntailmentRegime entailment:Simple ;
  sd:defaultDataset <{endpoint}#dataset> .
<{endpoint}#dataset> a sd:Dataset ; sd:defaultGraph <{endpoint}#union> .
<{endpoint}#union> a sd:Graph .
"""


def description(endpoint: str, format: str, *, service: bool) -> bytes:
    """The description of the service at the address ``endpoint``, in a format of graphs."""
    features = sorted({*_FEATURES, "BasicFederatedQuery"} if service else _FEATURES)
    listed = ", ".join(f"sd:{feature}" for feature in features)
    text = _TEXT.format(endpoint=endpoint, features=listed)
    return text.encode("utf-8") if format == "turtle" else rewritten(text, format)
