"""Failing machines: full disks, folders that cannot be written, Ctrl-C. One line of reason, nothing lost.

What one module alone must stand stands in its own tests; ``test_hostile.py`` has hostile input.
"""

from __future__ import annotations

import json
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from killed import exported, write_news

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.usefixtures("pipelines")


def kg(*arguments: str | Path, **options: Any) -> subprocess.Popen[str]:
    """The program in a process of its own, as a user starts it."""
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, cwd=ROOT, **streams, **options)


def full_after(size: int) -> Callable[[], None]:
    """A disk on which no file can grow beyond ``size`` bytes."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # so that it is an error and not the end
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("news")
    write_news(folder / "news", 12)
    texts = [path.read_text("utf-8") for path in sorted((folder / "news").iterdir())]
    lines = [
        {"id": f"d{n}", "text": text, "language": "en" if n % 3 < 2 else "pl"} for n, text in enumerate(texts)
    ]
    path = folder / "news.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return path


@pytest.fixture(scope="module")
def whole(run: Any, news: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What a build makes that nothing disturbs."""
    store = tmp_path_factory.mktemp("whole") / "store"
    assert run("build", news, "--store", store).code == 0
    return exported(store)


@pytest.mark.parametrize("size", [0, 40, 100_000])
def test_a_full_disk_is_told_and_the_next_build_goes_on(
    run: Any, news: Path, whole: bytes, tmp_path: Path, size: int
) -> None:
    store = tmp_path / "store"
    program = kg("build", news, "--store", store, preexec_fn=full_after(size))
    _, said = program.communicate()
    assert program.returncode == 1, said
    assert said.startswith(f"kg: {store}: "), said
    assert "File too large" in said or "persist options" in said
    assert said.count("\n") == 1, said
    again = run("build", news, "--store", store)
    assert (again.code, again.err) == (0, "")
    assert exported(store) == whole


def test_a_language_that_a_full_disk_keeps_from_being_told_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Lenovo acquired Motorola Mobility for $2.91 billion.\n", "utf-8")
    program = kg("extract", tmp_path, preexec_fn=full_after(1_000))
    _, said = program.communicate()
    assert said.startswith(f"{tmp_path / 'a.txt'}: the language cannot be told: no room to unpack"), said
    assert (program.returncode, said.count("\n")) == (1, 1)


@pytest.mark.parametrize("name", ["page.html", "all.nq", "all.csv"])
def test_a_full_disk_leaves_no_part_of_a_file(demo: Any, tmp_path: Path, name: str) -> None:
    out = tmp_path / name
    old = b"what was there before"
    out.write_bytes(old)
    command = ["export", out] if name.startswith("all") else ["view", out, "--about", "OpenAI"]
    program = kg(*command, "--store", demo.store, preexec_fn=full_after(900))
    _, said = program.communicate()
    assert program.returncode == 1, said
    assert said.startswith("kg: ")
    assert said.count("\n") == 1, said
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {name: old}


@pytest.mark.parametrize("arguments", [
    ("build", "NEWS", "--store", "/proc/store"),
    ("view", "/proc/page.html", "--store", "STORE"),
    ("export", "/proc/all.nq", "--store", "STORE"),
    ("demo", "/proc/demo"),
], ids=lambda arguments: arguments[0])  # fmt: skip
def test_a_folder_that_cannot_be_written_is_told(
    run: Any, demo: Any, news: Path, arguments: tuple[str, ...]
) -> None:
    ran = run(*({"NEWS": news, "STORE": demo.store}.get(each, each) for each in arguments))
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("kg: /proc/")
    assert ran.err.count("\n") == 1


def test_ctrl_c_at_any_moment_ends_in_one_line_and_loses_nothing(
    run: Any, news: Path, whole: bytes, tmp_path: Path
) -> None:
    chance = random.Random(7)
    for trial in range(3):
        store = tmp_path / f"store-{trial}"
        program = kg(
            "build", news, "--store", store, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)
        )
        # from when its own modules are there: what the interpreter does before is not the program's
        while program.poll() is None and not store.exists():
            time.sleep(0.01)
        time.sleep(chance.uniform(0, 3))
        program.send_signal(signal.SIGINT)
        _, said = program.communicate()
        assert "Traceback" not in said, said
        # Python ends itself by the signal where that came while it ran a string, as to make a dataclass
        assert (program.returncode, said.count("\n")) in {(0, 0), (1, 1), (-signal.SIGINT, 1)}, said
        assert run("build", news, "--store", store).code == 0
        assert exported(store) == whole
