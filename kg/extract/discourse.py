"""What a text has spoken of so far, and which of it comes to mind first.

Salience after centering theory (Grosz, Joshi and Weinstein 1995): what a sentence says something of, its
subject, before the rest, and the last sentence before the ones before it. Things without a name ("the
deal", "analysts") are remembered too, for they stand between a pronoun and a name that is further off.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from kg.model import EntityType, Name

MEMORY = 4
"""Sentences after which a name is no longer what "the company" means."""


_AGENTS = frozenset({"by", "przez"})
"""Prepositions of who acts in a passive: of such the text is not about."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Something in the order of the text, with the part that it played."""

    name: Name | None
    """None for a thing that has no name."""
    sentence: int
    subject: bool
    joined: bool
    """True for the second and later of "X, Y and Z"."""
    role: str = "bare"
    """The preposition before it."""
    several: bool = False
    """True for "analysts", and for each of "X and Y"."""
    place: tuple[int, int] = (0, 0)
    """The skeleton's number in its document and the token's in its skeleton."""

    @property
    def leads(self) -> bool:
        """True of the subject, or the first of several."""
        return self.subject and not self.joined


@dataclass(slots=True)
class Discourse:
    """All that was spoken of, in order, and what each name was called ("startup", "Chinese")."""

    sentence: int = 0
    seen: list[Seen] = field(default_factory=list)
    called: dict[Name, set[str]] = field(default_factory=lambda: defaultdict(set))

    @property
    def named(self) -> Iterator[tuple[Name, Seen]]:
        """What has a name, in order."""
        return ((entry.name, entry) for entry in self.seen if entry.name is not None)

    def before(self, place: tuple[int, int]) -> Discourse:
        """What was spoken of before the word at ``place``."""
        seen = self.seen[: bisect_left(self.seen, place, key=lambda entry: entry.place)]
        return Discourse(seen[-1].sentence if seen else 0, seen, self.called)

    def recent(self, sentences: int = MEMORY) -> Iterator[list[Seen]]:
        """What the sentences up to ``sentences`` ago spoke of, this one first."""
        for number, entries in groupby(reversed(self.seen), lambda entry: entry.sentence):
            if self.sentence - number > sentences:
                return
            yield list(entries)[::-1]

    def latest(
        self,
        fits: Callable[[Seen], bool],
        role: str = "bare",
        sentences: int = MEMORY,
    ) -> Seen | None:
        """What comes to mind first of what ``fits``.

        In this sentence what has the same preposition, or the subject, or the last; in those before
        the latest subject, or the last.
        """
        found = [entry for entries in self.recent(sentences) for entry in entries[::-1] if fits(entry)]
        here = [entry for entry in found if entry.sentence == self.sentence]
        parallel = [entry for entry in here if role != "bare" and entry.role == role]
        acting = [entry for entry in here if entry.leads] or here or [e for e in found if e.leads]
        return next(iter(parallel or acting or found), None)

    def together(
        self, fits: Callable[[Name], bool], sentences: int = MEMORY + 2, count: int = 2
    ) -> tuple[Name, ...]:
        """The ``count`` last spoken of together, in the order of the text; else the last ones; else none."""
        last: list[Name] = []
        for entries in self.recent(sentences):
            names = _distinct(entries, fits)
            joined = _distinct([entry for entry in entries if entry.subject and entry.several], fits)
            for several in (names, joined):
                if len(several) == count:
                    return tuple(several)
            if len(names) > count:
                return ()
            last = [name for name in names if name not in last] + last
            if len(last) >= count:
                return tuple(last[-count:])
        return ()

    def main(self) -> Name | None:
        """The company that was spoken of most; the first of several."""
        count = Counter(name for name, _ in self.named if is_company(name.type))
        return max(count, key=lambda name: count[name]) if count else None

    def focus(self, besides: Collection[Name] = ()) -> Name | None:
        """The company that the text is about: the subject last spoken of."""
        last = None
        for entry in reversed(self.seen):
            name = entry.name
            if name is None or entry.joined or name in besides or not is_company(name.type):
                continue
            if entry.subject:
                return name
            if entry.role not in _AGENTS:
                last = last or name
        return last


def is_company(type: EntityType) -> bool:
    """True for companies, and for organisations of which nothing finer is known."""
    return type in (EntityType.COMPANY, EntityType.ORGANIZATION)


def fits_type(have: EntityType, want: EntityType) -> bool:
    """True where a name of the type ``have`` may be what a word for ``want`` means."""
    return have is want or (have is EntityType.ORGANIZATION and want.is_organization)


def _distinct(entries: Sequence[Seen], fits: Callable[[Name], bool]) -> list[Name]:
    return list(dict.fromkeys(e.name for e in entries if e.name is not None and fits(e.name)))
