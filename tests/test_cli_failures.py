"""Where the commands fail: one line of reason, nothing else lost."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

DEAL = "Lenovo has acquired Motorola Mobility for $2.9 billion."
"""Gives facts whatever else is read."""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["query", "--store", "{tmp}/none", "investments"], "no store here"),
        (["export", "--store", "{tmp}/none", "{tmp}/o.nq"], "no store here"),
        (["query", "--store", "{store}", "SELECT {"], "malformed query"),
        (["query", "--store", "{store}", "DROP ALL ;"], "refused"),
        (["query", "--store", "{store}", "{tmp}/none.rq"], "none.rq: cannot be read"),
        (["query", "--store", "{store}", "partners"], "needs the parameter 'org'"),
        (["query", "--store", "{store}", "partners", "--param", "who=x"], "no parameter 'who'"),
        (["export", "--store", "{store}", "{tmp}/o.docx"], "o.docx: unknown ending"),
        (["view", "--store", "{store}", "{tmp}/o.html", "--about", "Lenov"], "near it: Lenovo"),
        (["view", "--store", "{store}", "{tmp}/o.html", "--since", "2999"], "no fact to draw"),
        (["view", "--store", "{store}", "{tmp}/o.svg", "--figure", "flows", "--relation", "based_in"],
         "no fact tells of an investment"),
        (["explain", "--store", "{store}", "Lenovo", "Nvidja"], "near it: Nvidia"),
        (["explain", "Ordet er dansk.", "--language", "da"], "no pipeline for language 'da'"),
        (["extract", "https://news.example/deal"], "--allow-network"),
        (["build", "x.txt", "--store", "{file}"], "neither a store nor an empty folder"),
        (["extract", "{file}", "--pipeline", "no_such_pipeline"], "no_such_pipeline"),
    ],
)
def test_failed_work_ends_with_1_and_one_line(
    run: Any, demo: Any, tmp_path: Path, arguments: list[str], said: str
) -> None:
    file = tmp_path / "good.txt"
    file.write_text(DEAL, "utf-8")
    places = {"tmp": tmp_path, "store": demo.store, "file": file}
    ran = run(*(re.sub(r"\{(tmp|store|file)\}", lambda m: str(places[m[1]]), a) for a in arguments))
    assert ran.code == 1
    assert said in ran.err
    assert ran.err.count("\n") == 1
    assert not (tmp_path / "o.html").exists()


def long_line(path: Path) -> None:
    """A line of 200 MB that takes no room on the disk, and a good line after it."""
    with path.open("wb") as file:
        file.truncate(200_000_000)
        file.seek(0, os.SEEK_END)
        file.write(b"\n")


Bad = dict[str, tuple[str, Callable[[Path], object], str]]
BAD: Bad = {
    "missing": ("none.txt", lambda path: None, "no such file"),
    "empty": ("empty.txt", lambda path: path.write_bytes(b""), "empty"),
    "blank": ("blank.md", lambda path: path.write_bytes(b" \n\t\n"), "empty"),
    "binary": ("photo.txt", lambda path: path.write_bytes(bytes(range(256)) * 9), "binary"),
    "broken UTF-8": (
        "latin.txt",
        lambda path: path.write_bytes("Kraków i Łódź".encode("iso-8859-2")),
        "UTF-8",
    ),
    "broken YAML": (
        "head.md",
        lambda path: path.write_text(f"---\ntitle: [a\n---\n{DEAL}", "utf-8"),
        "front matter",
    ),
    "a line of 200 MB": ("long.jsonl", long_line, "MB"),
    "a file of 200 MB": ("long.txt", long_line, "MB"),
    "an unknown language": (
        "norsk.md",
        lambda path: path.write_text("---\nlanguage: sw\n---\nLenovo imenunua Motorola.\n", "utf-8"),
        "no pipeline for language 'sw'",
    ),
    "HTML without text": (
        "page.html",
        lambda path: path.write_text("<html><body><img src=x></body></html>"),
        "",
    ),
    "broken JSON": ("lines.jsonl", lambda path: path.write_text('{"id": "a", "text": \n'), ""),
    "broken gzip": ("news.txt.gz", lambda path: path.write_bytes(b"\x1f\x8b\x08\x00no"), "gzip"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_document_alone_is_one_line(run: Any, pipelines: None, tmp_path: Path, kind: str) -> None:
    name, make, said = BAD[kind]
    make(tmp_path / name)
    ran = run("extract", tmp_path / name, "--format", "jsonl")
    assert (ran.code, ran.out) == (1, "")
    assert re.fullmatch(rf".*{Path(name).stem.split('.')[0]}[^\n]*: [^\n]+\n", ran.err)
    assert said in ran.err


def test_bad_documents_keep_no_good_one_back(run: Any, pipelines: None, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(DEAL, "utf-8")
    (tmp_path / "zgood.txt").write_text(DEAL, "utf-8")
    for name, make, _ in BAD.values():
        make(tmp_path / name)
    sources = [tmp_path / name for name in ("good.txt", *(name for name, _, _ in BAD.values()), "zgood.txt")]
    among = run("extract", *sources, "--format", "jsonl")
    alone = run("extract", sources[0], sources[-1], "--format", "jsonl")
    assert (among.code, alone.code, alone.err) == (1, 0, "")
    assert among.out == alone.out
    assert {json.loads(line)["document"] for line in alone.out.splitlines()} == {"good", "zgood"}
    assert among.err.count("\n") == len(BAD)

    built = run("build", *sources, "--store", tmp_path / "store")
    assert built.code == 1
    assert built.err.count("\n") == len(BAD)
    assert f"2 added, {len(BAD)} failed" in built.out
