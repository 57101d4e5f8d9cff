"""Notations that carry a build date: Hikvision, Dahua, TP-Link, Reolink, TVT and others.

One function per notation, each accepting only what was seen; anything else is refused, never
passed on to a looser reader. Which manufacturer uses which is said in `schemes`.
"""

from __future__ import annotations

from integration_db.firmware import keys
from integration_db.firmware.dates import build_date
from integration_db.firmware.reading import (
    SHORT,
    UNDATED,
    Reading,
    dated,
    dotted,
    match,
    padded,
    plain,
)

_DATE = r"(\d{8}|\d{6})"


def hikvision(text: str) -> Reading | str | None:
    """Read Hikvision: `V5.5.82 build 190909`, `V5.5.82_190909`, `V4.30.096build221220`.

    The build date is part of the version: 5.4.3 build 160808 has a hole that 5.4.3 build
    170123 has not (https://github.com/bp2008/HikPasswordHelper). The device gives version and
    build in two fields, so that a version alone is never exact, whoever says it.
    """
    found = match(r"v?(\d+(?:\.\d+){0,3})(?:(?:[ _,]*\(?build[ _:]*|_)" + _DATE + r"\)?)?", text)
    if not found:
        return None
    numbers, digits = found.groups()
    if digits:
        return dated(numbers, digits, 3, mark=" build ")
    parts = numbers.split(".")
    return Reading(plain(parts), keys.numbers(parts), "prefix", reason=UNDATED)


def dahua(text: str) -> Reading | str | None:
    """Read Dahua: `2.800.0000000.12.R.240322`, `V2.420.AC00.15.R`, `..., Build Date: 2024-03-22`.

    The third field is a branch: letters name who the firmware was made for, a number of 1000
    or more a project; neither continues the standard line. One version of
    https://github.com/DeathCamel58/amcrest-compatible-finder has five builds in three years, so
    without the date it is not exact. A final T instead of R is a test build.
    """
    short = match(r"v?(\d(?:\.\d{3})?)", text)
    if short:
        parts = short[1].split(".")
        # what the third field would have said is not known
        return Reading(padded(parts, (1, 3)), keys.numbers(parts), "prefix", None)
    found = match(
        r"v?(\d)\.(\d{3})\.(\d+|\d{0,2}[a-z]{2}\d*)(?:\.(\d+)(?:\.([rt]))?"
        r"(?:\.(\d{8}|\d{6})|(?:, ?| )(?:build(?: date)?:? ?)?(\d{4}-\d\d-\d\d|\d{8}|\d{6}))?)?",
        text,
    )
    if not found:
        return None
    major, minor, field, step, track, digits, other = found.groups()
    digits = (digits or other or "").replace("-", "")
    date = build_date(digits) if digits else None
    if digits and date is None:
        return f"{digits} is not a date"
    key = keys.numbers([major, minor])
    code = match(r"(\d*[a-z]+)(\d*)", field)
    if code:
        branch, middle = code[1].lower(), code[0].upper()
        key += keys.number(code[2])
    elif len(field.lstrip("0")) >= 4:
        branch = middle = field.lstrip("0").zfill(7)
    else:
        branch, middle = "", (field.lstrip("0") or "0").zfill(7)
        key += keys.number(field)
    canonical = f"{padded([major, minor], (1, 3))}.{middle}"
    if step is not None:
        key += keys.number(step)
        canonical += f".{step.lstrip('0') or '0'}.{(track or 'R').upper()}"
    if date:
        key += keys.patch(date.replace("-", ""))
        canonical += "." + date[2:].replace("-", "")
    channel = "test" if (track or "").lower() == "t" else "release"
    return Reading(canonical, key, "full" if date else "prefix", branch, date, channel, UNDATED)


def tapo(text: str) -> Reading | str | None:
    """Read TP-Link Tapo and VIGI: `1.3.11 Build 240110 Rel.64341n(4555)`.

    Rel. is the second of the day of the build, below 86,400 in all 1,237 strings of
    https://github.com/Ripthulhu/tp-link-tapo-firmware. The bracket names a variant of the one
    build and does not make another version.
    """
    found = match(
        r"v?(\d+(?:\.\d+){0,3})"
        r"(?:[ _]*\(?build[ _]*" + _DATE + r"\)?(?:[ _]*rel[. _]*(\d{1,5})n?(?:\(\d+\))?)?)?",
        text,
    )
    if not found:
        return None
    numbers, digits, second = found.groups()
    if not digits:
        parts = numbers.split(".")
        return Reading(plain(parts), keys.numbers(parts), "prefix", reason=UNDATED)
    reading = dated(numbers, digits, 3, mark=" Build ")
    if isinstance(reading, str) or reading.precision == "vague":
        return reading
    if second is None:
        return reading._replace(precision="prefix", reason="several builds may be of one day")
    if int(second) >= 86_400:
        return f"{second} is not a second of the day"
    return reading._replace(
        canonical=f"{reading.canonical} Rel.{int(second)}n", key=reading.key + keys.patch(second)
    )


def reolink(text: str) -> Reading | str | None:
    """Read Reolink: `v3.1.0.764_21121717`, bare `136_20121102` in the names of older files.

    After the date comes the index of the product in that build, which is no order. A tail such
    as `_v1.0.0.30` is another component. Slips of the maker that are accepted: `3.0.0.186._...`,
    `v3.0.0_4662_...`. https://github.com/AT0myks/reolink-fw-archive
    """
    tail = r"(?:_v(\d+(?:\.\d+)*))?"
    found = match(
        r"v?(\d+\.\d+\.\d+[._]\d{1,5})(?:_(\d{1,5}))?(?:\.?[_ ](\d{6})(\d{2,6}))?" + tail, text
    )
    if found:
        numbers, extra, digits, index, other = found.groups()
        parts = [*numbers.replace("_", ".").split("."), *([extra] if extra else [])]
        canonical = "v" + plain(parts[:4]) + (f"_{int(extra)}" if extra else "")
        key = keys.numbers(parts)
        component = f"_v{plain(other.split('.'))}" if other else ""
        if not digits:
            return Reading(canonical + component, key, "prefix", reason=UNDATED)
        date = build_date(digits)
        if date is None:
            return f"{digits} is not a date"
        canonical += f"_{digits}{index}{component}"
        return Reading(canonical, key + keys.patch(date.replace("-", "")), "full", "", date)
    found = match(r"(?:(\d{1,5})_)?(\d{6})(\d{2,6})" + tail, text)
    if found:
        _, digits, _, _ = found.groups()
        date = build_date(digits)
        if date is None:
            return f"{digits} is not a date"
        key = keys.patch(date.replace("-", ""))
        return Reading(text.lower(), key, "full", "bare", date)
    # a lone 0823 is an old build number, of which the dotted line knows nothing
    found = match(r"v?(\d{1,2}(?:\.\d{1,5}){0,2})", text)
    if not found:
        return None
    parts = found[1].split(".")
    return Reading("v" + plain(parts), keys.numbers(parts), "prefix")


def tvt(text: str) -> Reading | str | None:
    """Read TVT and its many brands: `1.3.4.24513B190218.D00.U1(8A21S)`.

    The bracket names the hardware, which is no order.
    https://www.cve.org/CVERecord?id=CVE-2024-7339
    """
    found = match(r"v?(\d+(?:\.\d+){0,3})", text)
    if found:
        parts = found[1].split(".")
        return Reading(plain(parts), keys.numbers(parts), "prefix", reason=UNDATED)
    found = match(
        r"v?(\d+\.\d+\.\d+\.\d+)b(\d{6})(?:\.d(\d+))?(?:\.u(\d+))?(?:\(([0-9a-z]+)\))?", text
    )
    if not found:
        return None
    numbers, digits, d, u, hardware = found.groups()
    reading = dated(numbers, digits, 4, mark="B")
    if isinstance(reading, str):
        return reading
    canonical, key = reading.canonical, reading.key
    for mark, digits in (("D", _zeros(d, 2)), ("U", _zeros(u, 1))):
        if digits:
            canonical, key = f"{canonical}.{mark}{digits}", key + keys.patch(digits)
    if hardware:
        canonical += f"({hardware.upper()})"
    return reading._replace(
        canonical=canonical, key=key, precision="full" if d and u else "prefix", reason=SHORT
    )


def uniview(text: str) -> Reading | str | None:
    """Read Uniview: `NVR-B3801.20.17.240507`, `QIPC-B2202.3.73.C06290.NB.230628`.

    Each platform (prefix and B code) and each customer code has ceilings of its own.
    https://www.cve.org/CVERecord?id=CVE-2023-0773
    """
    found = match(
        r"([a-z_]+)-b(\d+)\.(\d+)\.(\d+)(?:\.([a-z]\d+))?(?:\.([a-z]{2,3}))?(?:\.(\d{6}))?", text
    )
    if not found:
        return None
    prefix, board, major, minor, customer, flavour, digits = found.groups()
    platform = f"{prefix}-B{board}".upper()
    variant = "".join([f".{part.upper()}" for part in (customer, flavour) if part])
    branch = (platform + variant).lower()
    numbers = plain([major, minor])
    if not digits:
        key = keys.numbers([major, minor])
        canonical = f"{platform}.{numbers}{variant}"
        return Reading(canonical, key, "prefix", branch, reason=UNDATED)
    reading = dated(numbers, digits, 2, mark=".")
    if isinstance(reading, str):
        return reading
    return reading._replace(canonical=f"{platform}.{numbers}{variant}.{digits}", branch=branch)


def pelco(text: str) -> Reading | str | None:
    """Read Pelco Sarix: `1.8.2.4-20120101-1.8154-O3.5432`, or the numbers alone.

    What follows the date names model and hardware, which is no order; the model is a line.
    http://buildingskb.schneider-electric.com/view.php?AID=16483
    """
    found = match(r"v?(\d+(?:\.\d+){1,4})(?:-([a-z]\d+\.\d+))?", text)
    if found:
        reading = dotted(found[1], 9, branch="plain")
        return reading._replace(canonical=reading.canonical + _suffix("-", found[2]))
    found = match(r"(\d+(?:\.\d+){3})-(\d{8})-(\d\.\d{4})-([a-z]\d+\.\d+)", text)
    if not found:
        return None
    numbers, digits, model, hardware = found.groups()
    reading_or_reason = dated(numbers, digits, 4, mark="-")
    if isinstance(reading_or_reason, str):
        return reading_or_reason
    canonical = f"{plain(numbers.split('.'))}-{digits}-{model}-{hardware.upper()}"
    return reading_or_reason._replace(canonical=canonical, branch=model)


def geovision(text: str) -> Reading | str | None:
    """Read Geovision: `v3.12 2017-06-19`, `V1.00_2017_12_15`; ONVIF devices print both."""
    found = match(r"v?(\d+(?:\.\d+){0,3})(?:[ _](\d{4})[-_](\d\d)[-_](\d\d))?", text)
    if not found:
        return None
    numbers, year, month, day = found.groups()
    if not year:
        return dotted(numbers, 9)
    reading = dated(numbers, year + month + day, 2, mark=" ")
    if isinstance(reading, str):
        return reading
    return reading._replace(canonical=f"v{plain(numbers.split('.'))} {year}-{month}-{day}")


def hanwha(text: str) -> Reading | str | None:
    """Read Hanwha Vision: `1.40.02`, `1.41.01_20200102_R210`; from few samples."""
    found = match(r"v?(\d+(?:\.\d+){0,2})(?:_(\d{8}|\d{6}))?(?:_r(\d+))?", text)
    if not found:
        return None
    numbers, digits, revision = found.groups()
    if not digits:
        return None if revision else dotted(numbers, 9, widths=(1, 2, 2))
    parts = numbers.split(".")
    if len(parts) == 2:
        parts.append("0")  # a dated version without a third number is the first of its line
    reading = dated(".".join(parts), digits, 3, mark="_")
    if isinstance(reading, str) or reading.precision == "vague":
        return reading
    canonical = f"{padded(parts, (1, 2, 2))}_{(reading.build_date or '').replace('-', '')}"
    if not revision:
        return reading._replace(canonical=canonical, precision="device")
    return reading._replace(
        canonical=f"{canonical}_R{int(revision)}", key=reading.key + keys.patch(revision)
    )


def _zeros(digits: str | None, width: int) -> str:
    return (digits.lstrip("0") or "0").zfill(width) if digits else ""


def _suffix(mark: str, text: str | None) -> str:
    return mark + text.upper() if text else ""
