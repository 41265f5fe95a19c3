"""Made-up things under all the names that news gives them, and who is who.

Companies go by legal forms, short forms and acronyms, brands have many products, people share first names
and surnames and are called by the latter alone, Polish texts decline, and some names are those of things of
several types. Few are in very many documents, and very many in few. The same number of names gives the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import count
from random import Random
from typing import NamedTuple

from kg.benchmarks.news import word
from kg.model import Claim, EntityType, Evidence, Mention, Name, Status

_COMPANY, _PERSON, _PLACE, _PRODUCT = (
    EntityType.COMPANY,
    EntityType.PERSON,
    EntityType.PLACE,
    EntityType.PRODUCT,
)
_BRANCHES = ("Robotics", "Motors", "Foods", "Software", "Pharma", "Textiles")
_UNITS = ("Capital", "China", "Ventures", "Cloud", "Research", "Polska")
_LEGAL = ("Inc.", "Ltd", "Group", "S.A.", "plc", "Corporation", "GmbH")
_CASES = ("u", "owi", "em")
"""Endings of a masculine name in Polish texts."""
_FIRST_NAMES = 211
_WORDS, _STEP = 3_200_000, 1_234_567
"""Without a common factor: words that follow each other begin differently."""
_NEW = 2
"""Things that a document is the first to name."""
_LATER = 97
"""Documents until a thing is called by another of its names."""


class Thing(NamedTuple):
    """A thing, and each way in which documents write it; the first is the usual one."""

    number: int
    names: tuple[Name, ...]
    is_polish: tuple[bool, ...]
    """Whether a Polish text writes it so."""


class Said(NamedTuple):
    """A claim, and the numbers of the things that it speaks of."""

    claim: Claim
    subject: int
    object: int


def said(names: int) -> Iterator[Said]:
    """Claims that speak of about so many different names, document after document."""
    random, met = Random(names), 0
    for document in count():
        if met >= names:
            return
        cast, new = _cast(document, random)
        met += new
        yield from _claims(f"names-{document:07}", cast)


@lru_cache(maxsize=2**12)
def thing(number: int) -> Thing:
    """The thing of that number; no two have the same usual name and type."""
    round_, place = divmod(number, 20)
    if place < 7:
        return _company(number, 7 * round_ + place)
    owner = _word(7 * round_ // (1 + number % 5))
    if place < 9:
        names = [Name(f"{owner} {_UNITS[(2 * round_ + place) % len(_UNITS)]} {_letter(number)}", _COMPANY)]
        return _thing(number, names)
    if place < 13:
        model = f"{owner} {_letter(number)}{number // 26 + 10}"
        return _thing(number, [Name(model, _PRODUCT), Name(f"the {model}", _PRODUCT)])
    if place < 18:
        return _person(number, 5 * round_ + place - 13)
    if place < 19:
        town = f"{_word(round_)}ta"
        cases = [Name(f"{town[:-1]}{ending}", _PLACE) for ending in "yę"]
        return _thing(number, [Name(town, _PLACE)], cases)
    # a product and a place that are called as companies are
    return _thing(number, [Name(_word(7 * round_ + 3), _PRODUCT if round_ % 2 else _PLACE)])


def _thing(number: int, names: list[Name], declined: list[Name] | None = None) -> Thing:
    declined = declined or []
    return Thing(number, (*names, *declined), (False,) * len(names) + (True,) * len(declined))


def _company(number: int, rank: int) -> Thing:
    own, other = _word(rank), _word(rank // 3 + 5)
    legal = _LEGAL[rank // 8 % len(_LEGAL)]
    branch = f"{own} {_BRANCHES[rank // 8 % len(_BRANCHES)]}"
    declined: list[Name] = []
    match rank % 8:
        case 0 | 1:
            texts = [own, f"{own} {legal}"]
        case 2:
            full = [Name(branch, _COMPANY, (own,)), Name(f"{branch} {legal}", _COMPANY)]
            return _thing(number, [*full, Name(own, _COMPANY)])
        case 3:
            texts = [f"{own} {other}", f"{own} {other} {legal}", f"the {own}-{other}"]
        case 4:
            texts = [own, f"{own} SA"]
            declined = [Name(f"{own}{ending}", _COMPANY) for ending in _CASES]
        case 5:
            texts = [own, f"{own}.com", f"{own}.com {legal}"]
        case 6:
            names = [Name(own, _COMPANY), Name(own, EntityType.ORGANIZATION), Name(f"{own}'s", _COMPANY)]
            return _thing(number, names)
        case _:
            parts = [own, _word(rank % 97), _word(rank % 89), "Partners"]
            short = "".join(part[0] for part in parts)
            texts = [" ".join(parts), f"{' '.join(parts)} {legal}"]
            names = [Name(texts[0], _COMPANY, (short,)), Name(texts[1], _COMPANY), Name(short, _COMPANY)]
            return _thing(number, names)
    return _thing(number, [Name(text, _COMPANY) for text in texts], declined)


def _person(number: int, rank: int) -> Thing:
    first, last = f"{_word(rank % _FIRST_NAMES)}ek", _word(rank // _FIRST_NAMES)
    names = [Name(f"{first} {last}", _PERSON, (last,))]
    declined: list[Name] = []
    match rank % 6:
        case 0:
            names.append(Name(f"Mr. {first} {last}", _PERSON))
        case 1:
            names.append(Name(f"{first} {_letter(rank)}. {last}", _PERSON))
        case 2:
            names.append(Name(f"{last} {first}", _PERSON))
        case 3 | 4:
            declined = [Name(f"{first}a {last}a", _PERSON), Name(f"{first}em {last}em", _PERSON)]
    return _thing(number, names, declined)


def _letter(number: int) -> str:
    return chr(ord("A") + number % 26)


def _word(number: int) -> str:
    """A word of its own for each number, which ends in a consonant."""
    return f"{word(number * _STEP % _WORDS)}n"


_Named = tuple[Name, bool, int]
"""A name, whether the text is Polish, and the number of the thing."""


def _cast(document: int, random: Random) -> tuple[list[_Named], int]:
    """Whom a document speaks of, and how many of these names no other has before it."""
    cast: list[_Named] = []
    for turn in range(6):
        first = _NEW * (document - turn * _LATER)
        for number in range(first, first + _NEW) if first >= 0 else ():
            it = thing(number)
            if turn < len(it.names):
                cast.append((it.names[turn], it.is_polish[turn], number))
    new = len(cast)
    for _ in range(2):
        number = int((_NEW * document + 1) ** random.random()) - 1  # by the law of Zipf
        it = thing(number)
        cast.append((it.names[0], False, number))
    return cast, new


def _claims(document: str, cast: list[_Named]) -> Iterator[Said]:
    hub = next((each for each in cast if each[0].type.is_organization), cast[0])
    for number, each in enumerate(cast):
        name, is_polish, of = each
        if each is not hub:
            yield Said(_claim(document, 2 * number, name, hub[0], is_polish or hub[1]), of, hub[2])
        if name.type is _PERSON and name.aliases:
            again = Name(name.aliases[0], _PERSON)
            yield Said(_claim(document, 2 * number + 1, again, hub[0], is_polish), of, hub[2])


_RELATIONS = {_PERSON: "holds_position", _PLACE: "based_in", _PRODUCT: "develops"}


def _claim(document: str, place: int, subject: Name, object: Name, is_polish: bool) -> Claim:
    return Claim(
        document,
        _RELATIONS.get(subject.type, "partners_with"),
        Mention(place, place + 1, subject.name, subject),
        Mention(place + 1, place + 2, object.name, object),
        Status.ACTUAL,
        Evidence(place, place + 2, ""),
        "pl.made.up" if is_polish else "en.made.up",
        0.8,
    )
