"""Files that are wholly there or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.atomic import replace


def test_a_file_takes_the_place_of_the_old_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("old")
    path.chmod(0o640)
    replace({path: b"new", tmp_path / "other.html": b"2"})
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o640)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["other.html", "page.html"]


def test_of_several_files_all_are_replaced_or_none(tmp_path: Path) -> None:
    path = tmp_path / "nodes.csv"
    path.write_text("old")
    with pytest.raises(OSError, match="No such file"):
        replace({path: b"new", tmp_path / "missing" / "edges.csv": b"new"})
    assert {each.name: each.read_text() for each in tmp_path.iterdir()} == {"nodes.csv": "old"}


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    link = tmp_path / "page.html"
    link.symlink_to(tmp_path / "files" / "real.html")
    for content in (b"first", b"second"):
        replace({link: content})
        assert link.is_symlink()
        assert (tmp_path / "files" / "real.html").read_bytes() == content


def test_a_pipe_is_written_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    replace({pipe: b"page"})
    assert os.read(reader, 10) == b"page"
    os.close(reader)
    assert pipe.is_fifo()
