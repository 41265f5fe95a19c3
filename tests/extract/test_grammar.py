"""Frame files: the shipped ones are sound, and a wrong one is refused in a line that says where."""

from __future__ import annotations

from importlib import resources

import pytest

from kg.errors import FrameError, LanguageError
from kg.extract.frame_files import grammar, languages, parse
from kg.extract.grammar import Frame, Grammar, Trigger
from kg.model import EntityType
from kg.relations import RELATIONS

SHIPPED = {
    language: (resources.files("kg.extract") / "frames" / f"{language}.toml").read_text(encoding="utf-8")
    for language in languages()
}
FRAME = """
[[frame]]
name = "buy"
relation = "acquires"
verbs = ["buy", "take over", "join +force"]
subject = ["subject"]
object = ["object"]
example = "Acme bought Globex."
near_miss = "Acme bought time."
"""
WORDS = SHIPPED["en"][: SHIPPED["en"].index("[[frame]]")]
FRAMES = [(language, frame) for language in languages() for frame in grammar(language).frames]


def read(text: str) -> Grammar:
    return parse(text, "xx", "xx.toml")


def frame(line: str = "", *, without: str | None = None) -> str:
    lines = [kept for kept in FRAME.splitlines() if not (without and kept.startswith(f"{without} ="))]
    return WORDS + "\n".join([*lines, line])


def test_english_and_polish_are_shipped() -> None:
    assert languages() == ("en", "pl")


def test_a_frame_is_read_as_written() -> None:
    lines = ["confidence = 0.5", 'subject_types = ["Person"]', 'status = "ended"', 'topic = ["on", "to"]']
    (found,) = read(frame("\n".join(lines))).frames
    assert found.name == "xx.buy"
    assert found.verbs == (Trigger("buy"), Trigger("take", particle="over"), Trigger("join", noun="force"))
    assert found.subject_types == {EntityType.PERSON}
    assert found.topic == ("on", "to")
    assert found.status == "ended"
    assert found.confidence == 0.5
    assert not found.nouns


def test_a_grammar_is_read_once() -> None:
    assert grammar("en") is grammar("en")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[frame", "xx.toml: "),
        (frame('sbject = ["subject"]'), "xx.toml: frame 'buy' has unknown keys sbject; known are "),
        (frame("zeal = 1\nardour = 2"), "unknown keys ardour, zeal"),
        (frame(without="relation"), "xx.toml: frame 'buy' lacks relation"),
        (frame(without="example"), "xx.toml: frame 'buy' lacks example"),
        (frame(without="near_miss"), "xx.toml: frame 'buy' lacks near_miss"),
        (frame(without="name"), "xx.toml: frame '?' lacks name"),
        (
            frame('relation = "marries"', without="relation"),
            "xx.toml: frame 'buy': no relation 'marries'; there are ",
        ),
        (
            frame().replace("[titles]", '[titles]\nhats = ["top"]'),
            "xx.toml: [titles] lacks or does not know hats",
        ),
        (
            frame().replace("negations = ", "negatives = "),
            "[status] lacks or does not know negations, negatives",
        ),
    ],
)
def test_a_wrong_file_is_refused(text: str, said: str) -> None:
    with pytest.raises(FrameError) as caught:
        read(text)
    message = str(caught.value)
    assert message.startswith("xx.toml: ")
    assert said in message
    assert "\n" not in message


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(frame('status = "sort of"'), id="status"),
        pytest.param(frame('object_types = ["Starship"]'), id="type of an object"),
        pytest.param(
            frame().replace("[descriptors]", '[descriptors]\nStarship = ["starship"]'), id="descriptor"
        ),
        pytest.param(frame().replace("[respelled]", "[spelled]"), id="missing table"),
        pytest.param(WORDS, id="no frames"),
        pytest.param("", id="empty"),
    ],
)
def test_a_wrong_value_is_refused(text: str) -> None:
    with pytest.raises(FrameError, match=r"xx\.toml"):
        read(text)


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(LanguageError, match="no frames for language 'xx'; there are en, pl"):
        grammar("xx")


@pytest.mark.parametrize("language", languages())
def test_words_are_lower_case(language: str) -> None:
    words, cues, titles = (getattr(grammar(language), part) for part in ("words", "status", "titles"))
    for lists in (words, cues, titles):
        for name in lists.__slots__:
            assert sorted(word for word in getattr(lists, name) if word != word.lower()) == []


@pytest.mark.parametrize("language", languages())
def test_frames_have_names_of_their_own(language: str) -> None:
    names = [frame.name for frame in grammar(language).frames]
    assert sorted(names) == sorted(set(names))
    assert all(name.startswith(f"{language}.") for name in names)


@pytest.mark.parametrize("language", languages())
def test_every_kind_of_name_has_its_plain_word(language: str) -> None:
    placeholders = grammar(language).placeholders
    assert set(placeholders) >= {type.value for type in EntityType if type is not EntityType.TOPIC}
    assert all(word and " " not in word for word in placeholders.values())


@pytest.mark.parametrize("language", languages())
def test_every_relation_has_a_way_to_be_found(language: str) -> None:
    by_frames = {frame.relation for frame in grammar(language).frames}
    # Positions have a grammar of titles besides, and places one of noun phrases.
    assert by_frames | {"holds_position", "based_in"} == set(RELATIONS)


@pytest.mark.parametrize(("language", "frame"), FRAMES, ids=[frame.name for _, frame in FRAMES])
def test_a_frame_makes_sense(language: str, frame: Frame) -> None:
    relation = RELATIONS[frame.relation]
    assert frame.verbs or frame.nouns
    assert frame.subject
    assert frame.object
    assert 0 < frame.confidence < 1
    assert frame.subject_types <= relation.subjects
    assert frame.object_types <= relation.objects
    assert frame.example != frame.near_miss
    assert not frame.needs & frame.lacks
