"""What one line of a list asks: its cells, read as a question about one camera, pure.

A cell that cannot be read makes the line invalid and says which cell and why; nothing is guessed
and nothing is left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, Literal, TypeAlias

from integration_db.check.reading.cells import Unreadable, is_undecided, said_in
from integration_db.check.reading.site_cells import port_found, scheme_found, site_said
from integration_db.check.reading.sorts import names_sort
from integration_db.named_tuple import NamedTuple
from integration_db.names.manufacturers import names_nobody
from integration_db.prediction.site import (
    Site,
)
from integration_db.text.sentences import brief, word

ASKED: Final = (
    *("manufacturer", "model", "part_number", "description", "firmware", "hardware_version"),
    *("plugin", "driver_family", "recorder", "recorder_version", "protocol", "protocol_today"),
    *("port", "https_port", "nat", "as_shipped", "http", "http_off", "https_on", "video_on"),
    *("certificate", "certificate_names", "address_changed", "tasks_done", "option"),
    *("found_protocol", "found_port", "found_firmware", "scopes", "firmware_build"),
    "remark",
)
"""The fields that make one question; lines that agree in them have one answer."""

OF_RECORDER: Final = (
    *("plugin", "driver_family", "recorder_version", "protocol", "protocol_today", "option"),
)
"""The fields whose words mean something on one recorder only."""

MORE_FIRMWARE: Final = ("found_firmware", "firmware_build", "scopes")
"""The fields that say a firmware too, or more of one."""

HEARD: Final = ("description", "model", "part_number")
"""The fields that tell what a line is about, in the order in which they are heard."""

Counting: TypeAlias = Literal["counted", "priced", "bare", "no quantities"]
"""Whether a line says how many: it does; it has an amount only; neither; its list never does."""

Cells: TypeAlias = Mapping[str, str | bool]
"""What a line says, by fields of `ASKED`: text, and of what is so or not perhaps the truth."""

TRUTHS: Final = (
    *("nat", "as_shipped", "http", "http_off", "https_on", "video_on", "certificate"),
    *("address_changed", "found_protocol"),
)
"""The fields in which `True` and `False` say something."""

SEVERAL: Final = ("certificate_names", "tasks_done", "option")
"""The fields that may hold several words."""

_TEXTS: Final = ASKED[: ASKED.index("port")]
"""Those that are text of any kind."""
_SHORT: Final = (
    "manufacturer",
    *("firmware", "hardware_version", "plugin", "recorder", "recorder_version", "protocol"),
    "protocol_today",
)
_LONGEST: Final = 500
"""Characters of a cell that names something; longer ones are an accident."""


class Request(NamedTuple):
    """A question about one camera, as a line of a list asks it.

    Text fields are None where the line does not say. `driver_family` is what a recorder groups the
    drivers of one maker under. `found_protocol`, a scheme, and `found_port` are what a scan found,
    or how the recorder is connected today; they are no wish.
    `protocol` is the setting that is asked about, `protocol_today` the one that the recorder has
    now, both as they are written.
    `says` are the fields that the line itself says and no default, `is_named` tells that it calls
    the camera by a name or an address, `counting` whether it says how many.
    `problem` tells why the line is invalid. `title` is what a line says, in whatever column, that
    names nothing at all: the title of a chapter. `remark` holds what remarks beside the line, or a
    heading above it, say of its position: words of `Position`.
    """

    manufacturer: str | None = None
    model: str | None = None
    part_number: str | None = None
    description: str | None = None
    firmware: str | None = None
    hardware_version: str | None = None
    plugin: str | None = None
    recorder: str | None = None
    recorder_version: str | None = None
    protocol: str | None = None
    protocol_today: str | None = None
    site: Site = Site()
    problem: str | None = None
    driver_family: str | None = None
    found_protocol: str | None = None
    found_port: int | None = None
    says: tuple[str, ...] = ()
    is_named: bool = False
    counting: Counting = "no quantities"
    title: str = ""
    remark: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """Return what the line itself says of what it is about, what tells most first.

        The maker's name does not, unless there is nothing else.
        """
        said = [getattr(self, field) for field in HEARD if field in self.says]
        if not said and "manufacturer" in self.says:
            said = [self.manufacturer]
        return tuple([text for text in said if text])

    @property
    def written(self) -> str:
        """Return the camera as the line writes it."""
        camera = (self.model,) if self.model else (self.part_number, self.description)
        return " ".join(part for part in (self.manufacturer, *camera) if part)

    @property
    def heading(self) -> str:
        """Return what the line says as a heading or a sum."""
        return self.title or " ".join(self.texts)

    @property
    def firmware_key(self) -> str:
        """Return the firmware as it is compared with what other lines of a device write."""
        return firmware_key(self.firmware or "")

    @property
    def shown(self) -> str:
        """Return the camera as the line writes it, of long texts the beginning."""
        return brief(self.written or self.title)


def firmware_key(firmware: str) -> str:
    """Return a firmware as it is compared with what other lines of a device write."""
    return "".join(firmware.casefold().split()).removeprefix("v")


NO_DEFAULTS: Final = Request()
"""Nothing holds for lines that do not say."""


def read_request(cells: Cells, defaults: Request = NO_DEFAULTS) -> Request:
    """Return the question that the cells of a line ask; `defaults` where a cell says nothing."""
    said = {field: said_in(field, cells.get(field)) for field in ASKED}
    for field in _ESCAPED:
        if said[field] is not None:
            said[field] = unescaped(said[field])
    _join(said)
    if not any(said[field] for field in HEARD):
        _leave_open(said, cells)
    if said["plugin"] is not None and names_sort(said["plugin"]):
        said["plugin"] = None  # "Type" is the sort of thing in many lists
    remark = said.pop("remark") or ""
    says = tuple([field for field, cell in said.items() if cell is not None])
    for field in _TEXTS:
        said[field] = said[field] or getattr(defaults, field)
    found: dict[str, Any] = {
        "found_protocol": scheme_found(said),
        "found_port": port_found(said["found_port"]),
    }
    problem = None
    for field in _SHORT:
        text = said[field]
        if text is not None and len(text) > _LONGEST:
            problem = f"{word(field)} of {len(text):,} characters"
            said[field] = None
    maker = said["manufacturer"]
    if maker is not None and names_nobody(maker):
        said["manufacturer"] = None  # what devices print where nobody filled it in
    texts: dict[str, Any] = {field: said[field] for field in _TEXTS}
    request = Request(**texts, **found, says=says, remark=remark)
    if not (request.model or request.part_number or request.description):
        return request._replace(problem="no model in this line")
    if problem is not None:
        return request._replace(problem=problem)
    try:
        return request._replace(site=site_said(said, defaults.site))
    except Unreadable as error:
        return request._replace(problem=str(error))


def unescaped(text: str) -> str:
    """Return a text without the escapes of a URL (`%20`), as devices print it in scopes."""
    if " " in text or "%" not in text:
        return text
    plain = _ESCAPES.sub(
        lambda m: bytes.fromhex(m[0].replace("%", "")).decode("utf-8", "replace"), text
    )
    return plain if plain.isprintable() else text


def _join(said: dict[str, Any]) -> None:
    """Put together what a line says of one thing in several cells."""
    if said["scopes"] is not None:
        scopes = {name.casefold(): unescaped(text) for name, text in _SCOPE.findall(said["scopes"])}
        hardware, name = scopes.get("hardware"), scopes.get("name")
        if said["model"] is None and hardware is not None and not names_nobody(hardware):
            said["model"] = hardware
        said["manufacturer"] = said["manufacturer"] or scopes.get("manufacturer")
        said["description"] = said["description"] or name
    said["firmware"] = said["found_firmware"] or said["firmware"]  # seen on the camera's own page
    build = said["firmware_build"]
    firmware = said["firmware"]
    if firmware is None or build is None or "build" in firmware.casefold():
        return
    if _BUILD.match(build):
        said["firmware"] = f"{firmware} {build}"


def _leave_open(said: dict[str, Any], cells: Cells) -> None:
    """Keep the words by which a line that names nothing says that its camera is to be decided."""
    for field in HEARD:
        cell = cells.get(field)
        if isinstance(cell, str) and is_undecided(cell):
            said[field] = cell.strip()
            return


_ESCAPED: Final = ("manufacturer", "model", "part_number", "description", "firmware")
_ESCAPES: Final = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_BUILD: Final = re.compile(r"build\b", re.I)
_SCOPE: Final = re.compile(r"onvif://www\.onvif\.org/(\w+)/([^\s;,]+)", re.I)
"""https://www.onvif.org/specs/core/ONVIF-Core-Specification.pdf, "Scope parameters"."""
