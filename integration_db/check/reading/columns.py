"""Which column of a list means what: known headings, exports of known programs, and `--map`.

A heading that is not known is left alone and reported. Cells are looked at for three things only:
what a heading stands for that may mean two things; whether a protocol was found or is wished; and
whether a column that is left alone holds the names of cameras, which is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final, Protocol

from integration_db.check.reading.headings import HEADINGS, folded, meaning_of
from integration_db.check.reading.known_exports import KNOWN_EXPORTS
from integration_db.check.reading.known_exports.known_export import KnownExport
from integration_db.check.reading.remarks import is_mark
from integration_db.check.reading.sorts import names_sort
from integration_db.errors import NoModelColumn, NoSuchChoice, SameHeading, UsageError
from integration_db.named_tuple import NamedTuple
from integration_db.names.suggestions import near_words
from integration_db.text.secrets import masked, names_secret
from integration_db.text.sentences import all_of, capital, counted, first_of, hint
from integration_db.vocabulary import SCHEMES

FIELDS: Final[dict[str, tuple[str, ...]]] = {
    field: tuple(dict.fromkeys(one for texts in languages.values() for one in texts.split(", ")))
    for field, languages in HEADINGS.items()
}
"""What a list can say of a camera, each with the headings that say it."""

IDENTIFYING: Final = ("model", "part_number", "description", "scopes")
"""The fields one of which a list must have."""

REMARK: Final = "remark"
"""The field that several columns may have; of remarks only what they say of positions is heard."""

SAMPLE: Final = 100
"""The rows whose cells are looked at."""

_MOST_LOOKED_AT: Final = 40
"""The columns that are searched for the names of cameras."""

_MOST_TEXTS: Final = 20
"""The different texts that are looked up where one look-up is not cheap."""

_POSITION: Final = re.compile(
    r"[\d.,/ -]*\d[\d.,/ -]*[a-z]?[.)]?|(?:[a-z]|[ivx]{1,5})(?:[./ -]+(?:[a-z]|\d{1,4}))*[.)]?",
    re.I,
)
"""How a list numbers its lines: `1`, `1.6a`, `A.3`, `IV`."""

_PLAIN: Final = re.compile(r"model|sku|partn")
"""What headings have in them that are nothing but headings."""

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

_WHOLE: Final = re.compile(r"\d{1,4}", re.ASCII)
"""How many, in a list: no year is meant where nothing tells so."""

_ADDRESS: Final = re.compile(r"[0-9a-f.:/ -]+|[a-z][a-z0-9+.-]*://\S*", re.I)
"""Numbers, days, times and addresses: no names of cameras."""


_MOST_NAMED: Final = 20
"""Tables that a sentence names; more are counted."""


class Knowing(Protocol):
    """What the catalogue knows of the cells of a list."""

    def model(self, text: str) -> object | None:
        """Return a camera of the catalogue whose name stands in a text, None if there is none."""

    def tells_camera(self, text: str) -> bool:
        """Whether a text names a camera, a family, or is built like the names of a maker."""

    def plugin(self, text: str) -> bool:
        """Whether a text names a plugin of any recorder, or a maker, as plugins are called."""


class ColumnNote(NamedTuple):
    """What a person should know of how a column was read.

    Of a column that was left alone although it holds known `models`, `field` is what it might be
    read as.
    """

    code: str
    text: str
    heading: str
    field: str
    models: int = 0


class Columns(NamedTuple):
    """How the columns of one table of a list are read.

    `places` holds the column number (from 0) of each field that the table has. `export` is the
    known export that it is; `notes` are what belongs into the answer. `sheet` is its worksheet,
    None where the list has only one; `line` that of its header, 0 where it has none. `remarks` are
    the numbers of all columns of remarks, which are no field of a camera.
    """

    header: tuple[str, ...]
    places: Mapping[str, int]
    export: KnownExport | None
    notes: tuple[ColumnNote, ...] = ()
    sheet: str | None = None
    line: int = 0
    remarks: tuple[int, ...] = ()

    @property
    def profile(self) -> str | None:
        """Return the name of the known export."""
        return self.export.name if self.export else None

    @property
    def settings(self) -> Mapping[str, str]:
        """Return what the known export says of all its lines."""
        return self.export.settings if self.export else {}

    @property
    def meanings(self) -> tuple[tuple[str, str | None], ...]:
        """Return every heading with the field it was read as, None for one left alone."""
        fields = {place: field for field, place in self.places.items()}
        fields |= dict.fromkeys(self.remarks, REMARK)
        return tuple((heading, fields.get(n)) for n, heading in enumerate(self.header))

    @property
    def numbered(self) -> tuple[str, ...]:
        """Return the headings with a number by which they are told from others."""
        there = set(self.header)
        return tuple(h for h in self.header if (one := _without_number(h)) != h and one in there)

    @property
    def secrets(self) -> tuple[int, ...]:
        """Return the numbers of columns that hold passwords and the like."""
        used = {*self.places.values(), *self.remarks}
        return tuple(n for n, h in enumerate(self.header) if n not in used and names_secret(h))

    def to_dict(self) -> dict[str, object]:
        """Return the object that is printed as JSON."""
        return {
            "sheet": self.sheet,
            "header_line": self.line or None,
            "profile": self.profile,
            "columns": [{"heading": heading, "field": field} for heading, field in self.meanings],
        }


class ReadAlike(NamedTuple):
    """Tables of a list whose columns are read alike.

    `where` names them, with a capital in front; it is empty where they are all of the list.
    """

    where: str
    columns: Columns


def read_alike(tables: Sequence[Columns]) -> tuple[ReadAlike, ...]:
    """Return how the columns of all tables are read, each way once, in the order of the list."""
    alike: dict[object, list[Columns]] = {}
    for one in tables:
        alike.setdefault((one.meanings, one.profile), []).append(one)
    if len(alike) == 1:
        return (ReadAlike("", tables[0]),)
    first: dict[str | None, Columns] = {}
    for one in tables:
        first.setdefault(one.sheet, one)
    return tuple(
        ReadAlike(capital(_several([_table_words(one, first[one.sheet]) for one in own])), own[0])
        for own in alike.values()
    )


def _several(words: Sequence[str]) -> str:
    return first_of(words, _MOST_NAMED) if len(words) > _MOST_NAMED else all_of(words)


def _table_words(one: Columns, first: Columns) -> str:
    """Return a table as people find it; `first` is the first one of its worksheet."""
    sheet = [] if one.sheet is None else [f"worksheet {one.sheet!r}"]
    below = [] if one is first and sheet else [f"below line {one.line:,}"]
    return " ".join([*sheet, *below])


def is_header(cells: Sequence[str]) -> bool:
    """Whether a row names at least one column that tells which camera a line is about.

    A word that stands in other places too ("Reference", "Text") is enough only beside another
    heading, or where the row has nothing else. The header of a known export is one, and so is a
    row of three headings that are half of it: what it lacks is said when its columns are read.
    """
    filled = [cell for cell in cells if cell.strip()]
    if _told_export(filled) is not None:
        return True
    known = [(cell, meaning) for cell in filled if (meaning := meaning_of(cell)) is not None]
    fields = {meaning.fields[0] for _, meaning in known}
    if "manufacturer" in fields and "plugin" in fields:
        return True  # NetBox, where the type of a device is its model
    if any(_PLAIN.search(folded(cell)) for cell, _ in known):
        return True
    if fields & set(IDENTIFYING) and (len(fields) > 1 or len(filled) == 1):
        return True
    return len(fields) >= 3 and 2 * len(known) >= len(filled)


def is_nearly_header(cells: Sequence[str]) -> bool:
    """Whether a row has two known headings, and perhaps none that tells the camera of a line."""
    meanings = [meaning for meaning in map(meaning_of, cells) if meaning is not None]
    return len({meaning.fields[0] for meaning in meanings}) > 1


def is_inner_header(cells: Sequence[str]) -> bool:
    """Whether a row among the lines of a list is another header.

    Half of it are known headings, and one of them tells the camera of a line.
    """
    filled = [cell for cell in cells if cell.strip()]
    meanings = [meaning for meaning in map(meaning_of, filled) if meaning is not None]
    fields = {meaning.fields[0] for meaning in meanings}
    return len(fields) > 1 and 2 * len(meanings) >= len(filled) and bool(fields & set(IDENTIFYING))


def is_header_of(mapped: Mapping[str, str]) -> Callable[[Sequence[str]], bool]:
    """Return the test of a header row for a list some of whose columns were mapped by hand."""
    wanted = {folded(heading) for heading in mapped}

    def test(cells: Sequence[str]) -> bool:
        return wanted <= {folded(cell) for cell in cells} or is_header(cells)

    return test if wanted else is_header


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


def check_field(heading: str, field: str) -> None:
    """Raise `UsageError` where a column is mapped to a field that does not exist."""
    if field and field not in FIELDS:
        near = near_words(field, tuple(FIELDS), 1)
        better = hint(near) or f"; it is one of {', '.join(FIELDS)}"
        raise UsageError(
            f"column {heading!r} cannot be {field!r}{better}",
            code="unknown-field",
            suggestions=near or tuple(FIELDS),
        )


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
        self.known = _known_export(profile, header)
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
            heading = folded(_without_number(self.header[place]))
            for n, other in self.free.items():
                alike = self._is_free(n) and folded(_without_number(other)) == heading
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
            elif field and field not in self.places and self._is_free(n):
                self._take(field, n)

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
        if self.knowing is None:
            return 0
        found = map(self.knowing.model, filter(_may_name, self._cells(place)))
        return len({model for model in found if model is not None})

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


_NUMBERED: Final = re.compile(r" \(\d+\)$")


def _without_number(heading: str) -> str:
    """Return a heading without the number by which it was told from another column's."""
    return _NUMBERED.sub("", heading)


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


def _known_export(profile: str | None, header: Sequence[str]) -> KnownExport | None:
    """Return the export of that name, else the one that the header tells. Raises `UsageError`."""
    if profile is not None:
        for known in KNOWN_EXPORTS:
            if known.name == profile:
                return known
        raise NoSuchChoice("profile", profile, [known.name for known in KNOWN_EXPORTS])
    return _told_export(header)


def _told_export(header: Sequence[str]) -> KnownExport | None:
    """Return the first export that a header tells."""
    present = {folded(heading) for heading in header}
    for known in KNOWN_EXPORTS:
        told = any({folded(h) for h in tells} <= present for tells in known.tells)
        if told and not {folded(h) for h in known.never} & present:
            return known
    return None
