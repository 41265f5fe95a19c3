"""From a language to a pipeline: carried, named, or none."""

from pathlib import Path

import pytest
import spacy

from kg.errors import LanguageError
from kg.language.load import languages, load


def save(folder: Path, language: str, label: str) -> str:
    nlp = spacy.blank(language)
    nlp.add_pipe("parser").add_label(label)
    nlp.initialize()
    nlp.to_disk(folder)
    return str(folder)


def test_unknown_language_names_what_there_is() -> None:
    with pytest.raises(LanguageError, match=r"no pipeline for language 'xx' \(carried: "):
        load("xx")


def test_missing_pipeline_is_one_clear_line() -> None:
    with pytest.raises(LanguageError, match=r"cannot load spaCy pipeline 'en_nothing'") as caught:
        load("en", "en_nothing")
    assert "\n" not in str(caught.value)


def test_pipeline_of_another_language_is_refused(tmp_path: Path) -> None:
    pipeline = save(tmp_path / "pipeline", "de", "obj")
    with pytest.raises(LanguageError, match="is for 'de', not for 'en'"):
        load("en", pipeline)


def test_universal_pipeline_is_taken_as_it_is(tmp_path: Path) -> None:
    assert load("en", save(tmp_path / "pipeline", "en", "obj")).pipe_names == ["parser"]


def test_clear_pipeline_is_made_universal(tmp_path: Path) -> None:
    assert load("en", save(tmp_path / "pipeline", "en", "dobj")).pipe_names == ["parser", "kg_clear"]


def test_loads_once(tmp_path: Path) -> None:
    pipeline = save(tmp_path / "pipeline", "en", "obj")
    assert load("en", pipeline) is load("en", pipeline)


def test_languages_are_sorted() -> None:
    assert list(languages()) == sorted(languages())
