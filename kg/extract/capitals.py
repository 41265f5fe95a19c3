"""What the words of names look like: capitals, legal forms, and capitals that name nothing."""

from __future__ import annotations

import re
from functools import cache

from kg.extract import gazetteer
from kg.extract.grammar import Grammar
from kg.extract.tree import Doc, Token

POSSESSIVE = frozenset({"'s", "'", "’s", "’"})
CONNECTORS = frozenset(
    {"&", "-", "–", ".", "+", "of", "the", "and", "for", "i", "oraz", "na", "dla", "w"}
) | {*("de", "da", "di", "du", "del", "la", "le", "van", "von", "der", "bin", "al", "e", "y")}
"""Lower-case words inside names."""
_FORM = 6
"""Tokens of the longest legal form, "spółka z o. o."."""
_LOWER_FORMS = frozenset({"plc", "gmbh", "oyj"})
"""Legal forms that are no other word."""
_STOPS = frozenset({".", "!", "?", ":", ";", "•"})
_QUOTES = frozenset({'"', "“", "„", "'", "‘"})
_TICKER = re.compile(r"[A-Z0-9]{1,6}\.[A-Z]{1,4}")


def is_title_case(doc: Doc) -> bool:
    """True where capitals say nothing, since nearly every word has one."""
    words = [token for token in doc if token.is_alpha and len(token) > 3]
    return len(words) > 2 and sum(token.text[0].isupper() for token in words) > 0.6 * len(words)


def opens_sentence(doc: Doc, i: int) -> bool:
    """True for the first word of a text, and after a stop, a colon or a quotation mark that opens."""
    before = doc[i - 1] if i else None
    if before is None or before.is_space or before.text in _STOPS or before.text.endswith("\n"):
        return True
    return before.text in _QUOTES and not before.whitespace_


def over_number(doc: Doc, end: int) -> int:
    """Where a name that goes on with a hyphen and figures ends: "BX-300"."""
    tied = end + 1 < len(doc) and doc[end].text == "-" and doc[end + 1].text.isdigit()
    return end + 2 if tied and not doc[end - 1].whitespace_ and not doc[end].whitespace_ else end


def over_legal_forms(doc: Doc, end: int, legal: frozenset[str]) -> int:
    """Where the legal forms that stand at ``end`` are over: "Co. Ltd.", "S.A.", "sp. z o.o."."""
    i = end
    while i < len(doc) and doc[i].text.casefold().rstrip(".") in _openings(legal):
        forms = (j for j in range(min(len(doc), i + _FORM), i, -1) if _is_legal_form(doc, i, j, legal))
        i = next(forms, -1)
        if i < 0:
            return end
        end = i
    return end


@cache
def _openings(legal: frozenset[str]) -> frozenset[str]:
    """Whatever a legal form may begin with: few words do, and only these are looked at closely."""
    return gazetteer.beginnings(legal)


def _is_legal_form(doc: Doc, start: int, end: int, legal: frozenset[str]) -> bool:
    """True for "Inc." and "S.A."; the stop after "Corporation" ends the sentence."""
    text = text_of(doc, start, end)
    if doc[end - 1].text == "." and "." not in text[:-1]:
        return False
    if end < len(doc) and doc[end].text == "-" and not doc[end - 1].whitespace_:
        return False  # "Jane Smith, Co-Founder"
    return (text[:1].isupper() or " " in text or text in _LOWER_FORMS) and text.casefold().rstrip(
        "."
    ) in legal


def goes_on(token: Token, grammar: Grammar) -> bool:
    """True for a capitalised word that may follow another in a name: "Laboratory", "Project"."""
    describes = token.lower_ in grammar.descriptors and token.lower_ not in grammar.titles.heads
    ordinary = is_ordinary(token, grammar) and not describes
    return is_capital(token) and not ordinary


def is_ordinary_text(text: str, grammar: Grammar) -> bool:
    """True for words that have a capital and name nothing: "AI", "Sept.", "SUVs", "Belgian"."""
    lower = text.casefold().rstrip(".")
    if lower in grammar.words.not_names or lower.removesuffix("s") in grammar.words.not_names:
        return True
    if lower in grammar.descriptors:
        return True
    if _TICKER.fullmatch(text) or lower.endswith("-based"):
        return True
    return any(
        gazetteer.adjective_place(form, grammar.language) is not None
        for form in (text, text.removesuffix("s"))
    )


def is_ordinary(token: Token, grammar: Grammar) -> bool:
    return (
        is_ordinary_text(token.text, grammar)
        or token.lower_ in grammar.title_words
        or token.lower_.rstrip(".") in grammar.words.honorifics
        or token.lower_ in grammar.words.determiners
        or token.like_num
        or token.ent_type_ in {"DATE", "MONEY", "EVENT", "PERCENT"}
        or counts(token, grammar)
    )


def counts(token: Token, grammar: Grammar) -> bool:
    """True for a word that with its number names a list: "Fortune 500"."""
    after = token.nbor().text if token.i + 1 < len(token.doc) else ""
    return after.isdigit() and f"{token.lower_} {after}" in grammar.words.not_names


def is_capital(token: Token) -> bool:
    return token.text[:1].isupper() or any(c.isupper() for c in token.text[1:])


def text_of(doc: Doc, start: int, end: int) -> str:
    """The words ``start`` to ``end`` as they are written; asked for too often to make a span of each."""
    if start >= end:
        return ""
    last = doc[end - 1]
    return doc.text[doc[start].idx : last.idx + len(last.text)]


def is_place_owning(token: Token, grammar: Grammar) -> bool:
    """True for "UKs", an owner that has lost its apostrophe."""
    place = gazetteer.place_named(token.text.removesuffix("s"), grammar.language)
    return place is not None and token.text.endswith("s") and token.text[:-1].isupper()


def is_paper(doc: Doc, start: int, end: int, grammar: Grammar) -> bool:
    """True for "Merger Agreement", "Note 6" and the heading in "SELECTED DATA On Monday"."""
    papers = grammar.words.papers
    first, last = doc[start], doc[end - 1]
    if last.lower_ in papers or (last.text[:1].isupper() and last.lower_ in grammar.words.date_prepositions):
        return True
    after = doc[start + 1] if start + 1 < len(doc) else first
    return first.lower_ in papers and (after.text == "of" or any(c.isdigit() for c in after.text))


def is_introduced(doc: Doc, end: int, grammar: Grammar) -> bool:
    """True where ", a" follows and says what a name is."""
    indefinite = grammar.titles.articles - grammar.words.definite
    return end + 1 < len(doc) and doc[end].text == "," and doc[end + 1].lower_ in indefinite
