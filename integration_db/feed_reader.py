"""Reading the recorder feed: one file without dependencies, to be copied into other programs.

    feed = load("feed.json")
    camera = feed.find("Axis", "P3245-LVE")
    answer = feed.answer(camera, firmware="10.12.114", plugin="ONVIF")
    outcomes(answer, "https-required")  # everything that the recorder may show

Needs Python 3.8 and nothing else; reads format version 1. docs/recorder-feed.md explains the
format, and the conformance file tests a reader in any other language. Nothing is guessed: what
is not known for certain is `unknown`, a camera that is not meant for certain is None.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any, Dict, Iterable, Mapping, NamedTuple, Sequence

FORMAT = "integration-db-feed"
FORMAT_VERSION = 1
Object = Dict[str, Any]


class FeedError(ValueError):
    """The file cannot be used, or has not what was asked for; the message says which."""


class Firmware(NamedTuple):
    """A version's place: its line, and the lowest and highest key that it may have.

    The keys are equal for a complete version. `line` is None for text that cannot be read.
    """

    text: str
    line: str | None
    lo: str
    hi: str
    built: str | None


class Camera(NamedTuple):
    """A model of the feed: its names, and the objects of its manufacturer and of itself."""

    manufacturer: str
    model: str
    maker: Object
    entry: Object


# --- The file, and names ------------------------------------------------------------------------


def load(path: str) -> Feed:
    """Read a feed from a file. Raises `OSError`, and `FeedError` as `parse` does."""
    with open(path, "rb") as file:
        return parse(file.read())


def parse(content: bytes) -> Feed:
    """Read a feed from its bytes. Raises `FeedError`: not a feed, too new, damaged or changed."""
    try:
        feed = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError):
        raise FeedError("this is not JSON: the file is no feed, or it was cut off") from None
    if not isinstance(feed, dict) or feed.get("format") != FORMAT:
        raise FeedError(f"this JSON is no feed: its 'format' is not {FORMAT!r}")
    version = feed.get("format_version")
    if version != FORMAT_VERSION:
        raise FeedError(
            f"the feed has format version {version!r} and this reader reads {FORMAT_VERSION}: "
            "take a newer reader, or export that version"
        )
    # The checksum stands last. It is that of the bytes before it, closed by a brace.
    body, mark, tail = content.rpartition(b',"sha256":"')
    if not mark or tail.strip() != f'{feed.get("sha256")}"}}'.encode():
        raise FeedError("the checksum does not end the feed: the file was changed or written anew")
    if hashlib.sha256(body + b"}").hexdigest() != feed["sha256"]:
        raise FeedError("the checksum is wrong: the feed is damaged or was changed")
    return Feed(feed)


_ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5"}


def exact_key(text: str) -> str:
    """Return a name in upper case, its dashes and runs of white space unified."""
    return " ".join(re.sub("[\u2010-\u2015\u2212]", "-", text).upper().split())


def loose_key(text: str) -> str:
    """Return the exact key without spaces, dashes, underscores and dots, `Mk II` as `MK2`."""
    return re.sub("[ ._-]", "", _marked(text))


def _marked(text: str) -> str:
    key, mark = exact_key(text), r"\bMK[ -]?(I{1,3}|IV|V|[1-5])\b"
    return re.sub(mark, lambda m: "MK" + _ROMAN.get(m[1], m[1]), key) if "MK" in key else key


def _parted_alike(text: str, name: str) -> bool:
    """Whether a text ends with a name, parted by dashes and spaces only where the name is."""
    parts = map(re.escape, re.split("[ ._-]+", _marked(name)))
    return re.search(f"(^|[ ._-]){'[ ._-]?'.join(parts)}$", _marked(text)) is not None


# --- Firmware -----------------------------------------------------------------------------------

_LENGTHS = "0123456789abcdefghijklmnopqrstuvwxyz"
_RANKS = {"dev": "0", "alpha": "1", "beta": "2", "preview": "2", "rc": "3"}
_NO_VERSION = "unknown|n/a|na|none|null|all|any|latest|newest|-|[?]|[*]"


def place(text: str, notations: Iterable[Object], line: str, device: bool) -> Firmware:
    """Return where a version stands, by the notations of its scheme; `line` begins its line.

    `device` tells that the device printed the text, which then is complete where a person's text
    may be short for a longer one.
    """
    nowhere = Firmware(text, None, "", "", None)
    cleaned = " ".join(text.split()).strip(" \"'`").lower()
    plain = len(text) <= 640 and re.fullmatch("[ -~]{1,160}", cleaned)
    if not plain or re.fullmatch(_NO_VERSION, cleaned) or re.search("[0-9]{36}", cleaned):
        return nowhere
    for notation in notations:
        match = re.fullmatch(notation["pattern"], cleaned)
        if match is None:
            continue
        date = "".join(match[group] or "" for group in notation.get("date", ()))
        built = _day(date.replace("-", "")) if date else None
        if notation["exact"] == "refused" or (date and built is None):
            return nowhere
        key = "".join(_tokens(step, match, built) for step in notation["key"])
        line += "".join(_part(part, match) for part in notation.get("line", ()))
        exact = {"always": True, "device": device, "dated": bool(date)}.get(notation["exact"])
        end = "1" if exact else ""
        return Firmware(text, line, key + end, key + (end or "z"), built)
    return nowhere


def _number(mark: str, digits: str) -> str:
    """Return a token: its mark, the count of digits in base 36, the digits."""
    bare = digits.lstrip("0") or "0"
    return mark + _LENGTHS[len(bare)] + bare


def _tokens(step: list[Any], match: re.Match[str], built: str | None) -> str:
    """Return what one step of a recipe adds to the key."""
    name, *groups = step
    if name == "date":
        return _number("3", built.replace("-", "")) if built else ""
    if name == "token":
        return str(groups[0])
    text = match[groups[0]] or ""
    if name == "number":
        return _number("4", text)
    if name in ("numbers", "patch"):
        mark = "4" if name == "numbers" else "3"
        return "".join(_number(mark, digits) for digits in re.findall("[0-9]+", text))
    if name == "letter":
        return f"2{text}0" if text else ""
    if name == "prerelease":
        return _number("0" + _RANKS[text], match[groups[1]] or "")
    raise FeedError(f"the feed has the step {name!r}, which this reader does not know")


def _part(part: Any, match: re.Match[str]) -> str:
    """Return one part of a line's name; one with an empty group falls away."""
    if isinstance(part, str):
        return part
    before, group, width = part
    text = match[group] or ""
    if width:
        text = re.sub("[0-9]+", lambda m: m[0].lstrip("0").zfill(width), text)
    return f"{before}{text}" if text else ""


def _day(digits: str) -> str | None:
    """Return `yymmdd` or `yyyymmdd` as ISO text, None if it is no day from 2000 to 2049."""
    digits = "20" + digits if len(digits) == 6 else digits
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    days = [31, 28 + (year % 4 == 0), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    known = 2000 <= year <= 2049 and 1 <= month <= 12 and 1 <= day <= days[month - 1]
    return f"{year}-{month:02}-{day:02}" if known else None


def compare(a: Firmware, b: Firmware) -> int | None:
    """Return -1 if `a` is older, 1 if newer, 0 if the text is the same, None if nobody can say."""
    if a.line == b.line and a.text.lower().split() == b.text.lower().split():
        return 0
    if a.line is None or a.line != b.line or not (a.hi < b.lo or b.hi < a.lo):
        return None
    order, older, newer = (-1, a, b) if a.hi < b.lo else (1, b, a)
    if (older.built or "") > (newer.built or ""):
        return None  # it may be an older branch that was built again later
    return order


def holds(stretch: Object, version: Firmware) -> str:
    """Return whether a version lies in a stretch: yes, no, or unknown."""
    dated = _by_date(stretch, version.built)
    if stretch["line"] is None or dated == "no":
        return dated
    if stretch["line"] != version.line:
        return "unknown"
    if not _meets(stretch, version):
        return "no"
    whole = stretch.get("from", "") <= version.lo and version.hi < stretch.get("before", "~")
    return dated if whole else "unknown"


def _by_date(stretch: Object, day: str | None) -> str:
    start, end = stretch.get("built_from", ""), stretch.get("built_before", "~")
    if day is None:
        return "yes" if (start, end) == ("", "~") else "unknown"
    return "yes" if start <= day < end else "no"


def _meets(stretch: Object, version: Firmware) -> bool:
    """Whether some version that the text may mean lies in a stretch, dates apart."""
    line, lo, hi = stretch["line"], stretch.get("from", ""), stretch.get("before", "~")
    return line is None or (line == version.line and version.hi >= lo and version.lo < hi)


def meeting(stretches: Sequence[Object], version: Firmware | None) -> list[Object]:
    """Return the stretches in which a version may lie, for None those that are shown, if any.

    The line None is every line, "" any that the feed does not speak of, and what cannot be read.
    """
    if len(stretches) == 1:
        return list(stretches)
    if version is None:
        known = [one for one in stretches if one["line"] != ""]
        return [one for one in known if one["shown"]] or known
    spoken = any(one["line"] == version.line for one in stretches)
    here = [one for one in stretches if _meets(one, version) or not (spoken or one["line"])]
    return [one for one in here if _by_date(one, version.built) != "no"]


# --- Answers and predictions --------------------------------------------------------------------

LIMITED = ("https_support", "video_encryption")  # the second needs the first


class Feed:
    """A feed that was read and checked; `payload` is the object that holds everything."""

    def __init__(self, feed: Object) -> None:
        self.data_version: str = feed["data_version"]
        self.payload: Object = feed["payload"]
        self._makers: dict[str, set[int]] = {}
        self._names: dict[tuple[str, int | None, str], list[tuple[str, Camera | None, str]]] = {}
        for number, maker in enumerate(self.payload["manufacturers"]):
            for text in (maker["name"], *maker.get("aliases", ())):
                self._makers.setdefault(loose_key(text), set()).add(number)
            for series in maker["series"]:
                for text in (series["name"], *series.get("aliases", ())):
                    self._add("series", text, number, None)
                for entry in series["models"]:
                    camera = Camera(maker["name"], entry["name"], maker, entry)
                    self._add("name", entry["name"], number, camera)
                    for kind, key in (("identifier", "identifiers"), ("alias", "aliases")):
                        for text in entry.get(key, ()):
                            self._add(kind, text, number, camera)

    def _add(self, kind: str, text: str, maker: int, camera: Camera | None) -> None:
        for form, key in (("exact", exact_key(text)), ("loose", loose_key(text))):
            for narrowed in (maker, None):
                self._names.setdefault((form, narrowed, key), []).append((kind, camera, text))

    def find(
        self, manufacturer: str | None, model: str | None, identifiers: Iterable[str] = ()
    ) -> Camera | None:
        """Return the one camera that a device means by what it says of itself, else None.

        By exact key, then by loose key, then without the maker's name in front; a printed name
        goes before a part number before a listed spelling. What contradicts itself finds nothing.
        """
        maker = self._maker(manufacturer) if manufacturer else None
        if manufacturer and maker is None:
            return None
        hits = self._by_name(model, maker) if model else []
        for text in identifiers:
            entries = self._names.get(("exact", maker, exact_key(text)), ())
            hits += [camera for kind, camera, _ in entries if kind == "identifier"]
        return hits[0] if hits and all(hit is hits[0] for hit in hits) else None

    def _by_name(self, text: str, maker: int | None) -> list[Camera | None]:
        loose = loose_key(text)
        trials = [("exact", exact_key(text)), ("loose", loose)]
        if maker is not None:
            owner = self.payload["manufacturers"][maker]
            fronts = [loose_key(name) for name in (owner["name"], *owner.get("aliases", ()))]
            trials += [("loose", loose[len(f) :]) for f in fronts if f and loose.startswith(f)]
        for form, key in trials:
            named = self._names.get((form, maker, key), ())
            entries = [one for one in named if form == "exact" or _parted_alike(text, one[2])]
            for kind in ("name", "identifier", "alias", "series"):
                cameras = [camera for own, camera, _ in entries if own == kind]
                if cameras:
                    return cameras
        return []

    def _maker(self, written: str) -> int | None:
        words = re.findall(r"[^\s,.()]+", exact_key(written))
        trials = [loose_key(written).replace(",", "").replace("&", "")]
        while len(words) > 1 and loose_key(words[-1]) in self.payload["company_words"]:
            words.pop()
            trials.append(loose_key(" ".join(words)))
        makers = [self._makers[key] for key in trials if key in self._makers]
        return min(makers[0]) if makers and len(makers[0]) == 1 else None

    def firmware(self, owner: Object, text: str, device: bool = True) -> Firmware:
        """Return where a version stands; `owner` is a manufacturer's or a recorder's object."""
        return place(text, self.payload["schemes"][owner["scheme"]], owner["line"], device)

    def answer(
        self,
        camera: Camera,
        firmware: str | None = None,
        plugin: str | None = None,
        recorder: str | None = None,
        recorder_version: str | None = None,
        hardware_version: str | None = None,
        device: bool = True,
    ) -> dict[str, str]:
        """Return yes, no or unknown for each of the capabilities that the feed knows.

        Without a plugin the answer is about the camera alone. `device` tells that the versions are
        as the devices print them. Raises `FeedError` for an unknown plugin or recorder.
        """
        running = None if firmware is None else self.firmware(camera.maker, firmware, device)
        entry, limits = camera.entry, None
        if plugin is not None:
            owner, via = self.plugin(plugin, recorder)
            limits, number = [via], None
            if recorder_version is not None:
                limits = meeting(via["versions"], self.firmware(owner, recorder_version, device))
                number = via["versions"].index(limits[0]) if len(limits) == 1 else None
            for one in entry.get("pairings", ()):
                if (one["recorder"], one["plugin"]) == (owner["name"], via["name"]):
                    entry = one if number is None else one["versions"][number]
                    limits = None  # what is known of the two together is joined already
        for board in entry.get("hardware_versions", ()):
            if hardware_version and loose_key(board["name"]) == loose_key(hardware_version):
                entry = board
        https, video = (agreed(one[name] for one in limits or ()) for name in LIMITED)
        answers: list[dict[str, str]] = []
        for stretch in meeting(self.payload["tables"][entry["answers"]], running):
            values = self.payload["answers"][stretch["answer"]]["values"]
            own = {name: values[i] for i, name in enumerate(self.payload["capabilities"])}
            if limits is not None:  # no, unknown, yes: the least is the AND
                own["https_support"] = min(own["https_support"], https)
                own["video_encryption"] = min(own["https_support"], own["video_encryption"], video)
            answers.append(own)
        return {name: agreed(a[name] for a in answers) for name in self.payload["capabilities"]}

    def plugin(self, written: str, recorder: str | None = None) -> tuple[Object, Object]:
        """Return a recorder (None: the default one) and its plugin. Raises `FeedError`."""
        for box in self.payload["recorders"]:
            named = recorder is not None and loose_key(recorder) in box["keys"]
            if named or (recorder is None and box.get("default")):
                for plugin in box["plugins"]:
                    if loose_key(written) in plugin["keys"]:
                        return box, plugin
        raise FeedError(f"the feed has no plugin {written!r} of {recorder or 'its recorder'}")


def agreed(values: Iterable[str]) -> str:
    """Return the value that all have, else `unknown`."""
    distinct = set(values)
    return distinct.pop() if len(distinct) == 1 else "unknown"


_SETTINGS = {  # what the recorder tries in order, and whether its port can be set
    "http": (("http",), True),
    "https-if-available": (("https", "http"), False),
    "https-required": (("https",), True),
}
_REACHED = {"yes": ["padlock"], "no": ["gear"], "unknown": ["gear", "padlock"]}


def outcomes(
    capabilities: Mapping[str, str],
    protocol: str,
    port: int | None = None,
    https_port: int | None = None,
    http_off: bool = False,
    cert_installed: bool | None = None,
    ip_changed: bool = False,
) -> list[str]:
    """Return every outcome that remains possible: fails, empty, gear, padlock, in this order.

    `port` is the recorder's port for the camera, `https_port` the camera's (443 if not said).
    Raises `FeedError` for an unknown protocol, and for a port where the recorder has no field.
    """
    tries, port_field = _SETTINGS.get(protocol, ((), False))
    if not tries or not (port is None or port_field):
        raise FeedError(f"the protocol {protocol!r} is unknown, or takes no port")
    https, video = capabilities["https_support"], capabilities["video_encryption"]
    needs, regen = capabilities["needs_custom_cert"], capabilities["regen_cert_on_ip_change"]
    doubtful = (not cert_installed and needs != "no") or (ip_changed and regen != "no")
    blocked = (cert_installed is False and needs == "yes") or (port or 443) != (https_port or 443)
    limit = "no" if blocked or "https" not in tries else "unknown" if doubtful else "yes"
    reached = min(https, limit)
    without = "empty" if "http" in tries and not http_off else "fails"
    return ([] if reached == "yes" else [without]) + ([] if reached == "no" else _REACHED[video])
