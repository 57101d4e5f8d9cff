"""What may stand around a model name without changing which model is meant.

Owns the built-in words and option shapes; what holds for one manufacturer only comes from its
seed file as `NamingRules`. Nothing here looks at the catalogue.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple


class NamingRules(NamedTuple):
    """How one manufacturer's model names may be written.

    `optional_prefixes` may be there or not on either side; `options` are tokens known not to
    change a capability; `descriptors` are further describing words; `meaningful_suffixes` may not
    be the only difference of an alias (lint); `hardware_suffix` allows `C200 V3` and `C210 2.0`.
    """

    optional_prefixes: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    descriptors: tuple[str, ...] = ()
    meaningful_suffixes: tuple[str, ...] = ()
    hardware_suffix: bool = False


DESCRIPTORS: Final = frozenset(
    [
        "CAMERA",
        "CAMERAS",
        "CAM",
        "NETWORK",
        "IP",
        "NETCAM",
        "SECURITY",
        "SURVEILLANCE",
        "CCTV",
        "VIDEO",
        "DIGITAL",
    ]
)
"""Words that describe any camera; for a maker in one of whose model names a word occurs, not even
these."""

SHAPES: Final = frozenset(
    [
        "DOME",
        "BULLET",
        "TURRET",
        "EYEBALL",
        "BOX",
        "FIXED",
        "PTZ",
        "FISHEYE",
        "PANORAMIC",
        "MULTISENSOR",
        "MULTIDIRECTIONAL",
        "VARIFOCAL",
        "VANDAL",
        "VANDALPROOF",
        "VANDAL-RESISTANT",
        "DAY/NIGHT",
        "MEGAPIXEL",
        "ENCODER",
    ]
)
"""Words for a camera's shape: set aside only beside a model number of three digits or more, because
short names (`G4 Dome`, `AI Bullet`) are made of them. Words that tell variants apart (Outdoor,
PoE, WiFi, Mini, Pro, IR, Thermal, Zoom) are in neither list: they are never set aside."""

COMPANY_WORDS: Final = frozenset(
    [
        "CO",
        "LTD",
        "LTDA",
        "LIMITED",
        "INC",
        "INCORPORATED",
        "CORP",
        "CORPORATION",
        "COMPANY",
        "GMBH",
        "AG",
        "AB",
        "SA",
        "SAS",
        "BV",
        "NV",
        "SPA",
        "SRL",
        "LLC",
        "PLC",
        "KG",
        "OY",
        "AS",
        "PTY",
        "TECHNOLOGY",
        "TECHNOLOGIES",
        "TECH",
        "COMMUNICATIONS",
        "COMMUNICATION",
        "ELECTRONICS",
        "ELECTRONIC",
        "SYSTEMS",
        "SYSTEM",
        "SECURITY",
        "GROUP",
        "HOLDINGS",
        "INTERNATIONAL",
        "DIGITAL",
        "VISION",
        "HANGZHOU",
        "ZHEJIANG",
        "SHENZHEN",
        "THE",
        "OF",
    ]
)
"""Words of company names that do not tell companies apart."""

PLACEHOLDERS: Final = frozenset(
    [
        "ONVIF",
        "ONVIFIPNC",
        "NONE",
        "H264",
        "H265",
        "IPCAMERA",
        "IPCAM",
        "IPC",
        "GENERAL",
        "GENERIC",
        "UNKNOWN",
        "N/A",
        "NA",
        "CAMERA",
        "NVT",
    ]
)
"""What devices print for a manufacturer when nobody filled it in."""

_BRACKET: Final = re.compile(r"\s*\(([^()]*)\)")
_LENS: Final = re.compile(
    r"F?\d{1,3}(?:\.\d{1,2})?(?:\s*[-/~]\s*\d{1,3}(?:\.\d{1,2})?)*\s*MM", re.A
)
_COLOURS: Final = frozenset(["BLACK", "WHITE", "GREY", "GRAY", "SILVER"])
_REGIONS: Final = frozenset(["EU", "US", "UK", "CA", "AU", "JP", "UN", "USA", "NA", "INT"])
_ADDRESS: Final = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}", re.A)
_BOSCH_HARDWARE: Final = re.compile(r"F000[0-9A-F]{4,}", re.A)
_LENS_WORD: Final = re.compile(rf"(?:^|\s){_LENS.pattern}(?=\s|$)", re.A)


def is_option(text: str) -> str | None:
    """Return what sort of option the text in brackets is, or None if it may be part of a name."""
    if _LENS.fullmatch(text):
        return "lens"
    if text in _COLOURS:
        return "colour"
    if text in _REGIONS:
        return "region"
    if _ADDRESS.fullmatch(text):
        return "address"
    if _BOSCH_HARDWARE.fullmatch(text):
        return "hardware id"
    return None


def without_options(text: str, rules: NamingRules) -> tuple[str, tuple[str, ...]]:
    """Return an exact key without options, and the options that were set aside."""
    aside: list[str] = []

    def drop(match: re.Match[str]) -> str:
        inner = match[1].strip()
        if is_option(inner) or f"({inner})" in rules.options:
            aside.append(f"({inner})")
            return ""
        return match[0]

    text = _BRACKET.sub(drop, text)

    def drop_word(match: re.Match[str]) -> str:
        aside.append(match[0].strip())
        return " "

    text = _LENS_WORD.sub(drop_word, text)
    for option in rules.options:
        if text.endswith(" " + option):
            aside.append(option)
            text = text[: -len(option) - 1]
    return text.strip(), tuple(aside)
