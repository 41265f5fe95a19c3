"""Which names the other words mean: "the company", "it", "she", "both parties", "the laboratory".

A short list of rules over grammatical roles and recency, after Hobbs (1978) and the sieves of Lee
et al. (2013), "Deterministic Coreference Resolution Based on Entity-Centric, Precision-Ranked
Rules". What no rule settles stays unresolved: a missed edge costs less than a wrong one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from kg.extract.clause import preposition
from kg.extract.definites import Definites, is_several
from kg.extract.discourse import Discourse, Seen
from kg.extract.epithets import epithets
from kg.extract.grammar import Grammar
from kg.extract.pronouns import Pronouns, quoted
from kg.extract.rounds import Rounds, find_rounds
from kg.extract.skeleton import Skeleton
from kg.extract.tree import Span, Token
from kg.model import EntityType, Name


class Coreference:
    """Reads a document's skeletons in order and says what each token refers to."""

    def __init__(
        self,
        grammar: Grammar,
        names: Mapping[str, Name],
        guesses: Collection[str] = (),
        given: Mapping[tuple[int, int], tuple[Name, ...]] | None = None,
    ) -> None:
        """``guesses`` are names by their shape alone, which nothing else may be taken to mean.

        ``given`` says of some tokens beforehand what they mean.
        """
        self.grammar = grammar
        self.names = names
        self.guesses = guesses
        self.given = given or {}
        self.links: dict[tuple[int, int], tuple[Name, ...]] = {}
        self.discourse = Discourse()
        self.rounds = Rounds((), ())

    def read(self, skeletons: Sequence[Skeleton]) -> None:
        """Resolves every token of ``skeletons`` that names or means something."""
        for number, skeleton in enumerate(skeletons):
            inside = quoted(skeleton.doc)
            for sent in skeleton.doc.sents:
                self.discourse.sentence += 1
                self._read(number, skeleton, sent, inside)
        self.rounds = find_rounds(skeletons, self.referents, self.grammar.words)

    def referents(self, number: int, token: Token) -> tuple[Name, ...]:
        """What ``token`` of the skeleton with that number means; empty where nothing is known."""
        return self.links.get((number, token.i), ())

    def main(self) -> Name | None:
        """The company that the document speaks of most; the first of several."""
        return self.discourse.main()

    def focus(self, number: int, token: Token, besides: Collection[Name] = ()) -> Name | None:
        """The company that the text is about just before ``token``: the subject last spoken of."""
        return self.discourse.before((number, token.i)).focus(besides)

    def pair(self, number: int, token: Token) -> tuple[Name, ...]:
        """The two organisations spoken of last before ``token``, in the order of the text."""
        before = self.discourse.before((number, token.i))
        return before.together(self._is_sure_body, before.sentence)

    def _read(self, number: int, skeleton: Skeleton, sent: Span, quoted: Collection[int]) -> None:
        known = self.grammar, self.discourse, self.links
        pronouns = Pronouns(*known, self.guesses, number, skeleton, sent, quoted)
        definites = Definites(*known, self.names, self.guesses, number, skeleton)
        for token in sent:
            found = self._referents(number, skeleton, token, pronouns, definites)
            if found:
                self.links[number, token.i] = found
            elif not _is_thing(skeleton, token):
                continue
            for name in found or (None,):
                self.discourse.seen.append(
                    Seen(
                        name,
                        self.discourse.sentence,
                        _is_subject(token),
                        token.dep_ == "conj",
                        preposition(token),
                        len(found) > 1 or is_several(token, is_name=name is not None),
                        (number, token.i),
                    )
                )
                if name is not None:
                    self.discourse.called[name].update(epithets(skeleton, token, name, self.grammar))

    def _referents(
        self, number: int, skeleton: Skeleton, token: Token, pronouns: Pronouns, definites: Definites
    ) -> tuple[Name, ...]:
        if (known := self.given.get((number, token.i))) is not None:
            return known
        unit = skeleton.unit(token)
        if unit.named is not None:
            name = self.names.get(unit.named.text)
            return (name,) if name else ()
        words, lower = self.grammar.words, token.lower_
        if pronouns.is_one(token):
            return pronouns.meaning(token)
        if lower in words.relatives:
            return self._antecedent(skeleton, token)
        if token.dep_ in ("nummod", "det", "det:predet", "cc:preconj"):
            return ()
        if not words.sides.isdisjoint((lower, token.lemma_.lower())) or lower in self.grammar.plurals:
            return definites.sides(token)
        return definites.nominal(token)

    def _antecedent(self, skeleton: Skeleton, token: Token) -> tuple[Name, ...]:
        """What a relative pronoun stands for: the name last spoken of in its sentence, but no place."""
        for before in reversed(token.doc[token.sent.start : token.i]):
            if before.pos_ in ("VERB", "AUX"):
                break
            named = skeleton.unit(before).named
            if named is not None and named.kind is not EntityType.PLACE:
                name = self.names.get(named.text)
                return (name,) if name else ()
        return ()

    def _is_sure_body(self, name: Name) -> bool:
        return name.type.is_organization and name.name not in self.guesses


def _is_thing(skeleton: Skeleton, token: Token) -> bool:
    """True for a subject that has no name: it may be what a pronoun means."""
    return token.pos_ == "NOUN" and skeleton.unit(token).is_plain and token.dep_.startswith("nsubj")


def _is_subject(token: Token) -> bool:
    top = token
    while top.dep_ in ("conj", "appos", "flat", "compound") and top.head != top:
        top = top.head
    return top.dep_.startswith("nsubj") or top.dep_ == "ROOT"
