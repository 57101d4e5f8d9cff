"""The XML parts of a workbook, read piece by piece by expat, which comes with Python.

openpyxl builds a tree of each row and each text, by a parser in Python where defusedxml is there;
a list of 100,000 lines took a quarter of a minute by that. Here handlers are called instead, and
what defusedxml refuses is refused too: entities, which can make a little XML endless.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Final, NoReturn, Protocol
from xml.parsers import expat

from integration_db.sheets.encodings import CHUNK

NAMESPACE: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main "
"""What the names of the elements of a workbook begin with, as handlers get them."""


class Handlers(Protocol):
    """What is called for the elements of a part and the text in them, in their order."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""

    def text(self, text: str) -> None:
        """Take text, or a piece of it."""

    def end(self, name: str) -> None:
        """Take the end of an element."""


def parsed(part: IO[bytes], handlers: Handlers) -> Iterator[None]:
    """Parse a part, and pause after each piece so that what it gave can be taken.

    Raises `expat.ExpatError` for what is no XML or is cut off, `ValueError` for entities, and
    whatever the handlers raise.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = handlers.start
    parser.CharacterDataHandler = handlers.text
    parser.EndElementHandler = handlers.end
    parser.EntityDeclHandler = parser.UnparsedEntityDeclHandler = _refuse_entity
    parser.ExternalEntityRefHandler = _refuse_entity
    while chunk := part.read(CHUNK):
        parser.Parse(chunk)
        yield
    parser.Parse(b"", True)
    yield


def _refuse_entity(*_: object) -> NoReturn:
    raise ValueError("it declares entities, as no spreadsheet program does")
