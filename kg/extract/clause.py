"""Who acts in a clause and on what, whatever its voice: the core arguments of a verb, over the parse."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.grammar import Words
from kg.extract.order import after_preposition
from kg.extract.relatives import RELATIVE, antecedent, fronted
from kg.extract.tree import Token

MODIFIERS = frozenset({"compound", "amod", "nmod:unmarked", "nmod:desc", "nmod", "flat", "nummod"})
_BY = ("by", "przez")
CLIMBS = 3
"""Words above a noun among which its clause is looked for."""


def _is_reduced(verb: Token) -> bool:
    """True for "the phone developed by X is …", which parsers take for a past tense."""
    after = verb.doc[verb.i + 1 : min(verb.sent.end, verb.i + 4)]
    return (
        len(after) > 1
        and after[0].lower_ == "by"
        and any(token.pos_ == "PROPN" for token in after[1:])
        and any(child.dep_ in ("obl", "obl:agent") and child.pos_ == "PROPN" for child in verb.children)
    )


def subjects(verb: Token, words: Words, depth: int = 0) -> list[Token]:
    """Who does what ``verb`` says; found above it where control or coordination shares it."""
    if depth > 5:
        return []
    if is_passive(verb):
        return agents(verb)
    own = [antecedent(child, verb) for child in verb.children if child.dep_ in ("nsubj", "csubj")]
    if len(own) > 1 and (relative := fronted(verb)) is not None:
        own = [each for each in own if each.i > relative.i] or own  # "X, in which Y holds 5%"
    if own:
        return [_out_of_brackets(each, verb) for each in own]
    head = verb.head
    if verb.dep_ in ("advcl", "xcomp") and head.pos_ == "NOUN":
        return carrier_subject(verb, words, depth)
    if verb.dep_ == "conj" and head.pos_ in ("VERB", "AUX", "NOUN", "PROPN"):
        if head.pos_ in ("VERB", "AUX"):
            return subjects(head, words, depth + 1)
        if not any(child.dep_ == "cop" for child in head.children):
            return []
        # "X is in talks and has bought"
        return [child for child in head.children if child.dep_ == "nsubj" and child.pos_ in ("PROPN", "PRON")]
    if verb.dep_ == "xcomp":
        if head.lemma_.lower() in words.object_control and (controlled := objects(head, words)):
            return controlled
        if head.pos_ in ("VERB", "AUX") or any(child.dep_ == "cop" for child in head.children):
            if is_passive(head):
                return [child for child in head.children if child.dep_ == "nsubj:pass"]
            return subjects(head, words, depth + 1)
        return [child for child in head.children if child.dep_ in ("nsubj", "nsubj:pass")]
    if verb.dep_ in ("advcl", "ccomp", "parataxis") and head.pos_ in ("VERB", "AUX", "ADJ"):
        if is_passive(head):
            return [child for child in head.children if child.dep_ == "nsubj:pass"] or agents(head)
        if head.lemma_.lower() in words.object_control and any(c.lower_ == "to" for c in verb.children):
            return objects(head, words) or subjects(head, words, depth + 1)
        return subjects(head, words, depth + 1)
    if verb.dep_.startswith("acl"):
        marked = any(child.dep_ in ("mark", "case") for child in verb.children)
        if verb.dep_ == "acl:relcl" or head.pos_ == "PROPN" or (verb.tag_ == "VBG" and not marked):
            return [head]
        owners = [
            child
            for child in head.children
            if child.dep_ == "nmod:poss"
            or (child.dep_ in MODIFIERS and child.pos_ == "PROPN" and child.i < head.i)
        ]
        if owners and head.lemma_.lower() not in words.part_words | words.unit_words:
            return owners
        return carrier_subject(head, words, depth)
    if verb.dep_ in ("nmod", "obl") and verb.tag_ == "VBG":
        return carrier_subject(verb, words, depth)
    return []


def objects(verb: Token, words: Words) -> list[Token]:
    """What is done to: the object, or the subject of a passive."""
    direct = [child for child in verb.children if child.dep_ == "obj"]
    direct = [child for child in direct if not _hidden(child)] or direct
    found = [antecedent(child, verb) for child in direct]
    if is_passive(verb):
        if not found and verb.i > 1 and verb.nbor(-1).text == "(":
            return [verb.nbor(-2)]  # "X, Y (bought by Z) and W"
        found += [antecedent(child, verb) for child in verb.children if child.dep_ in ("nsubj:pass", "nsubj")]
        if not found and verb.dep_.startswith(("acl", "amod")):
            found.append(verb.head)
        if not found and verb.dep_ in ("xcomp", "conj", "advcl"):
            found += [child for child in verb.head.children if child.dep_ in ("nsubj", "nsubj:pass")]
    elif not found and verb.dep_ == "acl:relcl" and any(child.dep_ == "nsubj" for child in verb.children):
        subject = next(child for child in verb.children if child.dep_ == "nsubj")
        if subject.lower_ not in RELATIVE:
            found.append(verb.head)
    return found


def is_passive(verb: Token) -> bool:
    """True for a passive clause and for a bare past participle after its noun."""
    deps = {child.dep_ for child in verb.children}
    if deps & {"aux:pass", "nsubj:pass"} or (verb.tag_ == "VBN" and "obl:agent" in deps):
        return True
    if verb.tag_ == "VBD" and "obj" not in deps and _is_reduced(verb):
        return True
    return (
        verb.dep_ in ("acl", "amod", "advcl")
        and (verb.tag_ == "VBN" or "Voice=Pass" in str(verb.morph))
        and "obj" not in deps
        and "aux" not in deps
        and "nsubj" not in deps
    )


def preposition(token: Token) -> str:
    """The case marker of ``token``, lower case, of several words where fixed; "bare" without one."""
    cases = [child for child in token.children if child.dep_ == "case"] or _hidden(token)
    if not cases:
        return "bare"
    case = cases[0]
    parts = [case, *(child for child in case.children if child.dep_ == "fixed")]
    if len(cases) > 1 and cases[1].i == case.i + 1:
        parts.append(cases[1])
    return " ".join(part.lemma_.lower() or part.lower_ for part in sorted(parts, key=lambda t: t.i))


def _hidden(token: Token) -> list[Token]:
    """The case marker that the parse hung on a word before the name: "to private equity firm X"."""
    before = (child for child in token.children if child.i < token.i and child.dep_ in ("compound", "amod"))
    return [case for child in before for case in child.children if case.dep_ == "case" and case.i < child.i]


def coordinated(token: Token) -> list[Token]:
    """``token`` and what is joined to it on its right, in order of the text."""
    found = [token]
    for part in found:
        found.extend(child for child in part.children if child.dep_ == "conj" and child not in found)
    if len(found) == 1:
        return found
    return sorted((t for t in found if _left(token, t) is None), key=lambda t: t.i)


def _left(inner: Token, later: Token) -> Token | None:
    """The bracket around ``inner`` that closes before ``later``; None where there is none."""
    depth = 0
    for token in inner.doc[inner.i : max(inner.i, later.i)]:
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if depth < 0:
            return token
    return None


def _out_of_brackets(subject: Token, verb: Token) -> Token:
    """The name before the bracket, where the parse takes what stands in it for the subject of ``verb``."""
    if _left(subject, verb) is None:
        return subject
    for token in reversed(list(subject.sent[: subject.i - subject.sent.start])):
        if token.text == "(":
            before = token.nbor(-1) if token.i > subject.sent.start else token
            return before if before.pos_ == "PROPN" else subject
    return subject


def clause_tokens(token: Token) -> Iterator[Token]:
    """``token`` and what hangs on it, without the clauses below that have a subject of their own."""
    yield token
    for child in token.children:
        if child.dep_ in ("ccomp", "parataxis", "acl:relcl") or (
            child.dep_ in ("conj", "advcl") and any(c.dep_.startswith("nsubj") for c in child.children)
        ):
            continue
        yield from clause_tokens(child)


def is_impersonal(verb: Token, words: Words) -> bool:
    """True where nobody is said to act: a passive without agent, a Polish "ogłoszono"."""
    if is_passive(verb):
        return not agents(verb)
    return verb.lower_.endswith(tuple(words.impersonal)) and not any(
        child.dep_.startswith("nsubj") for child in verb.children
    )


def agents(verb: Token) -> list[Token]:
    """By whom something is done, in a passive; by word order where the parse hangs it elsewhere."""
    found = [
        child
        for child in verb.children
        if child.dep_ == "obl:agent" or (child.dep_.startswith("obl") and preposition(child) in _BY)
    ]
    if found:
        return found
    if verb.i > verb.sent.start + 1 and verb.nbor(-1).text == "-" and verb.nbor(-2).pos_ == "PROPN":
        return [verb.nbor(-2)]  # "an X-led round"
    named = (token for by in _BY for token in after_preposition(verb, by))
    return [token for token in named if "," not in {t.text for t in verb.doc[verb.i : token.i]}]


def carrier_subject(noun: Token, words: Words, depth: int) -> list[Token]:
    """Who acts in "an agreement to buy": the subject of the verb above the noun."""
    top = noun
    for _ in range(CLIMBS):
        own = [child for child in top.children if child.dep_ == "nsubj"]
        if own:
            return own
        head = top.head
        if head == top:
            return []
        if head.pos_ in ("VERB", "AUX"):
            if top.dep_.startswith("nsubj") and any(child.dep_ == "expl" for child in head.children):
                # "X said there were no plans to buy"
                return subjects(head.head, words, depth + 1) if head.dep_ == "ccomp" else []
            if top.dep_.startswith("nsubj") and not is_passive(head):
                return []
            if top.dep_ == "xcomp" and is_passive(head):
                return [child for child in head.children if child.dep_ == "nsubj:pass"]
            return subjects(head, words, depth + 1)
        top = head
    return []
