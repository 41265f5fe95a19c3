"""A language → its spaCy pipeline; whoever trained it, its labels are Universal Dependencies."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.util import get_installed_models

from kg.errors import LanguageError
from kg.language import clear, lemmas, sentences
from kg.language.products import quicken

# spaCy learns of this package's components when their modules are imported.
_COMPONENTS = (clear.to_universal, lemmas.make_lemmas, sentences.keep_names_whole)
HERE = Path(__file__).parent


def languages() -> tuple[str, ...]:
    """The ISO 639-1 codes of the pipelines that this package carries, sorted."""
    return tuple(sorted(config.parent.name for config in HERE.glob("??/config.cfg")))


@cache
def load(language: str, pipeline: str | None = None) -> Language:
    """The pipeline for a language; loaded once per process, so callers share it and must not change it.

    ``language`` is an ISO 639-1 code. ``pipeline`` takes the place of the carried pipeline: the name of an
    installed spaCy package, or the path of a saved pipeline. One that was trained on CLEAR labels gets a
    last component that puts Universal Dependencies in their place (see ``kg.language.clear``).

    Raises LanguageError when there is no such pipeline, or when it is for another language.
    """
    return _load(language, pipeline)


@cache
def load_quick(language: str, pipeline: str | None = None) -> Language:
    """As ``load``, and what it finds is the same, but sooner (see ``kg.language.products``)."""
    return quicken(_load(language, pipeline))


@cache
def language_of(pipeline: str) -> str:
    """The ISO 639-1 code of the language that an installed or saved pipeline is for.

    Raises LanguageError when there is no such pipeline.
    """
    return str(_open(pipeline).lang)


def _load(language: str, pipeline: str | None) -> Language:
    if pipeline is None and language not in languages():
        carried = ", ".join(languages()) or "none"
        raise LanguageError(
            f"no pipeline for language {language!r} (carried: {carried}); name an installed one"
        )
    nlp = spacy.load(HERE / language) if pipeline is None else _open(pipeline)
    if nlp.lang != language:
        raise LanguageError(f"spaCy pipeline {pipeline!r} is for {nlp.lang!r}, not for {language!r}")
    return nlp


def _open(pipeline: str) -> Language:
    try:
        nlp = spacy.load(pipeline)
    except (OSError, ValueError, ImportError) as error:
        installed = ", ".join(sorted(get_installed_models())) or "none"
        raise LanguageError(
            f"cannot load spaCy pipeline {pipeline!r} (installed: {installed}): {_first_line(error)}"
        ) from error
    if clear.speaks_clear(nlp):
        nlp.add_pipe("kg_clear")
    return nlp


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)
