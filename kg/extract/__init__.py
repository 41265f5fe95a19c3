"""Extraction: a Document → the claims that its sentences make."""

from kg.extract.explain import Explanation, explain
from kg.extract.extract import Extractor
from kg.extract.frame_files import languages
from kg.extract.gazetteer import names

__all__ = ["Explanation", "Extractor", "explain", "languages", "names"]
