"""The carried pipelines, loaded once for all tests of extraction."""

from __future__ import annotations

import os

import pytest

from kg.extract import Extractor
from kg.language import load


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    """An Extractor; without the pipelines its tests are skipped, and fail in CI."""
    missing = sorted({"en", "pl"} - {*load.languages()})
    if missing:
        told = f"no pipeline is carried for {', '.join(missing)}"
        if "CI" in os.environ:
            pytest.fail(told)
        pytest.skip(told)
    return Extractor()
