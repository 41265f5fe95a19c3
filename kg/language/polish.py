"""Polish case endings for foreign and coined names: "Samsung" → "Samsungiem", "Nvidia" → "Nvidią".

Rough on purpose: it makes training text, in which an ending must look right more than be right.
"""

from __future__ import annotations

import random

CASES = ("genitive", "dative", "accusative", "instrumental", "locative")

_MASCULINE = {"genitive": "a", "dative": "owi", "accusative": "a", "instrumental": "em", "locative": "ie"}
_FEMININE = {"genitive": "y", "dative": "ie", "accusative": "ę", "instrumental": "ą", "locative": "ie"}
_SKI = {"genitive": "ego", "dative": "emu", "accusative": "ego", "instrumental": "m", "locative": "m"}
_SKA = {"genitive": "iej", "dative": "iej", "accusative": "ą", "instrumental": "ą", "locative": "iej"}
_SOFT = {"t": "ci", "d": "dzi", "r": "rz", "ł": "l"}


def decline(name: str, rng: random.Random) -> str:
    """The name in some case, or as it is: names of several words mostly stay, except for people's."""
    words = name.split()
    if rng.random() < 0.4 or len(words) > 2 or not all(word.isalpha() for word in words):
        return name
    case = rng.choice(CASES)
    return " ".join(_decline_word(word, case) for word in words)


def _decline_word(word: str, case: str) -> str:
    stem, last = word[:-1], word[-1]
    if word[-2:].isupper():
        return word + "-" + {"genitive": "u", "locative": "cie"}.get(case, _MASCULINE[case])
    if word.endswith(("ski", "cki")):
        return word + _SKI[case]
    if word.endswith(("ska", "cka")):
        return stem + _SKA[case]
    if last == "a":
        ending = _FEMININE[case]
        return stem + "i" if stem[-1:] in "lj" and ending in ("y", "ie") else _join(stem, ending)
    if last in "eoiyuąę":
        return f"{word}'{_MASCULINE[case]}" if last == "e" and case != "locative" else word
    return _join(word, _MASCULINE[case])


def _join(stem: str, ending: str) -> str:
    """The stem and the ending, as they are spelt together."""
    last = stem[-1:].lower()
    if ending == "em" and last in "kg":
        return stem + "iem"
    if ending == "y" and last in "kgijl":
        return stem + "i"
    if ending == "ie" and last in "ijl":
        return stem + ("i" if last == "i" else "u")
    if ending == "ie" and last in "kghcxqvzż":
        return stem + "u"
    if ending == "ie" and last in _SOFT:
        return stem[:-1] + _SOFT[last] + "e"
    return stem + ending
