"""Sentences of a treebank → headlines with the same tree: treebanks hold next to none of them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.language.treebank import Sentence, Word, read_paragraphs, rename, to_doc

_MINOR = "a an and as at but by for from in into of on or over per than the to up via vs with"
MINOR = frozenset(_MINOR.split())
"""Words that many headlines write small."""

LENGTHS = range(5, 26)
"""How many words a sentence has that can be a headline."""


def training_docs(
    vocab: Vocab, paths: Sequence[Path], names: Sequence[str], headlines: float, seed: int = 0
) -> Iterator[Doc]:
    """Docs of one to three paragraphs, among them ``headlines`` × the sentences again, as headlines.

    A headline opens a Doc, as it opens a news text.
    """
    rng = random.Random(seed)
    for path in paths:
        paragraphs = list(read_paragraphs(path))
        position = 0
        while position < len(paragraphs):
            count = rng.choice((2, 3)) if rng.random() < 0.25 else 1
            group = list(paragraphs[position : position + count])
            position += count
            yield to_doc(vocab, group, rng)
            for sentence in (sentence for paragraph in group for sentence in paragraph):
                if rng.random() < headlines and (title := headline(rename(sentence, names, rng), rng)):
                    renamed = tuple(rename(other, names, rng) for other in rng.choice(group))
                    body = [renamed] if rng.random() < 0.3 else []
                    yield to_doc(vocab, [(title,), *body], rng)


def headline(sentence: Sentence, rng: random.Random) -> Sentence | None:
    """The sentence as a headline: capitals, no articles, passive auxiliaries or full stop, the present tense.

    None if the sentence is too long or too short to be one, or does not end like a statement.
    """
    if len(sentence) not in LENGTHS or sentence[-1].form != ".":
        return None
    heads = {word.head for i, word in enumerate(sentence) if word.head != i}
    plural = any("Number=Plur" in word.features for word in sentence if word.relation == "nsubj")
    drops_auxiliary, is_present, has_commas = (rng.random() < share for share in (0.6, 0.5, 0.3))
    minor_capitals, all_capitals = rng.random() < 0.3, rng.random() < 0.05

    def is_dropped(i: int, word: Word) -> bool:
        if i in heads:
            return False
        article = word.pos == "DET" and word.lemma in ("a", "the")
        auxiliary = word.relation == "aux:pass" and word.lemma == "be" and drops_auxiliary
        return i == len(sentence) - 1 or article or auxiliary

    kept = [i for i, word in enumerate(sentence) if not is_dropped(i, word)]
    place = {old: new for new, old in enumerate(kept)}
    words: list[Word] = []
    for i in kept:
        word = sentence[i]
        if is_present:
            word = _in_present(word, plural)
        if has_commas and words and word.relation == "cc" and word.form == "and" and words[-1].pos == "PROPN":
            word = replace(word, form=",", lemma=",", pos="PUNCT", tag=",", features="", relation="punct")
            words[-1] = replace(words[-1], space=False)
        form = word.form
        if all_capitals:
            form = form.upper()
        elif form.islower() and form[0].isalpha() and (minor_capitals or form not in MINOR or not words):
            form = form[0].upper() + form[1:]
        words.append(replace(word, form=form, head=place[word.head], space=word.space or i + 1 not in place))
    return tuple(words)


def _in_present(word: Word, plural: bool) -> Word:
    """An English finite past as the present, "will" as "to"; any other word as it is."""
    if word.tag == "MD" and word.lemma == "will" and word.form in ("will", "would"):
        return replace(word, form="to", lemma="to", pos="PART", tag="TO", features="", relation="mark")
    if word.tag != "VBD" or word.pos != "VERB":
        return word
    if plural:
        return replace(word, form=word.lemma, tag="VBP", features="Mood=Ind|Tense=Pres|VerbForm=Fin")
    features = "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"
    return replace(word, form=third_person(word.lemma), tag="VBZ", features=features)


def third_person(verb: str) -> str:
    """The third person singular of a regular English verb: "sign" → "signs", "buy" → "buys"."""
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return verb + "es"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + "s"
