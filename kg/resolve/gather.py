"""The names of all claims as nodes: one for each writing and type, with what its documents say of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.model import Claim, EntityType, Name
from kg.resolve.drafts import Drafts, Index
from kg.resolve.names import PLACES, UNIT, Form, form, is_generic, is_weak


@dataclass(frozen=True, slots=True)
class Node:
    """Names that need no judgement to be one: the same words, the same type, and where the name is not
    distinctive ("joint venture", a surname) the same document."""

    form: Form
    type: EntityType
    scope: str | None = None
    """The only document of a name that is not distinctive."""
    aliases: tuple[Form, ...] = ()
    """Other names that hold outside their document, too: no surnames, no "the company"."""
    shorthands: frozenset[str] = frozenset()
    """Keys of those aliases that are words of the name: Mistral of Mistral AI."""
    documents: tuple[str, ...] = ()
    """Sorted."""
    polish: bool = False
    """Seen in Polish documents only, so it may be a case form."""
    known: bool = False
    """From the list of known names and not from a claim."""
    own: bool = False
    """From a user's names: a known one that is called as the user calls it."""
    surfaces: tuple[tuple[str, int], ...] = ()
    """All writings of the name, with the number of mentions."""
    other_surfaces: tuple[str, ...] = ()
    """All writings of the aliases that are worth keeping."""

    @property
    def order(self) -> tuple[str, str, str, bool]:
        """Sorts nodes the same way on every run; no two nodes share it."""
        return _order(self.form, self.type, self.scope, self.known)


@dataclass(frozen=True, slots=True)
class Setting:
    """What the judgement of two nodes takes from all the others."""

    places: frozenset[str]
    """Folded words that name places."""
    names: frozenset[str]
    """Keys of the organisations and products that the claims speak of."""
    owners: Mapping[str, str]
    """Key of an alias → key of the one name that it stands for; ambiguous aliases are absent."""
    opponents: NDArray[np.int64]
    """Pairs of nodes (left * nodes + right, left < right) on the two sides of one claim, sorted."""


@dataclass(frozen=True, slots=True)
class Gathering:
    """Nodes in a fixed order, and where each name of each document went."""

    nodes: tuple[Node, ...]
    setting: Setting
    ties: Mapping[int, frozenset[int]]
    """A person's organisations, and the founders of a body that was set up."""
    index: Index
    positions: NDArray[np.int32]
    """Of the drafts in ``index`` among ``nodes``."""

    def position(self, document: str, name: Name) -> int:
        """The place in ``nodes`` of a name of a document."""
        return int(self.positions[self.index.draft(document, name)])


def gather(
    claims: Iterable[Claim],
    known: Iterable[Name],
    own: Iterable[Name] = (),
    is_bound: Callable[[Name, str], bool] | None = None,
) -> Gathering:
    """Group the names of ``claims`` and of lists into nodes; the order of any does not matter.

    ``own`` are a user's names, ``known`` all others; ``is_bound`` tells that a name means something of its
    own in a document. ``claims`` are read once, one by one.
    """
    drafts = Drafts(known, own, is_bound)
    drafts.read(claims)
    order = _ordered(drafts)
    positions = np.empty(len(order), np.int32)
    positions[order] = np.arange(len(order), dtype=np.int32)
    places, names = _vocabulary(drafts)
    nodes = _nodes(drafts, order, places, names)
    pairs = np.sort(positions[drafts.opposed()].astype(np.int64), axis=1)
    opponents = np.unique(pairs[:, 0] * len(order) + pairs[:, 1])
    ties: dict[int, set[int]] = defaultdict(set)
    for i, j in positions[drafts.tied()].tolist():
        ties[i].add(j)
    return Gathering(
        nodes,
        Setting(places, names, _owners(nodes), opponents),
        {i: frozenset(others) for i, others in ties.items()},
        drafts.index,
        positions,
    )


def _order(form: Form, type: EntityType, scope: str | None, known: bool) -> tuple[str, str, str, bool]:
    return " ".join(form.words) or form.text, type.value, scope or "", known


def _ordered(drafts: Drafts) -> NDArray[np.int64]:
    """The drafts in the order of their nodes."""
    keys = [
        _order(form, type, scope, bool(known))
        for form, type, scope, known in zip(
            drafts.forms, drafts.types, drafts.scopes, drafts.known, strict=True
        )
    ]
    return np.array(sorted(range(len(keys)), key=keys.__getitem__), np.int64)


def _nodes(
    drafts: Drafts, order: NDArray[np.int64], places: frozenset[str], names: frozenset[str]
) -> tuple[Node, ...]:
    made = [
        _node(drafts, draft, documents, surfaces, places, names)
        for draft, (documents, surfaces) in enumerate(zip(drafts.documents(), drafts.surfaces(), strict=True))
    ]
    return tuple([made[draft] for draft in order.tolist()])


def _vocabulary(drafts: Drafts) -> tuple[frozenset[str], frozenset[str]]:
    places, names = set(PLACES), set()
    columns = zip(drafts.forms, drafts.types, drafts.scopes, drafts.known, strict=True)
    for written, type, scope, known in columns:
        if type is EntityType.PLACE and len(written.core) == 1:
            places.add(written.key)
        elif known or scope:
            continue
        elif type.is_organization or type is EntityType.PRODUCT:
            names.add(written.key)
    return frozenset(places), frozenset(names)


def _node(
    drafts: Drafts,
    draft: int,
    documents: tuple[str, ...],
    surfaces: tuple[tuple[str, int], ...],
    places: frozenset[str],
    names: frozenset[str],
) -> Node:
    written, type = drafts.forms[draft], drafts.types[draft]
    aliases, kept, shorthands = {}, set(), set()
    for text in sorted(drafts.aliases.get(draft, ())):
        alias = form(text, type)
        if not alias.key or is_generic(alias, type) or type is EntityType.TOPIC:
            continue
        if type is EntityType.PERSON:
            kept.add(alias.text)
            if sum(len(word) > 1 for word in alias.core) > 1 or not alias.key.isascii():
                aliases[alias.key] = alias
            continue
        if _names_a_part(alias, written, places, names):
            continue
        kept.add(alias.text)
        if alias.key != written.key and (type is EntityType.PLACE or not is_weak(alias)):
            aliases[alias.key] = alias
            if set(alias.core) < set(written.core):
                shorthands.add(alias.key)
    return Node(
        written,
        type,
        drafts.scopes[draft],
        tuple(aliases[key] for key in sorted(aliases)),
        frozenset(shorthands),
        documents,
        bool(drafts.polish[draft]),
        bool(drafts.known[draft]),
        bool(drafts.own[draft]),
        surfaces,
        tuple(sorted(kept)),
    )


def _names_a_part(alias: Form, name: Form, places: frozenset[str], names: frozenset[str]) -> bool:
    """True where one is a part of the other: Google for Google Cloud, Sony for Sony Honda Mobility."""
    mine, its = set(alias.core), set(name.core)
    if mine < its:
        rest = [word for word in name.core if word not in mine]
        at_end = name.core[-len(alias.core) :] == alias.core
        return any(w in UNIT or w in places for w in rest) or (not at_end and mentions_name(rest, names))
    return its < mine and any(word in UNIT or word in places for word in mine - its)


def mentions_name(words: Iterable[str], names: frozenset[str]) -> bool:
    """True if a word, or two that follow each other, are the name of an organisation or product."""
    words = list(words)
    pairs = ("".join(words[i : i + 2]) for i in range(len(words) - 1))
    return any(word in names for word in words) or any(pair in names for pair in pairs)


def _owners(nodes: Sequence[Node]) -> dict[str, str]:
    """For each alias the name that at least two thirds of its documents mean by it; claims before lists.

    A shorthand must also be stated in one document for every four in which it stands alone.
    """
    bearers: dict[str, Counter[str]] = defaultdict(Counter)
    listed: dict[str, Counter[str]] = defaultdict(Counter)
    stated_short: set[str] = set()
    for node in nodes:
        for alias in node.aliases:
            if node.known:
                listed[alias.key][node.form.key] = 1
            else:
                bearers[alias.key][node.form.key] += len(node.documents)
                if alias.key in node.shorthands:
                    stated_short.add(alias.key)
    alone: Counter[str] = Counter()
    for node in nodes:
        if node.form.key in stated_short:
            alone[node.form.key] += len(node.documents)
    owners = {}
    for key in sorted(bearers.keys() | listed.keys()):
        counts = bearers.get(key) or listed[key]
        owner, count = min(counts.items(), key=lambda item: (-item[1], item[0]))
        if 3 * count < 2 * counts.total():
            continue
        if key in stated_short and key not in listed and 4 * count < alone[key]:
            continue
        owners[key] = owner
    return owners
