"""Which names of which documents are written the same: drafts of the nodes, in columns of numbers.

A million names in ten million mentions must fit into memory, so a mention is two numbers here and no object.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from kg.model import Claim, EntityType, Name
from kg.resolve.names import Form, form, is_generic

FOUNDING = frozenset({"establishes", "founded"})
"""Relations whose subjects tell one joint venture from another."""

Positions = NDArray[np.int64]

_SCOPED = -1
"""In place of the number of a writing: it means something in its document only."""


class Index:
    """Where each name of each document went: the draft of its writing."""

    def __init__(self) -> None:
        self.draft_of = array("i")
        """Of a writing, given by its number."""
        self.writings: dict[EntityType, dict[object, int]] = defaultdict(dict)
        """Text, or document and text, → number of the writing."""
        self.has_bound = False
        """True where a text that means one thing elsewhere may mean another in a document."""

    def draft(self, document: str, name: Name) -> int:
        """That of a name of a document that was read."""
        by_text = self.writings[name.type]
        writing = by_text.get(name.name, _SCOPED)
        if writing == _SCOPED or self.has_bound:
            writing = by_text.get((document, name.name), writing)
        return self.draft_of[writing]


class Drafts:
    """Nodes in the making, each a number; what they hold stands in columns."""

    def __init__(
        self, known: Iterable[Name], own: Iterable[Name], is_bound: Callable[[Name, str], bool] | None
    ) -> None:
        """Those of lists; ``is_bound`` tells that a name means something of its own in a document."""
        self.forms: list[Form] = []
        self.types: list[EntityType] = []
        self.scopes: list[str | None] = []
        self.polish = bytearray()
        """Seen in Polish documents only, so that it may be a case form."""
        self.known = bytearray()
        self.own = bytearray()
        self.aliases: dict[int, tuple[str, ...]] = {}
        self.listed: dict[int, Counter[str]] = defaultdict(Counter)
        """Of drafts from lists, how often they are written how."""
        self.index = Index()
        self.index.has_bound = is_bound is not None
        self._is_bound = is_bound
        self._by: dict[tuple[EntityType, bool], dict[object, int]] = defaultdict(dict)
        self._texts: list[str] = []
        self._documents: dict[str, int] = {}
        self._mentions = array("i")
        """The writing and the document of each, by their numbers."""
        self._opposed = array("i")
        self._tied = array("i")
        for name in known:
            self._list(name)
        for name in own:
            self.own[self._list(name)] = True
        self._known_keys = {written.key for written in self.forms}

    def __len__(self) -> int:
        return len(self.forms)

    def read(self, claims: Iterable[Claim]) -> None:
        """Adds the names of ``claims``, once."""
        for claim in claims:
            document = self._documents.setdefault(claim.document, len(self._documents))
            ends = []
            for mention in (claim.subject, claim.object):
                name = mention.of
                writing = self._writing(name, claim.document)
                draft = self.index.draft_of[writing]
                self._mentions.append(writing)
                self._mentions.append(document)
                if name.aliases:
                    self._call(draft, name.aliases)
                if self.polish[draft] and not claim.rule.startswith("pl."):
                    self.polish[draft] = False
                ends.append(draft)
            self._opposed.extend(ends)
            if claim.relation in FOUNDING:
                self._tied.extend(reversed(ends))
            if claim.subject.of.type is EntityType.PERSON and claim.object.of.type.is_organization:
                self._tied.extend(ends)
        self._by.clear()

    def documents(self) -> Iterator[tuple[str, ...]]:
        """Of each draft, sorted."""
        mentions = np.asarray(self._mentions, np.int32).reshape(-1, 2)
        names = list(self._documents)
        ranks = np.empty(len(names), np.int64)
        ranks[sorted(range(len(names)), key=names.__getitem__)] = np.arange(len(names))
        names.sort()
        draft_of = np.asarray(self.index.draft_of, np.int32)
        told = draft_of[mentions[:, 0]].astype(np.int64) * max(1, len(names)) + ranks[mentions[:, 1]]
        drafts, documents = np.divmod(np.unique(told), max(1, len(names)))
        places = _column(documents)
        for start, end in _runs(drafts, len(self)):
            yield tuple([names[rank] for rank in places[start:end]])

    def surfaces(self) -> Iterator[tuple[tuple[str, int], ...]]:
        """Of each draft, how it is written how often, sorted."""
        mentions = np.asarray(self._mentions, np.int32).reshape(-1, 2)
        counts = _column(np.bincount(mentions[:, 0], minlength=len(self._texts)))
        draft_of = np.asarray(self.index.draft_of, np.int32)
        order = np.argsort(draft_of, kind="stable")
        writings = _column(order)
        for draft, (start, end) in enumerate(_runs(draft_of[order], len(self))):
            if end == start + 1 and draft not in self.listed:
                yield ((self._texts[writings[start]], counts[writings[start]]),)
                continue
            written = Counter(self.listed.get(draft, {}))
            for writing in writings[start:end]:
                written[self._texts[writing]] += counts[writing]
            yield tuple(sorted(written.items()))

    def opposed(self) -> Positions:
        """Pairs of drafts that stand on the two sides of one claim, each once; shape (pairs, 2)."""
        return self._distinct(self._opposed)

    def tied(self) -> Positions:
        """Persons with their organisations, and bodies with their founders, each once; shape (pairs, 2)."""
        return self._distinct(self._tied)

    def _distinct(self, ends: array[int]) -> Positions:
        pairs = np.asarray(ends, np.int32).reshape(-1, 2).astype(np.int64)
        codes = np.unique(pairs[:, 0] * max(1, len(self)) + pairs[:, 1])
        return np.stack(np.divmod(codes, max(1, len(self))), axis=1)

    def _list(self, name: Name) -> int:
        draft = self._draft(name, form(name.name, name.type), None, known=True)
        self._call(draft, name.aliases)
        self.listed[draft][name.name] += 1
        return draft

    def _call(self, draft: int, aliases: tuple[str, ...]) -> None:
        called = self.aliases.setdefault(draft, aliases)
        if not set(aliases) <= set(called):
            self.aliases[draft] = tuple(sorted({*called, *aliases}))

    def _writing(self, name: Name, document: str) -> int:
        by_text = self.index.writings[name.type]
        if self._is_bound is not None and self._is_bound(name, document):
            return self._scoped(name, document)
        writing = by_text.get(name.name)
        if writing is None:
            written = form(name.name, name.type)
            means_one = self._means_one_thing(written, name.type)
            by_text[name.name] = writing = self._add(name, written, None) if means_one else _SCOPED
        return self._scoped(name, document) if writing == _SCOPED else writing

    def _scoped(self, name: Name, document: str) -> int:
        by_text, key = self.index.writings[name.type], (document, name.name)
        if key not in by_text:
            by_text[key] = self._add(name, form(name.name, name.type), document)
        return by_text[key]

    def _add(self, name: Name, written: Form, scope: str | None) -> int:
        self.index.draft_of.append(self._draft(name, written, scope, known=False))
        self._texts.append(name.name)
        return len(self._texts) - 1

    def _draft(self, name: Name, written: Form, scope: str | None, *, known: bool) -> int:
        same = (written.core if name.type is EntityType.TOPIC else written.words) or written.text
        by = self._by[name.type, known]
        draft = by.setdefault(same if scope is None else (same, scope), len(self))
        if draft == len(self):
            self.forms.append(written)
            self.types.append(name.type)
            self.scopes.append(scope)
            self.known.append(known)
            self.own.append(False)
            self.polish.append(not known and written.key not in self._known_keys)
        elif written.text < self.forms[draft].text:
            self.forms[draft] = written
        return draft

    def _means_one_thing(self, written: Form, type: EntityType) -> bool:
        """False where only who has read the document knows what is meant: a surname, "joint venture"."""
        if written.key in self._known_keys:
            return True
        if type is EntityType.PERSON:
            return sum(len(word) > 1 for word in written.core) > 1 or not written.key.isascii()
        return not is_generic(written, type)


def _runs(of: NDArray[np.integer], number: int) -> Iterator[tuple[int, int]]:
    """Where in the sorted numbers ``of`` each of 0, 1, … begins and ends."""
    return pairwise(_column(np.searchsorted(of, np.arange(number + 1))))


def _column(numbers: NDArray[np.integer]) -> array[int]:
    """In the form that is read fastest one by one."""
    return array("i", numbers.astype(np.int32).tobytes())
