"""The commands as a person runs them: what they print, where they fail, and how they end."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest

import kg
from kg import samples
from kg.cli import app
from kg.model import EntityType, Status
from kg.relations import RELATIONS

COMMANDS = sorted(
    command.name or command.callback.__name__ for command in app.registered_commands if command.callback
)
README = Path(__file__).parents[1] / "README.md"

GOOD = "Lenovo has acquired Motorola Mobility for $2.9 billion, said Yang Yuanqing, its chief executive."
"""Gives facts whatever else is read."""

KEYS = [
    "document", "subject", "subject_type", "relation", "object", "object_type", "status", "amount",
    "amount_max", "currency", "date", "period", "topic", "evidence", "start", "end", "rule", "confidence",
]  # fmt: skip


def python(*arguments: str | Path, **options: Any) -> subprocess.Popen[str]:
    """``kg`` in a process of its own, which hears interrupts even where a job in the background would not."""
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        **options,
    )


# Help and usage


def test_the_commands_are_those_of_the_contract() -> None:
    assert set(COMMANDS) >= {"demo", "build", "extract", "explain", "query", "view", "export"}


@pytest.mark.parametrize("name", COMMANDS)
def test_help_shows_an_example(run: Any, name: str) -> None:
    helped = run(name, "--help")
    assert helped.code == 0
    assert re.search(rf"^ *(.*\| )?kg {name}\b", helped.out, re.MULTILINE)
    assert "```" not in helped.out


@pytest.mark.parametrize("name", COMMANDS)
def test_the_readme_tells_of_every_command(name: str) -> None:
    assert f"`kg {name}" in README.read_text("utf-8")


def test_the_version_is_the_packages(run: Any) -> None:
    assert run("--version").out == f"{kg.__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["frobnicate"], "No such command 'frobnicate'"),
        (["build"], "Missing argument"),
        (["build", "a.txt"], "Missing option '--store'"),
        (["extract", "a.txt", "--format", "xml"], "'xml' is not one of"),
        (["extract", "a.txt", "--min-confidence", "2"], "Invalid value for '--min-confidence'"),
        (["explain"], "Missing argument"),
        (["explain", "--store", "s", "Lenovo"], "the names of two things"),
        (["explain", "a", "--published", "yesterday"], "'yesterday' is not a date"),
        (["explain", "Lenovo bought \udcff."], "not UTF-8"),
        (["explain", "--store", "s", "Lenovo", "\udcff"], "not UTF-8"),
        (["query", "--store", "s", "SELECT \udcff"], "not UTF-8"),
        (["query", "--store", "s", "partners", "--param", "org=\udcff"], "not UTF-8"),
        (["view", "--store", "s", "o.html", "--about", "\udcff"], "not UTF-8"),
        (["query", "--store", "s", "frobnicate"], "no query is named 'frobnicate'; there are"),
        (["query", "--store", "s", "partners", "--param", "Lenovo"], "'Lenovo' is not NAME=VALUE"),
        (["query", "--store", "s", "ASK {}", "--min-confidence", "0.8"], "only shipped queries take"),
        (["query", "--store", "s", "partners", "--min-confidence", "8"], "Invalid value for"),
        (["explain", "--store", "s", "Lenovo", "Nvidia", "--page", "p.html"], "explains TEXT only"),
        (["view", "--store", "s", "o.html", "--since", "2023-13"], "'2023-13' is not a date"),
        (["view", "--store", "s", "o.html", "--status", "true"], "'true' is not one of"),
        (["view", "--store", "s", "o.html", "--hops", "0"], "Invalid value for '--hops'"),
        (["view", "--store", "s", "o.gif"], "ends in none of .html, .png, .svg, .pdf"),
        (["view", "--store", "s", "o.html", "--dark"], "a page takes no --figure, --lanes, --size or --dark"),
        (["view", "--store", "s", "o.svg", "--lanes", "name"], "only with --figure timeline"),
    ],
)
def test_wrong_usage_ends_with_2(run: Any, arguments: list[str], said: str) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in " ".join(re.sub("[│╭╮╰╯─]", "", ran.err).split())


def test_the_shipped_queries_are_listed(run: Any) -> None:
    listed = run("query", "--store", "anywhere")
    assert listed.code == 0
    assert re.search(r"^partners .*\n( .*\n)*? +--param org=", listed.out, re.MULTILINE)
    assert run("query", "--store", "anywhere", "frobnicate").err.endswith(listed.out)


# The samples


def test_the_demo_says_what_it_built_and_what_comes_next(demo: Any) -> None:
    assert (demo.ran.code, demo.ran.err) == (0, "")
    assert "40 added" in demo.ran.out
    assert str(demo.folder / "graph.html") in demo.ran.out
    assert len(re.findall(r"^  kg \w+ ", demo.ran.out, re.MULTILINE)) == 3


def test_the_demo_may_be_anywhere(run: Any, pipelines: None, tmp_path: Path) -> None:
    ran = run("demo", tmp_path / "a [red]b")
    assert (tmp_path / "a [red]b" / "graph.html").exists()
    assert f"--store '{tmp_path}/a [red]b/store' partners" in ran.out


def test_the_next_steps_of_the_demo_work(run: Any, demo: Any) -> None:
    for line in re.findall(r"^  kg (.+)", demo.ran.out, re.MULTILINE):
        ran = run(*shlex.split(line))
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.strip()


def test_the_demo_again_changes_nothing_and_says_so(run: Any, demo: Any, tmp_path: Path) -> None:
    run("export", "--store", demo.store, tmp_path / "before.nq")
    page = (demo.folder / "graph.html").read_bytes()
    again = run("demo", demo.folder)
    run("export", "--store", demo.store, tmp_path / "after.nq")
    assert again.out.startswith("40 unchanged, nothing has changed\n")
    assert (tmp_path / "before.nq").read_bytes() == (tmp_path / "after.nq").read_bytes()
    assert (demo.folder / "graph.html").read_bytes() == page


def test_facts_are_json_lines_of_the_contract(run: Any, pipelines: None) -> None:
    ran = run("extract", samples.folder(), "--format", "jsonl")
    assert (ran.code, ran.err) == (0, "")
    texts = {d.id: d.text for d in kg.documents(samples.paths()) if isinstance(d, kg.Document)}
    facts = [json.loads(line) for line in ran.out.splitlines()]
    assert len(facts) > 50
    for fact in facts:
        assert list(fact) == KEYS
        assert texts[fact["document"]][fact["start"] : fact["end"]] == fact["evidence"]
        assert fact["relation"] in RELATIONS
        assert fact["status"] in set(Status)
        assert {fact["subject_type"], fact["object_type"]} <= set(EntityType)
        assert 0 <= fact["confidence"] <= 1
        assert (fact["amount"] is None) == (fact["currency"] is None)
        assert fact["date"] is None or re.fullmatch(r"\d{4}(-\d\d){0,2}", fact["date"])
        assert re.fullmatch(r"(en|pl)\.\w+(\.\w+)+", fact["rule"])
    places = [(list(texts).index(fact["document"]), fact["start"]) for fact in facts]
    assert places == sorted(places)
    parts = ("document", "subject", "relation", "object", "amount", "currency", "status", "date", "topic")
    assert len({tuple(fact[part] for part in parts) for fact in facts}) == len(facts)


def test_a_confidence_may_be_asked_for(run: Any, pipelines: None) -> None:
    sure = run("extract", samples.folder(), "--format", "jsonl", "--min-confidence", "0.9").out.splitlines()
    assert sure
    assert all(json.loads(line)["confidence"] >= 0.9 for line in sure)


def test_facts_are_a_table(run: Any, pipelines: None, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD, "utf-8")
    ran = run("extract", tmp_path / "good.txt")
    assert re.search(r"Lenovo +acquires +Motorola Mobility +actual +\$2\.9 billion", ran.out)


def test_news_cannot_command_a_terminal(run: Any, pipelines: None, tmp_path: Path) -> None:
    commands = "\x1b]0;title\x1b\\ \x9b2J \x7f"
    text = GOOD.replace("Motorola", f"\x1b[31mMotorola\x1b[0m {commands}")
    (tmp_path / "bad\x1b[2J.txt").write_text(text, encoding="utf-8")
    for arguments in (["extract", tmp_path], ["explain", text], ["extract", tmp_path / "no\x1b[2J.txt"]):
        ran = run(*arguments)
        assert ran.out + ran.err
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", ran.out + ran.err)


def test_facts_are_turtle_that_parses(run: Any, pipelines: None, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD, "utf-8")
    ran = run("extract", tmp_path / "good.txt", "--format", "turtle")
    triples = list(pyoxigraph.parse(ran.out, pyoxigraph.RdfFormat.TURTLE))
    quotes = {t.object.value for t in triples if t.predicate.value.endswith("/ns/oa#exact")}
    assert GOOD in quotes


def test_standard_input_is_a_source_and_the_output_utf_8(pipelines: None) -> None:
    latin = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    process = python("extract", "-", "--format", "jsonl", stdin=subprocess.PIPE, env=latin)
    out, err = process.communicate(GOOD.replace("Yang Yuanqing", "Józef Wójcik-Żak"))
    assert (process.returncode, err) == (0, "")
    facts = [json.loads(line) for line in out.splitlines()]
    assert {fact["document"] for fact in facts} == {"stdin"}
    assert "Józef Wójcik-Żak" in facts[0]["evidence"]


@pytest.mark.parametrize("format", ["table", "csv", "json", "xml", "tsv"])
def test_a_query_answers_in_every_format(run: Any, demo: Any, format: str) -> None:
    ran = run("query", "--store", demo.store, "documents", "--format", format)
    assert (ran.code, ran.err) == (0, "")
    assert "microsoft-openai" in ran.out


def test_a_query_may_be_sparql_or_a_file_of_it(run: Any, demo: Any, tmp_path: Path) -> None:
    sparql = "SELECT (COUNT(*) AS ?all) { ?document a schema:NewsArticle }"
    (tmp_path / "count.rq").write_text(sparql, "utf-8")
    answers = [
        run("query", "--store", demo.store, q, "--format", "csv").out for q in (sparql, tmp_path / "count.rq")
    ]
    assert [answer.split() for answer in answers] == [["all", "40"]] * 2


def test_a_page_may_be_about_a_name(run: Any, demo: Any, tmp_path: Path) -> None:
    whole, part = demo.folder / "graph.html", tmp_path / "pages" / "nvidia.html"
    ran = run("view", "--store", demo.store, part, "--about", "nvidia", "--min-confidence", "0.5")
    assert (ran.code, ran.out) == (0, f"wrote {part}\n")
    assert "Around nvidia" in part.read_text("utf-8")
    assert len(part.read_bytes()) < len(whole.read_bytes())


@pytest.mark.parametrize(
    ("name", "options", "said"),
    [
        ("net.svg", ["--about", "OpenAI"], "Around OpenAI"),
        ("money.svg", ["--figure", "flows", "--size", "paper"], "Who invests in what"),
        ("days.svg", ["--figure", "timeline", "--about", "Lenovo", "--dark"], "Deals by date, around Lenovo"),
        ("lanes", ["--format", "svg", "--figure", "timeline", "--lanes", "name", "--title", "A & B"],
         "A &amp; B"),
    ],
)
def test_a_view_may_be_a_figure(
    run: Any, demo: Any, tmp_path: Path, name: str, options: list[str], said: str
) -> None:
    pytest.importorskip("matplotlib")
    out = tmp_path / name
    ran = run("view", "--store", demo.store, out, *options)
    assert (ran.code, ran.out, ran.err) == (0, f"wrote {out}\n", "")
    assert f">{said}</text>" in out.read_text("utf-8")


def test_flows_around_a_name_tell_of_all_who_share_in_a_sum(run: Any, demo: Any, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    out = tmp_path / "money.svg"
    assert run("view", "--store", demo.store, out, "--figure", "flows", "--about", "Bpifrance").code == 0
    drawn = out.read_text("utf-8")
    assert "Andreessen Horowitz, Bpifrance and Nvidia" in drawn
    assert "OpenAI" not in drawn


def test_without_matplotlib_a_figure_says_what_is_missing(
    run: Any, demo: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in [name for name in sys.modules if name.startswith(("matplotlib", "kg.view.figures."))]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    ran = run("view", "--store", demo.store, tmp_path / "net.png")
    assert (ran.code, ran.err) == (1, "kg: a figure needs matplotlib: pip install 'kg[figures]'\n")
    assert list(tmp_path.iterdir()) == []


def test_tables_say_where_they_are_and_what_comes_next(run: Any, demo: Any, tmp_path: Path) -> None:
    ran = run("export", "--store", demo.store, tmp_path / "facts.csv")
    nodes, edges = tmp_path / "facts-nodes.csv", tmp_path / "facts-edges.csv"
    assert (ran.code, ran.out) == (0, f"wrote {nodes}\nwrote {edges}\n")
    ran = run("export", "--store", demo.store, tmp_path / "facts.neo4j.csv")
    *_, command = ran.out.splitlines()
    assert f"--nodes={tmp_path}/facts-nodes.neo4j.csv" in command
    assert command.endswith(" --multiline-fields=true --array-delimiter=U+001F")


@pytest.mark.parametrize("ending", ["nq", "ttl"])
def test_an_export_parses(run: Any, demo: Any, tmp_path: Path, ending: str) -> None:
    assert run("export", "--store", demo.store, tmp_path / f"graph.{ending}").code == 0
    quads = pyoxigraph.parse(path=tmp_path / f"graph.{ending}")
    articles = {str(quad.subject) for quad in quads if str(quad.object) == "<https://schema.org/NewsArticle>"}
    assert len(articles) == 40


def test_an_explanation_names_the_frame_and_the_cue(run: Any, pipelines: None) -> None:
    ran = run("explain", "Lenovo may acquire Motorola Mobility.")
    assert ran.code == 0
    assert re.search(r"found +Lenovo acquires Motorola Mobility +potential", ran.out)
    assert re.search(r"rule +en\.acquire\.\w+ on “acquire”", ran.out)
    assert re.search(r"status +potential, by “may” over “acquire”", ran.out)


def test_an_explanation_says_why_not(run: Any, pipelines: None) -> None:
    ran = run("explain", "Lenovo acquired.")
    assert ran.code == 0
    assert "found" not in ran.out
    assert re.search(r"en\.acquire\.\w+ on “acquired” +Lenovo as subject; no object", ran.out)


def test_polish_is_told_by_itself(run: Any, pipelines: None) -> None:
    ran = run("explain", "Orlen kupił spółkę Energa za 2,8 mld zł.")
    assert ran.code == 0
    assert "2.8 billion PLN" in ran.out  # which English grammar would not read


def test_the_history_of_a_pair_has_its_sentences(run: Any, demo: Any) -> None:
    ran = run("explain", "--store", demo.store, "openai", "MICROSOFT")
    assert ran.code == 0
    assert "Microsoft invests in OpenAI" in ran.out
    assert re.search(r"microsoft-openai · Example Wire · 2019-07-23 · https://news\.example/", ran.out)
    assert "is also called" in ran.out


# The ways to stop


def test_a_reader_that_stops_early_is_no_failure(pipelines: None) -> None:
    process = python("extract", samples.folder(), "--format", "jsonl")
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == ""
    assert process.wait() == 0


def test_an_interrupt_loses_nothing_and_says_so(run: Any, pipelines: None, tmp_path: Path) -> None:
    store = tmp_path / "store"
    process = python("build", "-", "--store", store, stdin=subprocess.PIPE)
    assert process.stdin is not None
    assert process.stderr is not None
    lines = [json.dumps({"id": id, "text": GOOD, "language": "en"}) for id in ("one", "two")]
    process.stdin.write("\n".join([*lines, "no JSON", ""]))
    process.stdin.flush()
    assert "JSON" in process.stderr.readline()  # so the first two are done, and it waits for more
    process.send_signal(signal.SIGINT)
    _, err = process.communicate()
    assert process.returncode == 1
    assert "stopped; what is done is stored" in err
    assert "Traceback" not in err

    held = run("query", "--store", store, "acquisitions", "--format", "csv")
    assert held.err == ""
    assert "Motorola Mobility" in held.out
    (tmp_path / "all.jsonl").write_text("\n".join(lines), "utf-8")
    again = run("build", tmp_path / "all.jsonl", "--store", store)
    assert again.out.startswith("2 unchanged")
