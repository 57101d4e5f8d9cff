"""Notations made of numbers and perhaps a letter or revision: Axis, Bosch, recorders and others.

One function per notation, each accepting only what was seen; anything else is refused, never
passed on to a looser reader. Which manufacturer uses which is said in `schemes`.
"""

from __future__ import annotations

from integration_db.firmware import keys
from integration_db.firmware.dates import is_day
from integration_db.firmware.reading import (
    Reading,
    dotted,
    early,
    match,
    padded,
    plain,
)


def axis(text: str) -> Reading | str | None:
    """Read AXIS OS: `9.80.3.9`, `10.12.91`, `10_12_91` in file names, `5.50beta3`.

    Up to 9.x devices print four numbers (9.80.47 and later three), from 10 on three, where
    advisories add a fourth of 0. https://help.axis.com/en-us/axis-os-knowledge-base
    """
    found = match(
        r"(?:axis )?(?:os )?v?(\d+(?:\.\d+){0,4}|\d+(?:_\d+){1,4})"
        r"(?:[-. ]?(alpha|beta|rc)[-. ]?(\d*))?",
        text,
    )
    if not found:
        if match(r"\d+(?:\.\d+)+_\d+", text):
            return "it looks like a development build"
        return "it looks like a custom build" if "_cst_" in text else None
    numbers, word, count = found.groups()
    parts = numbers.replace("_", ".").split(".")
    major = int(parts[0])
    if major >= 15:  # development builds count year and week: 21.27.3
        return "it looks like a development build"
    usual = 3 if major >= 10 else 4
    while len(parts) > usual and not parts[-1].strip("0"):
        parts.pop()
    reading = dotted(".".join(parts), usual)
    return early(reading, word, count) if word else reading


def bosch(text: str) -> Reading | None:
    """Read Bosch: `7.80.0128`, which advisories also write `7.80 B128`.

    https://psirt.bosch.com
    """
    found = match(r"v?(\d+)(?:\.(\d+)(?:(?:\.| ?b(?:uild)? ?)(\d+)(?:\.(\d+))?)?)?", text)
    if not found:
        return None
    return dotted(".".join([part for part in found.groups() if part]), 3, widths=(1, 2, 4))


def mobotix(text: str) -> Reading | None:
    """Read Mobotix: `MX-V4.4.2.73.r2`, `MX-V7.3.5.35`, `MX-V5.4.6.3 (2021-09-21)`.

    The first number is the hardware platform (4 is P3, 5 is Mx6, 7 is M73 and S74), so each
    is a line of its own.
    """
    found = match(
        r"(?:mx-?)?v?(\d+)((?:\.\d+){0,3})(?:[.-]r(\d+))?(?: ?\((\d{4}-\d\d-\d\d)\))?", text
    )
    if not found:
        return None
    platform, rest, revision, date = found.groups()
    if date and not is_day(date):
        return None
    reading = dotted(platform + rest, 4, branch=f"V{int(platform)}")._replace(build_date=date)
    if not revision:
        return reading._replace(canonical="MX-V" + reading.canonical)
    if reading.precision != "full":
        return None
    return reading._replace(
        canonical=f"MX-V{reading.canonical}.r{int(revision)}",
        key=reading.key + keys.patch(revision),
    )


def illustra(text: str) -> Reading | None:
    """Read Illustra: `Illustra.SS016.05.03.01.0010`, where SS016 names the product line.

    Plain numbers (`2.8.0`) belong to older cameras and to the prose of advisories; they are a
    line of their own. https://www.cisa.gov/news-events/ics-advisories/icsa-23-159-02
    """
    found = match(r"(?:illustra[. ])?([a-z]{2,8}\d{0,4})\.(\d+(?:\.\d+){0,3})", text)
    if found and found[1].lower() != "illustra":
        reading = dotted(found[2], 4, widths=(2, 2, 2, 4), branch=found[1].lower())
        return reading._replace(canonical=f"{found[1].upper()}.{reading.canonical}")
    found = match(r"v?(\d+(?:\.\d+){0,3})", text)
    return dotted(found[1], 5, branch="plain") if found else None


def vivotek(text: str) -> Reading | None:
    """Read Vivotek: `IP7160-VVTK-0101b`, `0100b1`, and since 2022 `2.2402.34.01j_101`.

    The model in front may be another one, as images are shared; it is evidence, not version.
    Whether the newer notation continues the older one on a model is not known: two lines.
    """
    found = match(
        r"(?:(?:[a-z0-9()/_+-]+-)?vvtk-)?(\d\d)(\d\d)(?:([a-z])(\d{1,2})?(?:_(\d{1,3}))?)?", text
    )
    if found:
        major, minor, letter, digit, build = found.groups()
        canonical, key = major + minor, keys.numbers([major, minor])
        branch = "legacy"
    else:
        found = match(
            r"(?:(?:[a-z0-9()/_+-]+-)?vvtk-)?(\d\.\d{4}\.\d{1,4}\.\d{1,4})"
            r"(?:([a-z])(\d{1,2})?)?(?:_(\d{1,6}))?",
            text,
        )
        if not found:
            return None
        numbers, letter, digit, build = found.groups()
        parts = numbers.split(".")
        canonical, key = padded(parts, (1, 4, 2, 2)), keys.numbers(parts)
        branch = "ym"
    if letter:
        canonical, key = canonical + letter.lower(), key + keys.letter(letter)
    if digit:
        canonical, key = canonical + str(int(digit)), key + keys.number(digit)
    if build:
        canonical, key = f"{canonical}_{int(build)}", key + keys.patch(build)
    return Reading(canonical, key, "full" if letter or build else "device", branch)


def wyze(text: str) -> Reading | None:
    """Read Wyze: `4.36.11.8391`, where 36 is the product (Cam v3), hence a line of its own.

    https://github.com/kohrar/Wyze-Firmwares
    """
    found = match(r"v?(\d+)\.(\d+)((?:\.\d+){0,2})", text)
    if not found:
        return None
    reading = dotted(found[1] + "." + found[2] + found[3], 4)
    return reading._replace(branch=plain([found[1], found[2]]))


def yi(text: str) -> Reading | None:
    """Read Yi: `4.5.19.2`, where the third number is the product, hence a line of its own."""
    found = match(r"v?(\d+\.\d+)(?:\.(\d+)(\.\d+)?)?", text)
    if not found:
        return None
    front, product, last = found.groups()
    if product is None:
        return dotted(front, 9)._replace(branch=None)
    return dotted(f"{front}.{product}{last or ''}", 4, branch=plain([product]))


def foscam(text: str) -> Reading | str | None:
    """Read one Foscam component: system `1.9.3.18` or application `2.52.2.43`.

    The first number tells the component. Cameras before those print one version whose first
    two numbers are the hardware (`11.37.2.65`). Two components joined have no order.
    https://blog.talosintelligence.com/2018/04/foscam-unsigned-image-vuln.html
    """
    found = match(r"v?(\d+)((?:\.\d+){0,3})", text)
    if not found:
        if match(r"v?[\d.]+ ?[/_,+-] ?v?[\d.]+", text):
            return "it joins two components, system and application; give one of them"
        return None
    first = int(found[1])
    parts = (found[1] + found[2]).split(".")
    if first == 11 and len(parts) > 1:
        return dotted(".".join(parts), 4, branch=plain(parts[:2]))
    return dotted(".".join(parts), 4)._replace(branch=None if first == 11 else str(first))


def milesight(text: str) -> Reading | None:
    """Read Milesight: `61.8.0.3-r8`, `45.8.0.2-AIoT-r4`, `63.8.0.4-r1-NX`.

    The first number is the hardware platform and a word a flavour: both make a line.
    https://www.cisa.gov/news-events/ics-advisories/icsa-26-113-03
    """
    found = match(r"v?(\d+)((?:\.\d+){0,3})(?:-([a-z]{2,8}))?(?:-r(\d+))?(?:-([a-z]{2,8}))?", text)
    if not found:
        return None
    platform, rest, flavour, revision, other = found.groups()
    if flavour and other:
        return None
    reading = dotted(platform + rest, 4, branch=str(int(platform)))
    flavour = flavour or other
    if (flavour or revision) and reading.precision != "full":
        return None
    branch, canonical, key = reading.branch or "", reading.canonical, reading.key
    if flavour:
        branch, canonical = f"{branch}-{flavour.lower()}", f"{canonical}-{flavour.upper()}"
    if revision:
        canonical, key = f"{canonical}-r{int(revision)}", key + keys.patch(revision)
    return reading._replace(canonical=canonical, key=key, branch=branch)


def aqara(text: str) -> Reading | None:
    """Read Aqara: `4.3.8_0014.0013`, `3.1.3_0042`; the last field is no order.

    https://github.com/niceboygithub/AqaraCameraHubfw
    """
    found = match(r"v?(\d+(?:\.\d+){0,2})", text)
    if found:
        return dotted(found[1], 9)
    found = match(r"v?(\d+)\.(\d+)\.(\d+)[_.](\d{4})(?:\.(\d{4}))?", text)
    if not found:
        return None
    *parts, build, last = found.groups()
    canonical = f"{plain(parts)}_{build}" + (f".{last}" if last else "")
    return Reading(canonical, keys.numbers(parts) + keys.patch(build), "full")


def arecont(text: str) -> Reading | None:
    """Read Arecont Vision: one number (`65199`), or numbers with dots, which is another line."""
    found = match(r"v?(\d+(?:\.\d+){0,4})", text)
    if not found:
        return None
    if "." in found[1]:
        return dotted(found[1], 9, branch="dotted")
    return Reading(plain([found[1]]), keys.number(found[1]), "full", "int")


def ubiquiti(text: str) -> Reading | None:
    """Read UniFi: three numbers, `4.48.16`, with `-beta.3` for early access.

    https://github.com/uilibs/uiprotect/blob/main/src/uiprotect/release_cache.json
    """
    return _numbers(text, 3)


def grandstream(text: str) -> Reading | None:
    """Read Grandstream: four numbers, `1.0.7.5`."""
    return _numbers(text, 4)


def geutebrueck(text: str) -> Reading | None:
    """Read Geutebrück G-Cam: four numbers, `1.12.0.25`.

    https://www.cisa.gov/news-events/ics-advisories/icsa-21-208-03
    """
    return _numbers(text, 4)


def avtech(_: str) -> str:
    """Refuse AVTECH: the text joins several components (`FullImg-1023-1007-1011-1009`)."""
    return "AVTECH joins the versions of several components, which have no common order"


def exacqvision(text: str) -> Reading | None:
    """Read exacqVision: `24.03`, `23.09.6.0`, and before 2019 `9.6`, `7.2.1.85489`.

    The third number is the revision of the release; with four digits or more it is a developer
    branch, which the release does not continue. https://exacq-cms.johnsoncontrols.com/2019/04
    """
    found = match(r"(?:exacqvision )?v?(\d+(?:\.\d+){0,3})", text)
    if not found:
        return None
    parts = found[1].split(".")
    revision = parts[2].lstrip("0") if len(parts) > 2 else ""
    # the year came in with 19.03, and the month is printed with two digits
    widths = (1, 2) if int(parts[0]) >= 19 else ()
    return dotted(found[1], 4, widths=widths, branch=revision if len(revision) > 3 else "")


def synology(text: str) -> Reading | None:
    """Read Synology: `8.2.6-6009`, `7.1-4141`; the build after the dash completes it."""
    found = match(r"v?(\d+(?:\.\d+){0,2})(?:-(\d+))?(?:(?: update |-)(\d+))?", text)
    if not found:
        return None
    numbers, build, update = found.groups()
    reading = dotted(numbers, 9)
    if not build:
        return None if update else reading
    canonical, key = f"{reading.canonical}-{build.zfill(4)}", reading.key + keys.patch(build)
    if update:
        canonical, key = f"{canonical} Update {int(update)}", key + keys.patch(update)
    return Reading(canonical, key, "full")


def _numbers(text: str, full: int) -> Reading | None:
    found = match(r"v?(\d+(?:\.\d+){0,4})(?:[-. ]?(dev|alpha|beta|rc|preview)[-. ]?(\d*))?", text)
    if not found:
        return None
    numbers, word, count = found.groups()
    reading = dotted(numbers, full)
    return early(reading, word, count) if word else reading
