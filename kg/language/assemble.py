"""A trained parser, trained names and a dictionary of lemmas → one pipeline, with its scores and sources."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import tomllib
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import spacy
import srsly  # type: ignore[import-untyped]
from spacy.language import Language
from spacy.pipeline import EditTreeLemmatizer
from spacy.util import registry

from kg.language import dictionaries
from kg.language.dictionary import Dictionary
from kg.language.lemmas import Lemmas
from kg.language.load import load
from kg.language.scores import score

SOURCES = Path(__file__).parent / "sources.toml"
NAMES = {"en": "English", "pl": "Polish"}


def assemble(language: str, parser: Path, names: Path, corpora: Path, folder: Path) -> None:
    """Joins two trained pipelines in ``folder``, with their scores on the tests of ``corpora``."""
    nlp = spacy.load(parser)
    nlp.add_pipe("ner", source=spacy.load(names), before="parser")
    nlp.add_pipe("kg_whole_names", before="parser")
    lemmas = nlp.add_pipe("kg_lemmas")
    assert isinstance(lemmas, Lemmas)
    lemmas.dictionaries = _DICTIONARIES[language](corpora)
    sources = tomllib.loads(SOURCES.read_text(encoding="utf-8"))
    nlp.meta.update(
        name="kg",
        version="1.0.0",
        description=f"{NAMES[language]}: tags, lemmas, Universal Dependencies and names for reading news",
        license=sources["licence"],
        sources=sources[language],
    )
    nlp.config["paths"] = dict.fromkeys(nlp.config["paths"])
    nlp.config["corpora"] = {}
    shutil.rmtree(folder, ignore_errors=True)
    nlp.to_disk(folder)
    strings = sorted(_strings(nlp))
    (folder / "vocab" / "strings.json").write_text(json.dumps(strings, ensure_ascii=False), encoding="utf-8")
    meta_file = folder / "meta.json"
    meta = json.loads(meta_file.read_text(encoding="utf-8"))
    meta["performance"] = score(language, load(language, str(folder)), corpora)
    meta_file.write_text(json.dumps(meta, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    (folder / "LICENSE").write_text(_licence(language, sources), encoding="utf-8")


def _strings(nlp: Language) -> set[str]:
    """All strings that the pipeline has to know: its labels, and what its lemmatizer takes off and puts on.

    The words of the training texts, which spaCy would save with it, are not among them.
    """
    strings = {str(label) for labels in nlp.pipe_labels.values() for label in labels}
    lemmatizer = nlp.get_pipe("trainable_lemmatizer")
    assert isinstance(lemmatizer, EditTreeLemmatizer)
    for tree in srsly.msgpack_loads(lemmatizer.trees.to_bytes())["trees"]:
        strings |= {nlp.vocab.strings[tree[end]] for end in ("orig", "subst") if end in tree}
    return strings


def _english(corpora: Path) -> dict[str, Dictionary]:
    return dictionaries.english()


def _polish(corpora: Path) -> dict[str, Dictionary]:
    with gzip.open(corpora / "raw" / "pl.txt.gz", "rt", encoding="utf-8") as text:
        return dictionaries.polish(Counter(word for line in text for word in re.findall(r"\w+", line)))


_DICTIONARIES: dict[str, Callable[[Path], dict[str, Dictionary]]] = {"en": _english, "pl": _polish}


def _licence(language: str, sources: dict[str, list[str]]) -> str:
    """What a user of the weights must know and pass on."""
    notices = Path(registry.lookups.get(language)["lemma_rules" if language == "en" else "lemma_lookup_verb"])
    lines = [
        f"The {NAMES[language]} pipeline in this folder is published under {sources['licence']}",
        "(https://creativecommons.org/licenses/by-sa/4.0/). It was trained on, or holds parts of:",
        "",
        *(f"- {line}" for line in sources[language]),
        "",
        "Notices of the dictionary of lemmas:",
        "",
        (notices.parent / f"{language}_license.txt").read_text(encoding="utf-8").strip(),
        "",
    ]
    return "\n".join(lines)
