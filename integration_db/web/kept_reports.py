"""Reports that are kept on disk for a set time, under addresses that nobody can guess.

Off unless the operator names a folder. All that is kept is what was made for a customer: no
address of a camera, no secret and not the list itself. Each report is one file whose name says
until when it is kept, so that several processes, and later ones, need nothing else.
"""

from __future__ import annotations

import asyncio
import errno
import io
import json
import logging
import os
import re
import secrets
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Final

from integration_db import files
from integration_db.errors import ServerError, UsageError
from integration_db.named_tuple import NamedTuple
from integration_db.web.problems import ProblemDetails, Refused

_log: Final = logging.getLogger(__name__)

USUALLY_KEPT: Final = "7d"
"""How long reports are kept where nobody says it."""

MOST_KEPT: Final = 1_000
"""Reports in a folder."""
LARGEST_KEPT: Final = 4_000_000
"""Bytes of one of them, packed."""

_SWEPT_EVERY: Final = 600.0
"""Seconds between two looks for reports whose time is over."""

_UNITS: Final = {"m": 60, "h": 3_600, "d": 86_400}
_WRITTEN: Final = re.compile(r"([1-9]\d{0,5})([mhd])")
_LONGEST: Final = 366 * _UNITS["d"]
_ID: Final = re.compile(r"[0-9a-f]{32}")
_NAME: Final = re.compile(r"(\d{10,11})-([0-9a-f]{32})\.zip")

_ABOUT: Final = "about.json"
_BODY: Final = "body.html"
_FILES: Final = "files/"


def seconds_kept(written: str) -> int:
    """Return how long `7d`, `12h` or `30m` is, in seconds. Raises `UsageError`."""
    told = _WRITTEN.fullmatch(written.strip())
    seconds = int(told[1]) * _UNITS[told[2]] if told else 0
    if not 0 < seconds <= _LONGEST:
        raise UsageError(
            f"keep for {written!r}: write a number and d, h or m, such as 7d, up to 366d",
            code="bad-duration",
        )
    return seconds


class KeptReport(NamedTuple):
    """One report: its body as HTML of ours, and its files by their formats."""

    data_version: str
    body: str
    files: Mapping[str, bytes]

    def packed(self) -> bytes:
        """Return all of it as one archive."""
        out = io.BytesIO()
        about = {"data_version": self.data_version}
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(_ABOUT, json.dumps(about))
            archive.writestr(_BODY, self.body.encode("utf-8", "replace"))
            for name, content in self.files.items():
                archive.writestr(_FILES + name, content)
        return out.getvalue()


class FoundReport(NamedTuple):
    """A report that is kept, and until when: `until` is in seconds since 1970, UTC."""

    report: KeptReport
    until: int

    @property
    def until_words(self) -> str:
        """Return until when it is kept, for people."""
        return datetime.fromtimestamp(self.until, timezone.utc).strftime("%Y-%m-%d %H:%M UTC")


class KeptReports:
    """The reports in a folder. Every `now` is a time in seconds since 1970."""

    def __init__(self, folder: str | os.PathLike[str], seconds: int) -> None:
        self.folder = Path(folder)
        self.seconds = seconds

    @property
    def how_long(self) -> str:
        """Return how long a report is kept, for people."""
        for unit, word in (("d", "day"), ("h", "hour"), ("m", "minute")):
            number, rest = divmod(self.seconds, _UNITS[unit])
            if number and not rest:
                return f"{number} {word}{'s' * (number != 1)}"
        return f"{self.seconds} seconds"

    def prepare(self, now: float) -> None:
        """Make the folder, for this user alone, and sweep it. Raises `ServerError`."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not os.access(self.folder, os.R_OK | os.W_OK | os.X_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
            self.sweep(now)
        except OSError as error:
            place, why = str(self.folder), error.strerror or error
            raise ServerError(f"reports cannot be kept in {place!r}: {why}") from None

    def keep(self, report: KeptReport, now: float) -> str:
        """Keep a report and return its id. Raises `UsageError` where there is no room for it.

        Raises `Refused` where the folder takes none.
        """
        content = report.packed()
        if len(content) > LARGEST_KEPT:
            raise UsageError(
                f"the report takes {len(content) // 1_000:,} kB, and this server keeps up to "
                f"{LARGEST_KEPT // 1_000:,} kB under an address: hand it over as a file",
                code="too-large-to-keep",
            )
        try:
            self.sweep(now)
            if sum(1 for _ in self._kept()) >= MOST_KEPT:
                raise UsageError(
                    f"this server keeps {MOST_KEPT:,} reports already, which is its limit: hand "
                    "this one over as a file",
                    code="too-many-kept",
                )
            name = secrets.token_hex(16)
            target = self.folder / f"{int(now) + self.seconds}-{name}.zip"
            with files.replacing(target, _cannot_keep) as temporary:
                temporary.chmod(0o600)
                temporary.write_bytes(content)
        except OSError as error:
            raise _cannot_keep(error) from None
        return name

    def find(self, name: str, now: float) -> FoundReport | None:
        """Return the report of an id; None where there is none, or its time is over."""
        place = self._place(name)
        if place is None or place[0] <= now:
            return None
        try:
            with zipfile.ZipFile(place[1]) as archive:
                about: dict[str, Any] = json.loads(archive.read(_ABOUT))
                held = {
                    one.removeprefix(_FILES): archive.read(one)
                    for one in archive.namelist()
                    if one.startswith(_FILES)
                }
                body = archive.read(_BODY).decode()
            report = KeptReport(about["data_version"], body, held)
        except FileNotFoundError:
            return None  # it was forgotten meanwhile
        except (OSError, ValueError, KeyError, zipfile.BadZipFile, zlib.error) as error:
            _log.error("the kept report %s cannot be read: %s", place[1], error)
            return None
        return FoundReport(report, place[0])

    def forget(self, name: str) -> bool:
        """Remove a report, and tell whether it was there."""
        place = self._place(name)
        if place is None:
            return False
        with suppress(FileNotFoundError):
            place[1].unlink()
        return True

    def sweep(self, now: float) -> None:
        """Remove the reports whose time is over, and what writers left that were killed."""
        for until, _, path in self._kept():
            if until <= now:
                with suppress(FileNotFoundError):
                    path.unlink()
        files.sweep(self.folder, _NAME.pattern)

    async def sweep_always(self, clock: Callable[[], float]) -> None:
        """Sweep again and again, as long as a server runs; `clock` tells the time."""
        while True:
            try:
                await asyncio.to_thread(self.sweep, clock())
            except OSError as error:
                _log.error("kept reports cannot be looked through: %s", error)
            await asyncio.sleep(_SWEPT_EVERY)

    def _place(self, name: str) -> tuple[int, Path] | None:
        """Return until when a report is kept, and its file; None where there is none."""
        if _ID.fullmatch(name):
            with suppress(OSError):
                for until, one, path in self._kept():
                    if one == name:
                        return until, path
        return None

    def _kept(self) -> Iterator[tuple[int, str, Path]]:
        """Yield until when each report is kept, its id and its file; other files are let alone."""
        with os.scandir(self.folder) as entries:
            for entry in entries:
                told = _NAME.fullmatch(entry.name)
                if told is not None:
                    yield int(told[1]), told[2], Path(entry.path)


def _cannot_keep(error: OSError) -> Refused:
    _log.error("a report cannot be kept: %s", error)
    detail = "reports cannot be kept now; the server's log says why"
    return Refused(ProblemDetails(503, "cannot-keep", detail))
