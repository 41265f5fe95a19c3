"""What tests of the whole share: the pipelines, and one build of the samples."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from killed import DOCUMENTS, FEW, built, write_news

from kg.cli import main
from kg.extract import Extractor
from kg.language.load import languages


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]

_LONGEST = (
    "test_browser_ways.py",
    "test_durability.py",
    "test_browser_page.py",
    "test_cli.py",
    "test_browser_exploring.py",
    "test_cluster.py",
    "test_browser_saving.py",
    "test_notebooks.py",
    "test_browser_large.py",
    "test_limits.py",
    "test_browser_asking.py",
    "test_readme.py",
    "test_browser_bar.py",
    "test_workers.py",
    "test_stores.py",
    "test_faults.py",
    "test_review.py",
)
"""Files that take longest; between two that need a browser stands one that needs none."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts these first: one that began last would keep one process at work alone."""
    places = {name: place for place, name in enumerate(_LONGEST)}
    items.sort(key=lambda item: places.get(item.path.name, len(places)))


def _run(*arguments: str | Path) -> Ran:
    out, err = StringIO(), StringIO()
    with pytest.MonkeyPatch.context() as patch:
        for name in ("COLUMNS", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
            patch.delenv(name, raising=False)  # of the terminal that the tests happen to run in
        patch.setattr("sys.stdout", out)
        patch.setattr("sys.stderr", err)
        code = main([str(argument) for argument in arguments])
    return Ran(code, out.getvalue(), err.getvalue())


@pytest.fixture(scope="session")
def run() -> Run:
    """``kg`` with the arguments given, in this process."""
    return _run


@pytest.fixture(scope="session")
def pipelines() -> None:
    """The English and the Polish pipeline, which the package carries."""
    if missing := {"en", "pl"} - set(languages()):
        reason = f"no trained pipeline for {' and '.join(sorted(missing))} in kg/language"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture(scope="session")
def extractor(pipelines: None) -> Extractor:
    """One for all tests: it loads each pipeline once."""
    return Extractor()


@dataclass(frozen=True, slots=True)
class Demo:
    """The folder that ``kg demo`` wrote, to be read only, and what it said."""

    folder: Path
    ran: Ran

    @property
    def store(self) -> Path:
        return self.folder / "store"


@pytest.fixture(scope="session")
def demo(pipelines: None, tmp_path_factory: pytest.TempPathFactory) -> Demo:
    folder = tmp_path_factory.mktemp("demo")
    return Demo(folder, _run("demo", folder))


@pytest.fixture(scope="session")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of short documents, for builds that are disturbed."""
    folder = tmp_path_factory.mktemp("short") / "news"
    write_news(folder, DOCUMENTS)
    return folder


@pytest.fixture(scope="session")
def alone(news: Path, extractor: Extractor) -> bytes:
    """The bytes that one process makes of them, undisturbed."""
    return built(news, news.parent / "alone", extractor)[1]


@pytest.fixture(scope="session")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same of a few documents, in English alone, where many processes would load a second pipeline."""
    folder = tmp_path_factory.mktemp("few") / "news"
    write_news(folder, FEW, polish=False)
    return folder


@pytest.fixture(scope="session")
def few_alone(few: Path, extractor: Extractor) -> bytes:
    """The bytes that one process makes of the few."""
    return built(few, few.parent / "alone", extractor)[1]
