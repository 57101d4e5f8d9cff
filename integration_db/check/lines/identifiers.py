"""What of a line tells one device from all others: what a MAC, a serial number, a place has to be.

A cell that could stand on any line tells no device: a word, a number that somebody made up, an
address with a part left open. What counts is what a value is; words that people write instead are
known only where a host name could look the same (see `address.read_address`).
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from integration_db.check.reading.address import Address

_BETWEEN: Final = r"[\s:._\-\u2010-\u2015]"
_MAC: Final = re.compile(
    rf"(?<![0-9a-z])(?<![0-9a-z]{_BETWEEN})(?:0x)?"
    rf"([0-9a-f]{{2}}(?:{_BETWEEN}?[0-9a-f]{{2}}){{5}})(?!{_BETWEEN}?[0-9a-z])"
)
"""Six octets in any grouping, with or without words around them; EUI-64 has eight."""
_USUAL_MAC: Final = re.compile(r"[0-9a-f]{2}(?:[:-]?[0-9a-f]{2}){5}", re.A)
"""Most MACs, which are known without looking further."""
_GROUP: Final = 0x01
"""The bit in the first octet that makes an address one of a group:
https://www.rfc-editor.org/rfc/rfc7042#section-2.1"""
_FOR_DOCUMENTS: Final = bytes.fromhex("00005e0053")
"""Addresses for use in documents: https://www.rfc-editor.org/rfc/rfc7042#section-2.1.2"""
_NO_STATION: Final = bytes(3)
"""What stands behind a maker's part where only that is known."""

_LEAST: Final = 5
"""Letters and digits of a serial number: shorter ones only number the lines, or are a year."""
_LEAST_DIGITS: Final = 3
"""Digits of a serial number: fewer only number a word."""
_POWER: Final = re.compile(r"\d+(?:[.,]\d+)?e\+?\d{1,3}")
"""How a spreadsheet shows a long number; its last digits are gone."""
_DATE: Final = re.compile(r"\d{1,4}([./-])\d{1,2}\1\d{2,4}(?:[ t].*)?")
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
"""A word of prose, where it stands between spaces."""
_USUAL_SERIAL: Final = re.compile(
    rf"(?=(?:[a-z]*[0-9]){{{_LEAST_DIGITS}}})[a-z0-9]{{{_LEAST},}}", re.A
)
"""Most serial numbers, which are known without looking further."""
_RUNS: Final = ("0123456789" * 3, "0123456789abcdef" * 2)
_COUNTING: Final = " ".join((*_RUNS, *(run[::-1] for run in _RUNS)))
"""How people count where they make a number up."""
_NAMES_SERIAL: Final = re.compile(r"(?:s/?n|serial(?: ?(?:no|number|nr))?|seriennummer)\b[.:#\s]*")


def mac_of(cell: str) -> str | None:
    """Return the twelve digits of the MAC that a cell says; None where it is no device's own.

    A cell with several says none: nobody knows which one another line has.
    """
    text = cell.casefold()
    if not _USUAL_MAC.fullmatch(text):
        found = _MAC.findall(text)
        if len(found) != 1:
            return None
        text = re.sub(_BETWEEN, "", found[0])
    digits = text.replace(":", "").replace("-", "")
    octets = bytes.fromhex(digits)
    if octets[0] & _GROUP or octets.endswith(_NO_STATION) or octets.startswith(_FOR_DOCUMENTS):
        return None
    return None if _counts(digits) or _counts_in_octets(octets) else digits


def _counts_in_octets(octets: bytes) -> bool:
    """Whether the octets of a MAC only count up or down, or are all the same."""
    step = octets[1] - octets[0]
    if octets[5] - octets[4] != step:  # of nearly all it is known by now
        return False
    return all(after - before == step for before, after in pairwise(octets))


def serial_of(cell: str) -> str | None:
    """Return the serial number that a cell says in one spelling, or None.

    One has digits, and is no date, no word with a number, no number in powers of ten, and none
    that only counts up.
    """
    number = cell.strip().casefold()
    if _USUAL_SERIAL.fullmatch(number):
        return None if _counts(number) or _POWER.fullmatch(number) else number
    number = _NAMES_SERIAL.sub("", number, count=1).strip()
    signs = re.sub(r"[\W_]", "", number)
    if len(signs) < _LEAST or sum(map(str.isdecimal, signs)) < _LEAST_DIGITS:
        return None
    if _POWER.fullmatch(number) or _DATE.fullmatch(number) or _counts(signs):
        return None
    if any(map(_WORD.fullmatch, re.split(r"[\s:;,/()]+", number))):
        return None
    return number


def _counts(digits: str) -> bool:
    """Whether digits only count up or down, or are all the same, but for zeros in front."""
    own = digits.lstrip("0")
    return own in _COUNTING or own == own[0] * len(own)


def names_device(address: Address) -> bool:
    """Whether an address is one device's: a single word without a digit may be anything."""
    return address.is_ip or "." in address.host or any(map(str.isdecimal, address.host))
