"""Stored copies of sources: whether what statements point to is found in them.

A copy is a file that is called after the source: `axis-some-guide.pdf` for `axis-some-guide`.
Reads text, HTML and, with the extra `sources`, PDF; writes nothing and fetches nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Final

from integration_db.catalog.queries.facts import Citation
from integration_db.errors import UsageError
from integration_db.evidence.statements import Anchor
from integration_db.named_tuple import NamedTuple
from integration_db.sheets.encodings import find_decoding
from integration_db.vocabulary import CopyFinding

LARGEST_COPY: Final = 200_000_000
"""Bytes; a larger file is not read."""


class Passage(NamedTuple):
    """A page of a copy, or all of one without pages: its labels, and its words in one shape."""

    pages: tuple[str, ...]
    words: str


class CheckedCitation(NamedTuple):
    """What became of one citation; `detail` is the page, the file or the reason behind it."""

    citation: Citation
    finding: CopyFinding
    detail: str | None = None

    def to_dict(self) -> dict[str, object]:
        """Return the object that is printed as JSON."""
        anchor = self.citation.anchor
        return {
            "source": self.citation.source,
            "said_of": self.citation.said_of,
            "firmware": self.citation.firmware,
            "anchor": anchor.to_dict() if anchor else None,
            "finding": self.finding,
            "detail": self.detail,
        }


class UnreadableCopy(ValueError):
    """A copy that cannot be read; the message is one clause for people."""


class Copies:
    """The copies in a folder, by the ids of their sources; each is read when it is asked for."""

    def __init__(self, folder: Path) -> None:
        """Look through the folder and what is in it. Raises `UsageError` where it is none."""
        if not folder.is_dir():
            raise UsageError(f"there is no folder {folder}")
        self.folder = folder
        self._files: defaultdict[str, list[Path]] = defaultdict(list)
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                self._files[path.name.partition(".")[0]].append(path)

    def without_source(self, sources: Iterable[str]) -> list[str]:
        """Return the files that are called after none of these sources."""
        known = set(sources)
        return [
            str(path.relative_to(self.folder))
            for name, paths in self._files.items()
            if name not in known
            for path in paths
        ]

    def check(self, citations: Iterable[Citation]) -> Iterator[CheckedCitation]:
        """Yield what becomes of each citation; those of one source follow each other."""
        source: str | None = None
        look: Callable[[Anchor], tuple[CopyFinding, str | None]]
        for citation in citations:
            if citation.source != source:
                source = citation.source
                look = self._looking_in(source)
            if citation.anchor is None:
                finding: CopyFinding = "no_anchor" if source in self._files else "no_copy"
                yield CheckedCitation(citation, finding)
            else:
                yield CheckedCitation(citation, *look(citation.anchor))

    def _looking_in(self, source: str) -> Callable[[Anchor], tuple[CopyFinding, str | None]]:
        """Return what looks for an anchor in all copies of a source."""
        paths = self._files.get(source, [])
        if not paths:
            return lambda _: ("no_copy", None)
        passages: list[Passage] = []
        reasons = []
        for path in paths:
            try:
                passages += passages_of(path)
            except UnreadableCopy as error:
                reasons.append(f"{path.name} {error}")
        if not passages:
            return lambda _: ("unreadable", "; ".join(reasons))
        return partial(look_for, passages=passages)


def look_for(anchor: Anchor, passages: Sequence[Passage]) -> tuple[CopyFinding, str | None]:
    """Return whether what an anchor names is in a document, and the page where that matters.

    A section is looked for anywhere, since what it holds may stand on a later page.
    """
    if anchor.section is not None and not _holding(anchor.section, passages):
        return "not_found", f"section {anchor.section!r}"
    has_pages = any(passage.pages for passage in passages)
    on_page = [passage for passage in passages if anchor.page in passage.pages]
    if anchor.phrase is None:
        if anchor.page is None or on_page:
            return "found", None
        return ("not_found", f"page {anchor.page}") if has_pages else ("no_pages", None)
    holding = _holding(anchor.phrase, passages)
    if not holding:
        return "not_found", repr(anchor.phrase)
    if anchor.page is None or _holding(anchor.phrase, on_page):
        return "found", None
    return ("other_page", f"page {holding[0].pages[0]}") if has_pages else ("no_pages", None)


def _holding(text: str, passages: Iterable[Passage]) -> list[Passage]:
    words = _words(text)
    return [passage for passage in passages if words in passage.words]


def _words(text: str) -> str:
    """Return the words of a text with a blank around each, however they were set and broken."""
    text = unicodedata.normalize("NFKC", text).replace("\u00ad", "")
    text = re.sub(r"(?<=\w)[-\u2010]\s*\n\s*(?=\w)", "", text)
    words = " ".join(re.findall(r"\w+", text.casefold()))
    return f" {words} "


def passages_of(path: Path) -> list[Passage]:
    """Return the pages of a copy. Raises `UnreadableCopy`."""
    try:
        size = path.stat().st_size
        if size > LARGEST_COPY:
            raise UnreadableCopy(f"is larger than {LARGEST_COPY // 1_000_000} MB")
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableCopy(f"cannot be read: {error.strerror}") from None
    if data.startswith(b"%PDF-"):
        return _pages_of_pdf(data)
    text = _text_of(data)
    if path.suffix.lower() in (".html", ".htm", ".xhtml"):
        reader = _TextOfHtml()
        reader.feed(text)
        reader.close()
        text = "".join(reader.parts)
    pages = text.split("\f")
    if len(pages) == 1:
        return [Passage((), _words(text))]
    return [Passage((str(number),), _words(page)) for number, page in enumerate(pages, start=1)]


def _text_of(data: bytes) -> str:
    decoding = find_decoding(BytesIO(data))
    if decoding.nul:
        raise UnreadableCopy("is no text, HTML or PDF")
    return data[decoding.start :].decode(decoding.encoding, "replace")


def _pages_of_pdf(data: bytes) -> list[Passage]:
    """Return the pages of a PDF, each under its number and under what is printed for it."""
    try:
        from pypdf import PdfReader
    except ModuleNotFoundError:
        raise UnreadableCopy(
            "is a PDF, which needs the extra sources: pip install 'integration-db[sources]'"
        ) from None
    try:
        reader = PdfReader(BytesIO(data))
        labels = reader.page_labels
        return [
            Passage(tuple(dict.fromkeys((labels[n], str(n + 1)))), _words(page.extract_text()))
            for n, page in enumerate(reader.pages)
        ]
    except Exception as error:
        raise UnreadableCopy(f"cannot be read as PDF: {type(error).__name__}") from None


class _TextOfHtml(HTMLParser):
    """Collects what a page shows, without scripts and styles."""

    _HIDDEN: Final = ("script", "style", "template")
    _INLINE: Final = ("a", "b", "i", "em", "strong", "span", "sub", "sup", "code", "font")

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._hidden += tag in self._HIDDEN
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in self._HIDDEN and self._hidden > 0
        self._part(tag)

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)

    def _part(self, tag: str) -> None:
        if tag not in self._INLINE:
            self.parts.append(" ")
