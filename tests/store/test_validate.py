"""A store that somebody else has changed: what was done to it is found, and named with its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_news import COMPANY, FINGERPRINT, hand_made, resolved
from store_strategies import extractions, steady

from kg.identifiers import claim_id
from kg.model import Name
from kg.relations import Additions
from kg.store.graph import Graph
from kg.store.terms import PREFIXES, storable

CLAIMS = {f"{claim.document}{n}": claim for each in hand_made() for n, claim in enumerate(each.claims)}
IDS = {name: claim_id(claim) for name, claim in CLAIMS.items()}
FACTS = {
    f"{fact.relation} {fact.subject.partition('/')[2]}": fact.id for fact in resolved(*hand_made()).facts
}
DEAL = f"id:fact/{FACTS['invests_in alpha-chips']}"
"""Alpha invests in Beta: the first document's second claim."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "store"
    with Graph.open(path, create=True) as graph:
        graph.learn(Additions({}, (Name("Tern & Pell", COMPANY, ("T&P",)),)))
        graph.decide(["merge Tern = Tern & Pell"])
        for extraction in hand_made():
            graph.put(extraction, FINGERPRINT)
        graph.write(resolved(*hand_made()))
    return path


def tampered(store: Path, folder: Path, update: str) -> Path:
    """A copy of the store after an update that this program did not make."""
    ox.Store.read_only(str(store)).backup(str(folder / "store"))
    copy = ox.Store(str(folder / "store"))
    before = set(copy)
    copy.update(update, prefixes={**PREFIXES, "g": PREFIXES["id"] + "graph/"})
    assert set(copy) != before, "the update has changed nothing"
    copy.flush()
    return folder / "store"


def changed(path: str, new: str, where: str = "", graph: str = "") -> str:
    """An update that puts ``new`` in place of what ``path`` (a property of ``?node``) leads to."""
    if graph:
        where += f" FILTER(?g = {graph})"
    return (
        f"DELETE {{ GRAPH ?g {{ ?node {path} ?old }} }} INSERT {{ GRAPH ?g {{ ?node {path} {new} }} }} "
        f"WHERE {{ GRAPH ?g {{ ?node {path} ?old . {where} }} }}"
    )


def of_claim(name: str, path: str) -> str:
    return f"<{PREFIXES['id']}claim/{IDS[name]}> {path} ?node"


def of_fact(relation: str) -> str:
    return f"FILTER(?node = <{PREFIXES['id']}fact/{FACTS[relation]}>)"


ONE = "<https://kg.example/id/graph/document/one>"
FACT_GRAPH = "<https://kg.example/id/graph/facts>"
BOUGHT = "id:company\\/alpha-chips kg:acquires id:company\\/beta-cloud"
TO_QUOTE = "kg:evidence/oa:hasTarget/oa:hasSelector"

TAMPERED = {
    "a quote in other words": (
        changed("oa:exact", '"Alpha sank."', of_claim("one1", TO_QUOTE)),
        [rf"document 'one', claim {IDS['one1']}, 57–119: the text says “Alpha paid .*”, not “Alpha sank\.”"],
    ),
    "a quote from elsewhere in the text": (
        changed("oa:start", "50", of_claim("one1", TO_QUOTE)),
        [rf"document 'one', claim {IDS['one1']}, 50–119: the text says “data. Alpha paid"],
    ),
    "an offset beyond the text": (
        changed("oa:end", "100000", of_claim("two0", TO_QUOTE)),
        [r"document 'two'.*, 0–100000: the text says “Beta Cloud is in talks"],
    ),
    "a mention moved": (
        changed("kg:start", "1", of_claim("two0", "kg:subjectMention")),
        [r"document 'two'.*, 1–10: the text says “eta Cloud”, not “Beta Cloud”"],
    ),
    "another text": (
        changed("schema:text", '"Nothing happened."', graph=ONE),
        [rf"'one', claim {IDS[name]}, \d+–\d+: the text says “" for name in ("one0", "one1", "one2")],
    ),
    "another surrounding of a quote": (
        changed("oa:prefix", '"He lied: "', of_claim("one1", TO_QUOTE)),
        [rf"document 'one', claim {IDS['one1']}: a statement that this program .*He lied"],
    ),
    "a claim that is surer": (
        changed("kg:confidence", "0.99e0", f"FILTER(?node = id:claim\\/{IDS['one2']})"),
        [r"document 'one': its digest is not that of what it says"],
    ),
    "a claim that is too sure": (
        changed("kg:confidence", "1.5e0", f"FILTER(?node = id:claim\\/{IDS['one2']})"),
        [rf"document 'one', claim {IDS['one2']}: violates the shapes: .*kg:confidence: Value is not <="],
    ),
    "a claim without its status": (
        f"DELETE WHERE {{ GRAPH ?g {{ id:claim\\/{IDS['one2']} kg:status ?old }} }}",
        [r"document .one.: the store is incomplete: .*#status", rf"{IDS['one2']}: violates .*kg:status"],
    ),
    "a denial that is now a deed": (
        changed("kg:status", '"actual"', f"FILTER(?node = id:claim\\/{IDS['trzy1']})"),
        [rf"document 'trzy', claim {IDS['trzy1']}: what it says has been changed"],
    ),
    "another day": (
        changed("schema:datePublished", '"2001-01-01"^^xsd:date', graph=ONE),
        [r"document 'one': its digest is not that of what it says"],
    ),
    "another content hash": (
        changed("kg:contentHash", '"0123456789abcdef"', graph=ONE),
        [r"document 'one': its digest is not that of what it says"],
    ),
    "another digest": (
        changed("kg:digest", '"0123456789abcdef"', graph=ONE),
        [r"document 'one': its digest", r"the facts: made from other claims"],
    ),
    "a statement more in a document": (
        f"INSERT DATA {{ GRAPH {ONE} {{ {BOUGHT} }} }}",
        [r"document 'one': a statement that this program did not write: id:company/alpha-chips kg:acquires"],
    ),
    "a blank node in a document": (
        f"INSERT DATA {{ GRAPH {ONE} {{ [] rdfs:label 'x' }} }}",
        [r"document 'one': the store holds a statement that this program did not write"],
    ),
    "a document taken out behind the program's back": (
        f"DROP GRAPH {ONE}",
        [rf"{DEAL}: rests on id:claim/{IDS['one1']}, which is not in", r"the facts: made from other"],
    ),
    "a claim taken out": (
        f"DELETE WHERE {{ GRAPH ?g {{ id:claim\\/{IDS['one1']} ?p ?o }} }}",
        [rf"{DEAL}: rests on id:claim/{IDS['one1']}", r"document 'one': a statement"],
    ),
    "another sum of a fact": (
        changed("schema:value", "99", f"<{PREFIXES['id']}{DEAL[3:]}> kg:amount ?node", FACT_GRAPH),
        [rf"{DEAL}: none of its claims has its amount"],
    ),
    "another status of a fact": (
        changed("kg:status", '"ended"', of_fact("invests_in alpha-chips")),
        [rf"{DEAL}: none of its claims has its status", r"id:company/alpha-chips: .*kg:formerlyInvestedIn"],
    ),
    "another subject of a fact": (
        changed("kg:subject", "id:company\\/gamma-motors", of_fact("invests_in alpha-chips")),
        [rf"{DEAL}: none of its claims is about company/gamma-motors"],
    ),
    "another claim under a fact": (
        changed("kg:bestClaim", f"id:claim\\/{IDS['two0']}", of_fact("invests_in alpha-chips")),
        [rf"{DEAL}: a statement is gone or changed: .*prov:wasDerivedFrom"],
    ),
    "a plain triple more": (
        f"INSERT DATA {{ GRAPH {FACT_GRAPH} {{ {BOUGHT} }} }}",
        [r"id:company/alpha-chips: a statement that this program did not write: .* id:company/beta-cloud"],
    ),
    "a plain triple less": (
        "DELETE WHERE { GRAPH ?g { ?a kg:investsIn ?b } }",
        [r"id:company/alpha-chips: a statement is gone or changed: .*kg:investsIn"],
    ),
    "a thing without its name": (
        "DELETE WHERE { GRAPH ?g { id:company\\/alpha-chips skos:prefLabel ?name } }",
        [r"the facts: the store is incomplete", r"id:company/alpha-chips: violates .*skos:prefLabel"],
    ),
    "facts of another day": (
        changed("kg:claimsDigest", '"0123456789abcdef"'),
        [r"the facts: made from other claims, names or topics than there are now"],
    ),
    "another name of the user's": (
        changed("kg:name", '"Tern"', graph="<https://kg.example/id/graph/additions>"),
        [r"your relations and names: a statement"],
    ),
    "another decision": (
        changed("kg:decision", '"merge Alpha Chips = Beta Cloud"'),
        [r"the decisions: a statement is gone or changed: .*kg:digest"],
    ),
    "a graph of somebody else's": (
        "INSERT DATA { GRAPH <http://else.example/> { id:company\\/a kg:acquires id:company\\/b } }",
        [r"<http://else\.example/>: 1 statements that this program did not write"],
    ),
    "a statement outside all graphs": (
        "INSERT DATA { id:company\\/a kg:acquires id:company\\/b }",
        [r"DEFAULT: 1 statements that this program did not write"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", TAMPERED)
def test_what_was_tampered_with_is_named(store: Path, tmp_path: Path, kind: str) -> None:
    update, expected = TAMPERED[kind]
    with Graph.open(tampered(store, tmp_path, update)) as graph:
        problems = [str(problem) for problem in graph.validate().problems]
    for pattern in expected:
        assert any(re.search(pattern, problem) for problem in problems), problems
    assert not any("\n" in problem for problem in problems)


def test_a_whole_store_is_told_in_one_line(run: Any, store: Path) -> None:
    ran = run("validate", "--store", store)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "3 documents, 9 claims, 8 facts: every quote stands in its text, and all is as it was written\n"
    )


def test_a_tampered_store_ends_with_1(run: Any, store: Path, tmp_path: Path) -> None:
    update, (pattern,) = TAMPERED["a quote in other words"]
    ran = run("validate", "--store", tampered(store, tmp_path, update))
    assert (ran.code, ran.out) == (1, "")
    *problems, summary = ran.err.splitlines()
    assert any(re.match(pattern, problem) for problem in problems)
    assert summary == f"kg: {len(problems)} problems in 3 documents, 9 claims, 8 facts"


def test_the_samples_are_whole(run: Any, demo: Any) -> None:
    ran = run("validate", "--store", demo.store)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("40 documents, ")


def test_a_store_with_decisions_is_whole(run: Any, demo: Any, tmp_path: Path) -> None:
    ox.Store.read_only(str(demo.store)).backup(str(tmp_path / "store"))
    lines = (
        "rename Nvidia -> NVIDIA Corporation",
        "merge Samsung = Lenovo",
        "accept Lenovo partners_with Nvidia",
    )
    decided = [part for line in lines for part in ("--decide", line)]
    assert run("review", "--store", tmp_path / "store", *decided).code == 0
    ran = run("validate", "--store", tmp_path / "store")
    assert (ran.code, ran.err) == (0, "")


def test_an_empty_store_is_whole(open_graph: Callable[..., Graph]) -> None:
    seen: list[tuple[int, int]] = []
    found = open_graph().validate(lambda done, total: seen.append((done, total)))
    assert (found.problems, found.documents, seen) == ([], 0, [(0, 0)])


@settings(steady, max_examples=15)  # a SHACL engine is slow
@given(
    found=st.lists(extractions(), max_size=2, unique_by=lambda each: storable(each.document.id)),
)
def test_whatever_the_program_writes_is_whole(found: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    with Graph.open(tmp_path_factory.mktemp("any") / "store", create=True) as graph:
        for extraction in found:
            graph.put(extraction, FINGERPRINT)
        graph.write(resolved(*(graph.extraction(id) for id in graph.documents())))
        assert [str(problem) for problem in graph.validate().problems] == []
