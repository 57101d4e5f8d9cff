"""Reading the recorder feed: one file without dependencies, to be copied into other programs.

    feed = load("feed.json")
    camera = feed.find("Axis", "P3245-LVE")
    answer = feed.answer(camera, firmware="10.12.114", plugin="ONVIF")
    for prediction in predictions(answer):
        print(prediction.setting, prediction.now, prediction.after, prediction.tasks)

Needs Python 3.8 and nothing else; reads format version 2. docs/recorder-feed.md explains the
format, and the conformance file tests a reader in any other language. Nothing is guessed: what
is not known for certain is `unknown`, a camera that is not meant for certain is None. The feed is
a hint and never a gate: a recorder always tries TLS, and no answer of it is a reason for HTTP.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any, Callable, Dict, Iterable, Mapping, NamedTuple, Sequence, Tuple

FORMAT = "integration-db-feed"
FORMAT_VERSION = 2
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
    series: str
    model: str
    maker: Object
    entry: Object

    @property
    def id(self) -> str:
        """Return what to store for it: `Feed.by_id` finds it again after it was renamed, too."""
        return f"{exact_key(self.manufacturer)}/{exact_key(self.model)}"


# --- The file, and names ------------------------------------------------------------------------


def load(path: str, least_edition: int = 0) -> Feed:
    """Read a feed from a file. Raises `OSError`, and `FeedError` as `parse` does."""
    with open(path, "rb") as file:
        return parse(file.read(), least_edition)


def parse(content: bytes, least_edition: int = 0) -> Feed:
    """Read a feed from its bytes; `least_edition` is the number of the newest one seen before.

    Raises `FeedError`: not a feed, of another format, damaged, changed, or an older edition.
    """
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
    if feed["edition"] < least_edition:
        raise FeedError(
            f"the feed is edition {feed['edition']}, and {least_edition} was there before: an old "
            "file was put in its place"
        )
    return Feed(feed)


_ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5"}


def exact_key(text: str) -> str:
    """Return a name in upper case, its dashes and runs of white space unified."""
    return " ".join(re.sub("[\u2010-\u2015\u2212]", "-", text).upper().split())


def loose_key(text: str) -> str:
    """Return the exact key without spaces, dashes, underscores and dots, `Mk II` as `MK2`."""
    return re.sub("[ ._-]", "", _marked(text))


def _maker_key(text: str) -> str:
    return loose_key(text).replace(",", "").replace("&", "")


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


def meeting(
    stretches: Sequence[Object], version: Firmware | None, wish: str | None = None
) -> list[Object]:
    """Return the stretches in which a version may lie, none where the camera cannot run it.

    For None those that are shown, with the wish `newest` the newest of them in each line; where
    none is shown, and with `any`, all. The line None is every line, "" any that the feed does not
    speak of, and what cannot be read.
    """
    if len(stretches) == 1:
        return list(stretches)
    if version is None:
        known = [one for one in stretches if one["line"] != ""]
        shown = [one for one in known if one.get("shown", True) and wish != "any"]
        if wish == "newest":
            shown = list({one["line"]: one for one in shown}.values())
        return shown or known
    spoken = any(one["line"] == version.line for one in stretches)
    here = [one for one in stretches if _meets(one, version) or not (spoken or one["line"])]
    return [one for one in here if _by_date(one, version.built) != "no"]


# --- Answers ------------------------------------------------------------------------------------


class Feed:
    """A feed that was read and checked; `payload` is the object that holds everything."""

    def __init__(self, feed: Object) -> None:
        self.data_version: str = feed["data_version"]
        self.edition: int = feed["edition"]
        self.expires: str | None = feed.get("expires")
        self.payload: Object = feed["payload"]
        self._sources = {one["id"]: one for one in self.payload["sources"]}
        self._makers: dict[str, set[int]] = {}
        self._names: dict[tuple[str, int | None, str], list[tuple[str, Camera | None, str]]] = {}
        for number, maker in enumerate(self.payload["manufacturers"]):
            for text in (maker["name"], *maker.get("aliases", ())):
                self._makers.setdefault(_maker_key(text), set()).add(number)
            for series in maker["series"]:
                for text in (series["name"], *series.get("aliases", ())):
                    self._add("series", text, number, None)
                for entry in series["models"]:
                    camera = Camera(maker["name"], series["name"], entry["name"], maker, entry)
                    self._add("name", entry["name"], number, camera)
                    for kind, key in (("identifier", "identifiers"), ("alias", "aliases")):
                        for text in entry.get(key, ()):
                            self._add(kind, text, number, camera)

    def _add(self, kind: str, text: str, maker: int, camera: Camera | None) -> None:
        for form, key in (("exact", exact_key(text)), ("loose", loose_key(text))):
            for narrowed in (maker, None):
                self._names.setdefault((form, narrowed, key), []).append((kind, camera, text))

    def expired(self, today: str) -> bool:
        """Return whether the feed should have been replaced by a day, given as `yyyy-mm-dd`."""
        return self.expires is not None and today > self.expires

    def by_id(self, text: str) -> Camera | None:
        """Return the camera with an id that was stored, be it that of a former name."""
        for cut in (slash.start() for slash in re.finditer("/", text)):
            for maker in self._makers.get(_maker_key(text[:cut]), ()):
                entries = self._names.get(("exact", maker, text[cut + 1 :]), ())
                for kind in ("name", "alias"):
                    cameras = [camera for own, camera, _ in entries if own == kind]
                    if cameras:
                        return cameras[0] if len(cameras) == 1 else None
        return None

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
        trials = [_maker_key(written)]
        while len(words) > 1 and loose_key(words[-1]) in self.payload["company_words"]:
            words.pop()
            trials.append(_maker_key(" ".join(words)))
        makers = [self._makers[key] for key in trials if key in self._makers]
        return min(makers[0]) if makers and len(makers[0]) == 1 else None

    def source(self, written: str) -> Object | None:
        """Return a source by its id, as a rung of a ladder names it; None where there is none."""
        return self._sources.get(written)

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
        options: Mapping[str, str] | None = None,
        device: bool = True,
    ) -> Answer:
        """Return what is known of a camera, and of a recorder with it.

        Without `recorder` the default one is meant, with NO_RECORDER none. A plugin that the feed
        lacks counts as none. In place of a firmware may stand `newest` (that it is shown to run) or
        `any`. `options` are choices of the recorder, by id or label. `device` tells that the
        versions are as the devices print them. Raises `FeedError` for an unknown recorder
        or option.
        """
        wish = (firmware or "").strip().lower()
        running = None
        if firmware is not None and wish not in _WISHES:
            running = self.firmware(camera.maker, firmware, device)
        alone = self.payload["tables"][_of_board(camera.entry, hardware_version)["table"]]
        kinds = [self.payload["kinds"][one["kind"]] for one in meeting(alone, running, wish)]
        kinds = kinds or [_UNKNOWN_KIND]  # the camera cannot run it
        own = agreed_values([through(self._values(kind)) for kind in kinds])
        if recorder == NO_RECORDER or not (recorder or self.payload["recorders"]):
            rungs = [Place(self._alone(one), one, n, _is_shown(one)) for n, one in enumerate(alone)]
            return Answer(own, [], [], {}, {}, running is not None, True, rungs)
        whole = self.recorder(recorder)
        via = _named(whole["plugins"], plugin) if plugin is not None else None
        how = via or whole
        versions = self._versions(whole, how, recorder_version, device)
        sides = [self._side(how, number, versions) for number in range(len(how["choices"]))]
        chosen = _chosen(how, sides, options or {})
        together = None
        if via is not None:
            together = self._together(camera, whole, via, versions, hardware_version)
        stretches = alone if together is None else together
        meant = meeting(stretches, running, wish)
        everywhere = [
            Place(
                self._link(camera, how, stretch, number, sides[number]),
                stretch,
                stretches.index(stretch),
                _is_shown(stretch) or (stretch in meant and (running is not None or wish == "any")),
                {name: value for name, value in choice.items() if name != "setting"},
                choice.get("setting"),
                number,
            )
            for stretch in stretches
            for number, choice in enumerate(how["choices"])
            if all(chosen.get(name, value) == value for name, value in choice.items())
        ]
        places = [one for one in everywhere if one.stretch in meant]
        elsewhere = [one for one in everywhere if one.stretch not in meant]
        if not places:
            places = [Place(Link(own, {}, {}, "camera", (), _UNKNOWN_KIND, False), NOWHERE)]
        return Answer(
            own,
            places,
            how.get("settings") or whole["settings"],
            whole["shows"],
            chosen,
            running is not None,
            via is not None or plugin is None,
            elsewhere,
        )

    def recorder(self, written: str | None = None) -> Object:
        """Return a recorder, None for the default one. Raises `FeedError`."""
        known = self.payload["recorders"]
        default = next((one for one in known if one.get("default")), None)
        found = default if written is None else _named(known, written)
        if found is None:
            raise FeedError(f"the feed has no recorder {written!r}" if written else "no recorder")
        return found

    def _versions(
        self, recorder: Object, how: Object, written: str | None, device: bool
    ) -> list[int]:
        """Return which of the recorder's stretches a version may mean, unsaid the newest."""
        if written is None:
            return [how["newest"]]
        known = how["versions"]
        return [
            known.index(one) for one in meeting(known, self.firmware(recorder, written, device))
        ]

    def _together(
        self, camera: Camera, recorder: Object, via: Object, versions: list[int], board: str | None
    ) -> list[Object] | None:
        """Return the stretches of camera and plugin together, None where nobody speaks of both.

        Where a short version may mean several of the recorder's with different answers, nothing is
        known.
        """
        for number in camera.entry.get("pairings", ()):
            pairing = self.payload["pairings"][number]
            if (pairing["recorder"], pairing["plugin"]) == (recorder["name"], via["name"]):
                tables = _of_board(pairing, board)["tables"]
                meant = {tables[version] for version in versions}
                return self.payload["tables"][meant.pop()] if len(meant) == 1 else [NOWHERE]
        return None

    def _side(self, how: Object, choice: int, versions: list[int]) -> Object:
        """Return what the recorder's side can do with one of its choices, at all these versions."""
        numbers = {how["versions"][version]["sides"][choice] for version in versions}
        return _shared([self.payload["sides"][number] for number in sorted(numbers)])

    def _link(
        self, camera: Camera, how: Object, stretch: Object, choice: int, side: Object
    ) -> Link:
        """Return what is known of camera and recorder in a stretch, with one of its choices."""
        together = "kind" not in stretch
        kind = _UNKNOWN_KIND
        if stretch is not NOWHERE:
            number = stretch["kinds"][choice] if together else stretch["kind"]
            kind = self.payload["kinds"][number]
        values, details = self._values(kind), _values_of_details(kind)
        makers, takes = how.get("manufacturers"), how.get("takes", "camera")
        if makers and camera.manufacturer not in makers:
            return Link(dict.fromkeys(values, "unknown"), details, {}, "camera", (), kind, False)
        if not together:
            values = through(values, side, takes, details.get("video_via", ()))
        return Link(values, details, side, takes, how.get("uses", ()), kind)

    def _alone(self, stretch: Object) -> Link:
        """Return what is known of a camera in a stretch where no recorder is meant."""
        kind = self.payload["kinds"][stretch["kind"]]
        own = through(self._values(kind))
        return Link(own, _values_of_details(kind), {}, "camera", (), kind)

    def _values(self, kind: Object) -> dict[str, str]:
        values = kind["values"] or ["unknown"] * len(self.payload["capabilities"])
        return dict(zip(self.payload["capabilities"], values))


def _is_shown(stretch: Object) -> bool:
    return bool(stretch.get("shown", True))


def _values_of_details(kind: Object) -> Object:
    return {name: detail["value"] for name, detail in kind.get("details", {}).items()}


NO_RECORDER = "none"  # in place of a recorder: the question is about the camera alone
_WISHES = ("newest", "any")
NOWHERE: Object = {"line": None, "text": "*"}  # a stretch of which nothing is known
_UNKNOWN_KIND: Object = {"values": None, "grades": [], "sources": []}
_JOINED = ("https_support", "video_encryption")  # in which a plugin has a part
_CHECKS = ("chain", "dates", "name", "pin")


class Link(NamedTuple):
    """What is known of the leg between recorder and camera in one stretch of firmware.

    `capabilities` are joined. `details` are the camera's, `side` is what the recorder can do;
    `takes` tells whether the plugin connects to a camera or to a stream address, `uses` to which
    interfaces of it. `kind` is the feed's object, with the evidence. One that does not `fit` is of
    a maker whose cameras the plugin does not take, or of firmware that the camera cannot run.
    """

    capabilities: dict[str, str]
    details: Object
    side: Object
    takes: str
    uses: Sequence[str]
    kind: Object
    fits: bool = True

    @property
    def ways(self) -> set[str]:
        """Return in which ways encrypted video may come: those in common, else the camera's."""
        own = {*self.details.get("video_via", ())}
        return own & {*self.side.get("video_via", ())} or own

    @property
    def observed(self) -> bool:
        """Whether somebody saw this camera connected by this plugin."""
        return bool(self.kind.get("seen"))


class Place(NamedTuple):
    """A stretch of firmware, its number in the table, and the recorder's choices that count there.

    `shown` tells that the camera is known to run firmware of it, or was said to. `setting` is the
    one for which alone the place counts, None for any; `choice` numbers the choices.
    """

    link: Link
    stretch: Object
    number: int = 0
    shown: bool = True
    options: Mapping[str, str] = {}
    setting: str | None = None
    choice: int = 0


class Rung(NamedTuple):
    """A stretch of a camera's firmware as people read it, and what is known there.

    `shown` tells that the camera is known to run firmware of it. `values`, `grades` (the weakest)
    and `sources` (ids) are by capability; a value that is unknown has no grade, and the sources of
    the camera that leave it open. `details` are the feed's objects, with their evidence.
    """

    text: str
    shown: bool
    values: dict[str, str]
    grades: dict[str, str | None]
    sources: dict[str, list[str]]
    details: Object


class Answer(NamedTuple):
    """What is known of the `camera` alone, and what is needed to know of the recorder with it.

    `places` are the stretches that the firmware may lie in, with every choice of the recorder that
    is open; from them follow the predictions. `settings` is the recorder's menu, `shows` are its
    symbols by level. `plugin_listed` is False where the feed lacks the plugin that was named.
    `elsewhere` are the camera's other stretches, of which a ladder speaks, too.
    """

    camera: dict[str, str]
    places: list[Place]
    settings: list[Object]
    shows: dict[str, str]
    options: dict[str, str]
    firmware_said: bool
    plugin_listed: bool
    elsewhere: list[Place]

    @property
    def ladder(self) -> list[Rung]:
        """Return all firmware of the camera, oldest first, and what is known in each stretch.

        With a recorder it is what both can do together, with the choices on which the verdict rests
        where nothing is said of the site. Lines of which nobody speaks are left out.
        """
        choice = _best(self, predictions(self)).place.choice if self.settings else 0
        places = [one for one in (*self.places, *self.elsewhere) if one.choice == choice]
        known = [one for one in places if one.stretch is not NOWHERE]
        spoken = [one for one in known if one.stretch["line"] != ""] or known
        return [_rung(one) for one in sorted(spoken, key=lambda one: one.number)]

    @property
    def capabilities(self) -> dict[str, str]:
        """Return what camera and recorder can do together, with the best of its choices.

        It is that of the verdict where nothing is said of the site.
        """
        if not self.settings:
            return self.camera
        return dict(verdict(self, predictions(self))["capabilities"])


def through(
    own: Mapping[str, str],
    side: Mapping[str, Any] | None = None,
    takes: str = "camera",
    ways: Iterable[str] = (),
) -> dict[str, str]:
    """Return a camera's values joined with what a recorder's side can do: no, unknown, yes.

    The least of the words is the AND. Encrypted video needs HTTPS, unless a stream address is
    taken, and of both sides a way that they have in common.
    """
    limits = side if side is not None else {"https_support": "yes", "video_encryption": "yes"}
    https = min(own["https_support"], limits.get("https_support", "unknown"))
    video = min(own["video_encryption"], limits.get("video_encryption", "unknown"))
    if takes == "camera":
        video = min(video, https)
    if video == "yes" and side is not None and not set(ways) & set(side.get("video_via", ())):
        video = "unknown"
    return {**own, "https_support": https, "video_encryption": video}


def agreed_values(answers: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Return per capability the value that all have, else `unknown`."""
    agreed = {}
    for name in answers[0]:
        distinct = {values[name] for values in answers}
        agreed[name] = distinct.pop() if len(distinct) == 1 else "unknown"
    return agreed


def _shared(sides: Sequence[Object]) -> Object:
    """Return what all sides say alike, with the weaker grades."""
    alike = {
        name: value
        for name, value in sides[0].items()
        if all(side.get(name) == value for side in sides)
    }
    grades = zip(_JOINED, zip(*[side["grades"] for side in sides]))
    alike["grades"] = [_weakest(column) if name in alike else None for name, column in grades]
    ids = zip(*[side["sources"] for side in sides])
    alike["sources"] = [sorted({one for listed in column for one in listed}) for column in ids]
    return alike


def _named(objects: Iterable[Object], written: str) -> Object | None:
    """Return the recorder or plugin of that name, None where there is none."""
    key = loose_key(written)
    return next((one for one in objects if key in one["keys"]), None)


def _of_board(entry: Object, written: str | None) -> Object:
    """Return what an entry says of a board, of any board where it does not list it."""
    for board in entry.get("hardware_versions", ()):
        if written is not None and loose_key(board["name"]) == loose_key(written):
            return dict(board)
    return entry


def _chosen(how: Object, sides: Iterable[Object], said: Mapping[str, str]) -> dict[str, str]:
    """Return choices as the feed spells them; a check that is optional is one, by its name.

    Raises `FeedError` for one that is not there.
    """
    found = {pair for side in sides for pair in side.get("checks", {}).items()}
    optional = [name for name in _CHECKS if (name, "option") in found]
    checks = [{"id": name, "label": name, "values": ["on", "off"]} for name in optional]
    chosen = {}
    for name, value in said.items():
        for option in (*how.get("options", ()), *checks):
            values = {loose_key(known): known for known in option["values"]}
            names = (loose_key(option["id"]), loose_key(option["label"]))
            if loose_key(name) in names and loose_key(value) in values:
                chosen[option["id"]] = values[loose_key(value)]
                break
        else:
            raise FeedError(f"{how['name']} has no option {name!r} with the value {value!r}")
    return chosen


# --- Predictions --------------------------------------------------------------------------------

LEVELS = ("fails", "nothing", "control", "stream", "full")
_RANK = {"fails": 0, "nothing": 1, "control": 2, "stream": 2, "full": 3}
_PORTS = {"http": 80, "https": 443, "rtsp": 554, "rtsps": 322}
_ASSUMPTIONS = (
    "same_port",
    "same_interface",
    "http_on",
    "usual_ports",
    "tls_shared",
    "certificate_accepted",
)
_TASKS = (  # in the order in which they are safe to do
    ("use_firmware", "set_clock", "open_port", "trust_ca", "create_certificate")
    + ("upload_certificate", "ca_certificate", "remake_certificate", "pin_certificate")
    + ("switch_on_https", "check_https", "set_port", "set_option", "set_protocol")
    + ("switch_on_video", "verify", "close_clear")
)


class Site(NamedTuple):
    """What is known about the place; None and empty where nobody said.

    `port` is the recorder's port for the camera, `https_port` the one under which the recorder
    reaches it over HTTPS. `nat`: the ports that a camera states say nothing of those outside.
    `as_shipped`: switches and certificate of which nothing else is said are as at the factory.
    `http` is on, off or redirect; `certificate` none, factory, self_signed or ca;
    `certificate_names` is what it is made out to: address, host_name, serial. `done` are tasks
    that are done. `strict` takes back every assumption.
    """

    port: int | None = None
    https_port: int | None = None
    nat: bool | None = None
    as_shipped: bool | None = None
    http: str | None = None
    https_on: bool | None = None
    video_on: bool | None = None
    certificate: str | None = None
    certificate_names: Sequence[str] = ()
    address_changed: bool | None = None
    done: Sequence[str] = ()
    strict: bool = False


ANY_SITE = Site()
_WORDS = {
    "http": ("on", "off", "redirect"),
    "certificate": ("none", "factory", "self_signed", "ca"),
    "certificate_names": ("address", "host_name", "serial"),
    "done": ("set_clock", "open_port", "trust_ca", "remake_certificate", "pin_certificate")
    + ("check_https",),
}


def _check_words(site: Site) -> None:
    """Raise `FeedError` for a word that would be passed over."""
    for name, known in _WORDS.items():
        said = getattr(site, name)
        for word in [said] if isinstance(said, str) else said or ():
            if word not in known:
                raise FeedError(f"{name} {word!r}: choose from {', '.join(known)}")


class Condition(NamedTuple):
    """Whether something holds now, and whether it will once the tasks are done."""

    now: str
    after: str
    tasks: Sequence[str] = ()
    assumes: Sequence[str] = ()


class Case(NamedTuple):
    """Levels that remain possible now and after the tasks; `needed` are those for the floor."""

    now: list[str]
    after: list[str]
    tasks: set[str]
    needed: set[str]
    assumes: set[str]


class Prediction(NamedTuple):
    """What comes of one setting: every level that remains possible, now and after the tasks.

    Tasks are in the order in which they are safe to do, `counted` are those that the floor rests
    on. Where no firmware was said, `after` is about the `stretches`; with `if_runs` nobody has
    shown the camera to run them, and others come to something else. `place` is the best one, and
    `run` are those that it is about, for their evidence. Enough is also the older firmware from the
    stretch `enough_from` on; in newer firmware it comes to less from the stretch `less_from` on.
    With `may_keep` other firmware leads to no less, by other tasks. `choice` are the options that
    decide, with their best values; `looks_for` is what `check_https` may find missing: the switch,
    a certificate.
    """

    setting: str
    now: list[str]
    after: list[str]
    tasks: list[str]
    counted: list[str]
    assumes: list[str]
    stretches: list[str]
    if_runs: bool
    place: Place
    run: list[Place]
    enough_from: Object
    less_from: Object | None
    may_keep: bool
    choice: dict[str, str]
    looks_for: list[str]


def predictions(answer: Answer, site: Site = ANY_SITE) -> list[Prediction]:
    """Return the prediction of every setting; a port counts where there is a field for it."""
    found = []
    for one in answer.settings:
        own = site if one["port_editable"] else site._replace(port=None)
        found.append(predict(answer, one["id"], own))
    return found


def predict(answer: Answer, setting: str, site: Site = ANY_SITE) -> Prediction:
    """Return what comes of one setting, by its id or label.

    Raises `FeedError` for one that the recorder does not have, for a port without a field, and for
    a word of the site that is none.
    """
    _check_words(site)
    key = loose_key(setting)
    for chosen in answer.settings:
        if key in (loose_key(chosen["id"]), loose_key(chosen["label"])):
            break
    else:
        raise FeedError(f"the recorder has no setting {setting!r}")
    places = [one for one in answer.places if one.setting in (None, chosen["id"])]
    shown = [one for one in places if one.shown] or places
    tried = [(one, _case(chosen, one.link, site, answer.options)) for one in shown]
    checked = {name for place in places for name, state in _checks(place) if state == "on"}
    by_number: dict[int, list[tuple[Place, Case]]] = {}
    for one in [one for one in tried if not _unchecked(one[0], checked)] or tried:
        by_number.setdefault(one[0].number, []).append(one)
    stretches = [max(choices, key=_worth_of) for choices in by_number.values()]
    choose = min if answer.firmware_said else max
    best = choose(stretches, key=lambda one: (_worth_of(one), one[0].number))
    place, here = best
    run = _run(stretches, best, _is_same)
    enough = _run(stretches, best, _is_enough)
    if answer.firmware_said:  # it may lie in any of the stretches, and nobody can choose
        here = _wherever(here, [case for _, case in stretches])
    numbers = {one.number for one in run}
    others = [case for one, case in stretches if one.number not in numbers]
    tasks, needed = set(here.tasks), set(here.needed)
    newer = "from" in enough[0].stretch and not answer.firmware_said and place.shown
    if newer and not all(_is_enough(here, other) for other in others):
        tasks.add("use_firmware")
        needed.add("use_firmware")
    choice = _deciding((place, here), by_number[place.number])
    if choice:
        tasks.add("set_option")
        needed.add("set_option")
    least, most = floor(here.after), ceiling(here.after)
    encrypts = "https" in chosen["tries"] or "rtsps" in chosen["tries"]
    encrypted = least in ("control", "stream", "full")
    worse = [other for other in others if not _is_enough(here, other)]
    links = [one.link for one, _ in stretches] if answer.firmware_said else [place.link]
    if encrypts and least != "fails" and most not in ("fails", "nothing"):
        tasks |= {"set_protocol", "verify"}
    in_clear = "http" in chosen["tries"] or "rtsp" in chosen["tries"]
    if encrypted and not in_clear and (site.http != "off" or here.after != ["control"]):
        tasks.add("close_clear")
    meant = [case for one, case in stretches if answer.firmware_said or one.number in numbers]
    assumes = {name for case in meant for name in case.assumes}
    return Prediction(
        chosen["id"],
        _ordered({level for _, case in tried for level in case.now}),
        here.after,
        [code for code in _TASKS if code in tasks],
        [code for code in _TASKS if code in tasks and encrypted and code in needed],
        [name for name in _ASSUMPTIONS if name in assumes],
        [] if answer.firmware_said else [one.stretch["text"] for one in run],
        not place.shown and len(run) < len(stretches),
        place,
        run,
        enough[0].stretch,
        _less_from([*tried, *_newer(answer, chosen, site)], best),
        all(_at_least(other, least) for other in worse),
        choice,
        _looked_for(links, site) if "check_https" in tasks else [],
    )


def _newer(answer: Answer, setting: Object, site: Site) -> list[tuple[Place, Case]]:
    """Return what newer firmware than that which is meant comes to, in its lines."""
    newest = {one.stretch["line"]: one.number for one in answer.places}
    return [
        (one, _case(setting, one.link, site, answer.options))
        for one in answer.elsewhere
        if not answer.firmware_said
        and one.setting in (None, setting["id"])
        and one.number > newest.get(one.stretch["line"], one.number)
    ]


def _less_from(tried: Iterable[tuple[Place, Case]], best: tuple[Place, Case]) -> Object | None:
    """Return the first stretch above the best one that does not lead to as much, if there is one.

    Firmware that nobody has shown the camera to run counts here: who is told to use some version
    or a later one takes the newest.
    """
    line, number = best[0].stretch["line"], best[0].number
    above = [one for one in tried if one[0].stretch["line"] == line and one[0].number > number]
    enough = {place.number for place, case in above if _is_enough(best[1], case)}
    less = [place for place, _ in above if place.number not in enough]
    return min(less, key=lambda one: one.number).stretch if less else None


def _checks(place: Place) -> list[tuple[str, str]]:
    """Return what the recorder checks of a certificate, with the choices of a place."""
    return [*place.link.side.get("checks", {}).items()]


def _unchecked(place: Place, checked: set[str]) -> bool:
    """Return whether a check is off that other choices have on; nothing best rests on that."""
    return any(state == "off" and name in checked for name, state in _checks(place))


def _deciding(best: tuple[Place, Case], others: Iterable[tuple[Place, Case]]) -> dict[str, str]:
    """Return the options of the best place of which another value comes to other levels."""
    chosen, deciding = best[0].options, set()
    for place, case in others:
        differing = [name for name, value in place.options.items() if chosen.get(name) != value]
        if len(differing) == 1 and case.after != best[1].after:
            deciding.add(differing[0])
    return {name: value for name, value in chosen.items() if name in deciding}


def _is_same(here: Case, other: Case) -> bool:
    """Whether two stretches come to the same, by the same tasks."""
    return (here.after, here.tasks) == (other.after, other.tasks)


def _is_enough(here: Case, other: Case) -> bool:
    """Whether the tasks for one stretch lead to no less in another; looking finds the rest."""
    found = _FOUND_BY_LOOKING if "check_https" in here.tasks else set()
    no_less = _at_least(other, floor(here.after))
    return no_less and _without_double_work(here.tasks | other.tasks) <= here.tasks | found


def _at_least(case: Case, least: str) -> bool:
    level = floor(case.after)
    return level == least or _RANK[level] > _RANK[least]


def _looked_for(links: Iterable[Link], site: Site) -> list[str]:
    """Return what may be missing where a camera's page does not open over HTTPS."""
    missing = {}
    for link in links:
        by_name = {"switch": _https_switch(link, site), "certificate": _certificate(link, site)}
        missing.update({name: one for name, one in by_name.items() if "check_https" in one.tasks})
    return list(missing)


_FOUND_BY_LOOKING = {"create_certificate", "upload_certificate", "switch_on_https"}


def verdict(answer: Answer, made: Sequence[Prediction]) -> Object:
    """Return the best prediction in words for programs: what a surface shows first.

    `rests_on` is the weakest grade per side, `seen` how often it was observed; `disputed` tells
    that records of camera and plugin together disagree. `capabilities` are those of camera and
    recorder together, with the choices on which it rests.
    """
    best = _best(answer, made)
    least, most = floor(best.after), ceiling(best.after)
    code = "not_known" if least in ("fails", "nothing") else "at_least"
    if least == most:
        code = {"fails": "does_not_connect", "nothing": "not_encrypted"}.get(least, "certain")
    shows = answer.shows
    together = [one.link.capabilities for one in answer.places if one.choice == best.place.choice]
    return {
        "code": code,
        "capabilities": agreed_values(together),
        "setting": best.setting,
        "floor": least,
        "ceiling": most,
        "symbols": [shows[one] for one in best.after if one in shows] if shows else None,
        "firmware": best.stretches,
        "if_runs": best.if_runs,
        "tasks": len(best.counted),
        "may_not_connect": "fails" in best.after,
        "assumes": best.assumes,
        "rests_on": _rests_on(one.link for one in best.run),
        "seen": best.place.link.kind.get("seen", 0),
        "disputed": best.place.link.kind.get("disputed", False),
    }


def _best(answer: Answer, made: Sequence[Prediction]) -> Prediction:
    """Return the prediction of the setting to choose: the last one that is worth most."""
    menu = {one["id"]: one["tries"] for one in answer.settings}

    def rank(number: int) -> tuple[_Worth, int]:
        one = made[number]
        strict = not {"http", "rtsp"} & set(menu[one.setting])
        return _worth(one.after, strict, one.place.link.observed), number

    return made[max(range(len(made)), key=rank)]


def _rests_on(links: Iterable[Link]) -> dict[str, str | None]:
    """Return the weakest grade per side behind an answer about all of these stretches."""
    pairs = [_behind(link, name) for link in links for name in _JOINED]
    camera = [one.grade for own, _ in pairs for one in own]
    recorder = [one.grade for _, limits in pairs for one in limits]
    return {"camera": _weakest(camera), "recorder": _weakest(recorder)}


class _Evidence(NamedTuple):
    """What is behind a value: how good it is, and the ids of its sources."""

    grade: str | None
    sources: Sequence[str]


def _behind(link: Link, name: str) -> tuple[list[_Evidence], list[_Evidence]]:
    """Return what is behind a value on the camera's and on the recorder's side, if it is known."""
    kind, side, value = link.kind, link.side, link.capabilities[name]
    position = list(link.capabilities).index(name)
    if value == "unknown":
        return [], []
    own = _Evidence(kind["grades"][position], kind["sources"][position])
    if kind.get("paired", [False] * 4)[position]:
        return [own], [own]
    limits = []
    if side.get(name) == value:
        limits = [_Evidence(side["grades"][position], side["sources"][position])]
    return [own] * (kind["values"][position] == value), limits


def _rung(place: Place) -> Rung:
    """Return what is known in one stretch, with what is behind it on both sides."""
    link = place.link
    grades: dict[str, str | None] = {}
    sources: dict[str, list[str]] = {}
    for (name, value), own in zip(link.capabilities.items(), link.kind["sources"]):
        camera, recorder = _behind(link, name)
        grades[name] = _weakest(one.grade for one in (*camera, *recorder))
        ids = [one.sources for one in (*camera, *recorder)] if value != "unknown" else [own]
        sources[name] = sorted({one for listed in ids for one in listed})
    shown, details = place.shown, link.kind.get("details", {})
    return Rung(place.stretch["text"], shown, link.capabilities, grades, sources, details)


_GRADES = ("inferred", "field_report", "vendor_document", "recorder_document") + (
    ("device_reading", "lab_test")
)


def _weakest(grades: Iterable[str | None]) -> str | None:
    known = {grade for grade in grades if grade is not None}
    return next((grade for grade in _GRADES if grade in known), None)


def floor(levels: Sequence[str]) -> str:
    """Return the greatest level that all are at least: `nothing` for control and stream."""
    if {"control", "stream"} <= {*levels} and not {"fails", "nothing"} & {*levels}:
        return "nothing"
    return levels[0]


def ceiling(levels: Sequence[str]) -> str:
    """Return the least level that is at least each: `full` for control and stream."""
    return "full" if {"control", "stream"} <= {*levels} else levels[-1]


def _ordered(levels: Iterable[str]) -> list[str]:
    given = {*levels}
    return [level for level in LEVELS if level in given]


_Worth = Tuple[int, bool, bool, int, bool]


def _worth(levels: Sequence[str], strict: bool, observed: bool) -> _Worth:
    """Return by what the best is chosen: floor, and only last the ceiling, which nobody promises.

    In between counts, where the floor is encrypted, what cannot go on in clear and what was seen.
    """
    least, most = _RANK[floor(levels)], _RANK[ceiling(levels)]
    proven = floor(levels) in ("control", "stream", "full")
    return max(least, 1), proven and strict, proven and observed, most, strict


def _worth_of(one: tuple[Place, Case]) -> tuple[int, _Worth]:
    """Return by what the best place is chosen; one without a connection is the least."""
    place, case = one
    return _RANK[floor(case.after)], _worth(case.after, True, place.link.observed)


def _wherever(least: Case, cases: Sequence[Case]) -> Case:
    return least._replace(
        after=_ordered({level for one in cases for level in one.after}),
        tasks=_without_double_work({task for one in cases for task in one.tasks}),
        needed=_without_double_work({task for one in cases for task in one.needed}),
    )


def _run(
    stretches: Sequence[tuple[Place, Case]],
    best: tuple[Place, Case],
    fits: Callable[[Case, Case], bool],
) -> list[Place]:
    """Return the stretches that lead up to the best one and all fit it."""
    run: list[Place] = []
    for place, case in reversed(stretches):
        of_line = place.stretch["line"] == best[0].stretch["line"]
        if not of_line or place.number > best[0].number:
            continue
        if not fits(best[1], case):
            break
        run.insert(0, place)
    return run


# --- What one setting comes to in one place -----------------------------------------------------


def _case(setting: Object, link: Link, site: Site, options: Mapping[str, str]) -> Case:
    """Go through what a setting tries; each counts where those before may have failed."""
    if site.port is not None and not setting["port_editable"]:
        raise FeedError(f"with {setting['label']} the recorder has no field for a port")
    now: set[str] = set()
    after: set[str] = set()
    trying_now = trying_after = True
    tasks: set[str] = set()
    assumes: set[str] = set()
    reached = video = None
    for number, scheme in enumerate(setting["tries"]):
        attempt = _Attempt(scheme, number == 0, setting["port_editable"] and number == 0)
        condition = _reach(attempt, link, site, options)
        beyond = None
        if scheme == "https" and link.takes == "camera":
            beyond = _encrypted_video(link, site)
        if trying_now or trying_after:
            assumes |= {*condition.assumes, *(beyond.assumes if beyond else ())}
        if reached is None and scheme in ("https", "rtsps"):
            reached, video = condition, beyond
            tasks |= {*condition.tasks}
        if trying_now and condition.now != "no":
            now |= _levels(scheme, link, beyond.now if beyond else "unknown")
            trying_now = condition.now != "yes"
        if trying_after and condition.after != "no":
            after |= _levels(scheme, link, beyond.after if beyond else "unknown")
            trying_after = condition.after != "yes"
    levels = _ordered(after | ({"fails"} if trying_after else set()))
    least = floor(levels)
    needed = set(tasks) if least in ("control", "stream", "full") else set()
    if video is not None and video.after == "yes" and reached and reached.after != "no":
        tasks |= {*video.tasks}
        if least == "full":
            needed |= {*video.tasks}
    return Case(
        _ordered(now | ({"fails"} if trying_now else set())),
        levels,
        _without_double_work(tasks),
        _without_double_work(needed),
        assumes,
    )


def _without_double_work(tasks: set[str]) -> set[str]:
    """Return tasks without other certificates where one of an authority is to be put there."""
    other = {"create_certificate", "upload_certificate", "remake_certificate"}
    return tasks - other if "ca_certificate" in tasks else tasks


def _levels(scheme: str, link: Link, video: str) -> set[str]:
    """Return what may be encrypted where an attempt is answered, by whether the video is."""
    if scheme in ("http", "rtsp"):
        return {"nothing"}
    if link.takes == "stream_address" or scheme == "rtsps":
        return {"stream"}
    return {"yes": {"full"}, "no": {"control"}, "unknown": {"control", "full"}}[video]


MET, UNMET, OPEN = Condition("yes", "yes"), Condition("no", "no"), Condition("unknown", "unknown")


def _done_by(*tasks: str, now: str = "unknown") -> Condition:
    """Return a condition that certainly holds once these tasks are done."""
    return Condition(now, "yes", tasks)


def _assumed(name: str, site: Site) -> Condition:
    """Return a condition that is taken for granted, unless nothing may be."""
    return OPEN if site.strict else Condition("yes", "yes", (), (name,))


def _all_of(conditions: Iterable[Condition]) -> Condition:
    """Return whether all hold. No task is asked for where that is certainly not so."""
    given = list(conditions)
    now, after = min(one.now for one in given), min(one.after for one in given)
    if after == "no":
        return Condition(now, after)
    tasks = {task for one in given for task in one.tasks}
    assumes = {name for one in given for name in one.assumes if "yes" in (now, after)}
    return Condition(now, after, tuple(tasks), tuple(assumes))


class _Attempt(NamedTuple):
    """One thing that is tried; the port that is set counts for the first one only."""

    scheme: str
    first: bool
    editable: bool

    def port(self, site: Site) -> int:
        """Return the port that is tried."""
        return (site.port if self.first else None) or _PORTS[self.scheme]


def _reach(attempt: _Attempt, link: Link, site: Site, options: Mapping[str, str]) -> Condition:
    """Return whether an attempt is answered."""
    if not link.fits:
        return OPEN
    scheme = attempt.scheme
    if scheme in ("http", "rtsp"):
        if scheme == "http" and link.takes == "camera":
            return _all_of([_http_switch(link, site), _port(attempt, site)])
        return _stream_port(attempt, site)
    if link.takes == "camera" and scheme == "https":
        own = [
            _interface(attempt, link, site),
            _port(attempt, site),
            _https_switch(link, site),
        ]
        able = link.capabilities["https_support"]
    else:
        own = [_stream_port(attempt, site), _video_switch(link, site)]
        able = link.capabilities["video_encryption"]
    secured = [_certificate(link, site), _tls(link, site)]
    secured += [_check(check, link, site, options) for check in _CHECKS]
    condition = _all_of([Condition(able, able), *own, *secured])
    # nothing is done for what may not be possible
    return condition if able == "yes" else condition._replace(tasks=())


def _interface(attempt: _Attempt, link: Link, site: Site) -> Condition:
    """Return whether what the plugin talks to is served over HTTPS."""
    used = [interface for interface in link.uses if interface not in ("web", "rtsp")]
    if link.observed or (link.uses and not used):
        return MET
    if not used:
        return _assumed("same_interface", site)
    served, ports = link.details.get("https_on", ()), link.details.get("ports", {})
    found = []
    for interface in used:
        own_port = ports.get(interface)
        if interface in served:
            outside = site.nat or site.https_port
            if own_port not in (None, attempt.port(site)) and not outside:
                settable = attempt.editable and not site.strict
                found.append(_done_by("set_port") if settable else OPEN)
        elif own_port not in (None, _PORTS["https"]):
            found.append(OPEN)
        else:
            found.append(_assumed("same_interface", site))
    return _all_of([MET, *found])


def _port(attempt: _Attempt, site: Site) -> Condition:
    """Return whether the port that is tried is one under which the camera is reached."""
    if attempt.scheme == "https" and site.https_port is not None:
        if attempt.port(site) == site.https_port:
            return MET
        return _done_by("set_port", now="no") if attempt.editable else UNMET
    return _assumed("same_port" if attempt.first and site.port else "usual_ports", site)


def _stream_port(attempt: _Attempt, site: Site) -> Condition:
    """Return whether the port of a stream is reached; behind NAT it has to be let through."""
    port = _assumed("same_port" if attempt.first and site.port else "usual_ports", site)
    return _all_of([port, _done_by("open_port")]) if _closed(site) else port


def _closed(site: Site) -> bool:
    """Return whether ports may have to be let through; unsaid, only where nothing is assumed."""
    may_be_nat = site.nat or (site.nat is None and site.strict)
    return bool(may_be_nat) and "open_port" not in site.done


def _https_switch(link: Link, site: Site) -> Condition:
    """Return whether HTTPS is on; how it left the factory counts only where that is said."""
    if site.https_on is not None:
        return MET if site.https_on else _done_by("switch_on_https", now="no")
    if "check_https" in site.done:
        return MET
    default = link.details.get("https_default")
    if site.as_shipped and default == "on":
        return MET
    if default == "off" and (site.as_shipped or site.http != "off"):
        return _done_by("switch_on_https", now="no" if site.as_shipped else "unknown")
    return _done_by("check_https")


def _http_switch(link: Link, site: Site) -> Condition:
    """Return whether the camera answers over HTTP; one that redirects may or may not do."""
    default = link.details.get("http_default")
    state = site.http or (default if site.as_shipped else None)
    if state == "on":
        return MET
    if state == "off":
        return UNMET
    if state == "redirect" or default in ("off", "redirect"):
        return OPEN
    return _assumed("http_on", site)


def _video_switch(link: Link, site: Site) -> Condition:
    """Return whether encrypted video is switched on, in whichever way it may come."""
    if site.video_on is not None:
        return MET if site.video_on else _done_by("switch_on_video", now="no")
    by_way = link.details.get("video_default", {})
    shipped = {by_way.get(way) for way in link.ways} if site.as_shipped else set()
    if shipped == {"on"}:
        return MET
    return _done_by("switch_on_video", now="no" if shipped == {"off"} else "unknown")


def _encrypted_video(link: Link, site: Site) -> Condition:
    """Return whether the video travels encrypted where HTTPS is reached.

    Behind NAT a way with a port of its own may be shut, and which of several is taken nobody says.
    """
    able = link.capabilities["video_encryption"]
    if able != "yes":
        return Condition(able, able)
    conditions = [_video_switch(link, site)]
    if _closed(site) and link.ways != {"rtsp_over_https"}:
        conditions.append(_done_by("open_port"))
    return _all_of(conditions)


def _certificate(link: Link, site: Site) -> Condition:
    """Return whether the certificate that is needed is there, also after an address change."""
    needs, held = link.capabilities["needs_custom_cert"], site.certificate
    putting = _certificate_task(link)
    if held == "none" or (held == "factory" and needs == "yes"):
        return _done_by(putting, now="no")
    if "check_https" in site.done:
        return MET
    if held is None and needs == "yes":
        return _done_by(putting, now="no" if site.as_shipped else "unknown")
    is_there = held in ("self_signed", "ca") or (
        needs == "no" and (held == "factory" or bool(site.as_shipped))
    )
    return _all_of((MET if is_there else _done_by("check_https"), _after_move(link, site)))


def _certificate_task(link: Link) -> str:
    """Return how a camera is given a certificate of its own."""
    uploaded = link.details.get("certificate_setup") == "upload"
    return "upload_certificate" if uploaded else "create_certificate"


def _after_move(link: Link, site: Site) -> Condition:
    """Return whether a self-signed certificate still serves after the address changed."""
    if site.address_changed is False or site.certificate == "ca":
        return MET
    if "remake_certificate" in site.done:
        return MET
    regen = link.capabilities["regen_cert_on_ip_change"]
    if regen == "no":
        return MET
    if site.address_changed is None:
        return _done_by("check_https")
    return _done_by("remake_certificate", now="no" if regen == "yes" else "unknown")


def _tls(link: Link, site: Site) -> Condition:
    """Return whether camera and recorder have a version of TLS in common."""
    own, recorders = link.details.get("tls"), link.side.get("tls")
    if link.observed:
        return MET
    if own and recorders:
        return MET if set(own) & set(recorders) else UNMET
    return _assumed("tls_shared", site)


def _check(check: str, link: Link, site: Site, options: Mapping[str, str]) -> Condition:
    """Return whether the certificate passes one of the recorder's checks.

    An optional one that nobody chose counts now as its default, and after as made.
    """
    state = link.side.get("checks", {}).get(check)
    if link.observed or state == "off":
        return MET
    passed = _passes(check, link, site)
    if state == "on":
        return passed
    if state == "option":
        if check in options:
            return passed if options[check] == "on" else MET
        default = link.side.get("checks_default", {}).get(check)
        now = "yes" if default == "off" or passed.now == "yes" else "unknown"
        return passed if default == "on" else passed._replace(now=now)
    if passed == MET:
        return MET
    if _would_fail(check, link, site):
        return passed._replace(now="unknown")
    return _assumed("certificate_accepted", site)


def _passes(check: str, link: Link, site: Site) -> Condition:
    """Return whether the certificate passes a check that is made."""
    if check in ("dates", "pin"):
        task = "set_clock" if check == "dates" else "pin_certificate"
        return MET if task in site.done else _done_by(task)
    certain = site.certificate is not None or site.as_shipped
    fails = "no" if certain and _would_fail(check, link, site) else "unknown"
    if check == "chain":
        trust = [] if "trust_ca" in site.done else ["trust_ca"]
        if site.certificate != "ca":
            return _done_by(*trust, "ca_certificate", now=fails)
        return _done_by(*trust) if trust else MET
    names = site.certificate_names
    fits = "host_name" in names or ("address" in names and site.address_changed is False)
    return MET if fits else _done_by("ca_certificate", now=fails)


def _would_fail(check: str, link: Link, site: Site) -> bool:
    """Return whether something known of the certificate would fail a check.

    One that the camera makes itself has no authority behind it, be it there or still to be made.
    """
    shipped = site.certificate in (None, "factory")
    if check == "chain":
        if site.certificate in ("ca", "self_signed"):
            return site.certificate == "self_signed"
        needed = link.capabilities["needs_custom_cert"] == "yes" or site.certificate == "none"
        makes_it = needed and _certificate_task(link) == "create_certificate"
        return makes_it or (shipped and link.details.get("certificate_issuer") == "self")
    if check == "name":
        names = site.certificate_names or (shipped and link.details.get("certificate_names"))
        if not names or "host_name" in names:
            return False
        return "address" not in names or site.address_changed is True
    return False
