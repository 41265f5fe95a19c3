"""Names that recognisers miss where nouns have cases: openers of sentences, people, schools in a city.

A small recogniser knows few names in all their forms. What it misses shows by other signs: a given name
before a capital ("Agnieszce Nowak"), a kind of school and its city ("Uniwersytet Medyczny w Łodzi"), and a
word that no dictionary has, with the capital of its sentence, that does something or is joined to a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.declension import is_given_name, is_head_noun
from kg.extract import gazetteer
from kg.extract.capitals import goes_on, is_capital, is_ordinary, opens_sentence, text_of
from kg.extract.grammar import Grammar
from kg.extract.linking import in_lists
from kg.extract.name_words import name_words
from kg.extract.named import Named
from kg.extract.tree import Doc, Token
from kg.language.dictionary import Dictionary
from kg.model import EntityType

_PARTICIPLE = re.compile(r"\w+(?:[aeo]n|[ąę]c|[ui]t|w?szy)(?:y|a|e|ego|emu|ej|ą|ym|ych|i)")
_IN = ("w", "we")
_APART = frozenset({",", "-", "–", "—", "("})
_LONGEST = 5
"""Words of a name that begins a sentence."""


def inflected(doc: Doc, grammar: Grammar, known: Mapping[str, Dictionary]) -> Iterator[Named]:
    """The names of ``doc`` that their place and the words around them tell; none for other languages."""
    if not grammar.inflects or not {"VERB", "NOUN", "ADJ"} <= known.keys():
        return
    for token in doc:
        if not token.text[:1].isupper():
            continue
        yield from _person(doc, token, grammar)
        yield from _school(doc, token, grammar, known)
        yield from _opener(doc, token, grammar, known)
        yield from _home(doc, token, grammar)
        yield from _tied(doc, token, grammar)


def _person(doc: Doc, token: Token, grammar: Grammar) -> Iterator[Named]:
    """A given name and a surname, of which the recogniser says nothing."""
    end = token.i + 2
    if end > len(doc) or not is_given_name(token.text) or any(t.ent_type_ for t in doc[token.i : end]):
        return
    surname = doc[end - 1]
    if surname.is_title and surname.is_alpha and len(surname) > 2 and not is_ordinary(surname, grammar):
        end = over_hyphen(doc, end)
        yield Named(token.i, end, text_of(doc, token.i, end), EntityType.PERSON, "ner")


def over_hyphen(doc: Doc, end: int) -> int:
    """Where a surname ends that a hyphen doubles: "Nowak | -Kowalska"."""
    tied = end + 1 < len(doc) and doc[end].text == "-" and not doc[end - 1].whitespace_
    doubled = tied and not doc[end].whitespace_ and doc[end + 1].is_title and doc[end + 1].is_alpha
    return end + 2 if doubled else end


def _school(doc: Doc, token: Token, grammar: Grammar, known: Mapping[str, Dictionary]) -> Iterator[Named]:
    """A school with its city, over adjectives: "Uniwersytetem Medycznym w Łodzi"."""
    if not token.lower_.startswith(tuple(name_words(grammar.language).schools)):
        return
    i = token.i + 1
    while i < len(doc) and doc[i].is_title and known["ADJ"].lemma(doc[i].lower_) is not None:
        i += 1
    if i + 1 < len(doc) and doc[i].lower_ in _IN and doc[i + 1].is_title and doc[i + 1].is_alpha:
        text = text_of(doc, token.i, i + 2)
        yield Named(token.i, i + 2, text, gazetteer.type_by_head(text) or EntityType.ORGANIZATION, "form")


def _tied(doc: Doc, token: Token, grammar: Grammar) -> Iterator[Named]:
    """Names with a hyphen inside, which recognisers cut: "Mo-Bruk", "Bio-Serce"."""
    i = token.i
    if i + 2 >= len(doc) or doc[i + 1].text != "-" or token.whitespace_ or doc[i + 1].whitespace_:
        return
    sides = token.text, doc[i + 2].text
    if not is_capital(doc[i + 2]) or any(c.isdigit() for side in sides for c in side):
        return
    if any(in_lists(s, grammar) or gazetteer.place_named(s, grammar.language) for s in sides):
        return
    if not (i and is_capital(doc[i - 1]) and doc[i - 1].is_alpha):
        yield Named(i, i + 3, text_of(doc, i, i + 3), EntityType.ORGANIZATION, "ner")


def _home(doc: Doc, token: Token, grammar: Grammar) -> Iterator[Named]:
    """The town after a body of which nothing else tells: "Quux z Płocka"."""
    if token.i < 2 or token.ent_type_ or doc[token.i - 1].lower_ not in grammar.words.hailing:
        return
    body = doc[token.i - 2]
    if not is_capital(body) or not token.is_title or not token.is_alpha or is_ordinary(token, grammar):
        return
    if is_given_name(token.text) or any(is_given_name(t.text) for t in doc[max(0, body.i - 2) : body.i + 1]):
        return
    end = _over_capitals(doc, token.i, grammar)
    if in_lists(text_of(doc, token.i, end), grammar) is None:
        yield Named(token.i, end, text_of(doc, token.i, end), EntityType.PLACE, "shape")


def _opener(doc: Doc, token: Token, grammar: Grammar, known: Mapping[str, Dictionary]) -> Iterator[Named]:
    """An unknown word that begins a sentence, with the capitals after it."""
    if not opens_sentence(doc, token.i) or token.ent_type_ or is_ordinary(token, grammar):
        return
    end = _over_capitals(doc, token.i, grammar)
    several = end > token.i + 1
    heads = several and is_head_noun(token.text)
    if not heads and not _is_unknown(token, grammar, known):
        return
    if in_lists(text_of(doc, token.i, end), grammar) is not None:
        return
    if several or (len(token) > 2 and _does_something(doc, end, grammar, known)):
        yield Named(token.i, end, text_of(doc, token.i, end), EntityType.ORGANIZATION, "ner")


def _over_capitals(doc: Doc, start: int, grammar: Grammar) -> int:
    end = start + 1
    while end < len(doc) and end - start < _LONGEST:
        if doc[end].text == "-" and not doc[end - 1].whitespace_ and not doc[end].whitespace_:
            if end + 1 >= len(doc) or not is_capital(doc[end + 1]):
                break
            end += 2
            continue
        if doc[end].ent_type_ or not goes_on(doc[end], grammar) or is_given_name(doc[end].text):
            break
        if in_lists(doc[end].text, grammar) is not None:
            break
        end += 1
    return end


def _is_unknown(token: Token, grammar: Grammar, known: Mapping[str, Dictionary]) -> bool:
    """True for what is no word of the language in any form, no place and nobody's given name."""
    word = token.lower_
    if token.is_stop or word in name_words(grammar.language).openings or word in grammar.words.determiners:
        return False
    if not token.is_alpha and not token.text.isupper():
        return False
    if is_given_name(token.text) or gazetteer.place_named(token.text, grammar.language) is not None:
        return False
    if token.text.isupper():
        return len(token) > 1
    if any(known[pos].lemma(word) is not None for pos in ("VERB", "NOUN", "ADJ")):
        return False
    adverb = any(known["ADJ"].lemma(word[:-cut] + "y") is not None for cut in (1, 2) if word[-1] in "oe")
    return not adverb and _PARTICIPLE.fullmatch(word) is None


def _does_something(doc: Doc, end: int, grammar: Grammar, known: Mapping[str, Dictionary]) -> bool:
    """True before a verb, a joined name, a home or what is said in apposition."""
    after = doc[end : end + 3]
    if len(after) < 3:
        return False
    first, second = after[0], after[1]
    if first.lower_ in ("nie", "się", "już", "też"):
        first = second
    if first.is_lower and known["VERB"].lemma(first.lower_) is not None:
        return known["NOUN"].lemma(first.lower_) is None
    if first.lower_ in grammar.words.joins | grammar.words.hailing:
        return second.text[:1].isupper() or after[2].text[:1].isupper()
    is_noun = known["NOUN"].lemma(second.lower_) is not None or known["ADJ"].lemma(second.lower_) is not None
    return first.text in _APART and (second.text[:1].isupper() or is_noun)
