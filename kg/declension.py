"""Polish case forms of names: what an inflected name may be in the nominative."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_PLAIN = str.maketrans(
    {"ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "’": "'", "‘": "'", "`": "'"}
)

_CASES: tuple[tuple[str, tuple[str, ...]], ...] = (
    # Ending of a case form → what the base form has in its place (folded: "ą" is "a", "ę" is "e").
    # nouns in a consonant: Samsungu, Samsungowi, Samsungiem, Orlenem, Microsofcie
    ("a", ("",)),
    ("u", ("",)),
    ("owi", ("",)),
    ("em", ("", "e")),
    ("iem", ("",)),
    ("ie", ("",)),
    ("cie", ("t", "ta")),
    ("dzie", ("d", "da")),
    ("rze", ("r", "ra")),
    ("le", ("l", "la")),
    # nouns in -a: Nvidii, Nvidię, Tesli, Toyoty, Polsce, Fundacji
    ("ii", ("ia",)),
    ("yi", ("ya",)),
    ("i", ("a", "")),
    ("y", ("a",)),
    ("ie", ("a",)),
    ("ce", ("ka",)),
    ("dze", ("ga",)),
    ("ji", ("ja",)),
    ("sze", ("cha",)),
    # adjectives: Samochodowego, Samochodowym, Warszawskiej
    ("ego", ("y", "e", "")),
    ("emu", ("y", "e", "")),
    ("ym", ("y", "e")),
    ("im", ("i",)),
    ("iego", ("i",)),
    ("iemu", ("i",)),
    ("ej", ("a",)),
    ("iej", ("a",)),
    ("ich", ("ie", "i")),
    ("ych", ("e", "y")),
    # plurals, most of them towns: Kielcach, Katowic
    ("ach", ("e", "y", "a")),
    ("ami", ("e", "y", "a")),
    ("om", ("e", "y", "a")),
    ("c", ("ce",)),
)
_FLEETING = re.compile(r"([bcdfghklmnprstwz])([klcrn])$")


_FULL_STEM = 4
"""A bare -a or -u goes with so many names that the stem must be this long; three letters do elsewhere."""


def fold(text: str) -> str:
    """Lower case without diacritics, compatibility forms made plain.

    >>> fold("Łódź")
    'lodz'
    """
    if text.isascii():
        return text.casefold().replace("`", "'")
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_PLAIN)
    if folded.isascii():
        return folded
    return "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))


@lru_cache(maxsize=2**16)
def word_bases(word: str) -> frozenset[str]:
    """What ``word`` (folded) may be a Polish case form of; candidates only, most are no words at all.

    >>> "samsung" in word_bases("samsungiem"), "nvidia" in word_bases("nvidii")
    (True, True)
    """
    bases: set[str] = set()
    for ending, replacements in _CASES:
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < (_FULL_STEM if ending in ("a", "u") else 3):
            continue
        bases.update(stem + replacement for replacement in replacements)
        if "" in replacements:
            bases.add(_FLEETING.sub(r"\1e\2", stem))
    return frozenset(bases - {word})


_SURNAMES = re.compile(r"(?<=[sc]k|dz)(?:iego|iemu|im)$|(?<=[sc]k)im$")
"""Endings of adjectival surnames: Iwińskiego, Iwińskiemu, Iwińskim."""

_FIRST_NAMES = (("iego", "i"), ("iem", ""), ("owi", ""), ("em", ""), ("ka", "ek"), ("ła", "eł"), ("a", ""))
"""Endings of men's first names in the same cases, in the order in which they are tried."""


def nominative_person(name: str) -> str:
    """A man's name with an adjectival surname in the nominative; any other name as it stands.

    >>> nominative_person("Marcina Iwińskiego"), nominative_person("Anna Nowak")
    ('Marcin Iwiński', 'Anna Nowak')
    """
    *first, last = name.split() or [""]
    base = _SURNAMES.sub("i", last)
    if base == last:
        return name
    return " ".join((*map(_first_name, first), base))


def _first_name(word: str) -> str:
    for ending, base in _FIRST_NAMES:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 1:
            return stem + base
    return word
