"""Parts of speech from a dictionary, for running text that nobody has annotated.

Eight hundred sentences, all that there is for Polish, are too few to learn how its words look. A dictionary
tells the part of speech of most of them; words that could be several are left unknown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from spacy.language import Language
from spacy.tokens import Doc

OPEN_CLASSES = frozenset({"VERB", "NOUN", "ADJ", "PROPN"})
ATTRIBUTES = ["ORTH", "TAG", "SPACY"]


def closed_classes(docs: Iterable[Doc]) -> dict[str, str]:
    """Lower-case word → its part of speech, for words that only ever have one, outside the open classes."""
    seen: dict[str, set[str]] = defaultdict(set)
    for doc in docs:
        for token in doc:
            seen[token.lower_].add(token.pos_)
    return {
        word: next(iter(parts))
        for word, parts in sorted(seen.items())
        if len(parts) == 1 and parts.isdisjoint(OPEN_CLASSES)
    }


def tag(
    nlp: Language, texts: Iterable[str], classes: Mapping[str, Collection[str]], closed: Mapping[str, str]
) -> Iterator[Doc]:
    """The texts as Docs whose tags are parts of speech, empty where they are unknown.

    ``classes`` are the lower-case forms of each open class; ``closed`` is what ``closed_classes`` gives.
    """
    for text in texts:
        doc = nlp.make_doc(text)
        for token in doc:
            token.tag_ = _tag(token.text, token.i == 0, classes, closed)
        yield doc


def _tag(word: str, first: bool, classes: Mapping[str, Collection[str]], closed: Mapping[str, str]) -> str:
    lower = word.lower()
    if not any(map(str.isalnum, word)):
        return "PUNCT"
    if lower in closed:
        return closed[lower]
    possible = [name for name, forms in classes.items() if lower in forms]
    if not possible and word[0].isupper() and not first:
        return "PROPN"
    return possible[0] if len(possible) == 1 and (first or word.islower()) else ""
