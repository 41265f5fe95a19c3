"""Who raises money in a round that the text goes on to speak of: "Other firms joined the round".

The raiser is named once, mostly in the sentence before: as the subject of "raised" and "closed", or after
"round for". What the text is about is a worse guess, for it speaks of the investors by then.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kg.extract.clause import is_passive, preposition, subjects
from kg.extract.discourse import MEMORY, is_company
from kg.extract.grammar import Words
from kg.extract.order import after_preposition
from kg.extract.skeleton import Skeleton
from kg.extract.tree import Span, Token
from kg.model import Name

_FOR = ("for", "in", "at", "of", "into")
_REACH = 12
"""Words from "raised" to the sum or round that it is about."""

Referents = Callable[[int, Token], tuple[Name, ...]]


@dataclass(frozen=True, slots=True)
class Rounds:
    """Who raised money, sentence by sentence."""

    places: Sequence[tuple[int, int]]
    """Where each sentence begins: the number of its skeleton and its first token there."""
    raisers: Sequence[Name | None]
    """Whose round each sentence speaks of; None for most."""

    def raiser(self, number: int, token: Token) -> Name | None:
        """Whose round the sentence of ``token`` speaks of, or one of the few sentences before it."""
        here = bisect_right(self.places, (number, token.i)) - 1
        recent = self.raisers[max(0, here - MEMORY) : here + 1]
        return next((name for name in reversed(recent) if name is not None), None)


def find_rounds(skeletons: Sequence[Skeleton], referents: Referents, words: Words) -> Rounds:
    """The rounds of a document; ``referents`` says what a token of a skeleton means."""
    places, raisers = [], []
    for number, skeleton in enumerate(skeletons):
        for sent in skeleton.doc.sents:
            places.append((number, sent.start))
            raisers.append(_Sentence(number, skeleton, sent, referents, words).raiser())
    return Rounds(places, raisers)


@dataclass(frozen=True, slots=True)
class _Sentence:
    number: int
    skeleton: Skeleton
    sent: Span
    referents: Referents
    words: Words

    def raiser(self) -> Name | None:
        for token in self.sent:
            if self._is_round(token) and (name := self._owner(token)) is not None:
                return name
        for token in self.sent:
            if token.lemma_.lower() in self.words.raisings or token.lower_ in self.words.raisings:
                after = self.sent.doc[token.i + 1 : min(self.sent.end, token.i + _REACH)]
                if any(self._is_round(t) or self.skeleton.unit(t).money is not None for t in after):
                    return self._subject(token)
        return None

    def _is_round(self, token: Token) -> bool:
        return token.lemma_.lower() in self.words.rounds and self.skeleton.unit(token).named is None

    def _owner(self, noun: Token) -> Name | None:
        """X in "X's round" and "a round for X"."""
        for child in noun.children:
            owns = child.dep_ == "nmod:poss" or (child.dep_ in ("nmod", "obl") and preposition(child) in _FOR)
            if owns and (name := self._company(child)) is not None:
                return name
        names = (name for label in ("for", "in") for name in after_preposition(noun, label))
        return next(filter(None, map(self._company, names)), None)

    def _subject(self, verb: Token) -> Name | None:
        """Who raises: by the parse, or right before a verb that was taken for something else."""
        acting = subjects(verb, self.words) if verb.pos_ == "VERB" and not is_passive(verb) else []
        before = [verb.nbor(-1)] if verb.i > self.sent.start else []
        for token in (*acting, *before, self.sent.root):
            if (name := self._company(token)) is not None:
                return name
        return None

    def _company(self, token: Token) -> Name | None:
        found = self.referents(self.number, token)
        found += tuple(
            name
            for c in token.children
            if c.dep_ in ("appos", "flat")
            for name in self.referents(self.number, c)
        )
        return next((name for name in found if is_company(name.type)), None)
