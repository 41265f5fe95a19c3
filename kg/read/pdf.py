"""The text of a PDF, with the optional pypdf."""

from __future__ import annotations

import io
import logging

from kg.errors import ReadError, one_line
from kg.read.item import Item
from kg.read.source import MAX_DOCUMENT_BYTES

_BROKEN = (ValueError, LookupError, TypeError, AttributeError, RecursionError)
"""What pypdf lets through where a file breaks its own rules."""

# pypdf warns of what it puts up with, which Python prints where nobody has asked for a log
logging.getLogger("pypdf").addHandler(logging.NullHandler())


def read_pdf(data: bytes, source: str, id: str) -> Item:
    """The text of all pages, with the title and the date of its metadata.

    Raises ReadError where pypdf is missing, the file is broken or locked, or has no text in it.
    """
    try:
        import pypdf
        import pypdf.errors
    except ImportError as error:
        raise ReadError("PDF needs the extra: pip install 'kg[pdf]'") from error
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReadError("a PDF that is locked with a password")
        pages, size = [], 0
        for page in reader.pages:
            pages.append(page.extract_text())
            size += len(pages[-1])
            if size > MAX_DOCUMENT_BYTES:
                raise ReadError(f"a PDF with more than {MAX_DOCUMENT_BYTES // 2**20} MB of text; split it")
        information = reader.metadata
        created = information.creation_date if information else None
        title = " ".join(str(information.title).split()) if information and information.title else None
    except pypdf.errors.DependencyError as error:
        raise ReadError(f"a PDF that needs more than pypdf: {one_line(error, 120)}") from error
    except (pypdf.errors.PyPdfError, *_BROKEN) as error:
        raise ReadError(f"a broken PDF: {one_line(error, 120)}") from error
    text = "\n\n".join(pages)
    if not text.strip():
        raise ReadError("a PDF without text; a scanned one must be recognised first")
    published = created.date().isoformat() if created else None
    return Item(source=source, id=id, text=text, title=title, published=published)
