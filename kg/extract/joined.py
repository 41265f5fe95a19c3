"""Names that a sign or a foreign particle holds together: "Quux & Vane", "Banco do Acme"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.extract import gazetteer
from kg.extract.capitals import is_capital, is_ordinary, is_title_case, over_legal_forms, text_of
from kg.extract.grammar import Grammar
from kg.extract.linking import in_lists
from kg.extract.named import Named
from kg.extract.persons import is_given
from kg.extract.tree import Doc, Token
from kg.language.dictionary import Dictionary
from kg.model import EntityType

_PARTICLES = frozenset(
    {"de", "del", "della", "dei", "di", "do", "da", "dos", "des", "du", "las", "los", "y", "und"}
)
"""Lower-case words inside foreign names; none is a word of English before a capital, of Polish but "do"."""
_LONGEST = 3
"""Words of a name on either side of its sign."""


def joined(doc: Doc, grammar: Grammar, known: Mapping[str, Dictionary]) -> Iterator[Named]:
    """The names of ``doc`` with an ampersand or a foreign particle inside."""
    is_title = is_title_case(doc)
    for token in doc:
        if token.text == "&" and not is_title and _is_partnership(doc, token.i, grammar, known):
            start, end = _over_words(doc, token.i, grammar)
            end = over_legal_forms(doc, end, grammar.legal_forms)
            text = text_of(doc, start, end)
            kind = gazetteer.type_by_head(text) or EntityType.COMPANY
            yield Named(start, end, text, kind, "form")
        elif token.text in _PARTICLES - grammar.words.locative and not _is_inside(doc, token.i):
            start, end = _over_words(doc, token.i, grammar)
            if start < token.i < end - 1:
                kind = EntityType.PERSON if is_given(doc[start].text) else EntityType.ORGANIZATION
                yield Named(start, end, text_of(doc, start, end), kind, "ner")


def _is_inside(doc: Doc, i: int) -> bool:
    """True where a longer run goes through the word at ``i`` and begins before the last particle."""
    return i > 1 and doc[i - 2].text in _PARTICLES


def _is_partnership(doc: Doc, i: int, grammar: Grammar, known: Mapping[str, Dictionary]) -> bool:
    """True for "Quux & Vane": two names of which neither is another's, and not "Research & Development"."""
    if not 0 < i < len(doc) - 1 or not doc[i - 1].whitespace_:
        return False
    left, right = doc[i - 1], doc[i + 2 if doc[i + 1].text == "the" and i + 2 < len(doc) else i + 1]
    if not _may_stand(left, grammar) or not _may_stand(right, grammar):
        return False
    sides = left.text, right.text
    if any(in_lists(side, grammar) or gazetteer.place_named(side, grammar.language) for side in sides):
        return False
    plain = (any(d.lemma(side.lower()) for d in known.values()) for side in sides)
    return not (all(plain) and i > 1 and doc[i - 2].lower_ in grammar.words.date_prepositions)


def _over_words(doc: Doc, i: int, grammar: Grammar) -> tuple[int, int]:
    """Where the name with a joint at ``i`` begins and ends."""
    start, end = i, i + 1
    while start and i - start < _LONGEST and _may_stand(doc[start - 1], grammar):
        start -= 1
    while end < len(doc) and end - i <= _LONGEST + 2:
        goes_on = _may_stand(doc[end], grammar)
        tied = doc[end].text in _PARTICLES or doc[end].text in ("la", "las", "los", "the")
        if not goes_on and not (tied and end + 1 < len(doc) and is_capital(doc[end + 1])):
            break
        end += 1
    return start, end


def _may_stand(token: Token, grammar: Grammar) -> bool:
    describes = token.lower_ in grammar.descriptors and token.lower_ not in grammar.titles.heads
    plain = is_ordinary(token, grammar) and not describes
    return is_capital(token) and token.is_alpha and not plain and not (token.is_stop and token.i == 0)
