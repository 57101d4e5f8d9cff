"""The table of texts of an XLSX workbook, to which its cells refer by number."""

from __future__ import annotations

from typing import IO, Final

from integration_db.sheets.xml_parts import NAMESPACE, parsed

_ITEM: Final = NAMESPACE + "si"
_TEXT: Final = NAMESPACE + "t"
_PHONETIC: Final = NAMESPACE + "rPh"


def shared_strings(part: IO[bytes]) -> list[str]:
    """Return the texts of the table, without their formatting. Raises what `parsed` does."""
    table = _Table()
    for _ in parsed(part, table):
        pass
    return table.strings


class _Table:
    """Gathers the texts, of rich ones all runs; how they are pronounced is no part of them."""

    def __init__(self) -> None:
        self.strings: list[str] = []
        self._item: list[str] = []
        self._takes_text = self._is_phonetic = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == _TEXT:
            self._takes_text = not self._is_phonetic
        elif name == _ITEM:
            self._item = []
        elif name == _PHONETIC:
            self._is_phonetic = True

    def text(self, text: str) -> None:
        if self._takes_text:
            self._item.append(text)

    def end(self, name: str) -> None:
        self._takes_text = False
        if name == _ITEM:
            self.strings.append("".join(self._item).replace("x005F_", ""))  # an escaped "_"
        elif name == _PHONETIC:
            self._is_phonetic = False
