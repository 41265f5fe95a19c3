"""What relative pronouns stand for, by the parse and, where it hangs their clause too high, by word order."""

from __future__ import annotations

from kg.extract.tree import Token

RELATIVE = frozenset({"which", "who", "that", "whom", "whose", "który", "która", "które", "którzy"})
_REACH = 4
"""Words from a relative pronoun back to the noun it stands for: "X, a good quarter of which"."""


def antecedent(token: Token, verb: Token) -> Token:
    """What a relative pronoun stands for; any other token itself."""
    if token.lemma_.lower() not in RELATIVE and token.lower_ not in RELATIVE:
        return token
    before = _before(token)
    if verb.dep_ == "acl:relcl":
        head = verb.head
        # "chief of finance at X, which is backed by Y"
        lower = token.lower_ == "which" and before is not None and head.pos_ == "NOUN"
        return before if lower and before is not None and _names_part(before, head) else head
    return before or token


def fronted(verb: Token) -> Token | None:
    """The relative pronoun behind a preposition that opens the clause of ``verb``: "in which Y holds 5%"."""
    for token in reversed(verb.doc[verb.sent.start : verb.i]):
        if token.lower_ in ("which", "whom") and _case(token) is not None:
            return token
        if token.pos_ == "VERB" or token.text in {";", ":"}:
            break
    return None


def piped(token: Token) -> Token:
    """What "which" stands for in "in which" and "a quarter of which"; any other token itself."""
    case = _case(token) if token.lower_ in ("which", "whom") else None
    if case is None:
        return token
    doc, start = token.doc, max(token.sent.start, case.i - _REACH)
    for i in range(case.i - 1, start - 1, -1):
        if doc[i].text == "," and i > token.sent.start:
            return doc[i - 1] if doc[i - 1].pos_ in ("NOUN", "PROPN") else token
        if doc[i].pos_ in ("PROPN", "VERB", "AUX"):
            return doc[i] if doc[i].pos_ == "PROPN" else token
    last = doc[case.i - 1] if case.i > token.sent.start else token
    return last if last.pos_ == "NOUN" else token


def owner(possessor: Token) -> Token:
    """What "whose" stands for; any other possessor itself."""
    if possessor.lower_ not in RELATIVE:
        return possessor
    low = possessor
    while low.head != low and low.dep_ != "acl:relcl":
        low = low.head
    if low.head == low and possessor.i > 1 and possessor.nbor(-1).text == ",":
        return possessor.nbor(-2)
    return low.head


def _case(token: Token) -> Token | None:
    return next((c for c in token.children if c.dep_ == "case" and c.i == token.i - 1), None)


def _before(token: Token) -> Token | None:
    """The noun right before a pronoun, over a comma."""
    i = token.i - (2 if token.i and token.nbor(-1).text == "," else 1)
    return token.doc[i] if i >= token.sent.start and token.doc[i].pos_ in ("NOUN", "PROPN") else None


def _names_part(name: Token, head: Token) -> bool:
    """True for a name that a preposition hangs on ``head``, which has none of its own."""
    return (
        name.pos_ == "PROPN"
        and name.head == head
        and name.dep_ in ("nmod", "obl")
        and name.nbor(-1).lower_ in ("at", "for", "with", "by")
    )
