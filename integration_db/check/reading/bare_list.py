"""A bare list of cameras, as it is pasted: one in each line, without any heading.

AXIS P3245-LVE
4x M3045-V
DS-2CD2146G2-ISU; 2
3 NDE-5704-AL
"M3086-V";"12";"pcs"
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from unicodedata import normalize

from integration_db.check.reading.columns import FIELDS
from integration_db.names.folding import plain
from integration_db.names.lines.multiples import multiple_in
from integration_db.names.lines.units import UNIT
from integration_db.sheets import BareLists

_LONGEST: Final = 200
_LONGEST_LINE: Final = 2 * _LONGEST
"""Characters with marks and blanks; how often blanks are gone through grows with their square."""
_MOST_PARTS: Final = 3
_PARTS: Final = re.compile(r"[,;\t|]")
_QUOTED: Final = re.compile(
    r"""(?P<start>^|[,;\t|])\s*(?P<mark>["'])(?P<cell>(?:(?!(?P=mark)).|(?P=mark){2})*)(?P=mark)\s*"""
    r"(?=[,;\t|]|$)"
)
"""A cell in quotation marks."""
_AMOUNT: Final = re.compile(r"[;\t|]\s*\d+,\d{2}\s*(?:[;\t|]|$)")
"""A cell that is an amount of money: a table with prices is no bare list."""
_BULLET: Final = re.compile(r"^(?:[-*•–·]|\d{1,3}[.)])\s+")
_HOW_MANY: Final = "|".join(re.escape(one) for one in FIELDS["quantity"] if len(one) > len("qt"))
"""Words for a quantity, as headings say it; the shortest ones are also parts of names."""
_BEHIND: Final = re.compile(
    rf"(?:\s+[x×*]\s*|\s*[,;\t|:=]+\s*|\s*[-–]\s+|\s*\(\s*)(?:(?:{_HOW_MANY})\b\W*)?(\d{{1,5}})"
    rf"(?:\s*[x×]|\s*[,;\t|]?\s*{UNIT}\b\.?)?\s*\)?$",
    re.I,
)
_TYPE: Final = re.compile(r"(?=\S*[A-Za-z])(?=\S*\d)[A-Za-z0-9][\w./+-]{2,}")
"""A word with letters and digits, as the names of most models have."""
_ORDER_CODE: Final = re.compile(r"(?<![\w-])\d{4,5}-\d{3}(?![\w-])")
"""An order code that has digits alone, as those of Axis have (`01593-001`)."""
_NUMBER_FRONT: Final = re.compile(
    rf"(\d{{1,4}})(?:\s*(?:[;\t|]|,(?!\d))\s*(?:{UNIT}\b\.?\s*[,;\t|]\s*)?|\s+)(?=\S)", re.I
)
"""A number without a unit: how many, or the number of the line (`are_numbered`)."""
_NUMBER_BEHIND: Final = re.compile(rf"{_TYPE.pattern}(?:\s+(?:x\s*)?)(\d{{1,3}})$")
"""The same behind the name of a model, which has letters and digits."""
_MAKER_AND_NUMBER: Final = re.compile(r"[^\W\d_]{3,}(?: [^\W\d_]+){0,2} \d{3,4}\b")
_VERSION: Final = re.compile(r"\s*v?\d+(?:\.\d+)+\S*\s*", re.I)
_NO_NAME: Final = re.compile(r"://|@|^\W*(?:[0-9a-f]{2}[:-]){5}|\b\d{1,3}(?:\.\d{1,3}){3}\b", re.I)
"""What stands in lines of addresses and accounts."""


def is_bare_camera(line: str) -> bool:
    """Whether a line may name one camera, and nothing else but its maker and how many."""
    if len(line) > _LONGEST_LINE:
        return False
    text = _unquoted(line.strip())
    parts = _PARTS.split(text)
    if _AMOUNT.search(text):
        return False
    if len(text) > _LONGEST or _NO_NAME.search(text) or len(parts) > _MOST_PARTS:
        return False
    if any(_VERSION.fullmatch(part) for part in parts):
        return False
    _, name = bare_cells(text)
    return any(one.search(name) for one in (_TYPE, _ORDER_CODE, _MAKER_AND_NUMBER))


def bare_cells(line: str) -> list[str]:
    """Return how many a line says, nothing where it does not, and the camera."""
    if len(line) > _LONGEST_LINE:
        return ["", line.strip()]
    text = _BULLET.sub("", _unquoted(normalize("NFC", line).strip())).strip()
    told = multiple_in(text)
    if told is not None:
        return [str(told.number), _joined(told.text)]
    behind = _BEHIND.search(plain(text))
    if behind is not None and behind.start():
        return [behind[1], _joined(text[: behind.start()])]
    number = _NUMBER_FRONT.match(text)
    if number is not None and _TYPE.search(text, number.end()):
        return [number[1], _joined(text[number.end() :])]
    number = _NUMBER_BEHIND.search(text)
    if number is not None:
        return [number[1], _joined(text[: number.start(1)])]
    return ["", _joined(text)]


def are_numbered(lines: Sequence[str]) -> bool:
    """Whether the numbers in front count the lines: 1, 2, 3 and so on, of three lines or more."""
    numbers = [_NUMBER_FRONT.match(_unquoted(line.strip())) for line in lines if line.strip()]
    told = [int(one[1]) for one in numbers if one is not None]
    return len(numbers) > 2 and told == list(range(1, len(numbers) + 1))


def numbered_cells(line: str) -> list[str]:
    """Return the cells of a line that has its own number in front."""
    text = _unquoted(line.strip())
    number = _NUMBER_FRONT.match(text)
    return bare_cells(text[number.end() :] if number is not None else text)


def _unquoted(line: str) -> str:
    """Return a line without the marks around its cells."""
    return line if len(line) > _LONGEST_LINE else _QUOTED.sub(_bare_cell, line)


def _bare_cell(cell: re.Match[str]) -> str:
    return cell["start"] + cell["cell"].replace(cell["mark"] * 2, cell["mark"])


def _joined(text: str) -> str:
    """Return maker and model, which may stand in two columns, as one text."""
    return re.sub(r"\s*[;\t|]\s*", " ", text).strip(" ,;|")


BARE_CAMERAS: Final = BareLists(
    ("Quantity", "Model"), is_bare_camera, bare_cells, are_numbered, numbered_cells
)
"""How such a list is read."""
