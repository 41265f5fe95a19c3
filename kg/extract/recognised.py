"""Names from the entity recogniser, whose slips are mended: cut, extended and taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from kg.declension import is_given_name, is_head_noun, nominative_given
from kg.extract import gazetteer
from kg.extract.capitals import (
    CONNECTORS,
    POSSESSIVE,
    counts,
    goes_on,
    is_capital,
    is_ordinary_text,
    is_paper,
    is_place_owning,
    is_title_case,
    opens_sentence,
    over_legal_forms,
    over_number,
    text_of,
)
from kg.extract.grammar import Grammar
from kg.extract.inflected import over_hyphen
from kg.extract.linking import in_lists
from kg.extract.name_words import name_words
from kg.extract.named import Named
from kg.extract.persons import is_given
from kg.extract.tree import Doc, Token
from kg.language.dictionary import Dictionary
from kg.model import EntityType

_LABELS = {
    "ORG": EntityType.ORGANIZATION,
    "PERSON": EntityType.PERSON,
    "PER": EntityType.PERSON,
    "GPE": EntityType.PLACE,
    "LOC": EntityType.PLACE,
    "FAC": EntityType.PLACE,
    "PRODUCT": EntityType.PRODUCT,
}
_PARTICLES = frozenset(
    {"van", "von", "den", "der", "de", "del", "della", "di", "da", "dos", "du", "la", "le", "ter", "bin"}
)
"""Words inside surnames."""
_MEASURE = re.compile(r"(?:[QH][1-4]\b|FY ?\d|\d+ ?(?:[A-Z]{1,2}|[kMGT]?(?:Hz|Wh?|bps))$)")
"""Quarters and quantities: "Q1 2024", "800 MHz", "400V"."""
_FULL_NAME = 3
"""Words of a person's longest name."""


def from_recogniser(
    doc: Doc, grammar: Grammar, known: Mapping[str, Dictionary] = MappingProxyType({})
) -> Iterable[Named]:
    """The names that the recogniser of ``doc`` found; ``known`` are the language's dictionaries."""
    legal, scales = grammar.legal_forms, name_words(grammar.language).scales
    for ent in doc.ents:
        kind = _LABELS.get(ent.label_)
        if kind is None:
            continue
        start, end = ent.start, _cut(doc, ent.start, ent.end, grammar)
        end = _before_seat(doc, start, end, grammar, known)
        while start < end and _is_lead(doc[start], kind, grammar):
            start += 1
        start = _over_opener(doc, start, end, kind, grammar, known)
        start = _over_owner(doc, start, end, grammar)
        if kind.is_organization and start > 1 and is_head_noun(doc[start - 1].text):
            start -= 1
        while end > start and _is_tail(doc[end - 1], kind, grammar):
            end -= 1
        while end - 1 > start and doc[end - 1].like_num and end < len(doc) and doc[end].lower_ in scales:
            end, kind = end - 1, _LABELS["ORG"] if kind is EntityType.PRODUCT else kind  # "Acme 2%"
        if kind.is_organization or kind is EntityType.PERSON:
            end = _without_organ(doc, start, end, grammar)
        if start == end or (kind.is_organization and _is_title(doc, start, end, grammar)):
            continue
        if start and doc[start - 1].like_num and not doc[start - 1].whitespace_ and kind.is_organization:
            start -= 1  # "10T Holdings"
        end = _extended(doc, start, end, kind, grammar, known)
        if kind is EntityType.ORGANIZATION:
            end = over_legal_forms(doc, end, legal)
        end = over_number(doc, end)
        text = text_of(doc, start, end)
        if not any(c.isupper() for c in text) or is_ordinary_text(text, grammar) or _MEASURE.match(text):
            continue
        if kind.is_organization and is_paper(doc, start, end, grammar):
            continue
        if end - start == 1 and counts(doc[start], grammar):
            continue
        if kind is not EntityType.PERSON and _is_plain_word(doc, start, end, grammar, known):
            continue
        if kind is EntityType.PERSON and any(c.isdigit() for c in text):
            kind = EntityType.ORGANIZATION
        yield Named(start, end, text, kind, "ner")


def person_within(doc: Doc, start: int, end: int, grammar: Grammar) -> int | None:
    """Where a person begins in what a recogniser took for one name, for want of a word between the two."""
    if grammar.words.definite or (start < end and nominative_given(doc[start].text)):
        return None
    for i in range(start + 1, end - 1):
        if end - i <= _FULL_NAME and (is_given_name(doc[i].text) or doc[i].text.endswith("owi")):
            return i if nominative_given(doc[i].text) else None
    return None


def _cut(doc: Doc, start: int, end: int, grammar: Grammar) -> int:
    """Where a name that runs over a dash between spaces or a sentence's end really stops."""
    for i in range(start + 1, end):
        text = doc[i].text
        if text == "of" and over_legal_forms(doc, i - 1, grammar.legal_forms) == i > start + 1:
            return i  # "Siemens AG of Germany"
        if text in {"-", "–", "—", ";", ":"} and doc[i - 1].whitespace_:
            return i
        if doc[i].is_lower and doc[i].is_alpha and text not in CONNECTORS:
            return i
        if doc[i].is_title and doc[i].lower_ in grammar.words.heralds:
            return i
        if text == "." and len(doc[i - 1]) > 2 and doc[i].whitespace_:
            return i
        ends = len(text) > 3 and text.endswith(".") and "." not in text[:-1]
        if ends and text.lower() not in grammar.words.abbreviations and i + 1 < end and doc[i].whitespace_:
            return i + 1
    return end


def _before_seat(doc: Doc, start: int, end: int, grammar: Grammar, known: Mapping[str, Dictionary]) -> int:
    """Where a name ends before its seat: "Quux | of Oslo", but not "Bank of Georgia"."""
    joints = [i for i in range(start + 1, end - 1) if doc[i].text == "of"]
    if not joints or in_lists(text_of(doc, start, end), grammar):
        return end
    at = joints[-1]
    last, left = doc[at - 1].lower_, text_of(doc, start, at)
    if in_lists(left, grammar):
        return at
    if not gazetteer.place_named(text_of(doc, at + 1, end), grammar.language):
        return end
    heads = gazetteer.type_by_head(left) not in (None, EntityType.COMPANY) or last in grammar.descriptors
    is_noun = bool(known) and known["NOUN"].lemma(last) is not None
    is_word = is_noun and last not in grammar.words.generic_words
    return at if len(joints) > 1 or not (heads or is_word) else end


def _over_owner(doc: Doc, start: int, end: int, grammar: Grammar) -> int:
    """Where a name begins after its owner's: "India's | Infosys", "Acme's | Quux"."""
    for i in range(start + 1, end - 1):
        if doc[i].text in POSSESSIVE:
            owner = text_of(doc, start, i)
            is_part = end < len(doc) and doc[end].lower_ in grammar.words.unit_words  # "Acme's Scout fund"
            is_known = not is_part and in_lists(owner, grammar) is not None
            is_known = is_known or gazetteer.place_named(owner, grammar.language) is not None
            return i + 1 if is_known and not in_lists(text_of(doc, start, i + 1), grammar) else start
    return start


def _over_opener(
    doc: Doc, start: int, end: int, kind: EntityType, grammar: Grammar, known: Mapping[str, Dictionary]
) -> int:
    """Where a name begins whose sentence opens with another word: "Whether Acme", "Rivals Acme and Quux"."""
    if start + 1 >= end or not opens_sentence(doc, start) or in_lists(text_of(doc, start, end), grammar):
        return start
    words, first, second = name_words(grammar.language), doc[start].lower_, doc[start + 1]
    if not is_capital(second) and second.text != "of":
        return start
    if first in words.subordinators or first in grammar.plurals:
        return start + 1
    if kind is EntityType.PERSON or is_given(second.text):
        return start + 1 if first in words.bidding and not is_given(doc[start].text) else start
    noun = known["NOUN"].lemma(first) if "NOUN" in known else None
    if second.text == "of":
        # "Shareholders of Acme"
        return start + 2 if noun not in (None, first) and start + 2 < end else start
    is_plural = noun not in (None, first)
    return start + 1 if is_plural and in_lists(text_of(doc, start + 1, end), grammar) else start


def _is_plain_word(doc: Doc, start: int, end: int, grammar: Grammar, known: Mapping[str, Dictionary]) -> bool:
    """True for a common noun with the capital of its sentence: "Traders cited", "Vaccine alliance"."""
    if end - start > 1 or not opens_sentence(doc, start) or not {"NOUN", "ADJ"} <= known.keys():
        return False
    word, after = doc[start], doc[end] if end < len(doc) else None
    noun = known["NOUN"].lemma(word.lower_)
    if in_lists(word.text, grammar) or not word.is_title or grammar.inflects:
        return False
    if noun is None and known["ADJ"].lemma(word.lower_) is None and not word.lower_.endswith("ly"):
        return False
    if noun != word.lower_:
        return after is None or after.text not in POSSESSIVE
    if after is None or not after.is_lower or after.is_stop:
        return after is not None and after.text == "-" and not word.whitespace_
    return known["NOUN"].lemma(after.lower_) is not None and after.lower_ not in grammar.acts


def _without_organ(doc: Doc, start: int, end: int, grammar: Grammar) -> int:
    """Where a name ends before "Board of Directors", and before "Chief Financial" where "Officer" follows."""
    lower = [token.lower_ for token in doc[start:end]]
    for organ in grammar.words.organs:
        words = organ.split()
        if lower[-len(words) :] == words:
            return end - len(words)
    first = end
    while first > start and doc[first - 1].lower_ in grammar.title_words:
        first -= 1
    if end - start > 1 and lower[-1] in grammar.titles.founders | grammar.titles.personal:
        return end - 1  # "Acme Founder & CEO"
    if end >= len(doc) or doc[end].lower_ not in grammar.titles.heads:
        return end
    if end - start > 1 and lower[-1] in grammar.titles.fields:
        return end - 1  # "Yale Chemistry Professor"
    return first if end - first > 1 else end


def _is_title(doc: Doc, start: int, end: int, grammar: Grammar) -> bool:
    """True for "Head of AI" and "General Counsel", which recognisers take for bodies."""
    words = [token.lower_ for token in doc[start:end]]
    return words[0] in grammar.titles.heads or all(word in grammar.title_words for word in words)


def _extended(
    doc: Doc, start: int, end: int, kind: EntityType, grammar: Grammar, known: Mapping[str, Dictionary]
) -> int:
    """Where a name ends that the recogniser left half: "South Texas" in "the South Texas Project"."""
    text = text_of(doc, start, end)
    if kind is EntityType.PERSON:
        return _over_surname(doc, end, known)
    if in_lists(text, grammar):
        return end
    last = end
    while last < len(doc) and not doc[last].ent_type_ and not doc[last - 1].is_punct:
        if not doc[last].is_title or not doc[last].is_alpha or not goes_on(doc[last], grammar):
            break
        last += 1
    return end if last > end and is_title_case(doc) else last


def _over_surname(doc: Doc, end: int, known: Mapping[str, Dictionary]) -> int:
    """Where a person's name ends that a nickname, a particle or a hyphen cut short: "Jan van | den Berg"."""
    if end + 1 < len(doc) and doc[end].text == "-" and not doc[end - 1].whitespace_ + doc[end].whitespace_:
        if (doubled := over_hyphen(doc, end)) > end:
            return doubled
        is_verb = "VERB" in known and known["VERB"].lemma(doc[end + 1].text) is not None
        return end + 2 if doc[end + 1].is_alpha and doc[end + 1].is_lower and not is_verb else end
    stop = end
    while stop < len(doc) and doc[stop].lower_ in _PARTICLES:
        stop += 1
    if end + 2 < len(doc) and doc[end].text == doc[end + 2].text == '"':
        stop = end + 3
    goes_on = stop > end and stop < len(doc) and doc[stop].is_title and doc[stop].is_alpha
    return stop + 1 if goes_on else end


def _is_tail(token: Token, kind: EntityType, grammar: Grammar) -> bool:
    """A word that recognisers take into a name's end and that does not belong there."""
    if kind.is_organization and token.lower_ in grammar.titles.heads:
        return True
    if token.lower_ in grammar.words.trailers:
        return True
    is_number = token.like_num and "." in token.text
    if token.text in POSSESSIVE or is_number or (token.is_punct and token.text != "."):
        return True
    return token.is_lower and len(token) <= 3 and token.is_alpha


def _is_origin(token: Token, grammar: Grammar) -> bool:
    """True for the adjective that opens "Szwajcarska Quux", not in "Polska Grupa Quux"."""
    if gazetteer.adjective_place(token.text, grammar.language) is None or token.i + 1 >= len(token.doc):
        return False
    after = token.doc[token.i + 1]
    return is_capital(after) and not is_head_noun(after.text) and after.lower_ not in grammar.descriptors


def _is_lead(token: Token, kind: EntityType, grammar: Grammar) -> bool:
    """A word that recognisers take into a name and that does not belong there."""
    if token.is_punct or token.is_space or token.lower_ in grammar.words.determiners:
        return True
    if is_place_owning(token, grammar):
        return True
    if grammar.inflects and opens_sentence(token.doc, token.i) and _is_origin(token, grammar):
        return True
    if token.i == 0 and token.lower_ in grammar.words.inverted:
        return kind.is_organization or in_lists(token.doc[1].text, grammar) is not None
    if kind is EntityType.PERSON:
        lower = token.lower_
        is_title = lower.rstrip(".") in grammar.words.honorifics or lower in grammar.title_words
        if is_title or lower in grammar.descriptors:
            return True
        if not grammar.inflects or is_given_name(token.text):
            return False
        after = [each.text for each in token.doc[token.i + 1 : token.i + 3] if each.ent_iob_ == "I"]
        return len(after) > 1 and is_given_name(after[0])  # "Astronauta Jan Nowak"
    if not grammar.words.definite and token.lower_ in grammar.title_words:
        return True
    if token.lower_.endswith("maker") and token.lower_ in grammar.descriptors:
        return kind.is_organization and opens_sentence(token.doc, token.i)  # "Drugmaker Acme"
    return (
        kind.is_organization
        and token.i + 1 < len(token.doc)
        and token.doc[token.i + 1].ent_iob_ == "I"
        and gazetteer.adjective_place(token.text, grammar.language) is not None
        and not token.doc[token.i + 1].text[:1].isupper()
    )
