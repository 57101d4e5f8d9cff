"""Firmware notations as data: what the parsers of `firmware` read, for readers in any language.

A notation is a pattern and a recipe that makes a key of the pattern's groups. The patterns of a
scheme are tried in order on lower-case text and have to match it whole; the first that does
decides. They use only what every engine of regular expressions has: literals, `[...]`, groups,
`?`, `*`, `+`, `{m,n}` and `|`. What they read they read exactly as the library does
(tests/test_feed_notations.py holds the two together); all else cannot be read, which is no answer.
docs/recorder-feed.md explains the parts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

Step = tuple[str | int, ...]
"""One step of a key's recipe: its name, then the numbers of groups, or a literal token."""

Line = tuple[str | tuple[str, int, int], ...]
"""The end of a line's name: literals, and parts (text before, group, width)."""

ALWAYS, DEVICE, DATED, NEVER, REFUSED = "always", "device", "dated", "never", "refused"
"""When a text names one version: whoever wrote it; if a device did; if it has its date; never.
`refused` is text that looks like a version and cannot be placed."""


class Notation(NamedTuple):
    """One way of writing a version.

    A part of `line` falls away with an empty group; width 0 is the text itself, else each number
    is written with at least so many digits. `date` are the groups of the build date, year first.
    """

    pattern: str
    exact: str = REFUSED
    key: tuple[Step, ...] = ()
    line: Line = ()
    date: tuple[int, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Return the object of the feed; what is empty is left out."""
        found: dict[str, object] = {"pattern": self.pattern, "exact": self.exact}
        if self.key:
            found["key"] = [list(step) for step in self.key]
        if self.line:
            found["line"] = [part if isinstance(part, str) else list(part) for part in self.line]
        if self.date:
            found["date"] = list(self.date)
        return found


_N: Final = "[0-9]+"
_DATE: Final = "([0-9]{8}|[0-9]{6})"
_NUMBERS: Final = (("numbers", 1),)
_DATED_KEY: Final = (("numbers", 1), ("date",))
_PRE: Final = "~pre"


def _run(least: int, most: int | None = None, dot: str = r"\.") -> str:
    """Return the pattern of numbers joined by dots: from `least` to `most` of them."""
    if most == 1:
        return _N
    return f"{_N}(?:{dot}{_N}){{{least - 1},{'' if most is None else most - 1}}}"


def _dotted(front: str, most: int, full: int, *, back: str = "", line: str = "") -> list[Notation]:
    """Return the notations of dotted numbers: with `full` or more of them they are complete."""
    end = (line,) if line else ()
    found = [Notation(f"{front}({_N}){back}", NEVER, _NUMBERS, end)]
    if full <= most:
        found.insert(0, Notation(f"{front}({_run(full, most)}){back}", ALWAYS, _NUMBERS, end))
    if full > 2:
        shorter = _run(2, min(full - 1, most))
        found.insert(-1, Notation(f"{front}({shorter}){back}", DEVICE, _NUMBERS, end))
    return found


def _early(numbers: str, words: str, exact: str = ALWAYS, line: tuple[str, ...] = ()) -> Notation:
    """Return the notation of a pre-release: `5.50-beta3`."""
    key = (("numbers", 1), ("prerelease", 2, 3))
    return Notation(rf"{numbers}[-. ]?({words})[-. ]?([0-9]*)", exact, key, (*line, _PRE))


def _axis() -> Iterator[Notation]:
    """Yield AXIS OS: four numbers up to 9, three from 10 on; zeros behind those do not count."""
    front = "(?:axis )?(?:os )?v?"
    for dot in (r"\.", "_"):
        for major, usual in (("0*[0-9]", 4), ("0*1[0-4]", 3)):
            zeros = rf"(?:{dot}0+){{0,{5 - usual}}}"
            shapes = [(f"{major}(?:{dot}{_N}){{{usual - 1}}}", zeros, ALWAYS)]
            for more in range(usual, 5):
                rest = f"(?:{dot}0+){{0,{4 - more}}}" if more < 4 else ""
                shapes.append((f"{major}(?:{dot}{_N}){{{more}}}", rest, ALWAYS))
            shapes.append((f"{major}(?:{dot}{_N}){{1,{usual - 2}}}", "", DEVICE))
            if dot != "_":
                shapes.append((major, "", NEVER))
            for numbers, rest, exact in shapes:
                yield Notation(f"{front}({numbers}){rest}", exact, _NUMBERS)
                yield _early(f"{front}({numbers}){rest}", "alpha|beta|rc")


def _dahua() -> Iterator[Notation]:
    """Yield Dahua: the third field is a number, or the code or number of a branch."""
    fields: tuple[tuple[str, tuple[Step, ...], Line], ...] = (
        ("([0-9]{0,2}[a-z]{2})([0-9]*)", (("number", 4),), (("/", 3, 0),)),
        ("0*([1-9][0-9]{3,})()", (), (("/", 3, 7),)),
        ("(0*[0-9]{1,3})()", (("number", 3),), ()),
    )
    dated = (
        rf"(?:\.{_DATE}|(?:, ?| )(?:build(?: date)?:? ?)?"
        "([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{8}|[0-9]{6}))?"
    )
    for field, step, branch in fields:
        for track, line in (
            (rf"(?:\.([0-9]+)(?:\.r)?{dated})?", ""),
            (rf"\.([0-9]+)\.t{dated}", "~test"),
        ):
            key = (("numbers", 1), ("numbers", 2), *step, ("numbers", 5), ("date",))
            end: Line = (*branch, line) if line else branch
            yield Notation(rf"v?([0-9])\.([0-9]{{3}})\.{field}{track}", DATED, key, end, (6, 7))


def _tapo() -> Iterator[Notation]:
    build = rf"[ _]*\(?build[ _]*{_DATE}\)?"
    # Rel. is a second of the day: below 86,400
    second = "([0-7]?[0-9]{1,4}|8[0-5][0-9]{3}|86[0-3][0-9]{2})"
    release = r"[ _]*rel[. _]*{}n?(?:\([0-9]+\))?"
    yield Notation(f"v?({_run(1, 4)})", NEVER, _NUMBERS)
    vague = f"v?({_run(1, 2)}){build}(?:{release.format('[0-9]{1,5}')})?"
    yield Notation(vague, NEVER, _NUMBERS, date=(2,))
    yield Notation(f"v?({_run(3, 4)}){build}", NEVER, _DATED_KEY, date=(2,))
    exact = f"v?({_run(3, 4)}){build}{release.format(second)}"
    yield Notation(exact, ALWAYS, (*_DATED_KEY, ("patch", 3)), date=(2,))


def _hikvision() -> Iterator[Notation]:
    build = rf"(?:[ _,]*\(?build[ _:]*|_){_DATE}\)?"
    yield Notation(f"v?({_run(1, 4)})", NEVER, _NUMBERS)
    yield Notation(f"v?({_run(3, 4)}){build}", ALWAYS, _DATED_KEY, date=(2,))
    yield Notation(f"v?({_run(1, 2)}){build}", NEVER, _NUMBERS, date=(2,))


def _reolink() -> Iterator[Notation]:
    tail = rf"(?:_v{_N}(?:\.{_N})*)?"
    three = r"[0-9]+\.[0-9]+\.[0-9]+[._][0-9]{1,5}"
    yield Notation(
        rf"v?({three})(?:_([0-9]{{1,5}}))?(?:\.?[_ ]([0-9]{{6}})[0-9]{{2,6}})?{tail}",
        DATED,
        (("numbers", 1), ("numbers", 2), ("date",)),
        date=(3,),
    )
    bare = rf"(?:[0-9]{{1,5}}_)?([0-9]{{6}})[0-9]{{2,6}}{tail}"
    yield Notation(bare, ALWAYS, (("date",),), ("/bare",), (1,))
    yield Notation(r"v?([0-9]{1,2}(?:\.[0-9]{1,5}){0,2})", NEVER, _NUMBERS)


def _tvt() -> Iterator[Notation]:
    front, hardware = f"v?({_run(4, 4)})b([0-9]{{6}})", r"(?:\([0-9a-z]+\))?"
    key = (*_DATED_KEY, ("patch", 3), ("patch", 4))
    yield Notation(f"v?({_run(1, 4)})", NEVER, _NUMBERS)
    yield Notation(rf"{front}\.d([0-9]+)\.u([0-9]+){hardware}", ALWAYS, key, date=(2,))
    short = rf"{front}(?:\.d([0-9]+))?(?:\.u([0-9]+))?{hardware}"
    yield Notation(short, NEVER, key, date=(2,))


def _hanwha() -> Iterator[Notation]:
    two = (("numbers", 1), ("token", "410"), ("date",))  # the third number is 0
    yield from _dotted("v?", 3, 9)
    for numbers, key in ((_run(3, 3), _DATED_KEY), (_run(2, 2), two)):
        yield Notation(f"v?({numbers})_{_DATE}", DEVICE, key, date=(2,))
        yield Notation(f"v?({numbers})_{_DATE}_r([0-9]+)", ALWAYS, (*key, ("patch", 3)), date=(2,))
    yield Notation(f"v?({_N})_{_DATE}(?:_r[0-9]+)?", NEVER, _NUMBERS, date=(2,))


def _vivotek() -> Iterator[Notation]:
    front = "(?:(?:[a-z0-9()/_+-]+-)?vvtk-)?"
    key = (("numbers", 2), ("letter", 3), ("numbers", 4), ("patch", 5))
    old, new = "([0-9]{2})([0-9]{2})", r"()([0-9]\.[0-9]{4}\.[0-9]{1,4}\.[0-9]{1,4})"
    first = ("numbers", 1)
    yield Notation(front + old, DEVICE, (first, ("numbers", 2)), ("/legacy",))
    letter = "([a-z])([0-9]{1,2})?(?:_([0-9]{1,3}))?"
    yield Notation(front + old + letter, ALWAYS, (first, *key), ("/legacy",))
    yield Notation(front + new, DEVICE, (("numbers", 2),), ("/ym",))
    more = "(?:([a-z])([0-9]{1,2})?)?(?:_([0-9]{1,6}))?"
    yield Notation(front + new + more, ALWAYS, key, ("/ym",))


def _mobotix() -> Iterator[Notation]:
    """Yield Mobotix: the first number is the platform, a line of its own; dates are no order."""
    date = r"(?: ?\(([0-9]{4}-[0-9]{2}-[0-9]{2})\))?"
    platform = (("/V", 1, 1),)
    key = (("numbers", 1), ("numbers", 2), ("patch", 3))
    for more, exact in (("{3}", ALWAYS), ("{1,2}", DEVICE), ("{0}", NEVER)):
        revision = "(?:[.-]r([0-9]+))?" if exact == ALWAYS else "()"
        numbers = rf"([0-9]+)((?:\.[0-9]+){more})"
        yield Notation(f"(?:mx-?)?v?{numbers}{revision}{date}", exact, key, platform, (4,))


def _by_platform(first: str, given: int) -> Iterator[Notation]:
    """Yield up to four numbers of which the first ones, `given` of them, name a line."""
    key, line = (("numbers", 1), ("numbers", 2)), (("/", 1, 1),)
    for least, most, exact in ((4, 4, ALWAYS), (2, 3, DEVICE), (1, 1, NEVER)):
        if most >= given:
            more = f"{{{max(least - given, 0)},{most - given}}}"
            yield Notation(rf"v?({first})((?:\.[0-9]+){more})", exact, key, line)


def _foscam() -> Iterator[Notation]:
    yield from _by_platform(r"0*11\.[0-9]+", 2)
    yield Notation("v?0*11")
    yield from _by_platform(_N, 1)


def _milesight() -> Iterator[Notation]:
    four = r"v?([0-9]+)((?:\.[0-9]+){3})"
    key = (("numbers", 1), ("numbers", 2), ("patch", 3))
    line = (("/", 1, 1), ("-", 4, 0))
    yield from _by_platform(_N, 1)
    yield Notation(f"{four}-r([0-9]+)(?:-([a-z]{{2,8}}))?", ALWAYS, key, line)
    other = (("numbers", 1), ("numbers", 2), ("patch", 4))
    yield Notation(
        f"{four}-([a-z]{{2,8}})(?:-r([0-9]+))?", ALWAYS, other, (("/", 1, 1), ("-", 3, 0))
    )


def _illustra() -> Iterator[Notation]:
    front, line = "(?:illustra[. ])?([a-z]{2,8}[0-9]{0,4})", (("/", 1, 0),)
    yield Notation(rf"(?:illustra[. ])?illustra\.{_run(1)}")
    for numbers, exact in ((_run(4, 4), ALWAYS), (_run(2, 3), DEVICE), (_N, NEVER)):
        yield Notation(rf"{front}\.({numbers})", exact, (("numbers", 2),), line)
    yield from _dotted("v?", 4, 5, line="/plain")


def _yi() -> Iterator[Notation]:
    key, line = (("numbers", 1), ("numbers", 2), ("numbers", 3)), (("/", 2, 1),)
    front = r"v?([0-9]+\.[0-9]+)\.([0-9]+)"
    yield Notation(rf"{front}(\.[0-9]+)", ALWAYS, key, line)
    yield Notation(f"{front}()", DEVICE, key, line)


def _exacqvision() -> Iterator[Notation]:
    """Yield exacqVision: a third number of four digits or more is a developer branch."""
    front, branch = "(?:exacqvision )?v?", (("/", 2, 0),)
    developer = rf"{front}([0-9]+\.[0-9]+\.0*([1-9][0-9]{{3,}})"
    yield Notation(rf"{developer}\.[0-9]+)", ALWAYS, _NUMBERS, branch)
    yield Notation(f"{developer})", DEVICE, _NUMBERS, branch)
    yield from _dotted(front, 4, 4)


def _geovision() -> Iterator[Notation]:
    date = "[ _]([0-9]{4})[-_]([0-9]{2})[-_]([0-9]{2})"
    yield from _dotted("v?", 4, 9)
    yield Notation(f"v?({_run(2, 4)}){date}", ALWAYS, _DATED_KEY, date=(2, 3, 4))
    yield Notation(f"v?({_N}){date}", NEVER, _NUMBERS, date=(2, 3, 4))


def _pelco() -> Iterator[Notation]:
    hardware = r"[a-z][0-9]+\.[0-9]+"
    yield Notation(f"v?({_run(2, 5)})(?:-{hardware})?", DEVICE, _NUMBERS, ("/plain",))
    full = rf"({_run(4, 4)})-([0-9]{{8}})-([0-9]\.[0-9]{{4}})-{hardware}"
    yield Notation(full, ALWAYS, _DATED_KEY, (("/", 3, 0),), (2,))


def _generic() -> Iterator[Notation]:
    """Yield the cautious reader: a single number is a line of its own."""
    front = r"(?:(?:firmware|fw|version|ver|rev)[.:]? ?){0,3}v?\.? ?"
    tail = (("numbers", 1), ("patch", 2))
    for numbers, line in ((_run(2), ()), (_N, ("/int",))):
        whole = f"{front}({numbers})"
        yield Notation(whole, DEVICE, _NUMBERS, line)
        yield _early(whole, "alpha|beta|rc|preview|dev", DEVICE, line)
        yield Notation(rf"{whole}(?:[-.]r|p| ?build ?)([0-9]+)", DEVICE, tail, line)
        yield Notation(rf"{whole}[-_]([0-9]+(?:\.[0-9]+)*)", DEVICE, tail, line)
        yield Notation(f"{whole}[a-z][0-9]{{0,2}}", NEVER, _NUMBERS, line)


def _synology() -> Iterator[Notation]:
    yield from _dotted("v?", 3, 9)
    build = f"v?({_run(1, 3)})-([0-9]+)(?:(?: update |-)([0-9]+))?"
    yield Notation(build, ALWAYS, (("numbers", 1), ("patch", 2), ("patch", 3)))


def _counted(full: int) -> list[Notation]:
    words = "dev|alpha|beta|rc|preview"
    return [*_dotted("v?", 5, full), _early(f"v?({_run(1, 5)})", words)]


_UNIVIEW: Final = Notation(
    r"([a-z_]+)-b([0-9]+)\.([0-9]+\.[0-9]+)(?:\.([a-z][0-9]+))?(?:\.([a-z]{2,3}))?(?:\.([0-9]{6}))?",
    DATED,
    (("numbers", 3), ("date",)),
    (("/", 1, 0), ("-b", 2, 0), (".", 4, 0), (".", 5, 0)),
    (6,),
)
_BOSCH: Final = r"v?([0-9]+\.[0-9]+)(?:\.| ?b(?:uild)? ?)([0-9]+(?:\.[0-9]+)?)"
_AQARA: Final = Notation(
    rf"v?({_run(3, 3)})[_.]([0-9]{{4}})(?:\.[0-9]{{4}})?", ALWAYS, (("numbers", 1), ("patch", 2))
)

NOTATIONS: Final[dict[str, tuple[Notation, ...]]] = {
    "aqara": (*_dotted("v?", 3, 9), _AQARA),
    "arecont": (
        Notation(f"v?({_run(2, 5)})", DEVICE, _NUMBERS, ("/dotted",)),
        Notation(f"v?({_N})", ALWAYS, _NUMBERS, ("/int",)),
    ),
    "avtech": (),
    "axis": tuple(_axis()),
    "bosch": (Notation(_BOSCH, ALWAYS, (("numbers", 1), ("numbers", 2))), *_dotted("v?", 2, 3)),
    "dahua": tuple(_dahua()),
    "exacqvision": tuple(_exacqvision()),
    "foscam": tuple(_foscam()),
    "generic": tuple(_generic()),
    "geovision": tuple(_geovision()),
    "geutebrueck": tuple(_counted(4)),
    "grandstream": tuple(_counted(4)),
    "hanwha": tuple(_hanwha()),
    "hikvision": tuple(_hikvision()),
    "illustra": tuple(_illustra()),
    "milesight": tuple(_milesight()),
    "mobotix": tuple(_mobotix()),
    "pelco": tuple(_pelco()),
    "reolink": tuple(_reolink()),
    "synology": tuple(_synology()),
    "tapo": tuple(_tapo()),
    "tvt": tuple(_tvt()),
    "ubiquiti": tuple(_counted(3)),
    "uniview": (_UNIVIEW,),
    "vivotek": tuple(_vivotek()),
    "wyze": tuple(_by_platform(r"[0-9]+\.[0-9]+", 2)),
    "yi": tuple(_yi()),
}
"""Every scheme of `firmware.SCHEMES`, its notations in the order in which they are tried."""
