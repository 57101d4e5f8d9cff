"""Which column of a list means what: known headings, exports of known programs, and `--map`.

A heading that is not known is left alone and reported. Cells are looked at for three things only:
what a heading stands for that may mean two things; whether a protocol was found or is wished; and
whether a column that is left alone holds the names of cameras, which is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from integration_db.check.reading.columns import (
    IDENTIFYING,
    REMARK,
    ColumnNote,
    Columns,
    check_field,
    without_number,
)
from integration_db.check.reading.header import export_of
from integration_db.check.reading.knowing import Knowing
from integration_db.check.reading.known_exports.known_export import KnownExport
from integration_db.check.reading.meaning import folded, meaning_of
from integration_db.check.reading.remarks import is_mark
from integration_db.check.reading.sorts import names_sort
from integration_db.errors import NoModelColumn, SameHeading, UsageError
from integration_db.named_tuple import NamedTuple
from integration_db.names.folding import unaccented
from integration_db.names.suggestions import near_words
from integration_db.text.secrets import masked
from integration_db.text.sentences import counted
from integration_db.vocabulary import SCHEMES

SAMPLE: Final = 100
"""The rows whose cells are looked at."""

_MOST_LOOKED_AT: Final = 40
"""The columns that are searched for the names of cameras."""

_MOST_TEXTS: Final = 20
"""The different texts that are looked up where one look-up is not cheap."""

_POSITION: Final = re.compile(
    r"[.,/ -]*\d[\d.,/ -]*[a-z]?[.)]?|(?:[a-z]|[ivx]{1,5})(?:[./ -]+(?:[a-z]|\d{1,4}))*[.)]?",
    re.I,
)
"""How a list numbers its lines: `1`, `1.6a`, `A.3`, `IV`."""


_SCHEMES: Final = frozenset((*SCHEMES, "onvif", "tcp", "udp", "rtp", "tls", "ssl", "ws", "wss"))
"""What is spoken on the network, in a column that should say a setting of the recorder."""

_WEB: Final = frozenset({"http", "https"})
_STREAMS: Final = frozenset({"rtsp", "rtsps", "rtp", "tcp", "udp"})

_ON_SITE: Final = frozenset(
    (
        *("status", "state", "online", "lastseen", "lastscanned", "connectionstatus", "latency"),
        *("vulnerabilities", "banner", "openports", "xaddrs", "scopes", "firstseen", "ping"),
    )
)
"""Headings of lists of cameras that are there already, beside their addresses."""

_LOCATION: Final = re.compile(
    r"\b(?:loc|location|standort|ort|ubicacion|emplazamiento|localizacion|emplacement|lieu"
    r"|ubicazione|luogo|local|localizacao|locatie|plaats)\b"
)
"""Headings that stand for a site in one list, and in another for what a camera looks at."""

_BOX: Final = re.compile(
    r"vms\d{1,3}|(?:[nxdh]vr|rec|recorder|rekorder|server|srv|rs|grabador|grabadora|enregistreur"
    r"|serveur|registratore|gravador|servidor)\d{0,3}",
    re.I,
)
"""What a recorder is called among several, perhaps with its number."""

_BOX_WORD: Final = re.compile(r"[\W_]+")

_WHOLE: Final = re.compile(r"\d{1,4}", re.ASCII)
"""How many, in a list: no year is meant where nothing tells so."""

_ADDRESS: Final = re.compile(r"[0-9a-f.:/ -]+|[a-z][a-z0-9+.-]*://\S*", re.I)
"""Numbers, days, times and addresses: no names of cameras."""


def columns_of_record(
    headings: Sequence[str],
    mapped: Mapping[str, str],
    sample: Sequence[Sequence[str]] = (),
    knowing: Knowing | None = None,
) -> Columns:
    """Return how the values of a record are read; nothing is refused, what cannot be read is not.

    `mapped` may name headings that the record does not have. Else as `columns_of`.
    """
    mapped = {h: f for h, f in mapped.items() if h in headings}
    try:
        return _Reading(tuple(map(masked, headings)), mapped, None, sample, knowing).columns()
    except UsageError:
        return Columns(tuple(headings), {}, None)


def columns_of(
    header: Sequence[str],
    *,
    mapped: Mapping[str, str] = MappingProxyType({}),
    profile: str | None = None,
    sample: Sequence[Sequence[str]] = (),
    knowing: Knowing | None = None,
) -> Columns:
    """Return how the columns under a header are read.

    `mapped` says by hand which heading is which field, and goes first; an empty field name leaves
    the column alone. `profile` names a known export; without it the header tells. `sample` are the
    cells of some rows below the header, and `knowing` what the catalogue knows of them.

    Raises `UsageError` for a field or heading that does not exist, `NoModelColumn` where no column
    tells the model, and `SameHeading` where two columns with one heading say different things of
    which one is the answer.
    """
    reading = _Reading(tuple(map(masked, header)), mapped, profile, sample, knowing)
    columns = reading.columns()
    for twins in reading.twins():
        if reading.are_at_odds(twins):
            named = (reading.header[twins.place], reading.header[twins.other])
            raise SameHeading(named, twins.field)
    return columns


class _Twins(NamedTuple):
    """Two columns with one heading: the one that is read as a field, and one left alone."""

    field: str
    place: int
    other: int


class _Reading:
    """The columns of one list while they are read."""

    def __init__(
        self,
        header: Sequence[str],
        mapped: Mapping[str, str],
        profile: str | None,
        sample: Sequence[Sequence[str]],
        knowing: Knowing | None,
    ) -> None:
        self.header = tuple(header)
        self.sample = sample[:SAMPLE]
        self.knowing = knowing
        self.by_hand = frozenset(mapped.values())
        self.places = _by_hand(header, mapped)
        left_alone = {folded(h) for h, field in mapped.items() if not field}
        self.known = export_of(profile, header)
        if self.known is not None:
            left_alone |= set(map(folded, self.known.ignored))
        self.free = {n: h for n, h in enumerate(header) if folded(h) not in left_alone}
        self.notes: list[ColumnNote] = []
        self.remarks: list[int] = []
        if REMARK in self.places:
            self.remarks.append(self.places.pop(REMARK))
        self._looks = knowing is not None and bool(sample)

    def columns(self) -> Columns:
        """Return the columns. Raises as `columns_of`."""
        if self.known is not None:
            self._of_export(self.known)
        self._of_headings()
        self._recorders_or_boxes()
        self._found_or_wished()
        untold = "model" not in self.places and "part_number" not in self.places
        types_may_be = untold and {"plugin", "manufacturer"} <= set(self.places)
        if types_may_be and "plugin" not in self.by_hand and not self._looks:
            self.places["model"] = self.places.pop("plugin")  # a type beside a maker is a model
        if not any(field in self.places for field in IDENTIFYING):
            raise self._no_model()
        twins = list(self.twins())
        self.notes += map(self._same_heading, twins)
        others = {self.header[one.other] for one in twins}
        self.notes += (_left_alone(one) for one in self._overlooked() if one[0] not in others)
        self.notes += self._seen()
        self.notes += self._may_be_quantities()
        remarks = tuple(sorted(self.remarks))
        return Columns(self.header, self.places, self.known, tuple(self.notes), remarks=remarks)

    def twins(self) -> Iterator[_Twins]:
        """Yield the columns left alone whose heading is that of a column that is read."""
        for field, place in self.places.items():
            if field in self.by_hand:
                continue
            heading = folded(without_number(self.header[place]))
            for n, other in self.free.items():
                alike = self._is_free(n) and folded(without_number(other)) == heading
                if alike and self._cells(n):
                    yield _Twins(field, place, n)

    def are_at_odds(self, twins: _Twins) -> bool:
        """Whether it decides the answers which of two columns is read."""
        field, place, other = twins
        told = "model" in self.places or "part_number" in self.places
        if field in ("name", "position") or (field == "description" and told):
            return False
        pairs = [(_cell(row, place), _cell(row, other)) for row in self.sample]
        if field == "quantity":  # else it is the unit, under a heading over both
            pairs = [pair for pair in pairs if any(map(str.isdigit, pair[1]))]
        return any(second and first != second for first, second in pairs)

    def _same_heading(self, twins: _Twins) -> ColumnNote:
        read, other = self.header[twins.place], self.header[twins.other]
        text = f"Column {other!r} was left alone: {read!r} has the same heading and was read."
        return ColumnNote("same_heading", text, other, twins.field)

    def _seen(self) -> Iterator[ColumnNote]:
        """Yield that symbols of a filled-in acceptance sheet are not compared yet."""
        for n, heading in self.free.items():
            if folded(heading) == _SYMBOL_SEEN and self._is_free(n) and self._cells(n):
                text = (
                    f"Column {heading!r} was left alone for now: what was seen is not compared "
                    "with what was expected."
                )
                yield ColumnNote("seen_not_compared", text, heading, "")

    def _may_be_quantities(self) -> Iterator[ColumnNote]:
        """Yield the columns left alone that may say how many, where no column was read so.

        Not where the list says where each device is, and not what numbers the lines.
        """
        if "quantity" in self.places or self._is_of_places():
            return
        for n, heading in self.free.items():
            cells = [row[n].strip() for row in self.sample if n < len(row) and row[n].strip()]
            if not cells or not self._is_free(n) or meaning_of(heading) is not None:
                continue
            if not all(map(_WHOLE.fullmatch, cells)) or "0" in cells:
                continue
            numbers = list(map(int, cells))
            if numbers != list(range(numbers[0], numbers[0] + len(numbers))) or len(numbers) < 3:
                text = (
                    f"Column {heading!r} was left alone; it holds whole numbers, and no column "
                    "tells how many: each line counts once."
                )
                yield ColumnNote("numbers_left_alone", text, heading, "quantity")

    def _take(self, field: str, place: int) -> None:
        self.places[field] = place

    def _is_free(self, place: int) -> bool:
        return place in self.free and place not in self.places.values()

    def _cells(self, place: int) -> tuple[str, ...]:
        """Return the different texts of a column in the sample."""
        cells = (row[place].strip() for row in self.sample if place < len(row))
        return tuple(dict.fromkeys(cell for cell in cells if cell))

    def _of_export(self, known: KnownExport) -> None:
        for field, headings in known.columns.items():
            for heading in headings:
                place = next((n for n, h in self.free.items() if folded(h) == folded(heading)), -1)
                if field not in self.places and self._is_free(place):
                    self._take(field, place)
        if any(field in self.places for field in IDENTIFYING):
            return
        wanted = [folded(heading) for heading in known.may_name_cameras]
        may = [n for one in wanted for n, h in self.free.items() if folded(h) == one]
        if may:
            best = max(may, key=self._telling)
            if self._telling(best):
                self._take("description", best)
                self.notes += self._named_beside(best, may)

    def _named_beside(self, read: int, others: Sequence[int]) -> Iterator[ColumnNote]:
        """Yield the columns that name cameras which the one that is read for them does not."""
        known = self._known(read)
        for n in others:
            beside = len(self._known(n) - known)
            if beside:
                text = (
                    f"Column {self.header[n]!r} names {counted(beside, 'known model')} that "
                    f"{self.header[read]!r} does not name, and was not read for the model."
                )
                yield ColumnNote("names_cameras_too", text, self.header[n], "description")

    def _of_headings(self) -> None:
        ranked = []
        for n, heading in self.free.items():
            meaning = meaning_of(heading)
            if meaning is not None:
                ranked.append((len(meaning.fields), meaning.rank, n, meaning.fields))
        for number, _, n, fields in sorted(ranked):
            field = fields[0] if number == 1 else self._told_by_cells(n, fields)
            if field == REMARK:
                if self._is_free(n) and n not in self.remarks:
                    self.remarks.append(n)
            elif field == "site" and not self._names_sites(n):
                continue
            elif field and field not in self.places and self._is_free(n):
                self._take(field, n)

    def _recorders_or_boxes(self) -> None:
        """Tell a column of recorders from one that names boxes (`NVR-01`), each with its network.

        Of recorders that nobody knows it is said.
        """
        place = self.places.get("recorder")
        if place is None or self.knowing is None or "recorder" in self.by_hand:
            return
        cells = self._cells(place)
        if not cells or any(map(self.knowing.recorder, cells)):
            return
        heading = self.header[place]
        if all(map(self._is_box, cells)):
            del self.places["recorder"]
            self.places.setdefault("site", place)
            text = (
                f"Column {heading!r} was read as names of single recorders, not as their product."
            )
            self.notes.append(ColumnNote("boxes_no_recorder", text, heading, "recorder"))
            return
        text = f"Column {heading!r} was read as the recorder; the catalogue has none that it names."
        self.notes.append(ColumnNote("recorders_unknown", text, heading, ""))

    def _is_box(self, cell: str) -> bool:
        """Whether a cell names one recorder among several, and no product of a maker."""
        if _ADDRESS.fullmatch(cell):
            return True
        words = _BOX_WORD.split(cell)
        named = any(map(_BOX.fullmatch, words))
        knows = self.knowing
        if not named or knows is None:
            return False
        return not any(knows.maker(word) or knows.recorder(word) for word in words)

    def _names_sites(self, place: int) -> bool:
        """Whether a column may name sites; a location may also be where one camera looks at.

        Several lines stand at each site.
        """
        if not _LOCATION.search(unaccented(self.header[place]).casefold()):
            return True
        cells = [row[place] for row in self.sample if place < len(row) and row[place].strip()]
        return 2 * len(self._cells(place)) <= len(cells)

    def _told_by_cells(self, place: int, fields: tuple[str, ...]) -> str | None:
        """Return which of two fields a column is; None for neither."""
        cells = self._cells(place)
        if not cells:
            return fields[0]
        if fields == ("plugin", "model"):
            return self._plugin_or_model(cells, folded(self.header[place]) in _PLUGINS)
        if fields == (REMARK, "option"):
            return fields[0] if all(map(is_mark, cells)) else fields[1]
        if "position" in fields:
            return fields[1] if self._are_positions(cells) else fields[0]
        numbers = all(re.fullmatch(r"[\d.,/ -]+", cell) for cell in cells)
        return fields[1] if numbers else fields[0]

    def _are_positions(self, cells: tuple[str, ...]) -> bool:
        """Whether most cells number a line; the others are titles, and name no camera."""
        others = [cell for cell in cells if _POSITION.fullmatch(cell) is None]
        if 2 * len(others) >= len(cells):
            return False
        return self.knowing is None or not any(map(self.knowing.tells_camera, others[:_MOST_TEXTS]))

    def _plugin_or_model(self, cells: tuple[str, ...], may_be_plugin: bool) -> str | None:
        """Return whether types are plugins or models; None where they only say the sort of thing.

        Where they say neither for sure, types beside a maker and without a model are models, and
        a heading that is a recorder's word for its plugins is believed.
        """
        if self.knowing is None:
            return "plugin"
        cells = cells[:_MOST_TEXTS]
        models = sum(map(self.knowing.tells_camera, cells))
        plugins = sum(map(self.knowing.plugin, cells))
        has_model = "model" in self.places or "part_number" in self.places
        if models > plugins and not has_model:
            return "model"
        if plugins:
            return "plugin"
        if not has_model and self._beside_maker(cells):
            return "model"
        return "plugin" if may_be_plugin and not all(map(names_sort, cells)) else None

    def _beside_maker(self, cells: tuple[str, ...]) -> bool:
        """Whether types beside a maker may be models: they have digits in them."""
        named = sum(any(map(str.isdigit, cell)) for cell in cells)
        return "manufacturer" in self.places and 2 * named >= len(cells)

    def _found_or_wished(self) -> None:
        """Tell a protocol and a port that were found from those that are wished.

        A protocol is wished where a cell names a setting of the recorder; one that names plugins
        ("ONVIF", makers) is the plugin. A bare scheme is how a camera was found, in a list that
        says where cameras are; and so is a port, in any list that names no wish.
        """
        place = self.places.get("protocol")
        if place is not None and "protocol" not in self.by_hand and not self._says_wish(place):
            cells = self._cells(place)
            if self._are_plugins(cells):
                del self.places["protocol"]
                self.places.setdefault("plugin", place)
                cells = ()
            bare = cells and all(_SCHEMES.issuperset(_parts(cell)) for cell in cells)
            if bare and self._is_of_places():
                self._was_found("protocol", "found_protocol")
        place = self.places.get("port")
        if place is None or "port" in self.by_hand or "protocol" in self.places:
            return
        if folded(self.header[place]) in _ANY_PORT:
            self._was_found("port", "found_port")

    def _are_plugins(self, cells: tuple[str, ...]) -> bool:
        """Whether protocols are what a recorder talks by to a maker's cameras, as ONVIF is."""
        names = [cell for cell in cells if not _STREAMS.issuperset(_parts(cell))]
        if self.knowing is None or not names or any(map(_WEB.intersection, map(_parts, cells))):
            return False
        return all(map(self.knowing.plugin, names[:_MOST_TEXTS]))

    def _says_wish(self, place: int) -> bool:
        meaning = meaning_of(self.header[place])
        return meaning is not None and (meaning.told or folded(self.header[place]) in _WISHES)

    def _is_of_places(self) -> bool:
        """Whether a list says where its cameras are: they are there already."""
        if {"ip", "mac", "serial"} & set(self.places):
            return True
        return any(folded(heading) in _ON_SITE for heading in self.header)

    def _was_found(self, field: str, found: str) -> None:
        place = self.places.pop(field)
        if found in self.places:
            return
        self._take(found, place)
        heading = self.header[place]
        text = (
            f"Column {heading!r} was read as the {field} under which cameras were found, not as "
            "the one that is wished."
        )
        self.notes.append(ColumnNote("found_not_wished", text, heading, field))

    def _telling(self, place: int) -> int:
        """Return how many texts of a column name cameras."""
        if self.knowing is None:
            return 0
        cells = self._cells(place)[:_MOST_TEXTS]
        return sum(map(self.knowing.tells_camera, filter(_may_name, cells)))

    def _models(self, place: int) -> int:
        """Return how many different cameras of the catalogue a column names."""
        return len(self._known(place))

    def _known(self, place: int) -> set[object]:
        """Return the cameras of the catalogue that a column names."""
        if self.knowing is None:
            return set()
        found = map(self.knowing.model, filter(_may_name, self._cells(place)))
        return {model for model in found if model is not None}

    def _overlooked(self) -> Iterator[tuple[str, int, str]]:
        """Yield the columns left alone that name more cameras than the one that is read.

        Each with how many different ones of the catalogue, and the field that it might be.
        """
        if self.knowing is None:
            return
        read = [self.places[field] for field in IDENTIFYING if field in self.places]
        beside = {self.places[field] for field in ("name", "position") if field in self.places}
        looked_at = [
            n
            for n in range(len(self.header))
            if n not in self.places.values() or (not read and n in beside)
        ]
        counts = {n: self._models(n) for n in looked_at[:_MOST_LOOKED_AT]}
        most = max(map(self._models, read), default=0) if any(counts.values()) else 0
        for n, models in counts.items():
            if models > most:
                yield self.header[n], models, "description" if read else "model"

    def _no_model(self) -> NoModelColumn:
        """Return the error for a list in which no column tells the model."""
        overlooked = [(heading, models) for heading, models, _ in self._overlooked()]
        if overlooked:
            said = "; ".join(_holds(heading, models) for heading, models in overlooked)
            message = f"no column tells the model; {said}"
        elif self.known is not None and "model" not in self.known.columns:
            return NoModelColumn(
                f"this list ({self.known.title}) has names and addresses of cameras, and no models",
                code="no-models",
            )
        else:
            message = (
                f"no column tells the model; the columns are {', '.join(map(repr, self.header))}"
            )
        return NoModelColumn(message, tuple(heading for heading, _ in overlooked))


_ANY_PORT: Final = frozenset(map(folded, ("port", "camera port", "puerto", "porta", "poort")))
"""Headings of a port that do not say whose port it is."""

_PLUGINS: Final = frozenset({"devicetype"})
"""What exacqVision calls its plugins."""

_SYMBOL_SEEN: Final = "symbolseen"
"""The heading of an acceptance sheet under which somebody wrote what the recorder showed."""

_WISHES: Final = frozenset(
    map(
        folded,
        ("protocol setting", "wished protocol", "required protocol", "target protocol")
        + ("gewünschtes Protokoll", "protocolo deseado", "protocole souhaité")
        + ("protocollo desiderato", "protocolo desejado", "gewenst protocol"),
    )
)
"""Headings of a protocol that say themselves that it is wished."""


def _cell(row: Sequence[str], place: int) -> str:
    return row[place].strip().casefold() if place < len(row) else ""


def _parts(cell: str) -> list[str]:
    """Return the words of a cell that names one or several protocols."""
    return [part for part in re.split(r"[\s,;/+&()]+", cell.casefold()) if part]


def _may_name(text: str) -> bool:
    """Whether a text is worth asking the catalogue for."""
    has_letter = any(map(str.isalpha, text))
    return has_letter and 2 < len(text) < 200 and _ADDRESS.fullmatch(text) is None


def _holds(heading: str, models: int) -> str:
    return f"column {heading!r} holds {counted(models, 'known model')}"


def _left_alone(overlooked: tuple[str, int, str]) -> ColumnNote:
    heading, models, field = overlooked
    text = f"Column {heading!r} was left alone; it holds {counted(models, 'known model')}."
    return ColumnNote("column_left_alone", text, heading, field, models)


def _by_hand(header: Sequence[str], mapped: Mapping[str, str]) -> dict[str, int]:
    """Return the columns of the fields that were mapped. Raises `UsageError` as `columns_of`."""
    places: dict[str, int] = {}
    for heading, field in mapped.items():
        check_field(heading, field)
        place = next((n for n, h in enumerate(header) if h == heading), None)
        if place is None:
            place = next((n for n, h in enumerate(header) if folded(h) == folded(heading)), None)
        if place is None:
            raise UsageError(
                f"there is no column {heading!r}; the columns are {', '.join(map(repr, header))}",
                code="unknown-column",
                suggestions=near_words(heading, header),
            )
        if field in places:
            raise UsageError(f"two columns are mapped to {field}", code="field-mapped-twice")
        if field:
            places[field] = place
    return places
