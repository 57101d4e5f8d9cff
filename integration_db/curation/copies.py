"""Stored copies of sources: whether what statements point to is found in them.

A copy is a file that is called after the source: `axis-some-guide.pdf` for `axis-some-guide`.
Reads text, HTML and, with the extra `sources`, PDF; writes nothing and fetches nothing.
"""

from __future__ import annotations

import html
import logging
import os
import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
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


class CopyText:
    """The words of a copy in one run, however they were set and broken, and where pages begin.

    `pages` has the labels of each page: its number, and what is printed for it; of a copy without
    pages there is one without labels. Text is found where words begin and end, and blanks, hyphens
    and ends of lines or pages inside it may differ: no print says which of them are its own.
    """

    def __init__(self, pages: Iterable[tuple[tuple[str, ...], str]]) -> None:
        """Take the pages with their labels and texts."""
        self.pages: list[tuple[str, ...]] = []
        self._starts: list[int] = []
        self._edges = bytearray(b"\1")
        parts: list[str] = []
        for labels, text in pages:
            letters, edges = _squeezed(text)
            self.pages.append(labels)
            self._starts.append(len(self._edges) - 1)
            self._edges += edges[1:]
            parts.append(letters)
        self._letters = "".join(parts)

    def __bool__(self) -> bool:
        """Whether there is any word in it."""
        return bool(self._letters)

    def pages_with(self, text: str) -> list[tuple[str, ...]]:
        """Return the labels of the pages on which a text stands, or over which it runs."""
        wanted, _ = _squeezed(text)
        found: dict[int, None] = {}
        at = self._letters.find(wanted) if wanted else -1
        while at >= 0:
            end, following = at + len(wanted), at + 1
            if self._edges[at] and self._edges[end]:
                first, last = self._page_at(at), self._page_at(end - 1)
                found |= dict.fromkeys(range(first, last + 1))
                if last + 1 == len(self._starts):
                    break
                following = max(following, self._starts[last + 1] - len(wanted) + 1)
            at = self._letters.find(wanted, following)
        return [self.pages[number] for number in found]

    def _page_at(self, place: int) -> int:
        return bisect_right(self._starts, place) - 1


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
        """Look through the folder and what is in it. Raises `UsageError` where that cannot be."""
        if not os.path.isdir(folder):
            raise UsageError(f"'{folder}' is no folder: name the one with the copies")
        self.folder = folder
        self._files: defaultdict[str, list[Path]] = defaultdict(list)
        walk = os.walk(folder, onerror=_refuse_folder)
        for path in sorted(Path(place, name) for place, _, names in walk for name in names):
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
        texts: list[CopyText] = []
        reasons = []
        for path in paths:
            try:
                texts.append(text_of(path))
            except UnreadableCopy as error:
                reasons.append(f"{path.name} {error}")
        if not texts:
            return lambda _: ("unreadable", "; ".join(reasons))
        return cache(partial(look_for, texts=texts))  # one place may stand behind many statements


def _refuse_folder(error: OSError) -> None:
    raise UsageError(f"folder {error.filename!r} cannot be listed: {error.strerror}") from None


def look_for(anchor: Anchor, texts: Sequence[CopyText]) -> tuple[CopyFinding, str | None]:
    """Return whether what an anchor names is in copies, and the page where that matters.

    A section is looked for anywhere, since what it holds may stand on a later page.
    """
    if anchor.section is not None and not _holding(anchor.section, texts):
        return "not_found", f"section {anchor.section!r}"
    pages = [labels for text in texts for labels in text.pages]
    if anchor.phrase is not None:
        pages = _holding(anchor.phrase, texts)
        if not pages:
            return "not_found", repr(anchor.phrase)
    if anchor.page is None or any(anchor.page in labels for labels in pages):
        return "found", None
    counted = [labels for labels in pages if labels]
    if len(counted) < len(pages):
        return "no_pages", None
    if anchor.phrase is None:
        return "not_found", f"page {anchor.page}"
    return "other_page", f"page {counted[0][0]}"


def _holding(text: str, texts: Iterable[CopyText]) -> list[tuple[str, ...]]:
    return [labels for one in texts for labels in one.pages_with(text)]


_UNSEEN: Final = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
"""Places where a word may be broken or joined, which nobody sees."""
_GAP: Final = re.compile(r"[\W_]+")
_WITHOUT_BLANKS: Final = re.compile(
    "[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]"
)
"""Characters of scripts that set no blanks between words: one may begin and end anywhere."""


def _squeezed(text: str) -> tuple[str, bytearray]:
    """Return the letters and digits of a text, and at which of them words begin or end."""
    text = unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).casefold()
    letters = _GAP.sub("", text)
    edges = bytearray(len(letters) + 1)
    edges[0] = edges[-1] = 1
    passed = 0
    for gap in _GAP.finditer(text):
        edges[gap.start() - passed] = 1
        passed += gap.end() - gap.start()
    for sign in _WITHOUT_BLANKS.finditer(letters):
        edges[sign.start()] = edges[sign.end()] = 1
    return letters, edges


def text_of(path: Path) -> CopyText:
    """Return the text of a copy. Raises `UnreadableCopy`; one without a word is one too."""
    try:
        size = path.stat().st_size
        if size > LARGEST_COPY:
            raise UnreadableCopy(f"is larger than {LARGEST_COPY // 1_000_000} MB")
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableCopy(f"cannot be read: {error.strerror}") from None
    text = CopyText(_pages_of_pdf(data) if b"%PDF-" in data[:_HEAD] else _pages_of_text(path, data))
    if not text:
        raise UnreadableCopy("has no text in it, as scanned pages have none")
    return text


def _pages_of_text(path: Path, data: bytes) -> list[tuple[tuple[str, ...], str]]:
    """Return the pages of a text, which form feeds part, or a web page as one without labels."""
    decoding = find_decoding(BytesIO(data))
    if decoding.nul:
        raise UnreadableCopy("is no text, HTML or PDF")
    data = data[decoding.start :]
    is_markup = path.suffix.lower() in _MARKUP_SUFFIXES or _BEGINS_MARKUP.match(data)
    if is_markup and decoding.lost | (decoding.encoding != "utf-8"):
        text = _as_it_says(data) or data.decode(decoding.encoding, "replace")
    else:
        text = data.decode(decoding.encoding, "replace")
    if is_markup:
        return [((), _shown_by(text))]
    pages = text.split("\f")
    if len(pages) == 1:
        return [((), text)]
    return [((str(number),), page) for number, page in enumerate(pages, start=1)]


_HEAD: Final = 1024
"""Bytes among which a PDF or a web page says what it is."""
_MARKUP_SUFFIXES: Final = (".html", ".htm", ".xhtml")
_BEGINS_MARKUP: Final = re.compile(rb"(?i)\s*<(!doctype html|html|head|body)\b")
_CHARSET: Final = re.compile(rb"(?i)charset\s*=\s*[\"']?([a-z0-9._-]+)")


def _as_it_says(data: bytes) -> str | None:
    """Return a web page in the encoding that it names, None where it names none that is known."""
    named = _CHARSET.search(data[:_HEAD])
    if named is None:
        return None
    try:
        return data.decode(named[1].decode("ascii"), "replace")
    except LookupError:
        return None


def _pages_of_pdf(data: bytes) -> list[tuple[tuple[str, ...], str]]:
    """Return the pages of a PDF, each under its number and under what is printed for it."""
    try:
        from pypdf import PdfReader
        from pypdf.errors import FileNotDecryptedError
    except ModuleNotFoundError:
        raise UnreadableCopy(
            "is a PDF, which needs the extra sources: pip install 'integration-db[sources]'"
        ) from None
    logging.getLogger("pypdf").addHandler(logging.NullHandler())  # else stderr gets its remarks
    try:
        reader = PdfReader(BytesIO(data))
        labels = reader.page_labels
        return [
            (tuple(dict.fromkeys((labels[n], str(n + 1)))), page.extract_text())
            for n, page in enumerate(reader.pages)
        ]
    except FileNotDecryptedError:
        raise UnreadableCopy("is protected with a password: save it without one") from None
    except Exception as error:
        raise UnreadableCopy(
            f"is a PDF that cannot be read ({type(error).__name__}): it may be damaged or cut off"
        ) from None


# By hand and not by `html.parser`, which takes hours for a page of tags that nobody closes. What is
# open at the end goes to the end, so that each character is looked at once.
_MARKS: Final = re.compile(
    r"(?is)<!--.*?(?:-->|\Z)"
    r"|<(script|style|template)\b.*?(?:</\1\b[^>]*(?:>|\Z)|\Z)"
    r"|</?([a-z][a-z0-9]*)[^>]*(?:>|\Z)"
    r"|<[!?][^>]*(?:>|\Z)"
)
_INLINE: Final = frozenset(
    ("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "dfn", "em", "font", "i", "ins", "kbd")
    + ("mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt")
    + ("u", "var", "wbr")
)
"""What marks parts of a word; anything else parts words."""


def _shown_by(markup: str) -> str:
    """Return what a web page shows, without scripts and styles."""
    return html.unescape(
        _MARKS.sub(lambda mark: "" if (mark[2] or "").lower() in _INLINE else " ", markup)
    )
