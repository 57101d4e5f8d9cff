"""Answering the lines of one list, each different question once.

Lines that ask the same question share one `LineKind`; so the memory that a list takes grows with
its different questions and not with its lines. Every line that comes in goes out exactly once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Final

from integration_db.catalog.queries.recorders import setting_of
from integration_db.check.assessment import Assessment, assess, meant_setting
from integration_db.check.line import Line, LineKind
from integration_db.check.request import (
    NO_DEFAULTS,
    Cells,
    Request,
    Unreadable,
    defaults_of,
    read_quantity,
    read_request,
)
from integration_db.check.requirement import requirement_of
from integration_db.check.tally import Tally
from integration_db.check.waivers import Waiver, WaiverIndex
from integration_db.errors import UsageError
from integration_db.vocabulary import MET

if TYPE_CHECKING:
    from integration_db.catalog import Catalog


_ODD_FIRMWARE: Final = (
    "the firmware cell holds a number, a date or a formula ({!r}), which a spreadsheet may have "
    "changed, so no firmware was taken from it: format the column as text and write the version "
    "again"
)


class Checker:
    """Answers the questions of one list, and knows its requirement, settings and waivers.

    `require` is a requirement, or the recorder's symbol for its level. Raises `UsageError` or
    `NotFound` for what would make every line invalid.
    """

    def __init__(
        self,
        catalog: Catalog,
        require: str,
        settings: Mapping[str, object],
        waivers: Sequence[Waiver],
        today: date | None,
    ) -> None:
        if waivers and today is None:
            raise UsageError("waivers need the day of today", code="no-today")
        self.catalog = catalog
        self.defaults = defaults_of(settings)
        self.require = requirement_of(require, catalog.recorder(self.defaults.recorder).shows)
        for written in (self.defaults.protocol, self.defaults.protocol_today):
            _check_protocol(catalog, self.defaults.recorder, written)
        self.waivers = tuple(waivers)
        self._waiver_index = WaiverIndex(self.waivers)
        self.today = today
        self.kinds: dict[object, LineKind] = {}
        self._used: set[Waiver] = set()
        self._waived = self._expired = 0

    def tally(self) -> Tally:
        """Return the totals of what was answered so far."""
        tally = Tally(waived=self._waived, expired=self._expired)
        for kind in self.kinds.values():
            tally.add(kind.assessment, kind.lines, kind.cameras)
        return tally

    def unused_waivers(self) -> tuple[Waiver, ...]:
        """Return the waivers that no line was meant by."""
        return tuple(waiver for waiver in self.waivers if waiver not in self._used)

    def read(
        self, cells: Cells, quantity: str, *, odd: bool, problem: str | None = None
    ) -> tuple[LineKind, int]:
        """Return the kind of the lines that say this, and how many cameras each of them means.

        `odd` tells that a spreadsheet may have changed the firmware, `problem` why a line cannot
        be read. A line that names no camera, as the sum below a quotation, means none.
        """
        number = 1
        try:
            number = read_quantity(quantity)
        except Unreadable as error:
            problem = problem or str(error)
        if problem is not None:
            kind = self.invalid(problem, cells)
        elif odd:
            kind = self._kind(("odd", *cells.items()), lambda: self._without_firmware(cells))
        else:
            kind = self._kind(tuple(cells.items()), lambda: self._assessed(cells, self.defaults))
        assessment = kind.assessment
        means_camera = assessment.request.names_camera and assessment.status != "not a camera"
        return kind, number if means_camera else 0

    def invalid(self, problem: str, cells: Cells) -> LineKind:
        """Return the kind of the lines that cannot be read for one reason."""
        key = ("invalid", problem, *cells.items())
        return self._kind(key, lambda: self._assessed(cells, NO_DEFAULTS, problem))

    def _kind(self, key: object, answer: Callable[[], Assessment]) -> LineKind:
        """Return the kind that a key stands for; it is answered when it is first met."""
        kind = self.kinds.get(key)
        if kind is None:
            kind = self.kinds[key] = LineKind(answer())
        return kind

    def _assessed(self, cells: Cells, defaults: Request, problem: str | None = None) -> Assessment:
        request = read_request(cells, defaults)
        if problem is not None:
            request = request._replace(problem=problem)
        return assess(self.catalog, request, self.require)

    def _without_firmware(self, cells: Cells) -> Assessment:
        """Return the answer for any firmware, with the reason why none was taken."""
        assessment = self._assessed({**cells, "firmware": ""}, self.defaults)
        reason = f"{assessment.reason} ({_ODD_FIRMWARE.format(cells.get('firmware', ''))})"
        return assessment._replace(reason=reason)

    def waive(self, line: Line) -> Line:
        """Return the line with the waiver that it is meant by, if there is one."""
        if line.status in MET:
            return line
        facts = _facts(line)
        assert self.today is not None
        expired = False
        for waiver in self._waiver_index.covering(facts):
            self._used.add(waiver)
            if not waiver.expired(self.today):
                self._waived += 1
                return line._replace(waiver=waiver)
            expired = True
        self._expired += expired
        return line._replace(expired=True) if expired else line


def _facts(line: Line) -> dict[str, tuple[str, ...]]:
    """Return what a line has in each entry that a waiver may select lines by."""
    assessment, request = line.assessment, line.assessment.request
    maker, model = assessment.camera or (request.manufacturer or "", request.model or "")
    return {
        "manufacturer": (maker, request.manufacturer or ""),
        "model": (
            *(model, f"{maker} {model}", request.written),
            *(request.model or "", request.part_number or "", request.description or ""),
        ),
        "firmware": (request.firmware or "",),
        "name": (line.name,),
        "ip": (line.ip,),
        "line": (str(line.number),),
        "status": (assessment.status,),
    }


def _check_protocol(catalog: Catalog, recorder: str | None, written: str | None) -> None:
    """Raise `UsageError` for a setting that no line's recorder can have.

    Lines may name recorders of their own, so without one for all of them any may be meant.
    """
    if written is None:
        return
    named = catalog.recorder(recorder)
    recorders = (named,) if recorder is not None else catalog.recorders()
    menus = [one.settings for one in recorders]
    menus += [plugin.settings for one in recorders for plugin in catalog.plugins_of(one)]
    for menu in menus:
        with suppress(UsageError):
            setting_of(menu, meant_setting(written, menu), "")
            return
    setting_of(named.settings, written, named.name)
