"""What a head word of an argument refers to.

A word may be a name, mean one ("the company"), describe one ("the startup NIO"), list some
("companies like X and Y"), be led by one ("investors led by X") or be part of one ("X's operations").
The ways are tried in this order, and the first that leads to a name is taken.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from kg.extract.clause import agents, coordinated, preposition, subjects
from kg.extract.coreference import Coreference
from kg.extract.grammar import Words
from kg.extract.order import enumerated, opened_list
from kg.extract.skeleton import Skeleton
from kg.extract.tree import Token
from kg.model import EntityType, Name

_OWNING = frozenset({"bare", "of", "'s", "'", "do"})
"""Case markers of an owner."""


@dataclass(frozen=True, slots=True)
class Referent:
    """One side of a relation: the thing, the token that speaks of it, and how it was found."""

    name: Name
    token: Token
    via: str
    """"name", "anaphor", "described", "listed", "part", "phrase", "order" or "implied"."""
    part: Token | None = None
    """The noun that ``token`` owns, where ``via`` is "part"."""


@dataclass(frozen=True, slots=True)
class Unfolding:
    """Unfolds the head words of one skeleton into referents."""

    number: int
    skeleton: Skeleton
    coreference: Coreference
    words: Words
    _unfolded: dict[int, list[Referent]] = field(default_factory=dict, repr=False, compare=False)
    """What was asked before, by the place of the word: many frames ask the same."""

    def unfold(self, head: Token) -> list[Referent]:
        """What ``head`` and the words joined to it refer to."""
        if head.i not in self._unfolded:
            self._unfolded[head.i] = self._unfold(head)
        return [*self._unfolded[head.i]]

    def _unfold(self, head: Token) -> list[Referent]:
        tokens = coordinated(head)
        if any(self.named(token) for token in tokens):
            last = max(tokens, key=lambda token: token.i)
            tokens += [
                t
                for t in (*enumerated(head, self.words.joins), *enumerated(last, self.words.joins))
                if t not in tokens
            ]
        says = self.words.says
        joined = (t for t in dict.fromkeys(tokens) if t == head or not _opens_clause(t, head, says))
        return [referent for token in joined for referent in self.alone(token)]

    def named(self, token: Token) -> tuple[Name, ...]:
        """The thing that ``token`` names; empty where it only means one."""
        return self.meant(token) if self.skeleton.unit(token).named is not None else ()

    def meant(self, token: Token) -> tuple[Name, ...]:
        """What ``token`` names or means."""
        return self.coreference.referents(self.number, token)

    def alone(self, token: Token) -> list[Referent]:
        """What ``token`` refers to, whatever is joined to it."""
        for way in (
            self._itself,
            self._described,
            self._listed,
            self._product,
            self._led,
            self._part,
        ):
            if found := way(token):
                return found
        return []

    def _itself(self, token: Token) -> list[Referent]:
        via = "name" if self.skeleton.unit(token).named is not None else "anaphor"
        return [Referent(name, token, via) for name in self.meant(token)]

    def _described(self, token: Token) -> list[Referent]:
        """The name in apposition: "the startup NIO", "NIO, a startup in Shanghai", "the NIO group"."""
        beside = [child for child in token.children if child.dep_ in ("appos", "flat") and self.named(child)]
        if token.dep_ == "appos" and self.named(token.head):
            beside.append(token.head)
        owned = any(child.dep_ == "nmod:poss" for child in token.children)
        if not beside and not owned and token.lemma_.lower() in self.words.company_words:
            beside += [c for c in token.children if c.dep_ == "compound" and c.i < token.i and self.named(c)]
        if not beside and token.pos_ == "NOUN" and token.i + 1 < len(token.doc) and self._introduces(token):
            after = token.nbor()
            while self.coreference.grammar.inflects and after.pos_ == "ADJ" and after.i + 1 < len(token.doc):
                after = after.nbor()  # "model językowy Quux"
            is_called = after.lower_ in self.words.called and after.i + 1 < len(token.doc)
            beside.append(after.nbor() if is_called else after)
        if beside and self.skeleton.unit(beside[0]).is_person and not self._describes_person(token):
            return []
        found = self._names(coordinated(beside[0]), "described") if beside else []
        if found or self.coreference.grammar.inflects:
            return found
        return self._before_comma(token) or self._subject(token)

    def _subject(self, token: Token) -> list[Referent]:
        """X in "X is a company based in Y" and "X is a maker and a company that …"."""
        nouns = [token, token.head] if token.dep_ == "conj" else [token]
        for noun in nouns:
            if noun.pos_ == "NOUN" and any(child.dep_ == "cop" for child in noun.children):
                return self._names((c for c in noun.children if c.dep_ == "nsubj"), "described")
        return []

    def _before_comma(self, token: Token) -> list[Referent]:
        """X in "X, the business that she began", which parsers list with what is sold or bought."""
        clause = any(child.dep_.startswith("acl") for child in token.children)
        doc, first = token.doc, token.left_edge.i
        first += doc[first].text == ","
        if not clause or first - 2 < token.sent.start or doc[first].lower_ not in self.words.determiners:
            return []
        return self._names([doc[first - 2]], "described") if doc[first - 1].text == "," else []

    def _describes_person(self, token: Token) -> bool:
        """False for "spółka" in "spółka Jana Nowaka"."""
        kind = self.coreference.grammar.descriptors.get(token.lower_, EntityType.PERSON)
        return not self.coreference.grammar.inflects or kind is EntityType.PERSON

    def _introduces(self, token: Token) -> bool:
        """True for a noun that a name right after it may be in apposition to, not in its genitive."""
        grammar = self.coreference.grammar
        return not grammar.inflects or (
            token.lower_ in grammar.descriptors or token.lemma_.lower() in self.words.product_nouns
        )

    def _listed(self, token: Token) -> list[Referent]:
        """The names in "companies such as X, Y and Z"."""
        opened = opened_list(token, self.words) if token.pos_ in ("NOUN", "ADJ", "NUM") else []
        if found := self._names(opened, "listed"):
            # "investors include Boston firms X and Y": places among bodies say where these are.
            return [r for r in found if r.name.type is not EntityType.PLACE] or found
        for child in token.children:
            introduces = preposition(child) in self.words.listing or child.lower_ in self.words.listing
            if introduces and child.dep_.startswith(("nmod", "acl", "obl")):
                heads = [child] if self.named(child) else list(child.children)
                if found := self._names((t for head in heads for t in coordinated(head)), "listed"):
                    return found
        return []

    def _product(self, token: Token) -> list[Referent]:
        """The name in "the Claude chatbot"."""
        if token.lemma_.lower() not in self.words.product_nouns:
            return []
        inside = [child for child in token.children if child.dep_ in ("compound", "nmod", "appos")]
        return [r for r in self._names(inside, "described") if r.name.type is EntityType.PRODUCT]

    def _led(self, token: Token) -> list[Referent]:
        """The leader of "a group of investors led by X", and in "X led a consortium that bought Y"."""
        if token.dep_ == "obj" and token.head.lemma_.lower() in self.words.leading:
            found = (t for leader in subjects(token.head, self.words) for t in coordinated(leader))
            return self._names(found, "part")
        nouns = [token, *(child for child in token.children if child.dep_ == "nmod")]
        leading = [
            child
            for noun in nouns
            for child in noun.children
            if child.dep_.startswith("acl") and child.lemma_.lower() in self.words.leading
        ]
        return self._names(
            (t for verb in leading for agent in agents(verb) for t in coordinated(agent)), "part"
        )

    def _part(self, token: Token) -> list[Referent]:
        """The owner in "X's operations", "the board of X", "all of the assets of X"."""
        if token.lower_ in self.words.wholes:
            inside = (c for c in token.children if c.dep_ == "nmod" and preposition(c) == "of")
            return next(filter(None, map(self.unfold, inside)), [])
        if token.lemma_.lower() not in self.words.unit_words | self.words.part_words:
            return []
        for child in token.children:
            owns = child.dep_.startswith(("nmod", "compound")) and preposition(child) in _OWNING
            if owns and (owners := self.meant(child)):
                return [Referent(name, child, "part", token) for name in owners]
        return []

    def _names(self, tokens: Iterable[Token], via: str) -> list[Referent]:
        return [Referent(name, token, via) for token in tokens for name in self.named(token)]


def _opens_clause(token: Token, head: Token, says: Collection[str]) -> bool:
    """True for Y in "was bought by X, and Y was sold", which parsers join to X."""
    after, before = token.i + 1, token.i - 2
    if after < len(token.doc) and token.nbor(-1).text == "," and token.nbor().lower_ in says:
        return True  # "a stake in X, Y reported"
    if head.dep_.startswith("nsubj") or head.dep_ == "ROOT" or after >= len(token.doc) or before < head.i:
        return False
    return token.doc[before].text == "," and token.doc[after].tag_ in ("MD", "VBZ", "VBP", "VBD")
