"""Decisions applied: which names they speak of, which of those are one or not, and which facts stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, product

from kg.model import EntityType, Fact, Verdict
from kg.relations import Relation
from kg.resolve.decision_lines import Decision, Term, Verb
from kg.resolve.facts import same_amount
from kg.resolve.gather import Node
from kg.resolve.names import form, words
from kg.resolve.told import Judged, Outcome

DECIDED = 1.0
"""The weight of a decision for merging two names; against it is -1, as for all that forbids."""

Idle = tuple[str, str]
"""A decision that nothing comes of, and why."""


@dataclass(frozen=True, slots=True)
class Union:
    """Nodes that a decision makes one."""

    nodes: tuple[int, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Called:
    """What a decision calls the thing that some nodes stand for."""

    nodes: tuple[int, ...]
    term: Term
    text: str


@dataclass(slots=True)
class Rulings:
    """What decisions say of the nodes of one gathering."""

    unions: list[Union] = field(default_factory=list)
    apart: dict[tuple[int, int], str] = field(default_factory=dict)
    """Nodes (smaller index first) that never meet, with the text of the decision."""
    called: list[Called] = field(default_factory=list)
    on_facts: list[tuple[Decision, frozenset[int], frozenset[int]]] = field(default_factory=list)
    """Decisions on facts, with the nodes of either side."""
    idle: list[Idle] = field(default_factory=list)

    def overrule(self, judged: Judged) -> Judged:
        """A judgement as a decision leaves it."""
        text = self.apart.get((judged.left, judged.right))
        if text is None:
            return judged
        reasons = (*judged.outcome.reasons, (text, -DECIDED))
        return judged._replace(outcome=Outcome(Verdict.DIFFERENT, -DECIDED, reasons))


def rulings(decisions: Iterable[Decision], nodes: Sequence[Node]) -> Rulings:
    """What ``decisions`` say of ``nodes``; what they do not speak of any more is idle."""
    finder = _Finder(nodes, [term for decision in decisions for term in binding(decision)])
    made = Rulings()
    for decision in decisions:
        on_fact = decision.relation is not None
        found = [finder.find(term, whole=on_fact) for term in decision.terms]
        asked = decision.terms[:1] if decision.verb is Verb.RENAME else decision.terms
        for term, meant in zip(asked, found, strict=False):
            if not any(not nodes[i].known for i in meant) and (on_fact or decision.verb is not Verb.MERGE):
                made.idle.append((decision.text, f"no claim speaks of {term.name!r}"))
                break
        else:
            _rule(decision, [tuple(sorted(meant)) for meant in found], nodes, made)
    return made


def binding(decision: Decision) -> tuple[Term, ...]:
    """The terms of ``decision`` whose names mean something of their own in the documents that they give."""
    on_names = decision.relation is None
    return tuple(term for term in decision.terms if on_names and term.documents)


def is_bound(name: str, type: EntityType, document: str, terms: Iterable[Term]) -> bool:
    """True where one of ``terms`` speaks of this name in this document."""
    return any(
        document in term.documents and _fits(term.type, type) and words(term.name) == words(name)
        for term in terms
    )


def _rule(decision: Decision, found: list[tuple[int, ...]], nodes: Sequence[Node], made: Rulings) -> None:
    match decision.verb:
        case Verb.MERGE:
            if empty := [t.name for t, meant in zip(decision.terms, found, strict=True) if not meant]:
                made.idle.append((decision.text, f"no claim speaks of {empty[0]!r}"))
                return
            kinds = [{_kind(nodes[i].type) for i in meant} for meant in found]
            common = set.intersection(*kinds)
            if not common and any(len(each) > 1 for each in kinds):
                made.idle.append((decision.text, f"which is meant: {_choices(decision, found, nodes)}?"))
                return
            every = [i for each in found for i in each]
            for kind in sorted(common):  # Amazon and Amazon.com are one company, and Amazon still a place
                made.unions.append(
                    Union(tuple(i for i in every if _kind(nodes[i].type) is kind), decision.text)
                )
            if not common:
                made.unions.append(Union(tuple(every), decision.text))
        case Verb.SPLIT:
            for meant, term in zip(found, decision.terms, strict=True):
                if len(term.documents) > 1:  # one thing in several documents
                    made.unions.append(Union(meant, decision.text))
            for left, right in combinations(found, 2):
                if set(left) & set(right):
                    told = "the two are one writing; say @document for one of them"
                    made.idle.append((decision.text, told))
                    return
                for i, j in product(left, right):
                    made.apart.setdefault((min(i, j), max(i, j)), decision.text)
        case Verb.RENAME:
            if len({_kind(nodes[i].type) for i in found[0]}) > 1:
                made.idle.append((decision.text, f"which is meant: {_choices(decision, found, nodes)}?"))
            else:
                made.called.append(Called(found[0], decision.terms[1], decision.text))
        case _:
            made.on_facts.append((decision, frozenset(found[0]), frozenset(found[1])))


def _choices(decision: Decision, found: Sequence[Sequence[int]], nodes: Sequence[Node]) -> str:
    told = sorted(
        f"{term.name} ({nodes[i].type.value})"
        for term, meant in zip(decision.terms, found, strict=False)
        if len({_kind(nodes[i].type) for i in meant}) > 1
        for i in meant
    )
    return " or ".join(dict.fromkeys(told))


class _Finder:
    """The nodes that terms stand for: of that writing, or of one that differs in dress only, or so called."""

    def __init__(self, nodes: Sequence[Node], bound: Sequence[Term]) -> None:
        self._nodes = nodes
        self._by: tuple[dict[object, set[int]], ...] = (defaultdict(set), defaultdict(set), defaultdict(set))
        for i, node in enumerate(nodes):
            self._by[0][node.form.words or node.form.text].add(i)
            self._by[1][node.form.key].add(i)
            for alias in node.aliases:
                self._by[2][alias.key].add(i)
        self._apart: set[int] = set()
        self._apart = {i for term in bound for i in self.find(term)}

    def find(self, term: Term, *, whole: bool = False) -> frozenset[int]:
        """With ``whole``, documents narrow down what is meant and do not part it from its namesakes."""
        for number, index in enumerate(self._by):
            found = {i for key in self._keys(term, number) for i in index.get(key, ())}
            found = {i for i in found if _fits(term.type, self._nodes[i].type)}
            if term.documents:
                wanted = set(term.documents)
                found = {
                    i
                    for i in found
                    if self._nodes[i].scope in wanted
                    or (whole and not wanted.isdisjoint(self._nodes[i].documents))
                }
            elif not whole:
                found -= self._apart
            exact = {i for i in found if self._nodes[i].type is term.type}
            if found:
                return frozenset(exact or found)
        return frozenset()

    def _keys(self, term: Term, number: int) -> Iterator[object]:
        if number == 0:
            yield words(term.name) or term.name
            return
        # legal forms and titles depend on the type
        types = [term.type] if term.type else [EntityType.COMPANY, EntityType.PERSON, EntityType.PLACE]
        yield from {form(term.name, type).key for type in types} - {""}


def _kind(type: EntityType) -> EntityType:
    """All kinds of organisation are one: documents disagree on them."""
    return EntityType.ORGANIZATION if type.is_organization else type


def _fits(wanted: EntityType | None, type: EntityType) -> bool:
    return wanted is None or _kind(wanted) is _kind(type)


class Standing:
    """Which facts stand: none that is rejected, and those that are accepted as certain as can be.

    Where one fact is both accepted and rejected, the more exact decision counts, and a rejection first.
    """

    def __init__(
        self, made: Rulings, entity_of: Callable[[int], str | None], relations: Mapping[str, Relation]
    ) -> None:
        """``entity_of`` tells the id of the entity that a node stands for."""
        ends = [
            (decision, {entity_of(i) for i in left}, {entity_of(i) for i in right})
            for decision, left, right in made.on_facts
        ]
        ends.sort(key=lambda each: (-_exactness(each[0]), each[0].verb is Verb.ACCEPT, each[0].text))
        self._ends = ends
        self._relations = relations
        self._heeded: set[str] = set()
        self._overruled: dict[str, str] = {}

    def of(self, facts: Sequence[Fact]) -> tuple[Fact, ...]:
        """Those of ``facts`` that stand."""
        return tuple(facts) if not self._ends else tuple(self._each(facts))

    def _each(self, facts: Iterable[Fact]) -> Iterator[Fact]:
        for fact in facts:
            said = [
                decision
                for decision, left, right in self._ends
                if _speaks_of(decision, fact)
                and _joins(fact, left, right, self._relations[fact.relation].symmetric)
            ]
            if not said:
                yield fact
                continue
            first = said[0]
            self._heeded.add(first.text)
            for other in said[1:]:
                if other.verb is not first.verb:
                    by = self._overruled.get(other.text, first.text)
                    self._overruled[other.text] = min(by, first.text)
            if first.verb is Verb.ACCEPT:
                yield replace(fact, confidence=1.0, decisions=(first.text,))

    def idle(self) -> Iterator[Idle]:
        """Of the decisions on facts, those that say nothing of any that has come so far, with the reason."""
        for decision, _, _ in self._ends:
            if decision.text not in self._heeded:
                by = self._overruled.get(decision.text)
                yield decision.text, f"overruled by {by}" if by else "no such fact"


def _exactness(decision: Decision) -> int:
    circumstances = (decision.status, decision.money, decision.no_amount or None, decision.date)
    return sum(told is not None for told in circumstances)


def _speaks_of(decision: Decision, fact: Fact) -> bool:
    if decision.relation != fact.relation or decision.status not in (None, fact.status):
        return False
    if decision.date not in (None, fact.date):
        return False
    if decision.no_amount:
        return fact.money is None
    return decision.money is None or (fact.money is not None and same_amount(decision.money, fact.money))


def _joins(fact: Fact, left: set[str | None], right: set[str | None], symmetric: bool) -> bool:
    there = fact.subject in left and fact.object in right
    return there or (symmetric and fact.subject in right and fact.object in left)
