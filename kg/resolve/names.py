"""Names as comparisons need them: folded words, legal forms and titles off, Polish case endings undone."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Container
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from kg.declension import fold, word_bases
from kg.model import EntityType

_TABLE = tomllib.loads(resources.files("kg.resolve").joinpath("words.toml").read_text("utf-8"))

LEGAL = frozenset(tuple(form.split()) for form in _TABLE["legal"])
_LEGAL_ENDS = frozenset(form[-1] for form in LEGAL)
LEGAL_SHOWN = frozenset(_TABLE["legal_shown"])
LEGAL_HAN: tuple[str, ...] = tuple(_TABLE["legal_han"])
TITLES = frozenset(_TABLE["titles"])
FUNCTION = frozenset(_TABLE["function"])
GENERIC = frozenset(_TABLE["generic"])
COMMON = frozenset(_TABLE["common"])
UNIT = frozenset(_TABLE["unit"])
PLACES = frozenset(_TABLE["places"])

_WORD = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"(?<=[^\W_])'(?:s|a|u|y|i|e|em|iem|owi|ie|ego|emu|ym|im)?(?!\w)")
"""English 's, and the endings that Polish sets off after a mute letter: Google'a, Apple'em."""
_ACRONYM_ENDING = re.compile(r"\b([A-Z]{2,})-(?:u|a|y|i|em|iem|ie|owi|ą|ę)\b")
_CAPITALS = re.compile(r"[A-Z]{2,6}\b")
_SIGNS = str.maketrans({"&": " and ", "+": " plus ", ".": None, "'": None, "®": None, "™": None})
_LETTERED = re.compile(r"[^\W\d_]")


def words(text: str) -> tuple[str, ...]:
    """The folded words of ``text`` without possessives; "&" and "+" are words of their own.

    >>> words("Daily Mail & General Trust's")
    ('daily', 'mail', 'and', 'general', 'trust')
    """
    plain = fold(_ACRONYM_ENDING.sub(r"\1", text) if "-" in text else text)
    if "'" in plain:
        plain = _POSSESSIVE.sub("", plain)
    # a million names share most of their words
    return tuple(map(sys.intern, _WORD.findall(plain.translate(_SIGNS))))


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a name."""

    text: str
    words: tuple[str, ...]
    core: tuple[str, ...]
    """``words`` without a leading "the", legal forms or a person's titles; empty only where ``words`` is."""
    key: str
    """``core`` run together: what blocks are made of."""
    site: str
    """``key`` without the ending of a domain (JD for JD.com), else empty."""
    is_acronym: bool
    """Written in two to six capitals, as IBM is."""
    is_phrase: bool
    """Several words, none of which looks like a name's: "joint venture", "China unit"."""


@lru_cache(maxsize=2**14)
def form(text: str, type: EntityType) -> Form:
    """The form of ``text`` as a name of a thing of ``type``; legal forms and titles depend on it."""
    tidy = " ".join(text.split())
    text = text if tidy == text else tidy
    all_words = words(text)
    core = all_words[1:] if len(all_words) > 1 and all_words[0] == "the" else all_words
    if type is EntityType.PERSON:
        core = _without_titles(core)
    elif type.is_organization:
        core = _without_legal_form(core)
    key = "".join(core)
    is_site = ".com" in text.casefold() and key.endswith("com") and len(core[-1]) > 4
    is_acronym = len(core) == 1 and any(found.casefold() == key for found in _CAPITALS.findall(text))
    return Form(text, all_words, core, key, key[:-3] if is_site else "", is_acronym, _is_phrase(text))


def _without_titles(core: tuple[str, ...]) -> tuple[str, ...]:
    while len(core) > 1 and core[0] in TITLES:
        core = core[1:]
    return core


def _without_legal_form(core: tuple[str, ...]) -> tuple[str, ...]:
    full = core
    while (length := _legal_words(core)) and len(core) > length:
        core = core[:-length]
    for ending in LEGAL_HAN:
        if core and core[-1].endswith(ending) and len(core[-1]) >= len(ending) + 2:
            core = (*core[:-1], core[-1][: -len(ending)])
            break
    # "Capital Group" without its last word would be any capital.
    return full if all(map(is_weak_word, core)) else core


def _legal_words(core: tuple[str, ...]) -> int:
    """How many words at the end are a legal form; the longest counts."""
    if not core or core[-1] not in _LEGAL_ENDS:
        return 0
    return next((length for length in (4, 3, 2, 1) if core[-length:] in LEGAL), 0)


def _is_phrase(text: str) -> bool:
    tokens = [token for token in text.split() if _LETTERED.search(token)]
    if len(tokens) < 2 or tokens[-1] != tokens[-1].lower() or any(_is_unicased(c) for c in text):
        return False
    proper = [t for t in tokens if (t != t.lower() or any(c.isdigit() for c in t)) and t.lower() != "the"]
    return all(word in PLACES for token in proper for word in words(token))


def _is_unicased(character: str) -> bool:
    return character.isalpha() and character.lower() == character.upper()


def is_generic(name: Form, type: EntityType) -> bool:
    """True of names that say what a thing is and not which: "joint venture", "AI Research Institute".

    Companies do call themselves by such words, so a company's name is generic only as a phrase.
    """
    if type in (EntityType.PERSON, EntityType.PLACE, EntityType.TOPIC):
        return False
    if name.is_phrase:
        return True
    plain = all(word in GENERIC or word in FUNCTION for word in name.core)
    return plain and (type is not EntityType.COMPANY or name.core[-2:] == ("joint", "venture"))


def is_weak(name: Form) -> bool:
    """True of a form that could be short for many names: "First", "Capital", "AI Lab"."""
    return len(name.key) < 2 or all(is_weak_word(w) or w in FUNCTION or w in PLACES for w in name.core)


def is_weak_word(word: str) -> bool:
    """True of words that many names share."""
    return word in GENERIC or word in COMMON


def initials(core: tuple[str, ...]) -> str:
    """The acronym that a name of several words would have, without its small words.

    >>> initials(("canadian", "imperial", "bank", "of", "commerce"))
    'cibc'
    """
    return "".join(word[0] for word in core if word not in FUNCTION)


def plain_text(name: Form, type: EntityType, seen: Container[str] = ()) -> str:
    """``name`` as written, without legal form, title or leading "the".

    "Group" and its like stay, as in Carlyle Group, unless the name without them is among ``seen``.

    >>> plain_text(form("Lenovo Group Ltd.", EntityType.COMPANY), EntityType.COMPANY)
    'Lenovo Group'
    """
    tokens = name.text.split()
    if len(name.core) == len(name.words) and all(map(_WORD.search, tokens)):
        return _trimmed(tokens)  # nothing is off it
    while len(tokens) > 1 and form(" ".join(tokens[1:]), type).core == name.core:
        tokens.pop(0)
    ends = range(1, len(tokens) + 1)
    bare = next(end for end in ends if form(" ".join(tokens[:end]), type).core == name.core)
    if _trimmed(tokens[:bare]) in seen:
        return _trimmed(tokens[:bare])
    return _trimmed(tokens[: max(end for end in ends if end == bare or _is_shown(tokens[end - 1]))])


def _is_shown(token: str) -> bool:
    return not LEGAL_SHOWN.isdisjoint(words(token))


def _trimmed(tokens: list[str]) -> str:
    text = " ".join(tokens)
    return text.rstrip(" ,;:&") or text


def case_bases(name: Form) -> tuple[frozenset[str], ...]:
    """For each word of ``name`` what it may be a Polish case form of; see ``word_bases``."""
    accusative = "ę" in name.text
    return tuple(word_bases(word) | _accusative_base(word, accusative) for word in name.core)


def _accusative_base(word: str, accusative: bool) -> frozenset[str]:
    """Toyotę → Toyota: folded, its ending is that of Porsche, so the text must have shown it."""
    return frozenset({word[:-1] + "a"} if accusative and word.endswith("e") and len(word) > 3 else ())


def is_case_form(inflected: Form, base: Form) -> bool:
    """True if ``inflected`` may be ``base`` in a Polish case: word by word, at least one changed.

    Acronyms take their endings after a hyphen, which ``words`` removes.
    """
    if len(inflected.core) != len(base.core) or inflected.core == base.core:
        return False
    if inflected.is_acronym or base.is_acronym:
        return False
    bases = case_bases(inflected)
    return all(
        word == other or other in choices
        for word, other, choices in zip(inflected.core, base.core, bases, strict=True)
    )
