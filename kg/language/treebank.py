"""CoNLL-U treebanks → spaCy Docs to train the tagger, the lemmatizer and the parser on.

News is read with straight quotes: the forms are straightened as ``kg.language.repair`` straightens texts.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.language.repair import PLAIN

_FEATURES = """
Animacy Aspect Case Definite Degree Gender Mood NumType Number Person Polarity Poss PronType Reflex Tense
VerbForm Voice
"""
_SUBTYPES = """
acl:relcl advmod:neg aux:pass cc:preconj compound:prt csubj:pass det:predet nmod:desc nmod:poss nmod:unmarked
nsubj:pass obl:agent obl:unmarked
"""

FEATURES = frozenset(_FEATURES.split())
SUBTYPES = frozenset(_SUBTYPES.split())
"""The relation subtypes that some frame can use; all others are too rare to be learnt well."""

PARAGRAPH_WORDS = 150
ATTRIBUTES = ["ORTH", "LEMMA", "POS", "TAG", "MORPH", "HEAD", "DEP", "SENT_START", "SPACY"]


@dataclass(frozen=True, slots=True)
class Word:
    """One line of CoNLL-U; ``head`` is an index into the sentence, a root's is its own."""

    form: str
    lemma: str
    pos: str
    tag: str
    features: str
    head: int
    relation: str
    space: bool


Sentence = tuple[Word, ...]
Paragraph = tuple[Sentence, ...]


def read_paragraphs(path: Path, documents: str = "") -> Iterator[Paragraph]:
    """The paragraphs of a CoNLL-U file, cut after the sentence with the ``PARAGRAPH_WORDS``-th word.

    With ``documents``, only those of documents whose name begins so.
    """
    paragraph: list[Sentence] = []
    begins, document = False, ""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.splitlines()
        document = next((line[14:] for line in lines if line.startswith("# newdoc id = ")), document)
        if not document.startswith(documents):
            continue
        begins |= any(line.startswith(("# newdoc", "# newpar")) for line in lines)
        sentence = _read_sentence(line.split("\t") for line in lines if line[:1].isdigit())
        if not sentence:
            continue
        if paragraph and (begins or sum(map(len, paragraph)) > PARAGRAPH_WORDS):
            yield tuple(paragraph)
            paragraph = []
        begins = False
        paragraph.append(sentence)
    if paragraph:
        yield tuple(paragraph)


def _read_sentence(rows: Iterable[list[str]]) -> Sentence:
    words: list[Word] = []
    surface_end, surface_space = 0, True
    for identifier, form, lemma, pos, tag, features, head, relation, _, misc in rows:
        space = "SpaceAfter=No" not in misc
        if "." in identifier:
            continue
        if "-" in identifier:
            surface_end, surface_space = int(identifier.split("-")[1]), space
            continue
        number = int(identifier)
        if number <= surface_end:
            space = surface_space and number == surface_end
        words.append(
            Word(
                form=form.translate(PLAIN),
                lemma=lemma.translate(PLAIN),
                pos=pos,
                tag=tag,
                features="|".join(f for f in features.split("|") if f.split("=")[0] in FEATURES),
                head=int(head) - 1 if head != "0" else number - 1,
                relation="ROOT"
                if head == "0"
                else relation
                if relation in SUBTYPES
                else relation.split(":")[0],
                space=space,
            )
        )
    return tuple(words)


def rename(sentence: Sentence, names: Sequence[str], rng: random.Random) -> Sentence:
    """The sentence with some one-word names replaced, so that the parser meets names it cannot know."""
    heads = {word.head for word in sentence if word.relation in ("flat", "compound")}
    words = list(sentence)
    for i, word in enumerate(sentence):
        alone = word.pos == "PROPN" and word.relation not in ("flat", "compound") and i not in heads
        if alone and rng.random() < 0.5:
            name = rng.choice(names)
            words[i] = replace(word, form=name, lemma=name)
    return tuple(words)


def to_doc(vocab: Vocab, paragraphs: Sequence[Paragraph], rng: random.Random) -> Doc:
    """The paragraphs as one Doc, with line breaks (tagged ``_SP``) between them."""
    words: list[Word] = []
    starts: list[bool | int | None] = []
    for number, paragraph in enumerate(paragraphs):
        if number:
            last = len(words) - 1
            words[last] = replace(words[last], space=False)
            gap = "\n\n" if rng.random() < 0.6 else "\n"
            words.append(Word(gap, gap, "SPACE", "_SP", "", last, "dep", False))
            starts.append(False)
        for sentence in paragraph:
            offset = len(words)
            words.extend(replace(word, head=word.head + offset) for word in sentence)
            starts.extend(i == 0 for i in range(len(sentence)))
    return Doc(
        vocab,
        words=[word.form for word in words],
        spaces=[word.space for word in words],
        lemmas=[word.lemma for word in words],
        pos=[word.pos for word in words],
        tags=[word.tag for word in words],
        morphs=[word.features for word in words],
        heads=[word.head for word in words],
        deps=[word.relation for word in words],
        sent_starts=starts,
    )


def evaluation_docs(vocab: Vocab, paths: Sequence[Path], documents: str = "") -> Iterator[Doc]:
    """One Doc a paragraph, unchanged but for its quotes; ``documents`` as in ``read_paragraphs``."""
    rng = random.Random(0)
    for path in paths:
        for paragraph in read_paragraphs(path, documents):
            yield to_doc(vocab, [paragraph], rng)
