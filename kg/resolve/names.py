"""Names as comparisons need them: folded words, legal forms and titles off, Polish case endings undone."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from kg.model import EntityType

_TABLE = tomllib.loads(resources.files("kg.resolve").joinpath("words.toml").read_text("utf-8"))

LEGAL = tuple(sorted((tuple(form.split()) for form in _TABLE["legal"]), key=lambda form: (-len(form), form)))
LEGAL_HAN: tuple[str, ...] = tuple(_TABLE["legal_han"])
TITLES = frozenset(_TABLE["titles"])
FUNCTION = frozenset(_TABLE["function"])
GENERIC = frozenset(_TABLE["generic"])
COMMON = frozenset(_TABLE["common"])
UNIT = frozenset(_TABLE["unit"])
PLACES = frozenset(_TABLE["places"])

_PLAIN = str.maketrans(
    {"ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "’": "'", "‘": "'", "`": "'"}
)
_WORD = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"(?<=[^\W_])'(?:s|a|u|y|i|e|em|iem|owi|ie|ego|emu|ym|im)?(?!\w)")
"""English 's, and the endings that Polish sets off after a mute letter: Google'a, Apple'em."""
_ACRONYM_ENDING = re.compile(r"\b([A-Z]{2,})-(?:u|a|y|i|em|iem|ie|owi|ą|ę)\b")
_LETTERED = re.compile(r"[^\W\d_]")


def fold(text: str) -> str:
    """Lower case without diacritics, compatibility forms made plain.

    >>> fold("Łódź")
    'lodz'
    """
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_PLAIN)
    if folded.isascii():
        return folded
    return "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))


def words(text: str) -> tuple[str, ...]:
    """The folded words of ``text`` without possessives; "&" and "+" are words of their own.

    >>> words("Daily Mail & General Trust's")
    ('daily', 'mail', 'and', 'general', 'trust')
    """
    plain = _POSSESSIVE.sub("", fold(_ACRONYM_ENDING.sub(r"\1", text)))
    plain = plain.replace("&", " and ").replace("+", " plus ")
    return tuple(_WORD.findall(re.sub(r"[.'®™]", "", plain)))


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


@lru_cache(maxsize=2**18)
def form(text: str, type: EntityType) -> Form:
    """The form of ``text`` as a name of a thing of ``type``; legal forms and titles depend on it."""
    text = " ".join(text.split())
    all_words = words(text)
    core = all_words[1:] if len(all_words) > 1 and all_words[0] == "the" else all_words
    if type is EntityType.PERSON:
        core = _without_titles(core)
    elif type.is_organization:
        core = _without_legal_form(core)
    key = "".join(core)
    is_site = ".com" in text.casefold() and key.endswith("com") and len(core[-1]) > 4
    letters = [t for t in re.split(r"[\s,]+", text) if words(t) and set(words(t)) <= set(core)]
    is_acronym = len(core) == 1 and len(letters) == 1 and bool(re.match(r"[A-Z]{2,6}(?:-|'|’|$)", letters[0]))
    return Form(text, all_words, core, key, key[:-3] if is_site else "", is_acronym, _is_phrase(text))


def _without_titles(core: tuple[str, ...]) -> tuple[str, ...]:
    while len(core) > 1 and core[0] in TITLES:
        core = core[1:]
    return core


def _without_legal_form(core: tuple[str, ...]) -> tuple[str, ...]:
    full = core
    stripped = True
    while stripped:
        stripped = False
        for legal in LEGAL:
            if len(core) > len(legal) and core[-len(legal):] == legal:
                core, stripped = core[: -len(legal)], True
                break
    for ending in LEGAL_HAN:
        if core and core[-1].endswith(ending) and len(core[-1]) >= len(ending) + 2:
            core = (*core[:-1], core[-1][: -len(ending)])
            break
    # "Capital Group" without its last word would be any capital.
    return full if all(word in GENERIC or word in COMMON for word in core) else core


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
    weak = (GENERIC, COMMON, FUNCTION, PLACES)
    return len(name.key) < 2 or all(any(word in table for table in weak) for word in name.core)


def initials(core: tuple[str, ...]) -> str:
    """The acronym that a name of several words would have, without its small words.

    >>> initials(("canadian", "imperial", "bank", "of", "commerce"))
    'cibc'
    """
    return "".join(word[0] for word in core if word not in FUNCTION)


def plain_text(name: Form, type: EntityType) -> str:
    """``name`` as written, without legal form, title or leading "the".

    >>> plain_text(form("Lenovo Group Ltd.", EntityType.COMPANY), EntityType.COMPANY)
    'Lenovo'
    """
    tokens = name.text.split()
    while len(tokens) > 1 and form(" ".join(tokens[:-1]), type).core == name.core:
        tokens.pop()
    while len(tokens) > 1 and form(" ".join(tokens[1:]), type).core == name.core:
        tokens.pop(0)
    text = " ".join(tokens)
    trimmed = text.rstrip(" ,;:&")
    return trimmed or text


_CASES: tuple[tuple[str, tuple[str, ...]], ...] = (
    # Ending of a case form → what the base form has in its place (folded: "ą" is "a", "ę" is "e").
    # nouns in a consonant or -o: Samsungu, Samsungowi, Samsungiem, Orlenem; Allegra
    ("a", ("", "o")), ("u", ("", "o")), ("owi", ("", "o")), ("em", ("", "o", "e")), ("iem", ("",)),
    ("ie", ("",)), ("cie", ("t", "ta")), ("dzie", ("d", "da")), ("rze", ("r", "ra", "ro")),
    ("le", ("l", "la")),
    # nouns in -a: Nvidii, Nvidię, Tesli, Toyoty, Polsce, Fundacji
    ("ii", ("ia",)), ("yi", ("ya",)), ("i", ("a", "")), ("y", ("a",)), ("e", ("a",)), ("ie", ("a",)),
    ("o", ("a",)), ("ce", ("ka",)), ("dze", ("ga",)), ("ji", ("ja",)), ("sze", ("cha",)),
    # adjectives: Samochodowego, Samochodowym, Warszawskiej
    ("ego", ("y", "e", "")), ("emu", ("y", "e", "")), ("ym", ("y", "e")), ("im", ("i",)), ("iego", ("i",)),
    ("iemu", ("i",)), ("ej", ("a",)), ("iej", ("a",)), ("ich", ("ie", "i")), ("ych", ("e", "y")),
    # plurals, most of them towns: Kielcach, Katowic
    ("ach", ("e", "y", "a")), ("ami", ("e", "y", "a")), ("om", ("e", "y", "a")), ("c", ("ce",)),
)
_FLEETING = re.compile(r"([bcdfghklmnprstwz])([klcrn])$")


@lru_cache(maxsize=2**16)
def case_bases(word: str) -> frozenset[str]:
    """What ``word`` (folded) may be a Polish case form of; candidates only, most are no words at all.

    >>> "samsung" in case_bases("samsungiem"), "nvidia" in case_bases("nvidii")
    (True, True)
    """
    bases: set[str] = set()
    for ending, replacements in _CASES:
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < 3:
            continue
        bases.update(stem + replacement for replacement in replacements)
        if "" in replacements:
            bases.add(_FLEETING.sub(r"\1e\2", stem))
    return frozenset(bases - {word})


def is_case_form(inflected: Collection[str], base: Collection[str]) -> bool:
    """True if ``inflected`` may be ``base`` in a Polish case: word by word, at least one changed."""
    if len(inflected) != len(base) or inflected == base:
        return False
    return all(
        word == other or other in case_bases(word) for word, other in zip(inflected, base, strict=True)
    )
