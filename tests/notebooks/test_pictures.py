"""The pictures of the README are those that the script makes, and one of a benchmark; it still makes them."""

from __future__ import annotations

import importlib.util
import os
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

import kg

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "notebooks" / "pictures.py"
MEASURED = "growth.svg"
"""What a benchmark drew."""


@pytest.fixture(scope="module")
def pictures() -> Any:
    spec = importlib.util.spec_from_file_location("pictures", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_readme_shows_what_the_script_makes(pictures: Any) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    shown = set(re.findall(r"!\[[^\]]+\]\(notebooks/pictures/([\w.]+)\)", readme))
    assert len(shown) == readme.count("![")
    assert shown == {f"{name}.png" for name in pictures.NAMES} | {MEASURED}
    assert {path.name for path in pictures.PICTURES.iterdir()} == shown


def test_a_kept_picture_is_small(pictures: Any) -> None:
    for path in pictures.PICTURES.glob("*.png"):
        assert path.stat().st_size <= pictures.MOST
        with Image.open(path) as image:
            assert image.mode == "P"
            assert image.width == pictures.WIDTH


def test_the_script_makes_pictures(
    pictures: Any, demo: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("matplotlib")
    pytest.importorskip("playwright")
    if not pictures.CHROMIUM.exists():
        assert not os.environ.get("CI"), f"there is no {pictures.CHROMIUM}"
        pytest.skip(f"there is no {pictures.CHROMIUM}")
    monkeypatch.setenv("PYTHONPATH", str(Path(kg.__file__).parents[1]))
    names = ["flows", *pictures.PAGE, *pictures.SERVED]
    with ThreadPoolExecutor(1) as apart:  # this thread may hold the browser of other tests
        made = apart.submit(lambda: list(pictures.make(names, demo.folder, tmp_path))).result()
    for path in made:
        with Image.open(path) as image:
            assert image.width == pictures.WIDTH
            assert len(image.convert("RGB").getcolors(2**24) or []) > 20  # no empty page
        assert path.stat().st_size <= pictures.MOST
    assert sorted(path.stem for path in tmp_path.iterdir()) == sorted(names)
