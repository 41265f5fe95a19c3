"""Extraction: a Document → the claims that its sentences make."""

from kg.extract.explain import Explanation, explain
from kg.extract.extract import Extractor
from kg.extract.gazetteer import names
from kg.extract.grammar import languages

__all__ = ["Explanation", "Extractor", "explain", "languages", "names"]
