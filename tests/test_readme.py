"""The README tells the truth: its examples are run, and what they print is what it says."""

from __future__ import annotations

import contextlib
import doctest
import io
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.store.queries import queries

README = Path(__file__).parents[1] / "README.md"
TEXT = README.read_text("utf-8")
CONSOLE = "".join(re.findall(r"```console\n(.*?)```", TEXT, re.DOTALL))
SESSIONS = re.findall(r"^\$ (.+)\n((?:(?!^\$ ).*\n)*)", CONSOLE, re.MULTILINE)
"""Commands, and what they print: ``...`` stands for anything."""


@pytest.fixture(scope="module")
def shell(pipelines: None, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A working directory, and an environment in which ``kg`` is this package's command."""
    folder = tmp_path_factory.mktemp("readme")
    command = folder / "bin" / "kg"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -P -m kg "$@"\n')
    command.chmod(0o755)
    path = os.pathsep.join([str(command.parent), os.environ["PATH"]])
    return folder, {**os.environ, "PATH": path, "PYTHONPATH": str(Path(kg.__file__).parents[1])}


def test_there_are_examples() -> None:
    assert len(SESSIONS) >= 3


@pytest.mark.parametrize(("command", "printed"), SESSIONS, ids=[command for command, _ in SESSIONS])
def test_a_command_prints_what_the_readme_says(
    shell: tuple[Path, dict[str, str]], command: str, printed: str
) -> None:
    folder, environment = shell
    done = subprocess.run(
        command, shell=True, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8"
    )
    assert (done.returncode, done.stderr) == (0, "")
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    assert doctest.OutputChecker().check_output(printed, done.stdout, flags), done.stdout


def test_a_relation_of_ones_own_goes_from_its_file_to_the_page(shell: tuple[Path, dict[str, str]]) -> None:
    section = TEXT[TEXT.index("## Your own relations and names") :]
    frames, commands = (re.findall(rf"```{kind}\n(.*?)```", section, re.DOTALL)[0] for kind in ("toml", "sh"))
    folder, environment = shell
    (folder / "lawsuits.toml").write_text(frames, encoding="utf-8")
    done = subprocess.run(
        ["bash", "-e", "-c", commands], cwd=folder, env=environment, capture_output=True, encoding="utf-8"
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(r"Tern & Pell +Harbour Robotics", done.stdout)
    assert "takes to court" in (folder / "cases.html").read_text("utf-8")


def test_every_shipped_query_stands_beside_its_question() -> None:
    section = TEXT[TEXT.index("## Questions with a name") :]
    rows = re.findall(r"^\|.*\?.*\| (.+) \|$", section[: section.index("## ", 3)], re.MULTILINE)
    named = [name for row in rows for name in re.findall(r"`([\w-]+)`", row)]
    assert sorted(named) == [query.name for query in queries()]


def test_the_query_answers(run: Any, demo: Any) -> None:
    (sparql,) = re.findall(r"```sparql\n(.*?)```", TEXT, re.DOTALL)
    answered = run("query", "--store", demo.store, sparql, "--format", "csv")
    assert answered.code == 0
    assert answered.out.startswith("investor,status,quote,source")
    assert "Microsoft" in answered.out


def test_python_runs(demo: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    section = TEXT[TEXT.index("## In Python") :]
    examples = re.findall(r"```python\n(.*?)```", section, re.DOTALL)
    assert len(examples) == 2
    (tmp_path / "kg-demo").symlink_to(demo.folder)
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "deal.txt").write_text("Lenovo has acquired Motorola Mobility.", "utf-8")
    monkeypatch.chdir(tmp_path)
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec("\n".join(examples), {})
    (shown,) = re.findall(r"# (Microsoft invests in OpenAI .*\))", section)
    assert shown in out.getvalue()
    assert "Lenovo acquires Motorola Mobility" in out.getvalue()


@pytest.mark.parametrize("link", re.findall(r"\]\(([^)]+)\)", TEXT))
def test_a_link_leads_somewhere(link: str) -> None:
    assert (README.parent / link).exists()
