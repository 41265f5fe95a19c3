"""What the engines begin with: for each target whole inputs that it takes, and pieces to put among them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence

_NEWS = (
    "Lenovo to invest $20 million in Motorola Mobility\n\nBEIJING, May 3, 2023 (Reuters) - Lenovo said on "
    "Tuesday that it may acquire the chipmaker for up to €1.2 billion by 2025.\n\nMicrosoft, which owns 49% "
    "of OpenAI, denied talks with Intel Corp. and Nvidia.\n",
    "Orlen inwestuje 5 mln zł w firmę Allegro\n\nSpółka Orlen podpisała 12 maja 2023 r. umowę z CD Projektem "
    "o wartości od 1,5 do 2 mld zł.\n",
    "\u202eLеnovo\u202c invests \u200b$5\u00a0million in Asus\u200d. İstanbul Ⅷ ﷺ 🙂 中文。\n",
)
_HEAD = (
    '---\ntitle: "Elm buys Oak"\nexcerpt: >\n  Elm buys\n  Oak.\ndate: 2023-05-12\nlang: en\n'
    "provider: {name: A}\nrelated:\n  - &a {title: Yew sues Fir, url: 'https://e.example'}\n  - *a\n---\n"
)
_PAGE = (
    "<!DOCTYPE html><html lang=en><head><title>Elm buys Oak</title><meta charset=utf-8></head><body><article>"
    "<h1>Elm buys Oak</h1><p>Elm Ltd. said on Monday that it has bought Oak Inc. for $5 million in cash.</p>"
    "<p>The companies will &amp; may partner.</p></article><script>x()</script></body></html>"
)
_FEED = (
    "<rss version='2.0'><channel><title>Wire</title><language>en</language><item><title>Elm buys Oak</title>"
    "<link>https://e.example/1</link><pubDate>Tue, 03 May 2023 10:00:00 GMT</pubDate><description><![CDATA["
    "<p>Elm buys Oak.</p>]]></description></item></channel></rss>"
)
_ROW = {"id": "a", "text": _NEWS[0], "title": "Elm", "url": "https://e.example", "published": "2023-05-12"}
_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj"
    b"\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</Font<</F1<</Type/Font"
    b"/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n4 0 obj<</Length 44>>stream\nBT /F1 12 Tf "
    b"(Elm buys Oak today.) Tj ET\nendstream endobj\ntrailer<</Root 1 0 R/Info<</Title(Elm)/CreationDate"
    b"(D:20230512)>>>>\n"
)
_FRAMES = """language = "en"
[[relation]]
name = "sues"
domain = ["Organization", "Person"]
range = ["Organization"]
class = "Lawsuit"
[[frame]]
name = "sue.verb"
relation = "sues"
verbs = ["sue", "file +lawsuit"]
subject = ["subject"]
object = ["against"]
status = "planned"
confidence = 0.9
example = "Globex sued Initech."
near_miss = "Globex sued."
"""
_NAMES = '[[name]]\nname = "Globex"\ntype = "Company"\naliases = ["GBX"]\n'
_DECISIONS = (
    "merge Lenovo Group = Lenovo # one\nsplit Apple != Apple Records\nsplit Apple @beatles-1968\n"
    'rename "A = B" (Company) -> Lenovo\naccept Microsoft invests_in OpenAI [potential]\n'
    "reject Lenovo partners_with Acer [actual, 20000000-30000000 USD, 2018-04]\n"
)
_QUERIES = (
    "PREFIX x: <x:> SELECT * WHERE { ?s x:p 'a' . FILTER(?a<?b) } # c\n",
    "ASK { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * FROM <file:///etc/passwd> {}",
    "CONSTRUCT {} WHERE { GRAPH ?g { ?s ?p '''x''' } }",
    "INSERT DATA { <a:b> <a:b> 1 }",
)
_FAILED = json.dumps({"id": "x", "content_hash": "h", "fingerprint": "f", "reason": "r"}) + "\n"

_TEXTS = tuple(news.encode() for news in _NEWS)
_ROWS = (json.dumps(_ROW).encode() + b"\n", b'{"text": "Elm buys Oak.", "language": "en"}\n')

SEEDS: Mapping[str, Sequence[bytes]] = {
    "text": (*_TEXTS, (_HEAD + _NEWS[0]).encode()),
    "html": (_PAGE.encode(),),
    "jsonl": _ROWS,
    "csv": (b"id,text,published\na,Elm buys Oak.,2023\n", b'text,url\n"Elm ""buys""\nOak.",x\n'),
    "feed": (_FEED.encode(), b"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'></feed>"),
    "pdf": (_PDF,),
    "gzip": tuple(gzip.compress(text, mtime=0) for text in _TEXTS),
    "zipped": _ROWS,
    "sniffed": (*_TEXTS, _PAGE.encode(), _FEED.encode(), _PDF, *_ROWS),
    "claims": _TEXTS,
    "money": (*_TEXTS, b"US$1.2bn ($1.3 billion) 5-6 mln z\xc5\x82 half a million euros"),
    "dates": (*_TEXTS, b"by late 2025, two years ago, w maju 2023 r., Q3 2024, next Tuesday"),
    "front-matter": (_HEAD.encode(),),
    "frames": (_FRAMES.encode(),),
    "names-toml": (_NAMES.encode(),),
    "names-table": (b"name\ttype\taliases\tcommon\nGlobex\tCompany\tGBX|Gx\t\n",),
    "decisions": (_DECISIONS.encode(),),
    "parameters": (b'Lenovo "Group" \\ $x\n # }', b"2024-05-31", b"0.8", b"<x> . } DROP ALL #"),
    "guard": tuple(query.encode() for query in _QUERIES),
    "page": (b"</script><script>x()</script>", b"<!--<script>", b"]]>&quot;'\xe2\x80\xa8", b"$title ${data}"),
    "failed": (_FAILED.encode(), b"[]\n", b"{}\n"),
}
"""By the names of the targets."""

PROSE = frozenset({"text", "claims", "money", "dates", "decisions", "guard"})
"""Targets to which a part of a seed is as good as the whole, and faster."""

PIECES = (
    b"\n", b"\r\n", b"\x00", b"\x1b[31m", b"\xff", b"\xc2\x9b", b"\xc2\x85", b"\xe2\x80\xa8",
    b"\xe2\x80\xae", b"\xe2\x80\x8b", b"\xef\xbb\xbf", b"\xc4\xb0", b"\xd9\xa3", b"\xc2\xb2",
    b"\xf0\x9f\x99\x82", b"\\ud83d", b"\\u0000", b"9" * 400, b"1e999", b"-0", b"NaN", b"0001-01-01",
    b"9999-12-31", b"[" * 200, b"{" * 200, b"(" * 200, b"<b>" * 200, b"---\n", b"- ", b"&a ", b"*a",
    b"!!python/object/apply:os.system [id]", b"? ", b"<<: *a", b"|\n", b'"""', b"'''", b"<!ENTITY a 'b'>",
    b"&a;", b"<![CDATA[", b"</script>", b"<!--", b"\t", b'"', b"'", b"\\", b"#", b"=", b"@", b"->", b"=> ",
    b"$5 million", b"5 mln z\xc5\x82", b"May 5, 2020", b"last year", b"SERVICE", b"FROM", b"\\u0053", b"{}",
    b"[]",
)  # fmt: skip
"""What breaks readers: ends of lines and strings, what terminals obey, numbers out of bounds, nesting."""
