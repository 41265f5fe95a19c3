"""``kg review``: what is asked, what is written, and what a build makes of it, and undoes."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import kg

NEWS = {
    "one": "Samsung has acquired Harman for $8 billion. Samsung Electronics has teamed up with Baidu.",
    "two": "Lenovo has teamed up with Samsung Electronics. Samsung will invest $200 million in Zembla.",
}

pytestmark = pytest.mark.usefixtures("pipelines")

Export = Callable[[], bytes]
BUILD = "build", "news", "--store", "graph"
REVIEW = "review", "--store", "graph"


@pytest.fixture
def export(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Export:
    """A store ``graph`` of the news, in the working directory, and the canonical bytes of it."""
    monkeypatch.chdir(tmp_path)
    Path("news").mkdir()
    for name, text in NEWS.items():
        (Path("news") / f"{name}.txt").write_text(text, "utf-8")
    assert run(*BUILD).code == 0

    def export() -> bytes:
        assert run("export", "--store", "graph", "graph.nq").code == 0
        return Path("graph.nq").read_bytes()

    return export


def samsungs(run: Any) -> list[str]:
    asked = "SELECT ?name { ?x skos:prefLabel ?name FILTER(STRSTARTS(?name, 'Samsung')) } ORDER BY ?name"
    return run("query", "--store", "graph", asked, "--format", "csv").out.split("\r\n")[1:-1]  # type: ignore[no-any-return]


MERGE = "merge Samsung = Samsung Electronics"


@pytest.mark.parametrize(
    "line",
    [
        MERGE,
        "split Samsung @two != Samsung",
        "rename Harman -> Harman International (Organization)",
        "reject Samsung acquires Harman",
        "accept Samsung acquires Harman [actual, 8000000000 USD]",
    ],
)
def test_a_deleted_line_is_undone_byte_for_byte(run: Any, export: Export, line: str) -> None:
    before, file = export(), Path("mine.txt")
    file.write_text(f"# what we decided\n{line}  # for a reason\n", "utf-8")
    ran = run(*BUILD, "--decisions", file)
    assert (ran.code, ran.err) == (0, "")
    decided = export()
    assert decided != before
    assert f'"{line}"'.encode() in decided
    assert b"for a reason" not in decided
    assert run(*BUILD).out.startswith("2 unchanged, nothing has changed")  # the store remembers
    assert export() == decided
    file.write_text("# what we decided\n", "utf-8")
    assert run(*BUILD, "--decisions", file).code == 0
    assert export() == before


def test_a_decision_holds_when_other_documents_are_read(run: Any, export: Export) -> None:
    """In whatever order things come, the bytes are those of one build of all."""
    Path("graph.decisions").write_text(MERGE, "utf-8")
    later = Path("news") / "later.txt"
    later.write_text(
        "Samsung Electronics has hired Ada Quist as chief executive. Acer sued Samsung.", "utf-8"
    )
    assert run(*BUILD).code == 0
    grown = export()
    assert len(samsungs(run)) == 1
    run("build", "news", "--store", "other", "--decisions", "graph.decisions")
    run("export", "--store", "other", "other.nq")
    assert Path("other.nq").read_bytes() == grown
    later.unlink()
    run("retract", "--store", "graph", "later")
    run("build", "news", "--store", "third", "--decisions", "graph.decisions")
    run("export", "--store", "third", "third.nq")
    assert export() == Path("third.nq").read_bytes()


def test_a_rejected_fact_leaves_its_claims(run: Any, export: Export) -> None:
    claims = export().count(b"ns#Claim>")
    assert run(*REVIEW, "--decide", "reject Samsung acquires Harman").code == 0
    assert export().count(b"ns#Claim>") == claims
    answers = [
        run("query", "--store", "graph", f"ASK {{ {pattern} }}", "--format", "csv").out.split()[1]
        for pattern in ("?f a kg:Acquisition", "?a kg:acquires ?b", "?c kg:relation kg:acquires")
    ]
    assert answers == ["false", "false", "true"]


def test_questions_are_listed(run: Any, export: Export) -> None:
    table = run(*REVIEW, "--format", "table", "--below", "1", "--limit", "1")
    assert (table.code, table.err) == (0, "")
    assert re.search(r"^ +1  Samsung \(Company\) = Samsung Electronics", table.out, re.MULTILINE)
    assert "beginning of the other +0.4" in table.out
    assert "“Samsung has acquired Harman for $8 billion.” one" in table.out
    assert re.search(r"^\d+ questions more; --limit shows them$", table.out, re.MULTILINE)
    lines = run(*REVIEW, "--format", "jsonl", "--below", "1").out.splitlines()
    found = [json.loads(line) for line in lines]
    assert found[0]["answers"]["merge"] == "merge Samsung (Company) = Samsung Electronics (Company)"
    assert {record["question"] for record in found} == {"pair", "fact"}
    assert [record["worth"] for record in found] == sorted((r["worth"] for r in found), reverse=True)
    assert run(*REVIEW).out.splitlines()[0] == table.out.splitlines()[0]  # nobody to ask: a list
    assert not Path("graph.decisions").exists()


def test_a_decision_is_written_and_replayed(run: Any, export: Export) -> None:
    assert samsungs(run) == ["Samsung", "Samsung Electronics"]
    ran = run(*REVIEW, "--decide", f"{MERGE}  # one report", "--decide", "accept Samsung acquires Harman")
    assert (ran.code, ran.err, ran.out) == (0, "", "2 decisions written to graph.decisions and replayed\n")
    assert Path("graph.decisions").read_text("utf-8").splitlines()[1:] == [
        f"{MERGE}  # one report",
        "accept Samsung acquires Harman",
    ]
    assert len(samsungs(run)) == 1
    why = " ".join(run("explain", "--store", "graph", "Samsung", "Harman").out.split())
    assert f"Samsung = Samsung Electronics: {MERGE} +1" in why
    assert "decided: accept Samsung acquires Harman" in why
    assert "1.00" in why
    assert (
        run("review", "--store", "graph", "--format", "jsonl").out.count('Samsung Electronics (Company)"')
        == 0
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("marry A = B", "kg: --decide: marry is no decision; there are merge, split, "),
        ("merge Samsung = Samsong", "no claim speaks of 'Samsong'; there are Samsung"),
        ("reject Samsung acquires Baidu", "reject Samsung acquires Baidu: no such fact"),
        (
            "split Samsung != Samsung Electronics",
            "contradicts graph.decisions:1: merge Samsung = Samsung Elec",
        ),
    ],
)
def test_a_decision_that_makes_no_sense_is_not_written(
    run: Any, export: Export, line: str, said: str
) -> None:
    Path("graph.decisions").write_text(f"{MERGE}\n", "utf-8")
    ran = run(*REVIEW, "--decide", line)
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert said in ran.err
    assert Path("graph.decisions").read_text("utf-8") == f"{MERGE}\n"


def test_a_file_that_makes_no_sense_is_one_line_and_changes_nothing(run: Any, export: Export) -> None:
    before = export()
    Path("graph.decisions").write_text("merge Samsung == Harman\n", "utf-8")
    for command in (BUILD, REVIEW):
        ran = run(*command)
        assert (ran.code, ran.out) == (1, "")
        assert ran.err == "kg: graph.decisions:1: write it as merge A = B\n"
    assert run(*BUILD, "--decisions", "none.txt").err.startswith("kg: none.txt: cannot be read: ")
    Path("graph.decisions").unlink()
    assert export() == before


def test_what_nothing_comes_of_is_told(run: Any, export: Export) -> None:
    Path("graph.decisions").write_text("merge Samsung = Samsong\n", "utf-8")
    told = "nothing comes of: merge Samsung = Samsong: no claim speaks of 'Samsong'\n"
    assert (run(*BUILD).err, run(*REVIEW).err) == (told, told)


def test_the_decisions_of_another_file_are_not_lost(run: Any, export: Export) -> None:
    Path("mine.txt").write_text(f"{MERGE}\n", "utf-8")
    run(*BUILD, "--decisions", "mine.txt")
    ran = run(*REVIEW, "--decide", "accept Samsung acquires Harman")
    assert (ran.code, ran.out) == (1, "")
    assert "name the file of the store's decisions with --decisions" in ran.err
    assert run(*REVIEW, "--decisions", "mine.txt", "--decide", "accept Samsung acquires Harman").code == 0
    assert len(Path("mine.txt").read_text("utf-8").splitlines()) == 2
    assert len(samsungs(run)) == 1


def typed(keys: str) -> tuple[int, str]:
    """``kg review`` on a terminal, with a key pressed whenever it asks; its exit code and output."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(TERM="dumb", COLUMNS="200", PYTHONPATH=str(Path(kg.__file__).parents[1]))
        os.execv(sys.executable, [sys.executable, "-m", "kg", *REVIEW, "--below", "1"])
    shown, left = "", list(keys)
    while select.select([terminal], [], [], 60)[0]:
        try:
            shown += os.read(terminal, 65536).decode("utf-8", "replace")
        except OSError:  # it has ended
            break
        if left and shown.count("[q]uit") > len(keys) - len(left):
            os.write(terminal, left.pop(0).encode())
    else:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    return os.waitstatus_to_exitcode(status), shown


def test_on_a_terminal_one_key_is_one_decision(run: Any, export: Export) -> None:
    code, shown = typed("mnaq")
    assert code == 0, shown
    merged, accepted = Path("graph.decisions").read_text("utf-8").splitlines()[1:]
    assert merged == "merge Samsung (Company) = Samsung Electronics (Company)"
    assert accepted.startswith("accept ")
    assert "2 decisions written to graph.decisions and replayed" in shown
    assert len(samsungs(run)) == 1


def test_an_interrupt_loses_no_decision(run: Any, export: Export) -> None:
    code, shown = typed("m\x03")
    assert code == 0, shown
    assert len(Path("graph.decisions").read_text("utf-8").splitlines()) == 2
    assert len(samsungs(run)) == 1
