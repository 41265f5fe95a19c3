"""CLEAR dependencies → Universal Dependencies, so that frames written for one grammar read both.

CLEAR (Choi & Palmer 2012) is what spaCy's own English pipelines speak. Three structures differ: a
preposition governs its noun, a copula its predicate, and a conjunct the next one; everything else is another
name. What UD says of the inside of names (``flat``) is not told apart: it stays ``compound``, with the last
word as its head.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span

NAMES = {
    "acomp": "xcomp",
    "attr": "xcomp",
    "auxpass": "aux:pass",
    "csubjpass": "csubj:pass",
    "dative": "iobj",
    "dobj": "obj",
    "intj": "discourse",
    "meta": "dep",
    "neg": "advmod",
    "nsubjpass": "nsubj:pass",
    "npadvmod": "obl:unmarked",
    "oprd": "xcomp",
    "pcomp": "advcl",
    "pobj": "obl",
    "poss": "nmod:poss",
    "preconj": "cc:preconj",
    "predet": "det:predet",
    "prep": "advmod",
    "agent": "advmod",
    "prt": "compound:prt",
    "quantmod": "advmod",
    "relcl": "acl:relcl",
}
"""Labels that only change their name, once structure is dealt with."""

MARKS = frozenset({"dobj", "pobj", "nsubjpass", "auxpass"})
"""Labels by which a CLEAR parser is known: UD has none of them."""

_ADPOSITIONS = ("prep", "agent", "dative")
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "X"})


def speaks_clear(nlp: Language) -> bool:
    """Whether a component of the pipeline was trained on CLEAR labels."""
    return any(MARKS & set(labels) for labels in nlp.pipe_labels.values())


@Language.component("kg_clear", requires=["token.dep", "token.head"], assigns=["token.dep", "token.head"])
def to_universal(doc: Doc) -> Doc:
    """Puts Universal Dependencies in the place of the doc's CLEAR ones."""
    rows: list[tuple[int, int]] = []  # relative heads, as spaCy keeps them: modulo 2**64
    for sentence in doc.sents:
        tree = _Tree(sentence)
        tree.flatten_coordination()
        tree.lower_adpositions()
        tree.lower_copulas()
        for i, head in enumerate(tree.heads):
            rows.append(((head - i) % (1 << 64), doc.vocab.strings.add(tree.label(i))))
    array: Any = np.array(rows, dtype="uint64").reshape(-1, 2)
    return doc.from_array(["HEAD", "DEP"], array)


class _Tree:
    """One sentence's heads (indices into the sentence; a root is its own) and labels, to be rewritten."""

    def __init__(self, sentence: Span) -> None:
        self.tokens = list(sentence)
        self.heads = [token.head.i - sentence.start for token in sentence]
        # "nmod" is free for UD's own: in CLEAR it is a rare "compound"
        self.labels = ["compound" if token.dep_ == "nmod" else token.dep_ for token in sentence]

    def label(self, i: int) -> str:
        """The UD label of a token whose place in the tree is already UD's."""
        label = self.labels[i]
        if label == "npadvmod" and self.is_nominal(self.heads[i]):
            return "nmod:unmarked"
        return NAMES.get(label, label)

    def flatten_coordination(self) -> None:
        """Every conjunct on the first, every conjunction on the conjunct after it."""
        for i in range(len(self.tokens)):
            if self.labels[i] == "cc":
                after = (j for j in self.children(self.heads[i], ("conj",)) if j > i)
                self.heads[i] = next(after, self.heads[i])
        for i in range(len(self.tokens)):
            while self.labels[i] == "conj" and self.labels[self.heads[i]] == "conj":
                self.heads[i] = self.heads[self.heads[i]]

    def lower_adpositions(self) -> None:
        """A preposition under its noun (``case``) or clause (``mark``), which takes its place."""
        for i in self.deepest_first():
            if self.labels[i] not in _ADPOSITIONS and not self.is_root_adposition(i):
                continue
            content = next(iter(self.children(i, ("pobj", "pcomp"))), None)
            if content is None:
                continue
            clause = self.labels[content] == "pcomp"
            label = self.content_label(i, clause)
            self.swap(i, content)
            self.labels[i], self.labels[content] = "mark" if clause else "case", label

    def is_root_adposition(self, i: int) -> bool:
        return self.heads[i] == i and self.tokens[i].pos_ == "ADP"

    def content_label(self, i: int, clause: bool) -> str:
        """What the noun or clause of the adposition ``i`` is to the adposition's head."""
        head = self.heads[i]
        if head == i:
            return "ROOT"
        if self.labels[head] in _ADPOSITIONS:
            return "pcomp" if clause else "pobj"
        if self.labels[i] == "agent" and not clause:
            return "obl:agent"
        nominal = self.is_nominal(head)
        return ("acl" if nominal else "advcl") if clause else ("nmod" if nominal else "obl")

    def lower_copulas(self) -> None:
        """A form of "be" under its predicate (``cop``), which takes its place; not where "there" is."""
        for i in self.deepest_first():
            if self.tokens[i].lemma_ != "be" or self.labels[i] in ("aux", "auxpass"):
                continue
            predicate = next(iter(self.children(i, ("attr", "acomp")) or self.place(i)), None)
            if predicate is None:
                continue
            if self.children(i, ("expl",)):
                self.labels[predicate] = (
                    "nsubj" if self.labels[predicate] == "attr" else self.labels[predicate]
                )
                continue
            label = self.labels[i]
            self.swap(i, predicate)
            self.labels[i], self.labels[predicate] = "cop", label

    def place(self, i: int) -> list[int]:
        """The place that "be" is at, if a prepositional phrase is all that follows it."""
        complements = self.children(i, ("dobj", "xcomp", "ccomp", "oprd", "advcl"))
        return [] if complements else [j for j in self.children(i, ("obl",)) if j > i][:1]

    def swap(self, upper: int, lower: int) -> None:
        """Puts ``lower`` in the place of ``upper``, with all its other children, and ``upper`` under it."""
        for child in self.children(upper):
            self.heads[child] = lower
        self.heads[lower] = lower if self.heads[upper] == upper else self.heads[upper]
        self.heads[upper] = lower

    def children(self, i: int, labels: Iterable[str] = ()) -> list[int]:
        """The children of ``i``, left to right; with ``labels``, only those that bear one of them."""
        wanted = frozenset(labels)
        return [
            j
            for j, head in enumerate(self.heads)
            if head == i != j and (not wanted or self.labels[j] in wanted)
        ]

    def deepest_first(self) -> list[int]:
        """All tokens, those furthest from the root first."""
        return sorted(range(len(self.tokens)), key=lambda i: -self.depth(i))

    def depth(self, i: int) -> int:
        depth = 0
        while self.heads[i] != i:
            i = self.heads[i]
            depth += 1
        return depth

    def is_nominal(self, i: int) -> bool:
        return self.tokens[i].pos_ in _NOMINAL
