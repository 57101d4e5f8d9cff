"""Which addresses change, as a map of old and new ones says it, or the list itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final

from integration_db.check.lines.devices import PORTS_OF_ONE_DEVICE
from integration_db.check.readdressing.network import NOT_SAID, Network, length_of, network_of
from integration_db.check.reading.address import Address, NoAddress, ports_like, read_address
from integration_db.check.reading.cells import is_undecided, says_nothing
from integration_db.check.reading.meaning import folded, meaning_of
from integration_db.errors import SheetError, UsageError
from integration_db.named_tuple import NamedTuple
from integration_db.prediction.note import Note
from integration_db.sheets import HeaderRules, OpenedList, Run, open_list
from integration_db.sheets.reading_notes import of_sheet
from integration_db.text.secrets import masked
from integration_db.text.sentences import any_of

_ALONE: Final = {
    **dict.fromkeys(
        ("old", "from", "before", "current", "sourceip", "alt", "bisher", "von", "actuel")
        + ("ancien", "actual", "antiguo", "attuale", "vecchio", "antigo", "oud", "huidig"),
        "old",
    ),
    **dict.fromkeys(
        ("new", "to", "after", "target", "neu", "kunftig", "nach", "nouveau", "nouvelle", "nuevo")
        + ("nueva", "nuovo", "novo", "nova", "nieuw"),
        "new",
    ),
}
"""Headings that mean addresses in a map only, as `folded` leaves them."""

_SAYS: Final = {"ip": "old", "new_ip": "new"}
"""The fields of a list that the columns of a map are."""


_NEW: Final = (
    *("neues", "neuer", "neue", "neu", "nouvelle", "nouveau", "nuevo", "nueva", "nuovo", "nuova"),
    *("novo", "nova", "nieuwe", "nieuw", "new"),
)
"""Words for new in headings."""

_OF_NETWORK: Final = {
    **dict.fromkeys(
        ("mask", "subnetmask", "netmask", "networkmask", "subnet", "prefix", "prefixlength", "cidr")
        + ("netmaskcidr", "maske", "subnetzmaske", "subnetmaske", "netzmaske", "netzwerkmaske")
        + ("masque", "masquedesousreseau", "masquereseau", "mascara", "mascaradesubred")
        + ("mascaradered", "maschera", "mascheradisottorete", "mascheradirete")
        + ("mascaradesubrede", "mascaraderede", "masker", "subnetmasker", "netwerkmasker"),
        "mask",
    ),
    **dict.fromkeys(
        ("gateway", "gatewayip", "gatewayaddress", "defaultgateway", "defaultrouter", "router")
        + ("gw", "standardgateway", "standardgw", "passerelle", "passerellepardefaut")
        + ("puertadeenlace", "puertadeenlacepredeterminada", "pasarela", "gatewaypredefinito")
        + ("gatewaypadrao", "standaardgateway"),
        "gateway",
    ),
}
"""Headings of the network of the new addresses in a map, as `folded` leaves them; also with a word
for new in front."""

_STAYS: Final = frozenset(
    ("same", "keep", "keeps", "unchanged", "stays", "no change", "bleibt", "gleich", "unverändert")
    + (
        "idem",
        "inchangé",
        "inchangée",
        "igual",
        "sin cambios",
        "uguale",
        "invariato",
        "sem mudança",
    )
    + ("gelijk", "ongewijzigd", "=")
)
"""What people write for a device that keeps its address."""


class PlannedMove(NamedTuple):
    """One row of a map: from which address a device goes to which; `place` tells the row.

    `old_length` is how long the part of the network is that is written behind the old address.
    """

    old: Address
    new: Address
    place: str
    network: Network = NOT_SAID
    old_length: int | None = None


class Spare(NamedTuple):
    """An address at which a device may wait; `length` is that of the network written behind it."""

    address: Address
    length: int | None = None


class Moves:
    """All rows of a map, to be asked by old addresses.

    `notes` are what a person should know of how it was read. Raises `UsageError` where an old
    address stands in it twice.
    """

    def __init__(self, planned: Iterable[PlannedMove] = (), notes: Iterable[Note] = ()) -> None:
        self.planned = tuple(planned)
        self.notes = tuple(notes)
        self._by_host: dict[str, dict[int | None, tuple[int, PlannedMove]]] = {}
        for at, one in enumerate(self.planned):
            ports = self._by_host.setdefault(one.old.host, {})
            before, other = ports.setdefault(one.old.port, (at, one))
            if before != at:
                raise UsageError(
                    f"{other.place} and {one.place} both move {one.old.text}, to "
                    f"{other.new.text} and to {one.new.text}: leave one of them out",
                    code="address-twice",
                )

    def of(self, address: Address) -> PlannedMove | None:
        """Return the move that is planned for an address.

        One that names a port is for that port alone, one without for all of the host.
        """
        found = self._by_host.get(address.host, {})
        if address.port in found:
            return found[address.port][1]
        like = found if address.port is None else ports_like(address.port)
        first = min((found[port] for port in like if port in found), default=None)
        return None if first is None else first[1]

    def moves_line(self, ip: str, new_ip: str, port: str = "") -> bool:
        """Whether a line gets a new address, as the map says or the line itself."""
        if not says_stay(new_ip):
            return not _is_same(ip, new_ip)
        if not self.planned:
            return False
        try:
            planned = self.of(address_of(ip, port))
        except NoAddress:
            return False
        return planned is not None and (planned.old.host, planned.old.port) != (
            planned.new.host,
            planned.new.port,
        )


def says_stay(cell: str) -> bool:
    """Whether a cell for a new address says none: it is empty, or says that the old one stays."""
    return says_nothing(cell) or cell.strip().casefold() in _STAYS


def address_of(ip: str, port: str = "") -> Address:
    """Return the address of a device from what a line says. Raises `NoAddress`."""
    said = int(port) if re.fullmatch(r"\s*[0-9]{1,5}\s*", port) else None
    return read_address(ip, None if said in PORTS_OF_ONE_DEVICE else said)


def _is_same(ip: str, new_ip: str) -> bool:
    with suppress(NoAddress):
        one, other = read_address(ip), read_address(new_ip)
        return (one.host, one.port) == (other.host, other.port)
    return False


NO_MOVES: Final = Moves()


def is_map_header(cells: Sequence[str]) -> bool:
    """Whether a row names a column of old addresses or one of new ones."""
    return bool({"old", "new"} & _places(cells).keys())


def read_moves(source: str | Path | BinaryIO, name: str = "the map") -> Moves:
    """Return the moves of a map, a list of any kind; `name` is what it is called in messages.

    Raises `UsageError` for what is no map or cannot be read.
    """
    try:
        with open_list(source, HeaderRules(is_map_header)) as opened:
            return _moves_in(opened, name)
    except SheetError as error:
        if error.code != "no-header":
            raise UsageError(error.message, code=error.code) from None
        raise UsageError(
            f"{name} has no row that names its columns, one of old and one of new addresses",
            code="no-address-column",
        ) from None


def _moves_in(opened: OpenedList, name: str) -> Moves:
    """Return the moves of a map that is open, row by row.

    Rows without an address of their own are passed over, and tables without both columns where
    another one has them, which is noted. Cells that are merged with one above hold for their row
    too. Raises `UsageError` where no header has both, and for a row that says no move.
    """
    planned, found = [], False
    passed_over: dict[str | None, None] = {}
    for table, piece in opened.pieces:
        places = _places(table.header)
        if not {"old", "new"} <= places.keys():
            passed_over[table.sheet] = None
            continue
        found = True
        for row in piece.rows if isinstance(piece, Run) else piece:
            sheet = f" of worksheet {table.sheet!r}" if table.sheet is not None else ""
            place = f"line {row.line}{sheet} of {name}"
            if row.problem is not None:
                raise UsageError(f"{place} cannot be read: {row.problem}", code="bad-address")
            if not any(row.cells[places[one]].strip() for one in ("old", "new")):
                continue
            above = {cell.column: cell.text for cell in row.merged}
            old, new, mask, gateway = (
                (row.cells[at] or above.get(at, "")).strip() if at is not None else ""
                for at in map(places.get, ("old", "new", "mask", "gateway"))
            )
            if is_undecided(new) or not says_stay(new or old):
                planned.append(planned_move(old, new, place, mask, gateway))
    if not found:
        raise UsageError(_without_columns(opened, name), code="no-address-column")
    return Moves(planned, _notes(opened, passed_over, name))


def _notes(opened: OpenedList, passed_over: Iterable[str | None], name: str) -> Iterator[Note]:
    """Yield what was left out of a map, or may be otherwise."""
    for note in opened.notes:
        if note.is_limit:
            yield Note(note.code, f"Of {name}: {note.text}")
    for sheet in passed_over:
        yield Note(
            "no_moves_in_table",
            f"Of {name}: a table without a column of old and one of new addresses was left out"
            f"{of_sheet(sheet)}.",
        )


def _without_columns(opened: OpenedList, name: str) -> str:
    """Return what a map lacks whose headers have not both columns, or that has no rows."""
    header = opened.tables[0].header if opened.tables else ()
    missing = [f"{one} addresses" for one in ("old", "new") if one not in _places(header)]
    if not missing:
        return f"{name} has no row under its header"
    named = ", ".join(map(repr, map(masked, header)))
    return f"{name} has no column of {any_of(missing)}; its columns are {named}"


def moves_of(pairs: Mapping[str, str]) -> Moves:
    """Return the moves that a mapping of old to new addresses means. Raises `UsageError`."""
    if not isinstance(pairs, Mapping):
        raise UsageError(
            f"the moves are of type {type(pairs).__name__}: give a mapping of old to new "
            "addresses, or what read_moves returns",
            code="bad-address",
        )
    planned = []
    for number, (old, new) in enumerate(pairs.items(), 1):
        place = f"pair {number}"
        planned.append(planned_move(_text(old, "old", place), _text(new, "new", place), place))
    return Moves(planned)


def _text(given: object, which: str, place: str) -> str:
    """Return what a caller gives as an address, None as an empty text. Raises `UsageError`."""
    if given is None or isinstance(given, str):
        return given or ""
    raise UsageError(
        f"{place} has the {which} address as {type(given).__name__}, and not as text",
        code="bad-address",
    )


def read_spares(written: Iterable[str]) -> tuple[Spare, ...]:
    """Return spare addresses as they are written. Raises `UsageError` for what is none."""
    place = "the list of spares"
    if isinstance(written, str):
        raise UsageError(f"{place} is one text: give a list of texts", code="bad-address")
    return tuple(
        Spare(checked_address(_text(one, "spare", place), "spare", place), length_of(one))
        for one in written
    )


def planned_move(old: str, new: str, place: str, mask: str = "", gateway: str = "") -> PlannedMove:
    """Return one move as it is written. Raises `UsageError` for what is no address."""
    was = checked_address(old, "old", place)
    to = checked_address(new, "new", place, was)
    return PlannedMove(
        was, to, place, checked_network(to, new, place, mask, gateway), length_of(old)
    )


def checked_network(
    address: Address, written: str, place: str, mask: str = "", gateway: str = ""
) -> Network:
    """Return the network of a new address as it is written at a place, and in cells beside it.

    Raises `UsageError` for what cannot be.
    """
    said = ["" if says_nothing(cell) else masked(cell.strip())[:60] for cell in (mask, gateway)]
    try:
        return network_of(address, length_of(written), *said)
    except NoAddress as error:
        raise UsageError(f"{place} has {error}", code="bad-address") from None


def checked_address(
    written: str, which: str, place: str, instead_of: Address | None = None
) -> Address:
    """Return an address as it is written at a place. Raises `UsageError` for what is none.

    A word without a dot may be a host name only `instead_of` another name: beside IP addresses
    people write words such as `open` or `later`.
    """
    try:
        address = read_address(written)
        by_name = instead_of is not None and not instead_of.is_ip
        if which != "old" and not by_name and not address.is_ip and "." not in address.host:
            raise NoAddress("it is neither an IP address nor a host name with a dot")
        return address
    except NoAddress as error:
        shown = masked(written.strip())[:60]
        said = f"the {which} address {shown!r}: {error}" if shown else f"no {which} address"
        raise UsageError(f"{place} has {said}", code="bad-address") from None


def _places(header: Sequence[str]) -> dict[str, int]:
    """Return the columns of old and new addresses, and of the mask and gateway of the new ones.

    A heading is read as in a list; words that say no more than old or new count here too.
    """
    found: dict[str, tuple[tuple[int, int], int]] = {}
    for place, heading in enumerate(header):
        which, rank = _meaning(heading)
        if which:
            found[which] = min(found.get(which, (rank, place)), (rank, place))
    return {which: place for which, (_, place) in found.items()}


def _meaning(heading: str) -> tuple[str, tuple[int, int]]:
    """Return what a heading says of addresses or their network, and how surely; or nothing."""
    text = folded(heading)
    alone = _ALONE.get(text) or _of_network(text)
    if alone is not None:
        return alone, (0, 0)
    meaning = meaning_of(heading)
    if meaning is None or meaning.fields[0] not in _SAYS:
        return "", (0, 0)
    return _SAYS[meaning.fields[0]], meaning.rank


def _of_network(heading: str) -> str | None:
    """Return what a folded heading says of the network, with or without a word for new."""
    forms = (form for word in ("", *_NEW) for form in _without(heading, word))
    return next((_OF_NETWORK[form] for form in forms if form in _OF_NETWORK), None)


def _without(heading: str, word: str) -> tuple[str, str]:
    return heading.removeprefix(word), heading.removesuffix(word)
