"""Who does what to whom: the arguments of a verb or noun, under labels that frames speak of.

Universal Dependencies say where each word hangs; a frame wants to know who acts, whatever the
voice, the clause or the light verb around it. This is predicate-argument structure in the manner
of PredPatt (White et al. 2016, "Universal Decompositional Semantics on Universal Dependencies").

Labels: ``subject`` and ``object`` (logical: the agent of a passive is its subject), ``receiver`` (the
subject of "win" or "receive"), ``possessor`` ("its", "X's"; "X–Y deal" gives ``modifier``), ``self`` (what
a noun names: "NIO" in "the startup NIO" or "NIO is a startup"), ``listed`` ("clients such as X"),
``beside`` (the buyer in "bought rival X"), ``actor`` ("in partnership with X, Y built"), ``gainer``
("grew through the purchase of X"), ``fronted`` (who acts in "with its seat in London, X grew"), ``above``
and ``joint`` (who acts in the clause above, and with whom),
and the preposition of anything else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.extract.clause import (
    CLIMBS,
    MODIFIERS,
    agents,
    carrier_subject,
    is_passive,
    objects,
    preposition,
    subjects,
)
from kg.extract.grammar import Words
from kg.extract.order import accompanying, apposed, between, given, listed_after, opened_list
from kg.extract.relatives import RELATIVE, antecedent, owner, piped
from kg.extract.tree import Token

_CARRYING = frozenset({"in", "into", "on", "to", "for", "w", "na", "o", "do"})
"""Prepositions over which a verb carries a noun: "enter into an alliance"."""

_FELLOWS = frozenset({"alongside", "besides", "along with", "together with"})
"""Prepositions of those who act too, and on nobody beside them: "alongside investors X and Y"."""


@dataclass(slots=True)
class Arguments:
    """The labelled arguments of one trigger; ``verb`` carries its tense, where there is one."""

    trigger: Token
    verb: Token | None
    labels: dict[str, list[Token]] = field(default_factory=dict)
    predicative: bool = False
    """True for a noun that is said of something: "is a unit of", not "the unit X"."""

    def add(self, label: str, tokens: Iterable[Token]) -> None:
        """Files ``tokens`` under ``label``, each once."""
        filed = self.labels.setdefault(label, [])
        filed.extend(token for token in tokens if token not in filed and token != self.trigger)

    def get(self, label: str) -> list[Token]:
        """The heads of the arguments under ``label``, in order; coordination is not unfolded."""
        return self.labels.get(label, [])


def of_verb(verb: Token, words: Words) -> Arguments:
    """The arguments of ``verb``, with those that it shares with the clause above it."""
    found = Arguments(verb, verb)
    found.add("subject", accompanying(verb, words) or subjects(verb, words))
    found.add("object", objects(verb, words))
    if is_passive(verb):
        found.add("agent", agents(verb))
    for child in verb.children:
        if child.dep_.startswith(("obl", "nmod")) or (child.dep_ == "obj" and preposition(child) != "bare"):
            found.add(preposition(child), [piped(child)])
        elif child.dep_ == "iobj":
            # with nothing else given it is what is sold: "sold X to Y"
            found.add("recipient" if found.get("object") else "object", [child])
        elif child.dep_ in ("xcomp", "advcl", "acl", "ccomp"):
            found.add("clause", [child])
    found.add("recipient", given(verb))
    for noun in found.get("object"):
        if noun.head == verb:
            for label, token in _nominal(noun):
                found.add(label, [token])
    if verb.dep_.startswith(("acl", "advcl", "xcomp")):
        found.add("joint", _partners(verb))
    if verb.dep_.startswith("acl") and verb.head.pos_ != "PROPN":
        found.add("above", carrier_subject(verb.head, words, 0))
    return found


def _partners(verb: Token) -> list[Token]:
    """Whom the clause above joins to the subject: "signed an agreement with X to build Y"."""
    found: list[Token] = []
    top = verb
    for _ in range(CLIMBS):
        if top.head == top:
            break
        top = top.head
        nouns = [top, *(child for child in top.children if child.dep_ == "obj")]
        found += [
            t
            for noun in nouns
            for t in noun.children
            if t.dep_.startswith(("obl", "nmod")) and preposition(t) in ("with", "z")
        ]
    return found


def of_noun(noun: Token, words: Words) -> Arguments:
    """The arguments of ``noun``, with those of the light verb that carries it ("sign a deal")."""
    found = Arguments(noun, None)
    if noun.dep_ == "compound" and noun.head.lemma_.lower() in words.company_words and noun.i < noun.head.i:
        whole = of_noun(noun.head, words)  # "the parent company of X"
        return Arguments(noun, whole.verb, whole.labels, whole.predicative)
    for label, token in _nominal(noun):
        found.add(label, [token])
    if noun.dep_ in ("compound", "nmod:desc") and noun.head.pos_ == "PROPN":  # "X's owner Y"
        found.add("possessor", (c for c in noun.head.children if c.dep_ == "nmod:poss" and c.i < noun.i))
    names = _named_by(noun, words)
    found.add("self", names)
    if not found.get("possessor"):
        found.add("beside", _beside(noun, names, words))
    found.predicative = noun.head.lemma_.lower() in words.copulas or any(
        c.dep_ == "cop" for c in noun.children
    )
    for case in noun.subtree:
        if case.lower_ in words.between and case.i > noun.i:
            found.add("between", between(case, words))
    if noun.dep_ == "nsubj" and preposition(noun.head) and any(c.dep_ == "cop" for c in noun.head.children):
        found.add(preposition(noun.head), [noun.head])  # "its seat is in X"
    found.add("listed", _listed(noun, words))
    if preposition(noun) in words.among and noun.head.i < noun.i and noun.head.pos_ == "VERB":
        found.add("subject", subjects(noun.head, words))
        found.verb = noun.head
    if preposition(noun) in words.means:
        found.add("actor", carrier_subject(noun, words, 0))
    if noun.dep_.startswith("obl") and noun.i < noun.head.i and noun.head.pos_ in ("VERB", "AUX"):
        found.add("fronted", subjects(noun.head, words))
    if preposition(noun) in words.ways:
        found.add("gainer", carrier_subject(noun, words, 0))
    top, carriers = noun, words.carrier_nouns | words.company_words
    for _ in range(CLIMBS):
        head = top.head
        if head == top:
            break
        label = preposition(top)
        carried = (
            top.lemma_.lower() == "part"
            or label in _CARRYING
            or (head.lemma_.lower() in words.light_verbs and label not in words.background)
        )
        if top.dep_.startswith("obl") and not carried:
            break
        if head.pos_ == "ADJ" and head.lemma_.lower() in words.light_verbs:
            found.verb = head
            found.add("subject", [child for child in head.children if child.dep_ == "nsubj"])
            break
        if head.pos_ in ("VERB", "AUX") and not top.dep_.startswith(("advcl", "acl")):
            if head.lemma_.lower() in words.light_verbs or top.dep_ in ("nsubj:pass", "xcomp"):
                found.verb = head
                if not top.dep_.startswith("nsubj"):
                    role = "receiver" if head.lemma_.lower() in words.receiving else "subject"
                    found.add(role, subjects(head, words))
                found.add("recipient", given(head))
                for child in head.children:
                    if child != top and child.dep_.startswith("obl"):
                        found.add(preposition(child), [piped(child)])
                    elif child != top and child.lemma_.lower() in words.carrier_nouns and child.dep_ == "obj":
                        for label, token in _nominal(child):  # "held talks with X about a partnership"
                            found.add(label, [token])
                if is_passive(head) or not found.get("subject"):
                    found.add("subject", agents(head))
            elif found.verb is None:
                found.verb = head
            break
        if head.pos_ == "NOUN" and any(child.dep_ == "cop" for child in head.children):
            found.add("subject", [child for child in head.children if child.dep_ == "nsubj"])
        if top.lemma_.lower() == "part" and head.pos_ == "VERB":
            found.add("subject", subjects(head, words))
            found.add(
                "party",
                [c for c in head.children if c.dep_.startswith("obl") and c != top] + objects(head, words),
            )
            found.verb = head
            break
        if top.dep_ == "conj" or (
            top.dep_.startswith(("nmod", "appos", "compound")) and head.lemma_.lower() in carriers
        ):
            for label, token in _nominal(head):
                if token != top:
                    found.add(label, [token])
            top = head
            continue
        break
    return found


def _nominal(noun: Token) -> Iterator[tuple[str, Token]]:
    for child in noun.children:
        if child.dep_ == "nmod:poss":
            yield "possessor", owner(child)
        elif child.dep_ == "obl:agent":
            yield "by", child
        elif child.dep_.startswith(("nmod", "obl")) and preposition(child) != "bare":
            yield preposition(child), piped(child)
        elif child.dep_ in ("nmod", "obj") and child.i > noun.i:
            yield "genitive", child
        elif child.dep_ in MODIFIERS:
            yield "modifier", child
            for owning in child.children:  # "X's $2bn bid"
                if child.dep_ == "compound" and child.i < noun.i and owning.dep_ == "nmod:poss":
                    yield "possessor", owner(owning)
        elif child.dep_ in ("acl", "advcl"):
            yield "clause", child


def _listed(noun: Token, words: Words) -> list[Token]:
    """The members of what ``noun`` counts: "clients such as X", "counts X among its clients"."""
    among, head = preposition(noun) in words.among, noun.head
    if among and head.pos_ == "VERB" and (counted := [t for t in objects(head, words) if t.i < noun.i]):
        return counted
    if among or (head.lemma_.lower() in words.listing and (head.pos_ != "VERB" or noun.i < head.i)):
        return listed_after(max(noun, head, key=lambda t: t.i), words)
    if noun.dep_.startswith("nsubj"):  # "the round was led by X and included Y"
        also = [c for c in head.children if c.dep_ == "conj" and c.lemma_.lower() in words.listing]
        if also and not any(c.dep_.startswith("nsubj") for c in also[0].children):
            return listed_after(also[0], words)
    return opened_list(noun, words)


def _named_by(noun: Token, words: Words) -> list[Token]:
    """The name that ``noun`` describes, by parse and by what stands next to it."""
    found = []
    head = noun.head
    if noun.dep_ == "nmod" and preposition(noun) == "of" and head.lemma_.lower() == "one":
        found += _named_by(head, words)  # "X is one of the owners of Y"
    if noun.dep_ in ("obj", "xcomp", "obl") and head.lemma_.lower() in words.copulas:
        found += [antecedent(child, head) for child in head.children if child.dep_ == "nsubj"]
    if noun.dep_ in ("compound", "nmod:desc") and head.pos_ == "PROPN" and head.i > noun.i:
        found.append(head)
        while head.dep_ == "compound" and head.head.pos_ == "PROPN":
            head = head.head  # "the parent Boston-based X"
            found.append(head)
        head = noun.head
    if noun.dep_ == "obl" and preposition(noun) == "as" and head.pos_ == "VERB":
        found += objects(head, words) or subjects(head, words)
    if noun.dep_ == "nsubj" and head.pos_ == "PROPN":
        found.append(head)
    if noun.dep_ == "nsubj" and head.lemma_.lower() in words.listing:
        found += [child for child in head.children if child.dep_ == "obj"]
    if any(child.dep_ == "cop" for child in noun.children):
        found += [child for child in noun.children if child.dep_ == "nsubj"]
    if noun.dep_ == "appos":
        found.append(noun.head)
    found += apposed(noun)
    if noun.dep_ == "conj" and head.pos_ == "NOUN" and head.i < noun.i:
        # "X, a rival and a client of Y"
        found += [name for name in _named_by(head, words) if name.i < head.i]
    if noun.dep_ == "xcomp":
        found += [child for child in noun.head.children if child.dep_ == "nsubj"]
    found += [child for child in noun.children if child.dep_ in ("appos", "flat") and child.pos_ == "PROPN"]
    after = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else None
    if after is not None and after.pos_ == "PROPN":
        # Without articles, a name after a noun may be its genitive: "konkurent Acme".
        owns = not words.definite and after.dep_ == "nmod" and after.head == noun
        found += [] if owns else [after]
    found += [c for c in noun.children if c.dep_ == "compound" and c.pos_ == "PROPN" and c.nbor().text == ","]
    start = noun.left_edge.i
    while start < noun.i and noun.doc[start].is_punct:
        start += 1
    opened = start > 1 and noun.doc[start - 1].text in {",", "-", "–", "("}
    owned = noun.doc[start].lower_ in RELATIVE and noun.doc[start].dep_ == "nmod:poss"
    if opened and noun.doc[start - 2].pos_ == "PROPN" and not owned:
        found.append(noun.doc[start - 2])  # "X, a unit of Y", not "X, whose owner is Y"
    return list(dict.fromkeys(found))


def _beside(noun: Token, names: list[Token], words: Words) -> list[Token]:
    """Who else acts in the clause of "rival X": the buyer in "the takeover of rival X"."""
    name = next((name for name in names if name.i in (noun.i + 1, noun.i + 2)), None)
    if name is None or preposition(noun) in _FELLOWS:
        return []
    above = [name]
    while (head := above[-1].head) != above[-1] and len(above) <= CLIMBS:
        if head.pos_ in ("VERB", "AUX"):
            mates = [*subjects(head, words), *objects(head, words), *agents(head)]
            return [mate for mate in mates if mate not in above and mate != noun]
        owners = [child for child in head.children if child.dep_ == "nmod:poss" and child not in above]
        if owners:
            return owners
        above.append(head)
    return []
