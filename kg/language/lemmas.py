"""The last word on lemmas: a dictionary's, where it has one; else the trained lemmatizer's.

A trained lemmatizer invents forms ("teamed" → "teame"), and frames are looked up by the lemmas of verbs.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.language.dictionary import Dictionary


class Lemmas:
    """A pipeline component that overwrites lemmas with those of a dictionary, by part of speech.

    A word that its dictionary lacks and just one other has was tagged wrongly.

    Where the two differ in their capitals only ("American"), the trained lemma stays, except at the start of
    a sentence, where capitals say nothing.
    """

    def __init__(self) -> None:
        self.dictionaries: dict[str, Dictionary] = {}

    def __call__(self, doc: Doc) -> Doc:
        for token in doc:
            lemma = self._lemma(token) or self._retagged(token)
            if lemma and (token.is_sent_start or lemma.lower() != token.lemma_.lower()):
                token.lemma_ = lemma
        return doc

    def _retagged(self, token: Token) -> str | None:
        """The lemma of a word that only another part of speech has; it is then of that part of speech."""
        if token.pos_ not in self.dictionaries or not token.is_alpha or not token.is_lower:
            return None
        found = {pos: lemma for pos, known in self.dictionaries.items() if (lemma := known.lemma(token.text))}
        if len(found) != 1:
            return None
        token.pos_, lemma = next(iter(found.items()))
        return lemma

    def _lemma(self, token: Token) -> str | None:
        dictionary = self.dictionaries.get(token.pos_)
        if dictionary is None:
            return None
        form = token.text if token.pos_ == "PROPN" else token.lower_
        prefix, hyphen, stem = form.rpartition("-")
        features = str(token.morph).split("|")
        lemma = dictionary.lemma(form, features)
        if lemma is None and hyphen:
            lemma = dictionary.lemma(stem, features)
            return None if lemma is None else prefix + hyphen + lemma
        return lemma

    def to_disk(self, path: Path, exclude: Iterable[str] = ()) -> None:
        """Writes the dictionaries into one file of the folder ``path``."""
        path.mkdir(exist_ok=True)
        tables = {
            pos: {
                "exceptions": dictionary.exceptions,
                "rules": dictionary.rules,
                "lemmas": sorted(dictionary.lemmas),
                "base": dictionary.base,
            }
            for pos, dictionary in self.dictionaries.items()
        }
        (path / "dictionaries.json").write_text(json.dumps(tables, ensure_ascii=False), encoding="utf-8")

    def from_disk(self, path: Path, exclude: Iterable[str] = ()) -> Lemmas:
        """Reads what ``to_disk`` wrote."""
        tables = json.loads((Path(path) / "dictionaries.json").read_text(encoding="utf-8"))
        self.dictionaries = {
            pos: Dictionary(
                exceptions=table["exceptions"],
                rules={ending: tuple(endings) for ending, endings in table["rules"].items()},
                lemmas=frozenset(table["lemmas"]),
                base=tuple(table["base"]),
            )
            for pos, table in tables.items()
        }
        return self


@Language.factory("kg_lemmas", assigns=["token.lemma"], requires=["token.pos"])
def make_lemmas(nlp: Language, name: str) -> Lemmas:
    """The component, empty until it is read from disk or given its dictionaries."""
    return Lemmas()
