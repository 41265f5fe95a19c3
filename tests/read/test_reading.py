"""Sources of every form, and everything that can be wrong with them."""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.model import Document, PassageKind
from kg.read import Failure, read, unique_ids
from kg.read.source import decode

PROSE = "Northfield Robotics said on Monday that it would open a second plant in Tarnow."
TITLE = "Northfield opens second plant"


def documents(source: Path | str) -> list[Document]:
    found = list(read(source))
    assert not [failure for failure in found if isinstance(failure, Failure)]
    return [document for document in found if isinstance(document, Document)]


def failure(source: Path | str) -> Failure:
    (found,) = read(source)
    assert isinstance(found, Failure)
    assert "\n" not in found.reason
    return found


def slices(document: Document) -> list[str]:
    return [document.text[p.start : p.end] for p in document.passages]


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


Writing = Callable[[str, str | bytes], Path]

PAGE = f"""<!doctype html><html lang="xx"><head><meta charset="utf-8"><title>{TITLE} | The Ledger</title>
<meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="The Ledger">
<meta property="article:published_time" content="2024-03-05T10:00:00Z">
<link rel="canonical" href="https://ledger.example/plant"></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav><article><h1>{TITLE}</h1>
<p>{PROSE}</p>
<p>It will make <a href="/arms">arms</a> &amp; hands for Elm Motors of Ghent, the makers said.</p>
<script>"not read"</script></article><footer>© 2024 The Ledger</footer></body></html>"""

RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Ledger</title>
<language>en-gb</language>
<item><title>{TITLE}</title><link>https://ledger.example/1</link>
<pubDate>Tue, 05 Mar 2024 10:00:00 GMT</pubDate>
<description>Short.</description>
<content:encoded><![CDATA[<p>{PROSE}</p><p>Elm &amp; Oak <b>signed</b> on
a Friday.</p><figcaption>A robot.</figcaption>]]></content:encoded></item>
<item><title>Oak &amp;amp; Elm sign an agreement on chips</title><description>Plain text.</description></item>
</channel></rss>"""

ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>The Ledger</title><id>urn:x</id>
<entry><title>{TITLE}</title><id>urn:x:1</id><updated>2024-03-05T10:00:00Z</updated>
<summary type="html">&lt;p&gt;{PROSE}&lt;/p&gt;</summary></entry></feed>"""


def test_a_text_file(written: Writing) -> None:
    (document,) = documents(written("plant.v2.txt", f"\ufeff{TITLE}\r\n\r\n{PROSE}\r\n"))
    assert document.text == f"{TITLE}\n\n{PROSE}\n"
    assert (document.id, document.title, document.language) == ("plant.v2", TITLE, "en")
    assert (document.published, document.publisher, document.url) == (None, None, None)
    assert [p.kind for p in document.passages] == [PassageKind.TITLE, PassageKind.BODY]
    assert slices(document) == [TITLE, PROSE]


def test_front_matter_and_body(written: Writing) -> None:
    head = f"---\ntitle: {TITLE}\npubDate: 2024-03-05\nprovider:\n  name: The Ledger\n---\n"
    (document,) = documents(written("plant.md", f"{head}# {TITLE}\n\nTARNOW (Reuters) - {PROSE}\n"))
    assert slices(document) == [TITLE, TITLE, PROSE]
    assert (document.title, document.published, document.publisher) == (TITLE, "2024-03-05", "The Ledger")


def test_a_page(written: Writing) -> None:
    (document,) = documents(written("page.html", PAGE))
    assert slices(document)[:2] == [TITLE, PROSE]
    assert "arms & hands" in document.text
    assert "not read" not in document.text
    assert (document.id, document.title, document.publisher) == ("page", TITLE, "The Ledger")
    assert (document.published, document.url, document.language) == (
        "2024-03-05", "https://ledger.example/plant", "en",
    )


def test_a_publisher_is_not_made_up_from_the_address(written: Writing) -> None:
    site = '<meta property="og:site_name" content="The Ledger">'
    page = PAGE.replace(site, "").replace(" | The Ledger", "")
    (document,) = documents(written("page.html", page))
    assert document.url == "https://ledger.example/plant"
    assert document.publisher is None
    (document,) = documents(written("named.html", PAGE.replace("The Ledger", "Ledger")))
    assert document.publisher == "Ledger"


def test_a_page_in_the_encoding_that_it_declares(written: Writing) -> None:
    text = "<p>Spółka Żółw podpisała w poniedziałek umowę o współpracy z Politechniką Łódzką.</p>"
    head = '<head><meta charset="iso-8859-2"><title>Umowa</title></head>'
    page = f"<html>{head}<body><article>{text * 2}</article></body></html>"
    (document,) = documents(written("page.htm", page.encode("iso-8859-2")))
    assert "Spółka Żółw" in document.text
    assert document.language == "pl"


def test_a_page_and_a_feed_are_told_by_their_content(written: Writing) -> None:
    assert documents(written("page.txt", PAGE))[0].title == TITLE
    assert documents(written("feed.html", RSS))[0].url == "https://ledger.example/1"


def test_rss(written: Writing) -> None:
    first, second = documents(written("feed.xml", RSS))
    assert first.text == f"{TITLE}\n\n{PROSE}\nElm & Oak signed on a Friday."
    assert slices(first) == [TITLE, PROSE, "Elm & Oak signed on a Friday."]
    assert (first.published, first.publisher, first.url, first.language) == (
        "2024-03-05", "The Ledger", "https://ledger.example/1", "en",
    )
    assert second.title == "Oak & Elm sign an agreement on chips"
    assert second.published is None


def test_atom(written: Writing) -> None:
    path = written("feed.atom", ATOM)
    (document,) = documents(path)
    assert (document.published, slices(document)) == ("2024-03-05", [TITLE, PROSE])
    assert documents(path) == [document]


@pytest.mark.parametrize("sign", ["\x01", "&#1;", "&#x1b;", "&#xD800;"])
def test_what_xml_forbids_breaks_no_feed(written: Writing, sign: str) -> None:
    markup = f"{sign}Elm {sign}<b>buys</b>{sign} Oak.<p>{sign}Elm and Yew may partner.</p>{sign}"
    path = written("feed.xml", RSS.replace("Plain text.", f"<![CDATA[{markup}]]>"))
    _, second = documents(path)
    assert "Elm and Yew may partner." in second.text
    assert "\x1b" not in second.text


def test_a_link_that_is_no_text_breaks_no_feed(written: Writing) -> None:
    path = written("feed.xml", RSS.replace("<item>", "<item><links Oak</title>", 1))
    assert [document.title for document in documents(path)][1] == "Oak & Elm sign an agreement on chips"


def test_json_lines_keep_their_text(written: Writing) -> None:
    rows = [
        {
            "id": "a",
            "text": f"\u00a0{TITLE}\r\n\r\n{PROSE}",
            "published": "2024-03-05T10:00:00Z",
            "language": "en-US",
        },
        {"id": 7, "text": PROSE, "title": "Elsewhere", "publisher": "The Ledger", "url": "https://ledger.example/7"},
        {"text": PROSE, "language": "fi"},
        {"id": "b", "text": f"---\ntitle: '{TITLE}'\n---\n\n{PROSE}"},
    ]
    text = "\n\n".join(json.dumps(row) for row in rows)
    first, second, third, fourth = documents(written("news.jsonl", text))
    assert first.text == rows[0]["text"]
    assert (first.published, first.language, slices(first)) == ("2024-03-05", "en", [TITLE, PROSE])
    assert (second.id, second.title, second.publisher, second.url) == (
        "7", "Elsewhere", "The Ledger", "https://ledger.example/7",
    )
    assert third.language == "fi"
    assert len(third.id) == 16
    assert slices(fourth) == [TITLE, PROSE]


def test_csv(written: Writing) -> None:
    table = f'id,Text,published\r\na,"{TITLE}\n\n{PROSE}",2024-03-05\r\nb,,\r\nc,{PROSE},soon\r\n'
    first, empty, third = read(written("news.csv", table))
    assert isinstance(first, Document)
    assert isinstance(third, Document)
    assert (first.id, first.published, slices(first)) == ("a", "2024-03-05", [TITLE, PROSE])
    assert (third.id, third.published) == ("c", None)
    assert isinstance(empty, Failure)
    assert (empty.source.rsplit(":", 1)[1], empty.reason) == ("5", "no 'text'")


def test_pdf(written: Writing) -> None:
    pypdf = pytest.importorskip("pypdf", reason="the extra kg[pdf] is not installed")
    (document,) = documents(written("note.pdf", pdf_of(pypdf, [TITLE, "", *PROSE.rsplit(" in ", 1)])))
    assert document.id == "note"
    assert slices(document)[-1].replace("\n", " ").startswith("Northfield Robotics said on Monday")
    assert "without text" in failure(written("blank.pdf", pdf_of(pypdf, []))).reason
    assert "broken PDF" in failure(written("broken.pdf", b"%PDF-1.7\nnothing")).reason


def pdf_of(pypdf, lines: list[str]) -> bytes:  # type: ignore[no-untyped-def]
    """One page in one of the fonts that every reader has."""
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(width=600, height=800)
    font = DictionaryObject({
        NameObject("/Type"): NameObject("/Font"),
        NameObject("/Subtype"): NameObject("/Type1"),
        NameObject("/BaseFont"): NameObject("/Helvetica"),
    })
    page[NameObject("/Resources")] = DictionaryObject({
        NameObject("/Font"): DictionaryObject({NameObject("/F1"): writer._add_object(font)})
    })
    stream = DecodedStreamObject()
    shown = "".join(f"({line}) Tj 0 -16 Td " for line in lines)
    stream.set_data(f"BT /F1 12 Tf 40 760 Td {shown} ET".encode() if lines else b"")
    page[NameObject("/Contents")] = writer._add_object(stream)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("name", ["plant.txt", "plant.md", "page.html", "news.jsonl", "news.csv", "feed.xml"])
def test_gzip_of_any(written: Writing, name: str) -> None:
    contents = {
        ".txt": PROSE, ".md": PROSE, ".html": PAGE, ".jsonl": json.dumps({"id": "a", "text": PROSE}),
        ".csv": f"id,text\na,{PROSE}\n", ".xml": RSS,
    }
    content = contents[Path(name).suffix].encode()
    plain = documents(written(name, content))
    assert documents(written(f"{name}.gz", gzip.compress(content))) == plain
    assert plain[0].id in (Path(name).stem, "a", documents(written("feed.xml", RSS))[0].id)


def test_a_folder(written: Writing, tmp_path: Path) -> None:
    for name in ("b/two.txt", "a.txt", "b/one.md", ".hidden.txt", ".git/x.txt", "b/readme", "b/photo.jpg"):
        written(f"news/{name}", PROSE)
    assert [document.id for document in documents(tmp_path / "news")] == ["a", "one", "two"]


def test_one_bad_document_stops_no_other(written: Writing, tmp_path: Path) -> None:
    written("news/a.txt", PROSE)
    written("news/b.txt", b"\xff\xfe\x00")
    written("news/c.jsonl", '{"id": "c1", "text": 5}\nno json\n' + json.dumps({"id": "c3", "text": PROSE}))
    written("news/d.txt", PROSE)
    found = list(read(tmp_path / "news"))
    assert [d.id for d in found if isinstance(d, Document)] == ["a", "c3", "d"]
    failures = [Path(f.source).name for f in found if isinstance(f, Failure)]
    assert failures == ["b.txt", "c.jsonl:1", "c.jsonl:2"]


def test_links_out_of_the_folder_are_not_followed(written: Writing, tmp_path: Path) -> None:
    secret = written("outside/secret.txt", PROSE)
    inside = written("news/a.txt", PROSE)
    (tmp_path / "news/b.txt").symlink_to(secret)
    (tmp_path / "news/c.txt").symlink_to(inside)
    (tmp_path / "news/d").symlink_to(tmp_path / "outside")
    found = list(read(tmp_path / "news"))
    assert [d.id for d in found if isinstance(d, Document)] == ["a", "c"]
    assert [(Path(f.source).name, f.reason) for f in found if isinstance(f, Failure)] == [
        ("b.txt", "a link out of the folder; give that file by its own path")
    ]


def test_ids_that_are_taken_get_a_suffix_of_their_content(written: Writing, tmp_path: Path) -> None:
    written("news/a.md", PROSE)
    written("news/a.txt", f"{PROSE} It is large.")
    written("news/b/a.txt", f"{PROSE} It is large.")
    found = documents(tmp_path / "news")
    ids = [document.id for document in found]
    assert ids[0] == "a"
    assert ids[1].startswith("a-")
    assert ids[2] == f"{ids[1]}-2"
    assert [document.id for document in documents(tmp_path / "news")] == ids
    assert list(unique_ids(found)) == found


def test_standard_input() -> None:
    program = "from kg.read import read\nfor d in read('-'): print(d.id, d.language, len(d.passages))"
    for content, shown in [
        (PROSE.encode(), "stdin en 1"),
        (json.dumps({"id": "a", "text": PROSE}).encode(), "a en 1"),
        (f"id,text\na,{PROSE}\n".encode(), "a en 1"),
        (gzip.compress(PAGE.encode()), "stdin en 3"),
    ]:
        run = subprocess.run([sys.executable, "-c", program], input=content, capture_output=True, check=True)
        assert run.stdout.decode().strip() == shown


BAD = [
    ("empty.txt", b"", "empty"),
    ("blank.txt", b" \n\n\t", "empty"),
    ("bom.txt", b"\xef\xbb\xbf", "empty"),
    ("binary.txt", b"\x7fELF\x02\x01\x01\x00\x00", "a binary file, not text"),
    ("binary.jsonl", b"\x00\xff\x01\n", "a binary file, not text"),
    ("latin.txt", "Spółka".encode("iso-8859-2"), "not UTF-8: byte 2 cannot be decoded; save it as UTF-8"),
    ("wide.txt", "Elm".encode("utf-16"), "encoded as UTF-16; save it as UTF-8"),
    ("broken.md", b'---\ntitle: "Elm\n---\n', "broken YAML in the front matter, line"),
    ("menu.txt", b"Home\nNews\nContact", "no sentence and no headline to read"),
    ("numbers.txt", b"1 2 3 4. 5 6 7 8.", "no sentence and no headline to read"),
    ("code.md", b"---\ntitle: Elm buys Oak\nlang: english\n---\n", "the language 'english' is not a code"),
    ("page.html", b"<html><body><script>x()</script></body></html>", "no text in the page"),
    ("page2.html", b"<html><body></body></html>", "no text in the page"),
    ("list.xml", b"<?xml version='1.0'?><list><a>b</a></list>", "XML that is neither RSS nor Atom"),
    ("feed.xml", b"<rss version='2.0'><channel><title>x</title></channel></rss>", "a feed without entries"),
    ("cut.xml", b"<rss version='2.0'><channel><item><title>Elm<p>Oak.</p></article></body></html>", "empty"),
    ("spaces.xml", "<?e?><rss xmlns='w\u2028.\u2028m'>".encode(), "a broken feed: "),
    ("prologue.xml", b"<?x?>" * 800 + b"<y", "XML that is neither RSS nor Atom"),
    ("comments.xml", b"<!--x-->" * 500 + b"<y", "XML that is neither RSS nor Atom"),
    ("table.csv", b"id,body\na,b\n", "no column 'text' in the header; the columns are id, text, title"),
    ("table2.csv", b'id,text\na,"no end', "broken CSV (unexpected end of data)"),
    ("not.txt.gz", b"Elm buys Oak.", "not a gzip file, though its name ends in .gz"),
    ("cut.txt.gz", gzip.compress(PROSE.encode())[:-12], "a broken gzip file"),
    ("bad.txt.gz", b"\x1f\x8b\x08\x00garbage and more garbage", "a broken gzip file"),
    ("bomb.txt.gz", gzip.compress(b"a" * 9 * 2**20), "larger than 8 MB, the limit for one document"),
    ("lines.jsonl", b'\n{"id": "a", text}', "broken JSON at character 13"),
    ("list.jsonl", b"[1]", "not a JSON object"),
    ("none.jsonl", b'{"id": "a"}', "no 'text'"),
    ("url.jsonl", b'{"id": "a", "text": "Elm buys Oak.", "url": ["x"]}', "'url' is not a string"),
    ("deep.jsonl", b'{"text": ' + b"[" * 100_000, "JSON that cannot be read"),
    ("half.jsonl", b'{"text": "Elm \\ud83d buys Oak."}', "'text' holds half of a surrogate pair"),
    ("lang.jsonl", b'{"text": "Elm buys Oak.", "language": "zz"}', "the language 'zz' is not a code"),
    ("long.jsonl", b'{"text": "' + b"a" * 9 * 2**20 + b'"}', "a line larger than 8 MB"),
]


@pytest.mark.parametrize(("name", "content", "reason"), BAD, ids=[name for name, _, _ in BAD])
def test_what_cannot_be_read_is_told(written: Writing, name: str, content: bytes, reason: str) -> None:
    path = written(name, content)
    found = failure(path)
    assert found.source.startswith(str(path))
    assert found.reason.startswith(reason)


def test_missing_sources(tmp_path: Path) -> None:
    assert failure(tmp_path / "none.txt").reason == "no such file or folder"
    assert failure(tmp_path).reason.startswith("no file with a known ending in this folder (.txt, ")


def test_a_file_name_that_is_no_text(tmp_path: Path) -> None:
    path = os.path.join(os.fsencode(tmp_path), b"sp\xf3\xb3ka.txt")
    with open(path, "wb") as file:
        file.write(PROSE.encode())
    (document,) = documents(tmp_path)
    assert document.id == "sp??ka"


def test_decoding_keeps_characters_beyond_the_basic_plane() -> None:
    assert decode("💜 Żółw".encode()) == "💜 Żółw"
