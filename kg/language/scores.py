"""How well a pipeline reads texts that it was not trained on."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from kg.language import treebank
from kg.language.corpora import Row, read_rows

PLACES = {"GPE": "PLACE", "LOC": "PLACE"}
"""Which of the two a place is, no corpus says; they are scored as one."""


RELATIONS = ("nsubj", "nsubj:pass", "obj", "obl", "nmod", "appos", "conj")
"""Those that frames stand on."""


@dataclass(frozen=True, slots=True)
class NamesTest:
    """A file and a source in it, with the labels that the source annotates completely."""

    file: str
    source: str
    labels: tuple[str, ...]


_COMMON = ("ORG", "PERSON", "PLACE")
PARSER_TESTS = {
    "en": {
        "EWT": ("ewt-test.conllu", ""),
        "GUM news": ("gum-test.conllu", "GUM_news"),
        "GUM all": ("gum-test.conllu", ""),
        "PUD": ("pud-test.conllu", ""),
    },
    "pl": {"PUD": ("pud-test.conllu", "")},
}
"""Test → its treebank, and how the names of the documents in it begin that are meant."""

NAMES_TESTS = {
    "en": {
        "FIRE dev": NamesTest("dev.jsonl", "fire", ("ORG", "PERSON", "PLACE", "PRODUCT")),
        "CrossNER-ai": NamesTest("test.jsonl", "crossner-ai", (*_COMMON, "PRODUCT")),
        "CrossNER-politics": NamesTest("test.jsonl", "crossner-politics", _COMMON),
        "wikigold": NamesTest("test.jsonl", "wikigold", _COMMON),
        "UNER-EWT": NamesTest("test.jsonl", "uner-ewt", _COMMON),
        "UNER-PUD": NamesTest("test.jsonl", "uner-pud", _COMMON),
        "GUM": NamesTest("test.jsonl", "gum", (*_COMMON, "DATE")),
    },
    "pl": {
        "CEN": NamesTest("test.jsonl.gz", "cen", (*_COMMON, "PRODUCT")),
        "KPWr": NamesTest("test.jsonl.gz", "kpwr-n82", (*_COMMON, "PRODUCT")),
    },
}


def score(language: str, nlp: Language, folder: Path) -> dict[str, Any]:
    """Scores in percent on the tests of a language, and the speed in words a second.

    ``folder`` is the corpora's. The parser is scored on raw text, split into paragraphs; names are exact
    matches of bounds and label. Neither knows the tests' tokens.
    """
    parser = {
        test: score_parser(nlp, _parser_docs(language, nlp, folder, test)) for test in PARSER_TESTS[language]
    }
    names = {
        test: score_names(
            nlp, read_rows(folder / language / "ner" / of.file, frozenset({of.source})), of.labels
        )
        for test, of in NAMES_TESTS[language].items()
    }
    texts = [doc.text for doc in _parser_docs(language, nlp, folder, "PUD")] * 5
    return {"parser": parser, "names": names, "words_per_second": _speed(nlp, texts)}


def _parser_docs(language: str, nlp: Language, folder: Path, test: str) -> list[Doc]:
    file, documents = PARSER_TESTS[language][test]
    return list(treebank.evaluation_docs(nlp.vocab, [folder / language / "treebank" / file], documents))


def score_parser(nlp: Language, gold: Sequence[Doc]) -> dict[str, float]:
    """Accuracy of tags and lemmas, UAS and LAS without punctuation, F of sentence bounds."""
    scores = nlp.evaluate([Example(nlp.make_doc(doc.text), doc) for doc in gold])
    keys = {"tag": "tag_acc", "pos": "pos_acc", "lemma": "lemma_acc", "uas": "dep_uas", "las": "dep_las"}
    keys["sentence"] = "sents_f"
    found = {name: scores[key] for name, key in keys.items() if scores.get(key) is not None}
    found |= {
        name: relation["f"] for name, relation in scores["dep_las_per_type"].items() if name in RELATIONS
    }
    return {name: round(100 * value, 1) for name, value in found.items()}


def score_names(nlp: Language, rows: Iterable[Row], labels: Sequence[str]) -> dict[str, float]:
    """F of each label; predictions that touch an unknown span do not count."""
    rows = list(rows)
    found: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for row, doc in zip(rows, nlp.pipe(row.text for row in rows), strict=True):
        gold = {(start, end, PLACES.get(label, label)) for start, end, label in row.names}
        predicted = {(ent.start_char, ent.end_char, PLACES.get(ent.label_, ent.label_)) for ent in doc.ents}
        predicted -= {
            span for span in predicted - gold if any(a < span[1] and span[0] < b for a, b in row.unknown)
        }
        found.update(label for *_, label in predicted)
        wanted.update(label for *_, label in gold)
        right.update(label for *_, label in predicted & gold)
    return {label: round(200 * right[label] / max(1, found[label] + wanted[label]), 1) for label in labels}


def _speed(nlp: Language, texts: Sequence[str]) -> int:
    words = sum(len(nlp.make_doc(text)) for text in texts)
    begin = time.process_time()
    for _ in nlp.pipe(texts):
        pass
    return 100 * round(words / (time.process_time() - begin) / 100)
