"""However its matrices are multiplied, a pipeline finds the same."""

import pytest

from kg import samples
from kg.build import documents
from kg.language.load import languages, load, load_quick
from kg.language.products import in_one_thread
from kg.model import Document


@pytest.mark.parametrize("language", languages())
def test_the_quick_products_lead_to_the_same_words_names_and_trees(language: str) -> None:
    texts = [
        item.text
        for item in documents(list(map(str, samples.paths())))
        if isinstance(item, Document) and item.language == language
    ][:8]
    texts += ["", " ", "So so so, so."]
    with in_one_thread():
        for usual, quick in zip(
            load(language).pipe(texts), load_quick(language).pipe(texts), strict=True
        ):
            assert quick.to_json() == usual.to_json()


def test_each_pipeline_is_loaded_once() -> None:
    assert load_quick("en") is load_quick("en")
    assert load_quick("en") is not load("en")
