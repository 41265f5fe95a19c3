"""What users add: it is found, it wins, and a wrong file is refused in a line that says where."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.build import resolved
from kg.errors import FrameError
from kg.extract import Extractor, gazetteer
from kg.extract.additions import Own, read_own
from kg.extract.frame_files import grammar
from kg.extract.gazetteer import known_names
from kg.model import ORGANIZATIONS, Claim, Document, EntityType, Name, Passage, PassageKind

Write = Callable[[str, str], Path]

RELATION = """
[[relation]]
name = "sues"
label = "takes to court"
inverse = "taken to court by"
domain = ["Organization", "Person"]
range = ["Organization"]
class = "Lawsuit"
potential = "maySue"
former = "formerlySued"
event = true
"""
FRAME = """
[[frame]]
name = "sue.verb"
relation = "sues"
verbs = ["sue", "file +lawsuit"]
subject = ["subject"]
object = ["against", "object"]
topic = ["over"]
example = "Globex sued Initech over stolen designs."
near_miss = "Globex sued for peace."
"""
FRAMES = f'language = "en"\n{RELATION}{FRAME}'
NAMES = "name\ttype\taliases\tcommon\n"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(name: str, text: str) -> Path:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path / name

    return write


def said(extractor: Extractor, text: str, language: str = "en", **passage: object) -> list[Claim]:
    document = Document("text", text, (Passage(0, len(text), **passage),), language, published="2025-03-04")  # type: ignore[arg-type]
    return list(extractor.extract(document).claims)


def facts(extractor: Extractor, text: str, language: str = "en") -> list[tuple[str, str, str, str]]:
    """Under the resolved names."""
    found = resolved(said(extractor, text, language), extractor.additions)
    names = {entity.id: entity.name for entity in found.entities}
    return [(names[f.subject], f.relation, names[f.object], f.status.value) for f in found.facts]


# Frames and relations


@pytest.mark.usefixtures("pipelines")
def test_a_relation_of_ones_own_is_found(write: Write) -> None:
    extractor = Extractor(frames=[write("lawsuits.toml", FRAMES)])
    (claim,) = said(extractor, "Lenovo may sue Motorola Mobility over stolen designs.")
    assert (claim.relation, claim.status, claim.rule) == ("sues", "potential", "en.sue.verb")
    assert claim.topic == "stolen designs"
    assert facts(extractor, "Lenovo filed a lawsuit against Nvidia.") == [
        ("Lenovo", "sues", "Nvidia", "actual")
    ]
    assert facts(extractor, "Lenovo sued for peace.") == []
    assert facts(extractor, "Lenovo acquired Nvidia.") == [("Lenovo", "acquires", "Nvidia", "actual")]


@pytest.mark.usefixtures("pipelines")
def test_a_headlines_day_is_that_of_an_event(write: Write) -> None:
    lasting = FRAMES.replace("event = true", "event = false")
    for text, date in ((FRAMES, "2025-03-04"), (lasting, None)):
        extractor = Extractor(frames=[write("lawsuits.toml", text)])
        (claim,) = said(extractor, "Lenovo sues Nvidia over chips", kind=PassageKind.TITLE)
        assert claim.date == date


def test_a_relation_is_read_as_written(write: Write) -> None:
    relation = read_own([write("lawsuits.toml", FRAMES)]).additions.relations["sues"]
    assert relation.subjects == ORGANIZATIONS | {EntityType.PERSON}
    assert (relation.reads(), relation.reads_back()) == ("takes to court", "taken to court by")
    terms = relation.fact_class, relation.property, relation.potential, relation.former
    assert terms == ("Lawsuit", "sues", "maySue", "formerlySued")
    assert relation.event
    assert not relation.symmetric


def test_a_relation_needs_no_more_than_its_name_and_its_sides(write: Write) -> None:
    text = '[[relation]]\nname = "shares_office_with"\nsymmetric = true\n'
    text += 'domain = ["Company"]\nrange = ["Company"]\n'
    relation = read_own([write("own.toml", text)]).additions.relations["shares_office_with"]
    assert relation.reads() == relation.reads_back() == "shares office with"
    assert (relation.fact_class, relation.property) == ("SharesOfficeWith", "sharesOfficeWith")
    assert (relation.potential, relation.former) == ("maySharesOfficeWith", "formerlySharesOfficeWith")


def test_a_frame_may_use_what_another_file_defines(write: Write) -> None:
    polish = FRAME.replace('"sue", "file +lawsuit"', '"pozwać"')
    own = read_own(
        [
            write("pl.toml", f'language = "pl"\n{polish}'),
            write("sues.toml", RELATION),
            write("en.toml", FRAMES),
        ]
    )
    assert {language: [frame.name for frame in frames] for language, frames in own.frames.items()} == {
        "pl": ["pl.sue.verb"],
        "en": ["en.sue.verb"],
    }


def test_a_frame_for_a_relation_of_the_program_joins_the_carried_ones(write: Write) -> None:
    text = 'language = "en"' + FRAME.replace('"sues"', '"acquires"')
    extended = read_own([write("own.toml", text)]).extend(grammar("en"))
    assert extended.frames[:-1] == grammar("en").frames
    assert extended.frames[-1].relation == "acquires"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[[frame", "not TOML: "),
        ("a = " + "[" * 5000, "not TOML: "),
        (FRAME, "language must be one of en, pl"),
        ('language = "xx"' + FRAME, "language must be one of en, pl"),
        ("language = 1" + FRAME, "language must be one of en, pl"),
        ('langauge = "en"', "has unknown keys langauge; known are language, relation, frame"),
        ('language = "en"\n[frame]\nname = "x"', "write frame as [[frame]]"),
        ('language = "en"\nframe = [1]', "write frame as [[frame]]"),
        (FRAMES.replace("verbs", "verb"), "frame 'sue.verb' has unknown keys verb; known are confidence, "),
        (FRAMES.replace('relation = "sues"', 'relation = "robs"'), "no relation 'robs'; there are "),
        (FRAMES.replace('["subject"]', '"subject"'), "frame 'sue.verb': subject must be a list of strings"),
        (FRAMES.replace('["subject"]', "[]"), "frame 'sue.verb': subject is empty; "),
        (FRAMES.replace('["subject"]', '[""]'), "frame 'sue.verb': subject must be a list of strings"),
        (FRAMES.replace('["over"]', "[1]"), "frame 'sue.verb': topic must be a list of strings"),
        (FRAMES.replace('"sue.verb"', "7"), "frame 7: name must be a string"),
        (FRAMES.replace('"sue.verb"', '"Sue Verb"'), "frame 'Sue Verb': a name is lower-case words"),
        (FRAMES.replace('"sue.verb"', '"acquire.verb"'), "another frame is named 'acquire.verb' already"),
        (FRAMES + FRAME, "another frame is named 'sue.verb' already"),
        (FRAMES.replace('"sue"', '"Sues"'), "verbs and nouns are lower-case base forms, not 'Sues'"),
        (FRAMES.replace("verbs = [", "needs = ["), "frame 'sue.verb' lacks a trigger: verbs or nouns"),
        (FRAMES + "money = 1", "frame 'sue.verb': money must be true or false"),
        (FRAMES + "confidence = 7", "frame 'sue.verb': confidence must be a number between 0 and 1"),
        (FRAMES + "confidence = nan", "frame 'sue.verb': confidence must be a number between 0 and 1"),
        (FRAMES + 'status = "done"', "frame 'sue.verb': status: 'done' is none of actual, planned, "),
        (FRAMES + 'subject_types = ["Shop"]', "frame 'sue.verb': subject_types: 'Shop' is none of Company, "),
        (FRAMES + 'object_types = ["Person"]', "object_types has Person, but sues takes Company, "),
        (FRAMES + RELATION.replace("event = true", ""), "relation 'sues' is defined twice, and not alike"),
        (FRAMES.replace('name = "sues"', 'name = "acquires"'), "'acquires' is one of the program's own"),
        (FRAMES.replace('name = "sues"', 'name = "Sues"'), "relation 'Sues': a name is lower-case words"),
        (FRAMES.replace('domain = ["Organization", "Person"]', ""), "relation 'sues' lacks domain"),
        (FRAMES.replace('range = ["Organization"]', 'range = "Company"'), "'sues': range must be a list"),
        (FRAMES.replace('range = ["Organization"]', "range = []"), "'sues': range must be a list"),
        (
            FRAMES.replace('range = ["Organization"]', 'range = ["Firm"]'),
            "relation 'sues': range: 'Firm' is none of Company, ",
        ),
        (FRAMES.replace("event = true", "symmetric = true"), "must be the same"),
        (FRAMES.replace("event = true", "symmetrical = true"), "unknown keys symmetrical; known are name, "),
        (FRAMES.replace('"Lawsuit"', '"law suit"'), "class must be a plain name such as Lawsuit"),
        (FRAMES.replace('"Lawsuit"', '"Investment"'), "Investment belongs to invests_in; give another name"),
        (FRAMES.replace('"maySue"', '"sues"'), "property, potential and former must differ"),
        (FRAMES.replace('"takes to court"', "false"), "relation 'sues': label must be a string"),
        (FRAMES.replace("event = true", "event = 1"), "relation 'sues': event must be true or false"),
    ],
)  # fmt: skip
def test_frames_that_make_no_sense_are_refused(write: Write, text: str, complaint: str) -> None:
    refused(complaint, frames=[write("own.toml", text)])


# Names


@pytest.mark.usefixtures("pipelines")
@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "Orlo acquired T&P in May.", [("Orlo", "acquires", "Tern & Pell", "actual")]),
        ("en", "Tern & Pell bought orlo cloud.", [("Tern & Pell", "acquires", "orlo cloud", "actual")]),
        ("en", "Acorn bought Lenovo.", [("Acorn", "acquires", "Lenovo", "actual")]),
        ("pl", "Tarnomet przejął Orlo.", [("Tarnomet", "acquires", "Orlo", "actual")]),
        ("pl", "Nvidia współpracuje z Tarnometem.", [("Nvidia", "partners_with", "Tarnomet", "actual")]),
    ],
)  # fmt: skip
def test_names_of_ones_own_are_found(
    write: Write, language: str, text: str, found: list[tuple[str, str, str, str]]
) -> None:
    own = "Tern & Pell\tCompany\tT&P\norlo cloud\tOrganization\n"
    own += "".join(f"{name}\tCompany\n" for name in ("Orlo", "Acorn", "Tarnomet"))
    extractor = Extractor(names=[write("firms.tsv", NAMES + own)])
    assert facts(extractor, text, language) == found


def test_a_names_file_may_be_toml(write: Write) -> None:
    text = '[[name]]\nname = "Tern & Pell"\ntype = "Company"\naliases = ["T&P"]\n'
    text += '[[name]]\nname = "Ada Quist"\ntype = "Person"\n'
    own = read_own(names=[write("own.toml", text)])
    table = read_own(names=[write("own.tsv", NAMES + "Tern & Pell\tCompany\tT&P\nAda Quist\tPerson")])
    assert own.names == table.names
    assert own.additions.names == (
        Name("Tern & Pell", EntityType.COMPANY, ("T&P",)),
        Name("Ada Quist", EntityType.PERSON),
    )


def test_ones_own_names_win_over_the_carried_ones(write: Write) -> None:
    text = "Juniper Distilling\tCompany\tJD|Juniper\tJuniper\n\nLenovo\tOrganization\tLegend Computers\n"
    own = read_own(names=[write("mine.tsv", NAMES + text)])
    exact = own.names.exact
    assert exact["JD"].name == "Juniper Distilling"
    assert exact["Juniper"].is_common("Juniper")
    assert exact["Lenovo"].type is EntityType.ORGANIZATION
    # a new alias joins those that the carried lists have
    assert exact["Legend Computers"] == exact["联想"] == exact["Lenovo"]
    known = {name.name: name for name in gazetteer.names(own.additions.names)}
    assert "Lenovo" not in known
    assert "JD" not in known["JD.com"].aliases
    assert known["TSMC"].aliases == known_names()["TSMC"].aliases
    assert known_names()["JD"].name == "JD.com"


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("own.tsv", "", ":1: the columns must be name, type, aliases, common"),
        ("own.tsv", "name\taliases\nX\tY\n", ":1: the columns must be"),
        ("own.tsv", "name\ttype\tcolour\n", ":1: the columns must be"),
        ("own.tsv", "name\ttype\nX\tShop\n", ":2: type 'Shop' is none of Company, "),
        ("own.tsv", "name\ttype\nX\tTopic\n", ":2: a Topic is no name"),
        ("own.tsv", "name\ttype\nX\tCompany\tmore\n", ":2: 3 cells under 2 columns"),
        ("own.tsv", "name\ttype\n\tCompany\n", ":2: a row without a name"),
        ("own.tsv", "name\ttype\taliases\nX\tCompany\tA\nY\tCompany\tA\n", ":3: 'A' already names 'X'"),
        ("own.toml", "[[name", "not TOML: "),
        ("own.toml", "names = 1", "has unknown keys names; known are name"),
        ("own.toml", 'name = "X"', "write name as [[name]]"),
        ("own.toml", '[[name]]\ntype = "Company"', "name '?': name must be a string"),
        ("own.toml", '[[name]]\nname = "X"\ntype = "Shop"', "name 'X': type: 'Shop' is none of Company, "),
        ("own.toml", '[[name]]\nname = "X"\ntype = "Topic"', "name 'X': a Topic is no name"),
        (
            "own.toml",
            '[[name]]\nname = "X"\ntype = "Company"\naliases = "Y"',
            "name 'X': aliases must be a list",
        ),
        (
            "own.toml",
            '[[name]]\nname = "X"\ntype = "Company"\nalias = ["Y"]',
            "name 'X' has unknown keys alias; ",
        ),
    ],
)
def test_names_that_make_no_sense_are_refused(write: Write, name: str, text: str, complaint: str) -> None:
    refused(complaint, names=[write(name, text)])


# Files


def refused(complaint: str, **files: list[Path]) -> None:
    """In one line that begins with the file."""
    (paths,) = files.values()
    with pytest.raises(FrameError) as caught:
        read_own(**files)
    message = str(caught.value)
    assert message.startswith(str(paths[-1]))
    assert complaint in message
    assert message.isprintable()


@pytest.mark.parametrize("kind", ["frames", "names"])
def test_what_is_no_file_of_text_is_refused(tmp_path: Path, kind: str) -> None:
    loop, dangling, pipe = tmp_path / "loop", tmp_path / "dangling", tmp_path / "pipe"
    loop.symlink_to(loop)
    dangling.symlink_to(tmp_path / "nowhere")
    os.mkfifo(pipe)
    binary, large = tmp_path / "binary.tsv", tmp_path / "large.tsv"
    binary.write_bytes(b"name\ttype\n\xff\tCompany\n")
    with large.open("wb") as file:
        file.truncate(2**25)
    for path, complaint in (
        (tmp_path / "none", "cannot be read: No such file"),
        (loop, "cannot be read: "),
        (dangling, "cannot be read: No such file"),
        (tmp_path, "not a file"),
        (pipe, "not a file"),
        (Path("/dev/null"), "not a file"),
        (binary, "not UTF-8: byte 10 cannot be decoded"),
        (large, "larger than 16 MB"),
    ):
        refused(complaint, **{kind: [path]})


def test_a_link_to_a_file_is_as_good_as_the_file(write: Write, tmp_path: Path) -> None:
    (tmp_path / "link.toml").symlink_to(write("own.toml", FRAMES))
    assert read_own([tmp_path / "link.toml"]) == read_own([tmp_path / "own.toml"])


@settings(deadline=None, derandomize=True, max_examples=60)
@given(st.lists(st.sampled_from([*'[]{}="\t\n#.,|1é\x00', "frame", "name", "relation", "type"]), max_size=30))
def test_any_text_is_read_or_refused_in_one_line(
    tmp_path_factory: pytest.TempPathFactory, parts: list[str]
) -> None:
    path, table = (tmp_path_factory.getbasetemp() / name for name in ("any.toml", "any.tsv"))
    for file in (path, table):
        file.write_text("".join(parts), encoding="utf-8", newline="")
    complaints = []
    for files in ({"frames": [path]}, {"names": [path]}, {"names": [table]}):
        try:
            read_own(**files)
        except FrameError as error:
            complaints.append(str(error))
    assert all(complaint.count("\n") == 0 for complaint in complaints)


def test_a_fingerprint_changes_with_what_is_added(write: Write) -> None:
    frames, names = write("own.toml", FRAMES), write("own.tsv", NAMES + "Orlo\tCompany\n")
    extractors = (
        Extractor(),
        Extractor(frames=[frames]),
        Extractor(names=[names]),
        Extractor(None, [frames], [names]),
    )
    assert len({extractor.fingerprint for extractor in extractors}) == len(extractors)
    assert Extractor(frames=[frames]).fingerprint == extractors[1].fingerprint
    frames.write_text(FRAMES.replace('"over"', '"for"'), encoding="utf-8")
    assert Extractor(frames=[frames]).fingerprint != extractors[1].fingerprint


def test_nothing_added_is_nothing_changed() -> None:
    assert read_own() == Own()
    assert gazetteer.names(()) is gazetteer.names()
