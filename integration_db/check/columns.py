"""Which column of a list means what: known headings, exports of known programs, and `--map`.

Headings are compared without case, accents, spaces and marks. A heading that is not known is left
alone and reported; nothing is guessed from the cells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final
from unicodedata import normalize

from integration_db.check.known_exports import KNOWN_EXPORTS, KnownExport
from integration_db.errors import NoSuchChoice, UsageError
from integration_db.named_tuple import NamedTuple
from integration_db.names.suggestions import near_words
from integration_db.text.sentences import hint

FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "manufacturer": (
        *("manufacturer", "make", "brand", "vendor", "maker", "manufacturer name", "mfr", "mfg"),
        *("camera manufacturer", "device manufacturer", "hardware manufacturer", "hersteller"),
        *("marke", "fabrikat", "fabricant", "marque", "fabricante", "marca"),
        "device_type.manufacturer.name",
        "device_type.manufacturer",
    ),
    "model": (
        *("model", "model number", "model no", "model name", "camera model", "device model"),
        *("product", "product name", "hardware model", "device type model", "modell", "modele"),
        *("modelo", "modellbezeichnung", "typenbezeichnung", "device_type", "device_type.model"),
    ),
    "part_number": (
        *("part number", "part no", "part", "pn", "sku", "article number", "article no"),
        *("article", "order code", "order number", "item number", "product code"),
        *("manufacturer part number", "mfr part number", "mfr part no", "mpn", "catalog number"),
        *("artikelnummer", "artikelnr", "artnr", "bestellnummer", "bestellnr", "herstellernummer"),
        *("reference", "referencia"),
    ),
    "description": (
        *("description", "product description", "item description", "line item", "text"),
        *("bezeichnung", "artikelbezeichnung", "beschreibung", "designation", "libelle"),
        "descripcion",
    ),
    "firmware": (
        *("firmware", "firmware version", "fw", "fw version", "version", "software version"),
        *("current firmware", "fw ver", "sw version", "firmware release", "custom_fields.firmware"),
        *("firmwarestand", "version firmware", "version de firmware", "version du firmware"),
    ),
    "hardware_version": ("hardware version", "hw version", "hardware revision", "board"),
    "quantity": (
        *("quantity", "qty", "count", "units", "pcs", "pieces", "number of cameras", "menge"),
        *("anzahl", "stueck", "stuck", "stuckzahl", "stk", "quantite", "qte", "cantidad"),
    ),
    "plugin": (
        *("plugin", "device type", "type", "plug-in", "device type plugin", "driver", "typ"),
        "geratetyp",
    ),
    "recorder": ("recorder", "vms", "recorder product"),
    "recorder_version": ("recorder version", "vms version"),
    "protocol": ("protocol", "protocol setting", "connection protocol", "protokoll", "protocole"),
    "protocol_today": (
        *("protocol today", "current protocol", "protocol now", "current setting"),
        *("protokoll heute", "aktuelles protokoll", "protocole actuel"),
    ),
    "port": ("port", "recorder port", "camera port"),
    "found_protocol": ("found protocol", "detected protocol"),
    "found_port": ("found port", "detected port", "open port", "open ports"),
    "https_port": ("https port", "ssl port", "secure port"),
    "nat": ("nat", "behind nat", "address translation"),
    "as_shipped": ("as shipped", "factory default", "factory state"),
    "http": ("http", "http state"),
    "http_off": ("http off", "http disabled"),
    "https_on": ("https on", "https on at camera"),
    "video_on": ("video encryption on", "encrypted video on", "srtp on"),
    "certificate": (
        *("certificate", "camera certificate", "certificate installed", "cert installed"),
        *("own certificate installed", "zertifikat", "certificat"),
    ),
    "certificate_names": ("certificate names", "certificate subject", "certificate made out to"),
    "address_changed": ("address changed", "ip changed", "ip address changed", "readdressed"),
    "tasks_done": ("tasks done",),
    "option": ("option", "recorder option", "recorder options"),
    "name": (
        *("name", "camera name", "device name", "hardware name", "camera", "hostname"),
        *("kameraname", "kamera", "nom"),
    ),
    "ip": (
        *("ip", "ip address", "address", "ipv4 address", "ipv4", "host", "adresse ip"),
        *("ip adresse", "direccion ip", "primary_ip.address", "primary_ip4.address"),
        *("old ip", "old ip address", "old address", "alte ip", "alte ip adresse", "alte adresse"),
        *("ancienne ip", "ancienne adresse", "ancienne adresse ip", "antigua ip", "ip antigua"),
        *("antigua direccion", "direccion antigua", "vecchio ip", "vecchio indirizzo"),
        *("indirizzo vecchio", "antigo ip", "ip antigo", "endereco antigo", "oud ip", "oud adres"),
        *("oude ip", "oud ip adres", "oude adres"),
    ),
    "new_ip": (
        *("new ip", "new ip address", "new address", "new ipv4", "target ip", "target address"),
        *("ip new", "future ip", "planned ip", "neue ip", "neue ip adresse"),
        *("neue adresse", "nouvelle ip", "nouvelle adresse", "nouvelle adresse ip", "nueva ip"),
        *("nueva direccion", "nueva direccion ip", "ip nueva", "direccion nueva", "nuovo ip"),
        *("nuovo indirizzo", "nuovo indirizzo ip", "indirizzo nuovo", "novo ip", "novo endereco"),
        *("novo endereco ip", "ip novo", "endereco novo", "nieuw ip", "nieuw adres", "nieuwe ip"),
        *("nieuw ip adres", "nieuwe adres"),
    ),
    "position": (
        *("position", "pos", "pos no", "pos nr", "position no", "position number", "lfd nr"),
        *("laufende nummer", "posizione", "posicion", "posicao", "positie"),
    ),
    "mac": ("mac", "mac address", "macaddress", "physical address", "mac adresse", "adresse mac"),
    "serial": (
        *("serial", "serial number", "serial no", "serialnumber", "sn", "device serial no"),
        *("seriennummer", "numero de serie", "numero di serie", "serienummer"),
    ),
}
"""What a list can say of a camera, each with the headings that say it, the surest first."""

IDENTIFYING: Final = ("model", "part_number", "description")
"""The fields one of which a list must have."""

_PLAIN: Final = re.compile(r"model|sku|partn")
"""What headings have in them that are nothing but headings."""

_SECRET: Final = re.compile(
    r"pass|pwd|kennwort|contrasena|secret|token|apikey|credential|community|^(?:pw|pin|psk)$"
)
"""Headings of columns whose cells never leave the program."""


class Columns(NamedTuple):
    """How the columns of one list are read.

    `places` holds the column number (from 0) of each field that the list has. `export` is the
    known export that the list is.
    """

    header: tuple[str, ...]
    places: Mapping[str, int]
    export: KnownExport | None

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
        return tuple((heading, fields.get(n)) for n, heading in enumerate(self.header))

    @property
    def secrets(self) -> tuple[int, ...]:
        """Return the numbers of columns that hold passwords and the like."""
        used = set(self.places.values())
        return tuple(
            n for n, h in enumerate(self.header) if n not in used and _SECRET.search(folded(h))
        )


def folded(heading: str) -> str:
    """Return a heading as it is compared: letters and digits in lower case, without accents."""
    if not heading.isascii():
        heading = normalize("NFKD", heading)
    return "".join(character for character in heading.casefold() if character.isalnum())


_KNOWN: Final = {
    folded(heading): (field, rank)
    for field, headings in FIELDS.items()
    for rank, heading in enumerate((field, *headings))
}


def is_header(cells: Sequence[str]) -> bool:
    """Whether a row names at least one column that tells which camera a line is about.

    A word that stands in other places too ("Reference", "Text") is enough only beside another
    heading, or where the row has nothing else.
    """
    filled = [cell for cell in cells if cell.strip()]
    fields = {_KNOWN[folded(cell)][0] for cell in filled if folded(cell) in _KNOWN}
    if "manufacturer" in fields and "plugin" in fields:
        return True  # NetBox, where the type of a device is its model
    if any(_PLAIN.search(folded(cell)) for cell in filled if folded(cell) in _KNOWN):
        return True
    return bool(fields & set(IDENTIFYING)) and (len(fields) > 1 or len(filled) == 1)


def is_header_of(mapped: Mapping[str, str]) -> Callable[[Sequence[str]], bool]:
    """Return the test of a header row for a list some of whose columns were mapped by hand."""
    wanted = {folded(heading) for heading in mapped}

    def test(cells: Sequence[str]) -> bool:
        return wanted <= {folded(cell) for cell in cells} or is_header(cells)

    return test if wanted else is_header


def layout_of(headings: Sequence[str], mapped: Mapping[str, str]) -> dict[str, str]:
    """Return which heading of a record is which field; nothing is refused."""
    try:
        columns = columns_of(headings, mapped={h: f for h, f in mapped.items() if h in headings})
    except UsageError:
        return {}
    return {headings[place]: field for field, place in columns.places.items()}


def columns_of(
    header: Sequence[str],
    *,
    mapped: Mapping[str, str] = MappingProxyType({}),
    profile: str | None = None,
) -> Columns:
    """Return how the columns under a header are read.

    `mapped` says by hand which heading is which field, and goes first; an empty field name leaves
    the column alone. `profile` names a known export; without it the header tells. Raises
    `UsageError` for a field or heading that does not exist, and where no column tells the model.
    """
    places = _by_hand(header, mapped)
    left_alone = {h for h, field in mapped.items() if not field}
    free = [
        (n, h)
        for n, h in enumerate(header)
        if n not in places.values() and folded(h) not in {folded(one) for one in left_alone}
    ]
    known = _known_export(profile, header)
    if known is not None:
        for field, headings in known.columns.items():
            for heading in headings:
                place = next((n for n, h in free if folded(h) == folded(heading)), None)
                if place is not None and field not in places:
                    places[field] = place
        used = set(places.values())
        free = [(n, h) for n, h in free if n not in used]
    ranked = sorted(
        (rank, n, field)
        for n, h in free
        for field, rank in [_KNOWN.get(folded(h), ("", 0))]
        if field
    )
    used = set(places.values())
    for _, n, field in ranked:
        if field not in places and n not in used:
            places[field] = n
            used.add(n)
    untold = "model" not in places and "part_number" not in places
    if untold and {"plugin", "manufacturer"} <= set(places) and "plugin" not in mapped.values():
        places["model"] = places.pop("plugin")  # a type beside a maker is a model
    if not any(field in places for field in IDENTIFYING):
        raise UsageError(
            f"no column tells the model; the columns are {', '.join(map(repr, header))}",
            code="no-model-column",
        )
    return Columns(tuple(header), places, known)


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
    present = {folded(heading) for heading in header}
    for known in KNOWN_EXPORTS:
        told = any({folded(h) for h in tells} <= present for tells in known.tells)
        if told and not {folded(h) for h in known.never} & present:
            return known
    return None
