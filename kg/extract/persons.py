"""Names that look like a person's, and names that do not: by their given name, and by their other words."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.extract import gazetteer
from kg.extract.grammar import Grammar
from kg.extract.name_words import name_words
from kg.language.dictionary import Dictionary

_INITIALS = re.compile(r"(?:[A-Z]\.-?){1,3}")
_LONGEST = 4
"""Words of a person's longest name."""


def is_given(word: str) -> bool:
    """True for a given name and for initials: "Jane", "Jean-Luc", "J.K."."""
    given = gazetteer.given_names()
    return word in given or word.partition("-")[0] in given or bool(_INITIALS.fullmatch(word))


def is_personal(text: str, grammar: Grammar) -> bool:
    """True for a given name with a surname, where nothing says that a body is called so: "Jane Smith"."""
    words = text.split()
    if grammar.inflects or not 1 < len(words) <= _LONGEST or not is_given(words[0]):
        return False
    if not all(map(_is_name, words[1:])):
        return False
    return not _is_bodily(words[-1], grammar) and gazetteer.type_by_head(text) is None


def is_impersonal(text: str, grammar: Grammar, known: Mapping[str, Dictionary]) -> bool:
    """True for plain words, and words of bodies and places, without a given name: "Leaf Seeds"."""
    words = text.split()
    if len(words) < 2 or grammar.inflects or any(map(is_given, words[:-1])):
        return False
    ends = words[0], words[-1]
    if _is_bodily(words[-1], grammar) or any(_is_taken(word, grammar) for word in ends):
        return True
    return all(any(d.lemma(word.lower()) is not None for d in known.values()) for word in ends)


def _is_taken(word: str, grammar: Grammar) -> bool:
    return word in gazetteer.known_names() or gazetteer.place_named(word, grammar.language) is not None


def _is_bodily(word: str, grammar: Grammar) -> bool:
    """True for words that the names of bodies and areas end in: "Foods", "Capital", "County"."""
    lower = word.casefold()
    words = grammar.words
    bodily = words.generic_words | words.unit_words | grammar.descriptors.keys()
    return lower in bodily or lower in name_words(grammar.language).areas


def _is_name(word: str) -> bool:
    return word[:1].isupper() and not any(c.isdigit() or c == "&" for c in word) and not word.isupper()
