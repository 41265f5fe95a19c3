"""Extraction: a Document → the claims that its sentences make."""

from kg.extract.explain import Explanation, explain
from kg.extract.extract import Extractor
from kg.extract.grammar import languages
from kg.extract.mentions import listed_names

__all__ = ["Explanation", "Extractor", "explain", "languages", "listed_names"]
