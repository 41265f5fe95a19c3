"""Arguments by word order alone: a second opinion for where the parse has lost its way."""

from __future__ import annotations

from collections.abc import Collection

from kg.extract.grammar import Words
from kg.extract.relatives import RELATIVE
from kg.extract.tree import Token

_REACH = 14
_OF_SEVERAL = frozenset({"at", "of", "from"})
_OPENING = 9
"""Words from a noun to the one that opens its list."""


def enumerated(token: Token, joins: Collection[str]) -> list[Token]:
    """``token`` and the names of the list that it begins: "X, the bank Y and Z"; one that ends in "and".

    What is said of a name may come between: "X, a maker of chips, and Y".
    """
    found, joined, i = [token], False, token.i + 1
    end = token.sent.end
    while i < end and (token.doc[i].text == "," or token.doc[i].lower_ in joins):
        joined = token.doc[i].lower_ in joins
        i += 1
        while i < end and (token.doc[i].lower_ in joins or token.doc[i].pos_ in ("ADJ", "DET", "ADV")):
            joined = joined or token.doc[i].lower_ in joins
            i += 1
        if not joined and i < end and token.doc[i].pos_ != "PROPN" and token.doc[i - 1].pos_ == "DET":
            i = _after_apposition(token, i, joins)
            joined = True
        if i >= end or token.doc[i].pos_ != "PROPN" or (i + 1 < end and token.doc[i + 1].pos_ == "NOUN"):
            break
        owner = token.dep_ == "nmod:poss"
        if not (joined and owner) and i + 1 < end and token.doc[i + 1].tag_ == "POS":
            break  # "Acme, Globex's brand": what is said of a name, and no list
        found.append(token.doc[i])
        i += 1
        if joined:
            return found
    return [token]


def _after_apposition(token: Token, i: int, joins: Collection[str]) -> int:
    """Where the last item of the list stands after what is said of the one before it: over ", and"."""
    doc, end = token.doc, token.sent.end
    for j in range(i, min(end, i + _REACH)):
        if doc[j].pos_ in ("VERB", "AUX", "PRON"):
            break
        if doc[j].text == "," and j + 2 < end:
            return j + 2 if doc[j + 1].lower_ in joins else end
    return end


def after_preposition(trigger: Token, label: str) -> list[Token]:
    """The first name after the next ``label`` to the right of ``trigger``."""
    doc, sent = trigger.doc, trigger.sent
    if label == "object":
        return _right_after(trigger)
    for word in doc[trigger.i + 1 : min(sent.end, trigger.i + _REACH)]:
        if word.text in {";", ":", "."} or (word.pos_ == "VERB" and word.tag_ not in ("VBN", "VBG")):
            return []
        if word.pos_ == "CCONJ" and word.i + 1 < sent.end and word.nbor().pos_ == "DET":
            return []  # "a supplier and a subsidiary of X"
        if word.lower_ == label:
            owner: list[Token] = []
            for token in doc[word.i + 1 : min(sent.end, word.i + 7)]:
                if token.pos_ in ("VERB", "ADP", "PUNCT") or token.text == "-":
                    break
                if token.pos_ == "PROPN":
                    if not (token.i + 1 < sent.end and token.nbor().tag_ == "POS"):
                        return [token]
                    owner = owner or [token]
            return owner
    return []


def _right_after(verb: Token) -> list[Token]:
    """The name that follows ``verb`` over articles and adjectives: its object, whatever the parse says."""
    for token in verb.doc[verb.i + 1 : min(verb.sent.end, verb.i + 7)]:
        if token.pos_ == "PROPN":
            heads_noun = token.i + 1 < len(token.doc) and token.nbor().pos_ in ("NOUN", "PART")
            return [] if heads_noun else [token]
        if token.pos_ not in ("DET", "ADJ", "NOUN", "NUM", "ADV") and token.tag_ not in ("VBN", "VBG"):
            break
    return []


def accompanying(verb: Token, words: Words) -> list[Token]:
    """The names in ", with X joining" and "with X and Y joining"."""
    if verb.tag_ != "VBG" or any(child.dep_.startswith("nsubj") for child in verb.children):
        return []
    doc, start = verb.doc, max(verb.sent.start + 1, verb.i - 3 * _REACH)
    for token in reversed(doc[start : verb.i]):
        if token.lower_ == "with":
            names = [name for name in listed_after(token, words) if name.i < verb.i]
            if len(names) > 1 or (names and token.nbor(-1).text == ","):
                return names
        if token.pos_ in ("VERB", "AUX") or token.text in {";", ":"}:
            break
    return []


def given(verb: Token) -> list[Token]:
    """X in "awarded X a $5m grant", which the parse takes for a part of the sum."""
    doc = verb.doc
    if verb.pos_ != "VERB" or verb.i + 2 >= verb.sent.end or doc[verb.i + 2].lower_ != "money":
        return []
    name = doc[verb.i + 1]
    return [name] if name.pos_ == "PROPN" and name.dep_ in ("compound", "nmod:unmarked") else []


def apposed(noun: Token) -> list[Token]:
    """X in "its biggest client, X, said", which parsers take for a list."""
    doc, end = noun.doc, noun.sent.end
    if noun.i + 3 >= end or doc[noun.i + 1].text != "," or "Number=Plur" in str(noun.morph):
        return []
    name, after = doc[noun.i + 2], doc[noun.i + 3]
    closed = after.text in {",", ".", ";", ")"} and not any(c.dep_ == "cc" for c in name.children)
    joined = closed and any(c.dep_ in ("nmod:poss", "det") for c in noun.children)
    return [name] if joined and name.pos_ == "PROPN" and name.dep_ in ("conj", "appos") else []


def opened_list(noun: Token, words: Words) -> list[Token]:
    """The names of the list that ``noun`` opens: "customers in Asia, including X, the bank Y and Z"."""
    doc, end = noun.doc, noun.sent.end
    within = noun.i + 1 < end and doc[noun.i + 1].lower_ in RELATIVE  # "firms that joined the round include"
    for token in doc[noun.i + 1 : min(end, noun.i + _OPENING)]:
        if token.text == ":" or token.lower_ in words.openers or token.lemma_.lower() in words.openers:
            return listed_after(token, words)
        if (token.pos_ in ("VERB", "PRON") and not within) or token.text == ";":
            break
    return []


def listed_after(opener: Token, words: Words) -> list[Token]:
    """The names of the list that follows ``opener``, over articles, descriptions and brackets."""
    doc, end = opener.doc, opener.sent.end
    found: list[Token] = []
    depth, apart, begins = 0, False, True
    for token in doc[opener.i + 1 : end]:
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if depth:
            continue
        if token.text in {",", ";"} or token.lower_ in words.joins:
            apart, begins = False, True
            continue
        if token.pos_ == "PROPN":
            after = doc[token.i + 1] if token.i + 1 < end else token
            owns = after.tag_ == "POS" or (
                after.pos_ == "NOUN" and after.lemma_.lower() not in words.company_words
            )
            if not apart and not owns:
                found.append(token)
        elif token.pos_ == "ADP" and not begins:
            apart = True  # "X in London": what a preposition adds is no item of the list
        elif token.pos_ in ("VERB", "AUX", "PRON", "SCONJ") or token.dep_ == "mark":
            break
        elif token.tag_ == "NNS" and token.i + 1 < end and token.nbor().lower_ in _OF_SEVERAL:
            break  # "executives at X, Y and Z"
        begins = begins and token.pos_ in ("ADP", "ADV", "PUNCT", "CCONJ")
    return found


def between(case: Token, words: Words) -> list[Token]:
    """The names in "between X - a bank - and Y": right after the preposition and right after "and"."""
    found: list[Token] = []
    expecting = True
    for token in case.doc[case.i + 1 : min(case.sent.end, case.i + 2 * _REACH)]:
        if token.pos_ == "PROPN" and expecting:
            found.append(token)
            expecting = False
        elif token.lower_ in words.joins:
            expecting = True
        elif token.pos_ not in ("ADJ", "NOUN", "DET"):
            expecting = False
        if len(found) == 2 or token.pos_ == "VERB":
            break
    return found if len(found) == 2 else []
