"""Names that their verb alone tells: an unknown word that begins a sentence and does what bodies do.

A capital says nothing where a sentence begins, and recognisers then often miss a name of one word. But a
word that no dictionary has, right before a verb of the frames, is a name: "Quux was acquired by Acme".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from kg.extract.capitals import is_ordinary
from kg.extract.grammar import Grammar
from kg.extract.named import Named
from kg.extract.tree import Doc, Token
from kg.language.lemmas import Dictionary
from kg.model import EntityType

_OPENING = frozenset({".", ",", ";"})
"""After these a sentence begins, or its clause after one opening phrase: "In 2006, Quux was"."""
_SHORTEST = 4
_REACH = 4
"""Words from a subject to its main verb: "has since been acquired"."""
_SINGULAR = frozenset({"has", "was", "is"})


def acting(doc: Doc, grammar: Grammar, known: Mapping[str, Dictionary]) -> Iterator[Named]:
    """Unknown words that begin a sentence as the subject of a verb that frames know."""
    if not {"VERB", "NOUN"} <= known.keys():
        return
    for before, token in pairwise((None, *doc.tokens[:-1])):
        if token is None or not (before is None or before.text in _OPENING or before.is_space):
            continue
        if _is_unknown(token, grammar, known) and _acts(token, grammar, known):
            yield Named(token.i, token.i + 1, token.text, EntityType.ORGANIZATION, "shape")


def _is_unknown(token: Token, grammar: Grammar, known: Mapping[str, Dictionary]) -> bool:
    if not token.text[:1].isupper() or not token.is_alpha or len(token) < _SHORTEST or token.is_stop:
        return False
    if is_ordinary(token, grammar) or token.lower_.endswith("ly"):
        return False
    return all(dictionary.lemma(token.lower_) is None for dictionary in known.values())


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
