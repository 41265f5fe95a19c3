"""Which stretches of a page are read, as pages of invented publishers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Passage, PassageKind
from kg.read.clean import clean

T, B = PassageKind.TITLE, PassageKind.BODY
Expected = list[tuple[PassageKind, str]]


def chosen(text: str, **options: str) -> Expected:
    return [(p.kind, text[p.start : p.end]) for p in clean(text, **options).passages]


PROSE = "Northfield Robotics said on Monday that it would open a second plant in Tarnow."
MORE = "The plant will employ four hundred people, its chief executive Ewa Lis told reporters."

FURNITURE = [
    "Home / Business / Companies",
    "Home > Technology > Robots > Article",
    "Start » Wiadomości » Firmy",
    "Markets | Companies | Opinion | Video",
    "Skip to main content",
    "Share on FacebookShare on XShare on LinkedInCopy Link",
    "Share this article",
    "Facebook Twitter LinkedIn Email",
    "Loading comments…",
    "◐ Listen to article",
    "12 Comments",
    "4 min read",
    "By Hanna Reed and Omar Till",
    "Author: Hanna Reed  Date: 2021-03-04  Views: 310",
    "9:15 AM CET · March 4, 2021",
    "March 04, 2021 08:30 ET | Source: Northfield Robotics Inc.",
    "Published on March 4, 2021 by the Northfield team",
    "Last updated: 4 March 2021",
    "(Edited by Hanna Reed, Omar Till and Li Wen)",
    "(Rewritten by Omar Till)",
    "(Reporting by Hanna Reed in Tarnow; Editing by Omar Till.)",
    "AI-processed from a wire report; edited by the night desk",
    "Source: Wire One. Collage: the night desk.",
    "Image Credits:Northfield",
    "News provided by",
    "Business reporter, Evening Ledger",
    "If you buy from a link, the Ledger may earn a commission.",
    "Dalsza część artykułu pod filmem",
    "Ewa Lis (third from the left)",
    "Ewa Lis, pictured, at the plant",
    "Full Content: The Evening Ledger",
    "Read more: Rival opens plant in Brno",
    "Prev Section: The rector opened the library",
    "[ Close ]",
    "© 2024 Wire One Ltd. All rights reserved.",
    "Copyright @ 2014 Some University | by someone",
    "Want more news? Subscribe to our free newsletter for more headlines on robots.",
    "Sign up now for the weekly letter.",
    "Each Friday in your inbox. Sign up now!",
    "Follow us on X for more.",
    "We use cookies to improve this page. You may refuse them.",
    "Your email address will not be published.",
    "Want to stop reading about robots and start using them?",
    "What do you think?",
    "Web Traffic:",
    "* * *",
    "#robots #plants",
    "https://northfield.example/news/second-plant",
    "![A robot](images/robot.png)",
    "Czytaj też: Konkurent otwiera fabrykę w Brnie",
    "Źródło: agencja, materiały firmy",
    "Fot. Northfield / mat. prasowe",
    "Autor: Anna Kowal",
    "Udostępnij artykuł",
    "Zapisz się na newsletter i nie przegap niczego.",
    "Ta strona używa plików cookies.",
    "Oprac. redakcja nocna",
    "12 maja 2023, 10:15 | aktualizacja: 12 maja 2023, 11:02",
    "责任编辑：王某",
    "来源：某日报 2021年5月6日",
]


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_between_paragraphs_is_passed_over(line: str) -> None:
    assert chosen(f"{PROSE}\n\n{line}\n\n{MORE}") == [(B, PROSE), (B, MORE)]


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_above_and_below_is_passed_over(line: str) -> None:
    title = "Northfield opens second plant in Tarnow"
    assert chosen(f"{line}\n\n{title}\n\n{PROSE}\n\n{line}") == [(T, title), (B, PROSE)]


STATEMENTS = [
    "Robots without fuss. Two stories a day. A product by Ewa Lis, Head of Robots at Northfield.",
    "The company, which publishes a daily newsletter for growers, was bought by Elm Media.",
    "Subscribers of Elm Media pay nine euros a month.",
    "Published on Monday, the report says that Northfield sold its painting unit to Elm Holding.",
    "Share prices of Northfield rose by a tenth.",
    "Data centres of Elm run on chips from Northfield.",
    "iRobotics buys its motors from Northfield.",
    "Źródło finansowania budowy to kredyt banku Elm.",
    "Źródłem kapitału jest fundusz Elm Partners.",
    "INTEL — The maker of chips — said nothing.",
    "Who pays for it? Elm does.",
    "The shipyard's order book now includes nine ferries for Elm and two for Northfield.",
]


@pytest.mark.parametrize("line", STATEMENTS)
def test_statements_that_look_like_furniture_are_kept(line: str) -> None:
    assert chosen(f"{PROSE}\n\n{line}\n\n{MORE}") == [(B, PROSE), (B, line), (B, MORE)]


HEADINGS = [
    ("Strategy built on partners", True),
    ("Deep Dive: the plant of the future", True),
    ("Roboty, koszty i fabryki", True),
    ("Who will pay for the plant?", True),
    ("Introduction", False),
    ("Key takeaways", False),
    ("Podsumowanie", False),
    ("Context", False),
]


@pytest.mark.parametrize(("heading", "kept"), HEADINGS)
@pytest.mark.parametrize("form", ["{}\n{}\n{}", "{}\n\n{}\n\n{}", "{}\n\n## {}\n\n{}"])
def test_section_headings(heading: str, kept: bool, form: str) -> None:
    middle = [(T, heading)] if kept else []
    assert chosen(form.format(PROSE, heading, MORE)) == [(B, PROSE), *middle, (B, MORE)]


DATELINES = [
    ("SAN MARINO (CBS.MW) -- ", None),
    ("LISBON, September 9 (New Notes) - ", None),
    ("NEW HAVEN (Reuters) - ", None),
    ("PORTO, April 25 (Xinhua) -- ", None),
    ("Sept 9 (Reuters) - ", None),
    ("Warszawa, 12.05.2023 (PAP) - ", "2023-05-12"),
    ("DURHAM, N.C., June 3, 2024 (GLOBE NEWSWIRE) -- ", "2024-06-03"),
    ("DURHAM, N.C.--(BUSINESS WIRE)--", None),
    ("TORONTO, Jan. 5, 2021 /PRNewswire/ -- ", "2021-01-05"),
    ("TARNOW — ", None),
]


@pytest.mark.parametrize(("dateline", "date"), DATELINES)
def test_a_dateline_is_no_part_of_its_passage(dateline: str, date: str | None) -> None:
    text = f"Northfield opens second plant\n\n{dateline}{PROSE}"
    assert chosen(text)[1:] == [(B, PROSE)]
    assert clean(text).published == date


@pytest.mark.parametrize(
    "opening",
    [
        "Northfield Robotics (NFR.WA) - the maker of arms - said it would open a plant.",
        "NASA - like others - buys its arms there.",
        "The well-known maker - Elm - said so.",
    ],
)
def test_a_dash_does_not_make_a_dateline(opening: str) -> None:
    assert chosen(opening) == [(B, opening)]


CUT = [
    ("Elm buys Oak. The two will share a plant that costs $50 mi", "Elm buys Oak."),
    ("Elm buys Oak. The deal is worth €3…", "Elm buys Oak."),
    ("Elm buys Oak. The deal is worth $3 bn", "Elm buys Oak. The deal is worth $3 bn"),
    ("Elm buys Oak. Their plant will stand in Northfi", "Elm buys Oak. Their plant will stand in Northfi"),
    ("Elm buys Oak. Their plant will be a robo", "Elm buys Oak."),
    ("Elm buys Oak. Their plant is robotic", "Elm buys Oak. Their plant is robotic"),
]


@pytest.mark.parametrize(("teaser", "kept"), CUT)
def test_a_teaser_ends_before_the_sentence_that_is_cut(teaser: str, kept: str) -> None:
    after = "The robotics plant will be robotic."
    assert chosen(f"{teaser}\n\n{after}") == [(B, kept), (B, after)]


def test_a_digest_alternates() -> None:
    items = [
        (T, "Elm buys Oak for \\$5 million"),
        (B, "Elm said it had bought Oak, a maker of drills."),
        (T, "Cord sells stake in Dune"),
        (B, "Cord has sold its tenth of Dune to Elm."),
        (T, "Fir hires new finance chief"),
        (B, "Fir named Pat Roe as its finance chief."),
    ]
    for form in ("\n", "\n\n", "\n\n\n"):
        assert chosen(form.join(line for _, line in items)) == items


WRAPPED = """Harbour Tools said it had signed an agreement with the University of
Lodz to open a joint laboratory for power electronics. The company will
pay 3 million zloty over two years.

Both sides expect the first results in 2026, when a pilot line of the
maker is due to start in Radom."""


@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_wrapped_lines_are_one_passage(line_break: str) -> None:
    text = WRAPPED.replace("\n", line_break)
    assert chosen(text) == [(B, paragraph) for paragraph in text.split(line_break * 2)]


@pytest.mark.parametrize("space", ["\u2002", "\u2009", "\u202f", "\u3000", "\x1f", "\u200b"], ids=ascii)
def test_no_passage_begins_or_ends_in_any_space(space: str) -> None:
    text = f"{space}Harbour Tools bought the maker.{space}\n"
    assert [written for _, written in chosen(text)] == ["Harbour Tools bought the maker."]


def test_set_type_with_ragged_lines() -> None:
    text = (
        "Press release\nPolar Bank and Grain sign an agreement on payment\nservices\nOslo, 5 March 2022\n"
        "Polar Bank has signed an agreement with Grain Ltd, under\nwhich the two will develop a service\n"
        "for farmers in Norway and Sweden.\nPage 1 of 2\n"
        "It runs for five years and may be extended by\ntwo more."
    )
    assert [passage.replace("\n", " ") for _, passage in chosen(text)] == [
        "Polar Bank and Grain sign an agreement on payment services",
        "Polar Bank has signed an agreement with Grain Ltd, under which the two will develop a service "
        "for farmers in Norway and Sweden.",
        "It runs for five years and may be extended by two more.",
    ]
    assert clean(text).published == "2022-03-05"


def test_a_link_on_its_own_line_does_not_cut_the_sentence() -> None:
    text = "The designer of chips said on Monday that\n\nBrightwave\n\nwould build a plant near Ayr."
    assert chosen(f"{text}\n\n{PROSE}") == [(B, text), (B, PROSE)]


def test_a_headline_goes_with_the_promotion_below_it() -> None:
    block = "The heart of robotics\n\nThe latest from our desk. Each Friday in your inbox. Sign up now!"
    assert chosen(f"{PROSE}\n\n{block}\n\n{MORE}") == [(B, PROSE), (B, MORE)]


def test_an_event_block_is_passed_over() -> None:
    block = "Upcoming event\n\nJoin the Robot Days waitlist\n\nTarnow | October 13-15, 2026\n\nREGISTER NOW"
    assert chosen(f"{PROSE}\n\n{block}\n\n{MORE}") == [(B, PROSE), (B, MORE)]


def test_a_list_of_other_articles_is_passed_over() -> None:
    block = "Related Articles\n\nOak loses its chief executive\n\nFir moves to a new plant in Brno"
    assert chosen(f"{PROSE}\n\n{block}\n\n{MORE}") == [(B, PROSE), (B, MORE)]
    assert chosen(f"{PROSE}\n\nOak loses its chief executive\nFir moves to a new plant") == [(B, PROSE)]


def test_a_promotion_at_the_end_of_a_paragraph_is_cut_off() -> None:
    news = "Elm backs Oak. Oak will open three sites."
    assert chosen(f"{news} Want more news? Subscribe to our free letter.") == [(B, news)]


def test_captions_under_the_blank_place_of_a_picture() -> None:
    text = f"{PROSE}\n\n{MORE}\n\n\nThe opening ceremony of the new plant\n\n{PROSE}\n\n{MORE}"
    assert chosen(text) == [(B, PROSE), (B, MORE), (B, PROSE), (B, MORE)]


def test_the_title_stands_once() -> None:
    title = "Northfield opens second plant"
    assert chosen(f"{title}\n\n{PROSE}\n\n{title}\n\n{MORE}") == [(T, title), (B, PROSE), (B, MORE)]
    menu = "News of the robot trade\n\nOpinions of the robot trade\n\nLetters to the desk"
    assert chosen(f"{title}\n\n{menu}\n\n{PROSE}", title=title)[0] == (T, title)


def test_a_byline_of_a_bare_name_is_no_headline() -> None:
    title = "Northfield opens second plant"
    text = f"{title}\n\nHanna Maria Reed\n\n9:15 AM CET · March 4, 2021\n\n{PROSE}"
    assert chosen(text) == [(T, title), (B, PROSE)]


def test_markdown_signs_lie_outside() -> None:
    items = "- Two plants by the end of the year\n- More"
    text = f"# Northfield opens second plant #\n\n_{PROSE}_\n\n> {MORE}\n\n{items}"
    assert chosen(text) == [
        (T, "Northfield opens second plant"),
        (B, PROSE),
        (B, MORE),
        (B, "Two plants by the end of the year"),
    ]


def test_code_is_not_read() -> None:
    code = "```\nElm buys Oak. It is only a test of the fence.\n```"
    assert chosen(f"{PROSE}\n\n{code}\n\n{MORE}") == [(B, PROSE), (B, MORE)]


def test_headlines_alone() -> None:
    assert chosen("Northfield invests $1bn in AI") == [(T, "Northfield invests $1bn in AI")]
    assert chosen("Home\nNews\nAbout us\nContact") == []


def test_chinese_paragraphs() -> None:
    lines = [
        (T, "海蓝科技与东湖大学共建联合实验室"),
        (B, "海蓝科技宣布与东湖大学签署协议。"),
        (B, "双方将在未来三年投入一亿元。"),
    ]
    assert chosen("首页 > 科技 > 正文\n\n" + "\n".join(line for _, line in lines)) == lines


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Author:Hanna Reed  Date:2018-05-25  Clicks:", "2018-05-25"),
        ("1:01 PM PST · February 14, 2023", "2023-02-14"),
        ("Posted on 14 February 2023", "2023-02-14"),
        ("Opublikowano: 12 maja 2023, 10:15", "2023-05-12"),
        ("Updated: 16 February 2023\n\nPublished: 14 February 2023", "2023-02-14"),
        ("Updated: 16 February 2023", "2023-02-16"),
        ("发布时间：2021年5月6日", "2021-05-06"),
        ("The plant has stood there since 14 February 2003 without a break.", None),
        ("© 2023 Northfield", None),
    ],
)
def test_the_date_of_the_page(line: str, date: str | None) -> None:
    assert clean(f"Northfield opens second plant\n\n{line}\n\n{PROSE}").published == date


OTHER = ["Elm buys Oak", "", "", "and so on", "- an item", "…"]
LINES = st.sampled_from([*FURNITURE, *STATEMENTS, PROSE, MORE, *OTHER])
PAGES = st.lists(LINES, max_size=12).map("\n".join) | st.text(alphabet="aB .,\n\r\t*_#$5…“”(—-|", max_size=80)


@given(PAGES)
def test_passages_are_sorted_disjoint_and_within(text: str) -> None:
    last = 0
    for passage in clean(text).passages:
        assert last <= passage.start < passage.end <= len(text)
        assert text[passage.start : passage.end] == text[passage.start : passage.end].strip()
        last = passage.end


@given(PAGES, st.integers(0, 40))
def test_passages_begin_where_they_may(text: str, start: int) -> None:
    shifted = clean("x" * start + "\n" + text, start + 1).passages
    assert shifted == tuple(
        Passage(p.start + start + 1, p.end + start + 1, p.kind) for p in clean(text).passages
    )
