"""Which manufacturer writes firmware in which scheme, and reading a text by it.

This module owns the table of schemes. A manufacturer that has a scheme is never read by another
one: "same manufacturer, same shape, or unknown". One whose cameras several others make has a scheme
joined of theirs, `dahua+dynacolor+generic`: the first that knows the shape reads a text, on a line
of its own. It does not judge order; `version` does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Final, Protocol, cast

from integration_db.firmware import keys
from integration_db.firmware.reading import Reading
from integration_db.firmware.version import Firmware, Provenance
from integration_db.named_tuple import NamedTuple
from integration_db.vocabulary import COMPANY_WORDS

if TYPE_CHECKING:
    from integration_db.firmware.portable import Notation

LONGEST_VERSION: Final = 160
"""No firmware version has more characters."""

GENERIC: Final = "generic"

JOIN: Final = "+"
"""Between the schemes that a brand writes in, in the order in which they are tried."""


class Notations(Protocol):
    """What a file of `notations/` holds: how the versions of one scheme are written."""

    def read(self, text: str) -> Reading | str | None:
        """Read clean ASCII text: None for text of no known shape, or why it is refused."""

    def portable(self) -> Iterator[Notation]:
        """Yield the same notations as data, in the order in which they are tried."""


class Scheme(NamedTuple):
    """Who writes what: the scheme's name, its title for people, its makers, examples.

    `makers` are names in lower case, letters and digits only. How texts of the scheme are read
    stands in the file of `notations/` that is called like it.
    """

    name: str
    title: str
    makers: tuple[str, ...]
    examples: tuple[str, ...]


_TABLE: Final = (
    Scheme("axis", "Axis", ("axis",), ("9.80.3.9", "10.12.91")),
    Scheme(
        "hikvision",
        "Hikvision",
        # OEM brands seen printing it, HardwareId 88 in ONVIF
        (
            "hikvision",
            "hangzhouhikvision",
            "annke",
            "hiwatch",
            "ezviz",
            "lts",
            "trendnet",
            "laview",
        ),
        ("V5.5.82 build 190909", "5.5.82"),
    ),
    Scheme(
        "dahua",
        "Dahua",
        # Honeywell equIP prints it too, https://www.cisa.gov/news-events/ics-advisories/icsa-19-304-02
        ("dahua", "zhejiangdahua", "amcrest", "lorex", "imou", "honeywell"),
        ("2.800.0000000.12.R.240322", "2.420.AC00.15.R"),
    ),
    Scheme(
        "tapo",
        "TP-Link",
        ("tplink", "tapo", "vigi", "tplinktapo", "tplinkvigi"),
        ("1.3.11 Build 240110 Rel.64341n", "1.3.11"),
    ),
    Scheme("reolink", "Reolink", ("reolink",), ("v3.1.0.764_21121717", "v3.1.0")),
    Scheme("tvt", "TVT", ("tvt",), ("1.3.4.24513B190218.D00.U1(8A21S)",)),
    Scheme(
        "uniview",
        "Uniview",
        ("uniview", "unv", "sunba"),
        ("NVR-B3801.20.17.240507", "IPC_G6103-B0011P05D1812"),
    ),
    Scheme("pelco", "Pelco", ("pelco",), ("1.8.2.4-20120101-1.8154-O3.5432",)),
    Scheme("geovision", "Geovision", ("geovision",), ("v3.12 2017-06-19",)),
    Scheme(
        "hanwha",
        "Hanwha Vision",
        ("hanwha", "samsungtechwin", "wisenet"),
        ("1.40.02", "1.41.01_20200102_R210"),
    ),
    Scheme("vivotek", "Vivotek", ("vivotek",), ("0101b", "2.2402.34.01j_101")),
    Scheme("mobotix", "Mobotix", ("mobotix",), ("MX-V4.4.2.73.r2",)),
    Scheme(
        "illustra",
        "Illustra",
        ("illustra", "americandynamics", "johnsoncontrolsillustra", "tycoillustra"),
        ("SS016.05.03.01.0010", "2.8.0"),
    ),
    Scheme("bosch", "Bosch", ("bosch",), ("7.80.0128", "7.80")),
    Scheme("wyze", "Wyze", ("wyze",), ("4.36.11.8391",)),
    Scheme("yi", "Yi", ("yi", "yitechnology"), ("9.0.19.02_202007141512",)),
    Scheme("foscam", "Foscam", ("foscam",), ("2.52.2.43",)),
    Scheme("milesight", "Milesight", ("milesight",), ("61.8.0.3-r8",)),
    Scheme("aqara", "Aqara", ("aqara",), ("4.3.8_0014.0013",)),
    Scheme("arecont", "Arecont", ("arecont", "arecontvision"), ("65199",)),
    Scheme("ubiquiti", "Ubiquiti", ("ubiquiti", "ubnt", "unifi"), ("4.48.16",)),
    Scheme("grandstream", "Grandstream", ("grandstream",), ("1.0.7.5",)),
    Scheme(
        "geutebrueck",
        "Geutebrück",
        ("geutebrueck", "geutebruck"),
        ("1.12.0.25",),
    ),
    Scheme("avtech", "AVTECH", ("avtech",), ()),
    Scheme(
        "exacqvision",
        "exacqVision",
        ("exacqvision", "exacq"),
        ("23.09.6.0", "24.03"),
    ),
    Scheme("acti", "ACTi", ("acti",), ("A1D-500-V6.09.16-AC", "V6.09.16")),
    Scheme("amtk", "A-MTK", ("amtk",), ("8.S.0.35475",)),
    Scheme("cpro", "C-PRO", ("cpro", "cproelectronics"), ("A6.2.2_2020.10.14",)),
    Scheme("dynacolor", "Dynacolor", ("dynacolor",), ("mb20230830UX",)),
    Scheme("hitron", "Hitron", ("hitron",), ("2.0.8-T3_release",)),
    Scheme("honeywell", "Honeywell", (), ("HC4.25.1.13.20250324",)),
    Scheme("tiandy", "Tiandy", ("tiandy",), ("V24.12.250715.ABF4E500",)),
    Scheme("synology", "Synology", ("synology",), ("8.2.6-6009", "7.1")),
    Scheme(GENERIC, "known", (), ("2.4", "1.06", "5.70-r2")),
)

SCHEMES: Final[dict[str, Scheme]] = {scheme.name: scheme for scheme in _TABLE}
"""Every scheme by its name."""

_BY_MAKER: Final = {maker: scheme.name for scheme in _TABLE for maker in scheme.makers}

_NO_PART_OF_A_MAKER: Final = COMPANY_WORDS | {"NETWORK", "NETWORKS", "TECHWIN"}
"""Words at the end of a company's name that do not tell in which scheme it writes.

The three that are added tell companies apart everywhere else.
"""

_NO_VERSION: Final = frozenset(
    ("unknown", "n/a", "na", "none", "null", "all", "any", "latest", "newest", "-", "?", "*")
)

_TOO_MANY_DIGITS: Final = rf"\d{{{keys.MOST_DIGITS + 1}}}"

_PLAIN: Final = re.compile(rf"[0-9.]{{1,{keys.MOST_DIGITS}}}")
"""Most versions: as short as any number may be, and in their plain form."""

_NUMBERS: Final = re.compile(rf"(?=.{{1,{keys.MOST_DIGITS}}}\Z)[0-9]+(?:\.[0-9]+)*")
"""Numbers joined by dots, none of them too long."""

_WITHOUT_NUMBERS: Final = frozenset(
    ("acti", "amtk", "cpro", "dynacolor", "hitron", "honeywell", "uniview")
)
"""The schemes in which no version is only that."""

_INVISIBLE: Final = {ord(c): None for c in "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"}


def scheme_for(manufacturer: str | None) -> str:
    """Return the name of the scheme that a manufacturer's firmware is written in.

    The name may be as people write it ("TP-Link"), a slug ("tplink-tapo") or a registered
    name ("Axis Communications AB"). An unknown manufacturer or none gives "generic".
    """
    return _BY_MAKER.get(_maker(manufacturer), GENERIC)


@cache
def scheme_named(name: str) -> Scheme | None:
    """Return a scheme by its name, also one that is joined of several; None if there is none."""
    members = [SCHEMES.get(part) for part in name.split(JOIN)]
    known = [member for member in members if member]
    if len(known) < len(members) or len(set(known)) < len(known):
        return None
    if len(known) == 1:
        return known[0]
    examples = tuple([member.examples[0] for member in known if member.examples])
    return Scheme(name, " or ".join([member.title for member in known]), (), examples)


def is_own(scheme: str) -> bool:
    """Whether the lines of a scheme belong to each manufacturer by itself, not to its writer."""
    return scheme == GENERIC or JOIN in scheme


def has_line(text: str, scheme: str) -> bool:
    """Whether a version is known to have a line before it is read; where it is not, it may.

    The cautious scheme reads all numbers joined by dots that those before it leave to it.
    """
    return _reads_numbers(scheme) and _NUMBERS.fullmatch(text) is not None


@cache
def _reads_numbers(scheme: str) -> bool:
    known = (member for member in scheme.split(JOIN) if member not in _WITHOUT_NUMBERS)
    return next(known, None) == GENERIC


def parse_firmware(
    text: str,
    *,
    manufacturer: str | None = None,
    scheme: str | None = None,
    provenance: Provenance = "human",
) -> Firmware:
    """Read a firmware version; any text gives a `Firmware`, at worst an opaque one.

    `scheme` goes before the manufacturer's. `provenance` tells who gave the text: what a
    device says is exact where a person's text may be short for a longer version.
    """
    name = scheme or scheme_for(manufacturer)
    return _parse(text, name, manufacturer if is_own(name) else None, provenance)


@lru_cache(maxsize=16384)
def _parse(text: str, name: str, manufacturer: str | None, provenance: Provenance) -> Firmware:
    """Read a version; the manufacturer counts only where lines are its own."""
    raw = printable_version(text)
    cleaned, reason = clean(text)
    reading = reason or read_version(cleaned, name)
    if isinstance(reading, Reading) and reading.branch is None:
        reading = "it is too short to tell its line"
    if isinstance(reading, str):
        return Firmware(raw, name, cleaned, None, "", "", None, "release", reading)
    exact = reading.precision == "full" or (
        reading.precision == "device" and provenance == "device"
    )
    lo = reading.key + keys.END if exact else reading.key
    hi = reading.key + (keys.END if exact else keys.TOP)
    return Firmware(
        *(raw, name, reading.canonical, lineage_of(reading, name, manufacturer), lo, hi),
        *(reading.build_date, reading.channel, None if exact else reading.reason),
    )


def clean(text: str) -> tuple[str, str]:
    """Return the text in one plain form, and why it cannot be a version ("" if it may be)."""
    if _PLAIN.fullmatch(text):
        return text, ""
    if len(text) > LONGEST_VERSION * 4:
        return text, "it is too long"
    if not (text.isascii() and text.isprintable()):
        from unicodedata import normalize  # rarely needed

        text = normalize("NFKC", text.translate(_INVISIBLE))
    text = " ".join(text.split()).strip(" \"'`")
    if not text:
        return text, "no firmware was given"
    if len(text) > LONGEST_VERSION:
        return text, "it is too long"
    if not text.isascii():
        return text, "it has characters that no version has"
    if not text.isprintable():
        return text, "it has control characters"
    if text.lower() in _NO_VERSION:
        return text, "it names no version"
    if len(text) > keys.MOST_DIGITS and re.search(_TOO_MANY_DIGITS, text):
        return text, f"a number has more than {keys.MOST_DIGITS} digits"
    return text, ""


def read_version(cleaned: str, scheme: str) -> Reading | str:
    """Read clean text by a scheme; text instead of a reading says why there is none."""
    known = scheme_named(scheme)
    if known is None:
        return f"there is no firmware scheme {scheme}"
    return notations_of(scheme).read(cleaned) or f"no {known.title} firmware looks like this"


@cache
def notations_of(scheme: str) -> Notations:
    """Return how texts of a scheme are read; loaded when the first of them is."""
    if JOIN in scheme:
        return _Joined(tuple(scheme.split(JOIN)))
    return cast(Notations, import_module(f"integration_db.firmware.notations.{scheme}"))


class _Joined(NamedTuple):
    """The notations of several schemes: the first that knows the shape of a text reads it.

    What the first scheme reads is in the brand's own lines; each other one has lines of its name.
    """

    members: tuple[str, ...]

    def read(self, text: str) -> Reading | str | None:
        """Read clean ASCII text: None for text of no known shape, or why it is refused."""
        short: Reading | None = None
        for member in self.members:
            reading = notations_of(member).read(text)
            if not isinstance(reading, Reading):
                if reading:
                    return reading
            elif reading.branch is None:
                short = short or reading
            elif member == self.members[0]:
                return reading
            else:
                names = (*self._front(member), *filter(None, (reading.branch,)))
                return reading._replace(branch="/".join(names))
        return short

    def portable(self) -> Iterator[Notation]:
        """Yield the same notations as data, in the order in which they are tried."""
        for member in self.members:
            for notation in notations_of(member).portable():
                line = [f"/{name}" for name in self._front(member) if notation.key]
                yield notation._replace(line=(*line, *notation.line))

    def _front(self, member: str) -> tuple[str, ...]:
        """Return what stands before the branches of one of the schemes."""
        return () if member == self.members[0] else (member,)


def lineage_of(reading: Reading, scheme: str, manufacturer: str | None) -> str:
    """Return the line that a reading belongs to; without a branch it is the main one."""
    line = (is_own(scheme) and _maker(manufacturer)) or scheme
    if reading.branch:
        line += "/" + reading.branch
    if reading.channel == "release":
        return line
    return line + ("~test" if reading.channel == "test" else "~pre")


def main_line(lineage: str) -> str:
    """Return a line without the branch and the channel that `lineage_of` has put behind it."""
    return lineage.partition("/")[0].partition("~")[0]


def printable_version(text: str) -> str:
    """Return text as given, cut and made printable for display."""
    text = text[: LONGEST_VERSION + 1].strip()
    if len(text) > LONGEST_VERSION:
        text = text[: LONGEST_VERSION - 1] + "\N{HORIZONTAL ELLIPSIS}"
    if text.isprintable():
        return text
    return "".join([c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text])


@lru_cache(maxsize=512)
def _maker(manufacturer: str | None) -> str:
    if not manufacturer or len(manufacturer) > LONGEST_VERSION:
        return ""
    folded = manufacturer.casefold().replace("ü", "u")
    words = re.findall(r"[^\W_]+", folded)
    while len(words) > 1 and words[-1].upper() in _NO_PART_OF_A_MAKER:
        words.pop()
    return "".join(words)
