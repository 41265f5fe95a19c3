"""Names that their verb alone tells: an unknown word that begins a sentence and does what bodies do.

A capital says nothing where a sentence begins, and recognisers then often miss a name of one word. But a
word that no dictionary has, right before a verb, is a name: "Quux was acquired by Acme". And so is any word
with shareholders, a seat in brackets or other names beside it: "Quux (Oslo)", "Quux, Acme and Globex".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from kg.extract.capitals import POSSESSIVE, is_capital, is_ordinary
from kg.extract.grammar import Grammar
from kg.extract.name_words import name_words
from kg.extract.named import Named
from kg.extract.tree import Doc, Token
from kg.language.dictionary import Dictionary
from kg.model import EntityType

_OPENING = frozenset({".", ",", ";", ":", "!", "?"})
"""After these a sentence begins, or its clause after one opening phrase: "In 2006, Quux was"."""
_SHORTEST = 4
_REACH = 4
"""Words from a subject to its main verb: "has since been acquired"."""
_AHEAD = 6
"""Words that are looked at after a name that opens a sentence."""
_SINGULAR = frozenset({"has", "was", "is"})
_AUXILIARIES = _SINGULAR | {
    "will",
    "would",
    "may",
    "might",
    "could",
    "can",
    "had",
    "did",
    "does",
    "should",
    "must",
}
_ADVERBS = frozenset(
    {"no", "not", "longer", "now", "also", "still", "already", "then", "later", "never", "once"}
)
_RELATIVE = frozenset({"which", "whose", "owner", "maker", "operator", "formerly", "part", "one"})


def acting(doc: Doc, grammar: Grammar, known: Mapping[str, Dictionary]) -> Iterator[Named]:
    """Unknown words that begin a sentence and whose verb, or what else follows, says that they are names."""
    if not {"VERB", "NOUN"} <= known.keys():
        return
    for before, token in pairwise((None, *doc[:-1])):
        if token is None or not (before is None or before.text in _OPENING or before.is_space):
            continue
        if not _is_unknown(token, grammar, known):
            continue
        if (
            _acts(token, grammar, known)
            or is_told(doc, token.i + 1, grammar)
            or _has_verb(token, grammar, known)
        ):
            yield Named(token.i, token.i + 1, token.text, EntityType.ORGANIZATION, "shape")


def is_told(doc: Doc, end: int, grammar: Grammar) -> bool:
    """True where what follows a sentence's first word says that it is a body's name."""
    after = [doc[i].lower_ for i in range(end, min(len(doc), end + _AHEAD))]
    if grammar.inflects or len(after) < 2:
        return False
    if after[0] in name_words(grammar.language).holders:
        return True
    is_name = [is_capital(doc[i]) and not doc[i].is_stop for i in range(end, min(len(doc), end + 4))]
    if after[0] == "(":
        return is_name[1] and not {")", ",", ":"}.isdisjoint(after[2:])
    if after[0] == ",":
        bodies = grammar.descriptors.keys() | grammar.words.bodily
        if after[1] in grammar.words.here | grammar.titles.articles and not bodies.isdisjoint(after):
            return True
        return not _RELATIVE.isdisjoint(after[1:3]) or (is_name[1] and after[2:3] in ([","], ["and"], ["&"]))
    return after[0] in ("and", "&") and is_name[1]


def _is_unknown(token: Token, grammar: Grammar, known: Mapping[str, Dictionary]) -> bool:
    if not token.text[:1].isupper() or not token.is_alpha or len(token) < _SHORTEST or token.is_stop:
        return False
    if is_ordinary(token, grammar) or _is_adverb(token.lower_, known):
        return False
    return all(dictionary.lemma(token.lower_) is None for dictionary in known.values())


def _is_adverb(form: str, known: Mapping[str, Dictionary]) -> bool:
    """True for "regrettably" and "luckily", and for no name in -ly."""
    if not form.endswith("ly") or "ADJ" not in known:
        return form.endswith("ly")
    stems = form[:-2], form[:-1] + "e", form[:-3] + "y", form[:-4], form[:-2] + "le"
    return any(known["ADJ"].lemma(stem) is not None for stem in stems)


def _has_verb(subject: Token, grammar: Grammar, known: Mapping[str, Dictionary]) -> bool:
    """True where a verb in the singular follows, or an owner's apostrophe: "Quux sells", "Quux's boss"."""
    doc, i = subject.doc, subject.i + 1
    if grammar.inflects or doc[i].text in POSSESSIVE:
        return not grammar.inflects
    while i + 1 < len(doc) and (doc[i].lower_ in _ADVERBS or doc[i].lower_.endswith("ly")):
        i += 1
    form = doc[i].lower_
    if subject.text.endswith("s"):
        return form in _SINGULAR
    if form in _AUXILIARIES:
        return True
    if known["VERB"].lemma(form) in (None, form) or i + 1 == len(doc):
        return False
    if i > subject.i + 1 or known["NOUN"].lemma(form) is None:
        return True
    return is_capital(doc[i + 1]) or doc[i + 1].like_num or doc[i + 1].lower_ in grammar.words.determiners


def _acts(subject: Token, grammar: Grammar, known: Mapping[str, Dictionary]) -> bool:
    for token in subject.doc[subject.i + 1 : subject.i + 1 + _REACH]:
        form = token.lower_
        if token.is_stop and token.is_alpha:
            if token.nbor(-1) == subject and subject.text.endswith("s") and form not in _SINGULAR:
                return False  # "Zorblaxes have"
            continue
        if token.nbor(-1) == subject and known["NOUN"].lemma(form) is not None:
            return False  # "Zorblax sales"
        is_finite = form != (lemma := known["VERB"].lemma(form)) or token.nbor(-1) != subject
        return is_finite and (lemma in grammar.verbs or lemma in grammar.deeds)
    return False
