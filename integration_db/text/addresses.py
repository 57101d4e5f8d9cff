"""Addresses in text: what would lead somebody to a device, found and taken out.

Meant are addresses of the network (IPv4, IPv6, MAC, URL, host name), in the forms in which people
write them into names and remarks. Versions look like addresses of four numbers, so nothing here is
ever used on a firmware.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from ipaddress import AddressValueError, IPv6Address
from typing import Final

LEFT_OUT: Final = "(address left out)"
"""What stands where an address stood."""

_HEX: Final = "[0-9a-f]"
_NUMBER: Final = r"(?:25[0-5]|2[0-4]\d|[01]?\d?\d)"
_DOMAIN: Final = (
    "local|localdomain|lan|home|internal|intranet|corp|domain|arpa|example|test|invalid"
    "|com|net|org|edu|gov|mil|info|biz|cloud|io"
)
_LONGEST_HOST: Final = 253
"""https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4; also what bounds how far each start of a
word is gone on from."""
_MOST_LABELS: Final = (_LONGEST_HOST + 1) // 2
_LABEL: Final = rf"[a-z\d](?:[\w-]{{0,{_LONGEST_HOST}}}[a-z\d])?"
_ADDRESS: Final = re.compile(
    "|".join(
        (
            r"(?P<url>\b[a-z][a-z0-9+.-]{1,20}://[^\s<>\"']+)",
            rf"(?P<mac>(?<!{_HEX})(?:{_HEX}{{2}}[:-]){{5}}{_HEX}{{2}}(?!{_HEX})"
            rf"|(?<!{_HEX})(?:{_HEX}{{4}}\.){{2}}{_HEX}{{4}}(?!{_HEX})"
            rf"|(?<![0-9a-z])(?=[a-f]*\d)(?=\d*[a-f]){_HEX}{{12}}(?![0-9a-z]))",
            rf"(?P<v6>(?<![0-9a-z:])(?:{_HEX}{{0,4}}:){{2,7}}(?:{_NUMBER}(?:\.{_NUMBER}){{3}}"
            rf"|{_HEX}{{0,4}})(?:%\w+)?)",
            rf"(?P<v4>(?<![\d.]){_NUMBER}(?:(?P<mark>[.\-_]){_NUMBER})(?:(?P=mark){_NUMBER}){{2}}"
            r"(?:/\d{1,2}|:\d{1,5})?(?![\d]|\.\d))",
            rf"(?P<host>(?<![\w.]){_LABEL}(?:(?:\.{_LABEL}){{0,{_MOST_LABELS}}}\.(?:{_DOMAIN})"
            rf"|(?:\.{_LABEL}){{1,8}}\.[a-z]{{2}})(?::\d{{1,5}})?(?![\w]|\.\w))",
        )
    ),
    re.I | re.A,
)


def addresses_in(text: str) -> list[str]:
    """Return the addresses that stand in a text, in order."""
    return [_said(found[0]) for found in _ADDRESS.finditer(text) if _is_one(found)]


def without_addresses(text: str, own: Iterable[str] = (), only: Set[str] | None = None) -> str:
    """Return a text without addresses, and without those that are known to be somebody's `own`.

    Own ones may be of any form, as a name of one word or a serial number; as a part of a longer
    word they stay. With `only` just those addresses are meant, and the others stay.
    """

    def covered(found: re.Match[str]) -> str:
        address = _said(found[0])
        if not _is_one(found) or (only is not None and address not in only):
            return found[0]
        return LEFT_OUT + found[0][len(address) :]

    if only is None or only:
        text = _ADDRESS.sub(covered, text)
    for address in own:
        letters = _letters(address)
        if letters and letters in _letters(text):  # cheap, and mostly not so
            text = _finder(address.strip()).sub(LEFT_OUT, text)
    return text.replace(f"({LEFT_OUT})", LEFT_OUT)  # it stood in brackets of its own


def _said(address: str) -> str:
    """Return an address without the marks of the sentence in which it stands."""
    return address.rstrip(".,;:!?)]}")


def _finder(address: str) -> re.Pattern[str]:
    """Return what finds an address, a MAC address with any marks or none."""
    digits = _letters(address)
    if re.fullmatch(f"{_HEX}{{12}}", digits):
        return re.compile(r"[:.\-]?".join(digits), re.I)
    return re.compile(rf"(?<![0-9A-Za-z]){re.escape(address)}(?![0-9A-Za-z])", re.I)


def _letters(text: str) -> str:
    """Return the letters and digits of a text, in small."""
    return re.sub(r"[\W_]", "", text).lower()


def _is_one(found: re.Match[str]) -> bool:
    """Whether what looks like an address is one; six numbers with colons may be a time."""
    if found["v6"] is None:
        return True
    try:
        IPv6Address(found["v6"])
    except AddressValueError:
        return False
    return found["v6"] != "::"
