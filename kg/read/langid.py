"""The language of a text: the code given with it, or identified offline."""

from __future__ import annotations

import functools
import re

from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

from kg.errors import ReadError

_CODES = """
re aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv
dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii
ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk
ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc
sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve
vi vo wa wo xh yi yo za zh zu
"""
_ISO_639_1 = frozenset(_CODES.split())
_TAG = re.compile(r"([A-Za-z]{2})(?:[-_][A-Za-z0-9]{1,8})*")

SHORT = 300
"""Characters below which only the languages of ``_COMMON`` are considered."""

_COMMON = ("cs", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "uk", "zh")
"""What much news is written in: a headline of names looks like any language to n-grams."""

_PRIOR = {"en": 1.5, "pl": 1.5}
"""What tips the balance where four words leave it open."""


def language_code(tag: str) -> str:
    """The ISO 639-1 code in ``tag``: ``en-US`` is ``en``.

    Raises ReadError where the tag is no language code; ``English`` is none.
    """
    match = _TAG.fullmatch(tag.strip())
    if not match or match[1].lower() not in _ISO_639_1:
        raise ReadError(f"the language {tag.strip()[:40]!r} is not a code such as 'en' or 'pl'")
    return match[1].lower()


def identify(text: str) -> str:
    """The ISO 639-1 code of the language that ``text`` is most likely in (Lui and Baldwin 2012).

    Raises ReadError where the text has no letters, or its language has no such code.
    """
    if not any(c.isalpha() for c in text):
        raise ReadError("the language cannot be told: the text has no letters; give it as 'language'")
    if len(text) < SHORT:
        # title case and capitals are habits of headlines, not of a language
        ranked = _identifier(short=True).rank(text.lower())
        code = max(ranked, key=lambda guess: guess[1] * _PRIOR.get(guess[0], 1.0))[0]
    else:
        code = _identifier(short=False).classify(text)[0]
    return language_code(code)


@functools.cache
def _identifier(*, short: bool) -> LanguageIdentifier:
    try:
        identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    except OSError as error:  # it unpacks its model to a temporary file
        reason = f"no room to unpack the model: {error.strerror}"
        raise ReadError(f"the language cannot be told: {reason}") from None
    if short:
        identifier.set_languages(_COMMON)
    return identifier
