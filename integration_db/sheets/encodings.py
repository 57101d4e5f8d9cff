"""How the bytes of a text file are to be read, found out in one pass that keeps nothing.

Valid UTF-8 is hardly ever anything else. What is not valid and holds no multi-byte sequence of
UTF-8 is taken for Windows-1252, the code page of most spreadsheets in the West. A file with both
was put together from two, and no single reading is right. Where most of it is no UTF-8, as in the
list of a spreadsheet with a row from elsewhere, what is not is read as Windows-1252. Else it is
damaged more likely: it is read as UTF-8, and what does not fit becomes the mark U+FFFD.

By hand and not by `charset-normalizer`, which guesses from the letters: of short lists in
Windows-1252 it takes most for Big5, Windows-1250 or DOS code pages.
"""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO, Final

from integration_db.errors import NoSuchChoice
from integration_db.named_tuple import NamedTuple

LOST: Final = "\ufffd"
"""What stands for bytes that could not be read."""
LONGEST_LINE: Final = 16_000_000
"""Bytes without a line end; no list has such a line."""
CHUNK: Final = 1 << 20
"""Bytes or characters that are read at once."""

ENCODINGS: Final = {
    "utf-8": "utf-8",
    "utf-16": "utf-16",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
    "utf-32": "utf-32",
    "utf-32-le": "utf-32-le",
    "utf-32-be": "utf-32-be",
    "cp1252": "windows-1252",
    "cp1250": "windows-1250",
    "cp1251": "windows-1251",
    "iso8859-1": "iso-8859-1",
    "iso8859-15": "iso-8859-15",
    "cp932": "windows-31j",
    "shift_jis": "shift_jis",
    "gb18030": "gb18030",
    "big5": "big5",
    "euc_kr": "euc-kr",
}
"""Python's name of each encoding that may be asked for, and the name that people see."""

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # it begins as that of UTF-16 does
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BEGINNING: Final = 16
"""Bytes at the beginning; UTF-16 may also stand behind text in another encoding."""
_NOT_IN_1252: Final = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_LONE_BYTE: Final = re.compile("[\udc80-\udcff]+")
_FITTING: Final = re.compile("[^\0-\x7f\udc80-\udcff]+")
_AS_1252: Final = "integration_db.windows-1252"
"""The name under which codecs know `_as_1252`."""


def _as_1252(error: UnicodeError) -> tuple[str, int]:
    """Return as Windows-1252 the bytes that cannot be read, and where to go on."""
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(_AS_1252, _as_1252)


class Decoding(NamedTuple):
    """How to decode a text file, and what is in store.

    `start` is where the text begins, after a byte order mark. `size` is the bytes from there on.
    `lost` says that some bytes do not fit the encoding, `nul` that NUL characters occur.
    `endless` is the number of the first line that is too long to be one; None if none is.
    `is_guess` says that the encoding is the likely one of a text that is not UTF-8, and `is_mixed`
    that only what is not UTF-8 is in Windows-1252.
    """

    encoding: str
    start: int
    size: int
    lost: bool
    nul: bool
    endless: int | None
    is_guess: bool = False
    is_mixed: bool = False

    @property
    def name(self) -> str:
        """The encoding's name for people."""
        return ENCODINGS[self.encoding]

    @property
    def errors(self) -> str:
        """What is done with bytes that are not of the encoding, as codecs call it."""
        return _AS_1252 if self.is_mixed else "replace"

    @property
    def unit(self) -> int:
        """How many bytes most characters take."""
        return {"utf-16": 2, "utf-32": 4}.get(self.encoding[:6], 1)


def known_encoding(written: str) -> str:
    """Return Python's name of an encoding; raises `NoSuchChoice` with those there are."""
    try:
        name = codecs.lookup(written).name
    except (LookupError, ValueError):
        name = ""
    name = "utf-8" if name == "utf-8-sig" else name
    if name not in ENCODINGS:
        raise NoSuchChoice("encoding", written, tuple(ENCODINGS.values()))
    return name


def find_decoding(file: BinaryIO, encoding: str | None = None) -> Decoding:
    """Return how to decode the file; `encoding` is what the caller asked for."""
    file.seek(0)
    head = file.read(4096)
    given = None if encoding is None else known_encoding(encoding)
    marked, start = next(
        ((name, len(mark)) for mark, name in _MARKS if head.startswith(mark)), (None, 0)
    )
    if given in ("utf-16", "utf-32"):
        fits = marked is not None and marked.startswith(given)
        given = marked if fits else _by_pattern(head) or f"{given}-le"
    if given not in (None, marked):
        start = 0
    name = given or marked or _by_pattern(head) or "utf-8"
    decoding = _passed(file, name, start)
    if decoding.lost and given is None and name == "utf-8" and not marked:
        fitting, others = _words(file)
        if not fitting:
            lost = _has(file, _NOT_IN_1252)
            return decoding._replace(encoding="cp1252", lost=lost, is_guess=True)
        if others > fitting:
            return decoding._replace(is_guess=True, is_mixed=True)
    return decoding


def _by_pattern(head: bytes) -> str | None:
    """Return the UTF-16 that the NUL bytes of western text speak for, from the beginning on."""
    name = _pattern(head)
    return name if name == _pattern(head[:_BEGINNING]) else None


def _pattern(head: bytes) -> str | None:
    half = len(head) // 2
    even, odd = head[0 : 2 * half : 2].count(0), head[1 : 2 * half : 2].count(0)
    if odd and odd * 5 >= half * 2 and even * 20 <= odd:
        return "utf-16-le"
    if even and even * 5 >= half * 2 and odd * 20 <= even:
        return "utf-16-be"
    return None


def _passed(file: BinaryIO, encoding: str, start: int) -> Decoding:
    """Read the file once: is all of it in this encoding, is there a line without end, or NUL."""
    decoding = Decoding(encoding, start, 0, lost=False, nul=False, endless=None)
    wide = decoding.unit > 1
    decoder = codecs.getincrementaldecoder(encoding)("replace" if wide else "strict")
    lost = nul = pending = False
    size = run = 0
    endless: int | None = None
    file.seek(start)
    while chunk := file.read(CHUNK):
        size += len(chunk)
        if wide:
            text = decoder.decode(chunk)
            lost = lost or LOST in text
            chunk = text.encode("utf-8", "replace")  # in which line ends and NUL are single bytes
        elif not lost and (pending or not chunk.isascii()):
            try:
                decoder.decode(chunk)
                pending = decoder.getstate()[0] != b""
            except UnicodeDecodeError:
                lost = True
        nul = nul or b"\0" in chunk
        end = b"\n" if b"\n" in chunk else b"\r"
        first, last = chunk.find(end), chunk.rfind(end)
        if endless is None and run + (len(chunk) if first < 0 else first) > LONGEST_LINE:
            endless = size
        run = run + len(chunk) if last < 0 else len(chunk) - last - 1
    lost = lost or decoder.getstate()[0] != b""
    if endless is not None:
        endless = _lines_before(file, decoding, endless)
    return decoding._replace(size=size, lost=lost, nul=nul, endless=endless)


def _lines_before(file: BinaryIO, decoding: Decoding, end: int) -> int:
    """Return the number of the line that goes on to the byte `end` after the start."""
    file.seek(decoding.start)
    count, left = 1, end - LONGEST_LINE
    while left > 0 and (chunk := file.read(min(left, CHUNK))):
        count += chunk.count(b"\n") or chunk.count(b"\r")
        left -= len(chunk)
    return count


def _words(file: BinaryIO) -> tuple[int, int]:
    """Return how often characters beyond ASCII stand in UTF-8, and how often other bytes do."""
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    fitting = others = 0
    file.seek(0)
    while chunk := file.read(CHUNK):
        text = decoder.decode(chunk)
        if not text.isascii():
            others += len(_LONE_BYTE.findall(text))
            fitting += len(_FITTING.findall(text))
    return fitting, others


def _has(file: BinaryIO, pattern: re.Pattern[bytes]) -> bool:
    file.seek(0)
    while chunk := file.read(CHUNK):
        if pattern.search(chunk):
            return True
    return False
