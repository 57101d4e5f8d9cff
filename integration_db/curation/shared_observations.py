"""A team's observations on a server: kept, taken back, laid over each load, taken to files.

The server holds them as they were told; over its catalogue lies the overlay that they come to
(`overlay_texts`), so that they say there what the same observations say in a folder.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from integration_db.curation.observations import Observation, overlay_texts
from integration_db.curation.trial import as_bytes, cannot_be_kept
from integration_db.database.server import loading, observations, writing
from integration_db.database.server.connection import server_at
from integration_db.database.server.generations import Generation
from integration_db.database.server.laying import base_sources, check_over, lay
from integration_db.database.server.observations import KeptObservation
from integration_db.errors import FileProblems, UsageError
from integration_db.vocabulary import Progress

if TYPE_CHECKING:
    from integration_db.database.server.connection import Connection


@dataclass(frozen=True, slots=True)
class SharedRecord:
    """What was kept on a server: the numbers of the rows, and the edition that came of it."""

    place: str
    ids: tuple[int, ...]
    data_version: str

    def to_dict(self) -> dict[str, object]:
        """Return the object that is printed as JSON."""
        return {
            "database": self.place,
            "observations": list(self.ids),
            "data_version": self.data_version,
        }


@dataclass(frozen=True, slots=True)
class Load:
    """What a load came to: where it is, and which observations do not fit it, with the reason."""

    place: str
    laid: int
    not_laid: tuple[tuple[int, str], ...]


def load_generation(url: str, folders: Sequence[Path], *, progress: Progress | None = None) -> Load:
    """Load seed folders onto a server, and lay over them what its team observed.

    An observation that no longer fits does not stop the load: it stays, is not laid, and is told.
    Raises `SeedError`, `DatabaseError`.
    """
    laid: list[KeptObservation] = []
    left: list[tuple[int, str]] = []

    def over(connection: Connection, loaded: Generation) -> Generation:
        writing.hold(connection)
        kept = observations.kept_observations(connection, loaded.number)
        standing = [one for one in kept if one.stands]
        laid[:], left[:] = _fitting(connection, loaded, standing)
        observations.leave_out(connection, loaded.number, left)
        if not laid:
            return loaded
        return lay(connection, loaded, _texts(connection, laid))

    place = loading.write_generation(url, folders, over=over, progress=progress)
    return Load(place, len(laid), tuple(left))


def _fitting(
    connection: Connection, loaded: Generation, standing: Sequence[KeptObservation]
) -> tuple[list[KeptObservation], list[tuple[int, str]]]:
    """Return the observations that fit a generation, and the others with the reason.

    As many as fit are tried together.
    """
    fitting: list[KeptObservation] = []
    left: list[tuple[int, str]] = []
    pending = [standing] if standing else []
    while pending:
        group = pending.pop()
        why = _refusal(connection, loaded, [*fitting, *group])
        if why is None:
            fitting += group
        elif len(group) == 1:
            left.append((group[0].id, why))
        else:  # half of it, and then the other half, so that they are tried in their order
            middle = len(group) // 2
            pending += [group[middle:], group[:middle]]
    return fitting, left


def _refusal(
    connection: Connection, loaded: Generation, some: Sequence[KeptObservation]
) -> str | None:
    """Return why observations do not fit a generation, None where they do."""
    try:
        check_over(connection, loaded, _texts(connection, some))
    except FileProblems as refused:
        return refused.problems[0].message
    return None


def record_shared(
    url: str,
    new: Sequence[Observation],
    *,
    person: str | None = None,
    replaces: int | None = None,
) -> SharedRecord:
    """Keep observations on a server, all or none, and have every answer follow at once.

    The first one takes the place of the row `replaces`; without any, that row is taken back.
    Raises `OverlayError` with what would refuse it in an overlay too, `UsageError` for a number
    that cannot be replaced, `DatabaseError`.
    """

    def work(connection: Connection, current: Generation) -> tuple[Generation, SharedRecord]:
        if replaces is not None:
            _check_replaced(connection, current, replaces)
        told: list[Observation | None] = [*new] or [None]
        ids = tuple(
            observations.keep(
                connection,
                None if one is None else asdict(one),
                person=person,
                data_version=current.data_version,
                replaces=replaces if n == 0 else None,
            )
            for n, one in enumerate(told)
        )
        kept = observations.kept_observations(connection, current.number)
        count = [one for one in kept if one.stands and one.not_laid is None]
        try:
            revision = lay(connection, current, _texts(connection, count))
        except FileProblems as refused:
            raise cannot_be_kept(Path(place), refused.problems[0].message) from None
        return revision, SharedRecord(place, ids, revision.data_version)

    place = server_at(url).place.shown
    as_bytes(Path(place), person or "")
    return writing.write_over(url, work)


def _check_replaced(connection: Connection, current: Generation, number: int) -> None:
    """Raise `UsageError` for a number that no observation has, or one that is replaced already."""
    rows = observations.kept_observations(connection, current.number)
    found = next((one for one in rows if one.id == number), None)
    if found is None or found.observation is None:
        raise UsageError(f"there is no observation {number}", code="no-observation")
    if found.replaced_by is not None:
        by = next(one for one in rows if one.id == found.replaced_by)
        what = "withdrawn" if by.observation is None else "replaced"
        raise UsageError(
            f"observation {number} was {what} already, by {by.id} of {by.recorded_by}",
            code="replaced-observation",
        )


def shared_observations(url: str) -> list[KeptObservation]:
    """Return all that a server keeps, the oldest first. Raises `DatabaseError`."""
    return writing.read_at(url, _all_kept)


def shared_overlay(url: str) -> dict[str, str]:
    """Return what the observations that count on a server come to as an overlay, by path.

    Raises `DatabaseError`.
    """

    def read(connection: Connection, current: Generation) -> dict[str, str]:
        kept = _all_kept(connection, current)
        return _texts(connection, [o for o in kept if o.stands and o.not_laid is None])

    return writing.read_at(url, read)


def _all_kept(connection: Connection, current: Generation) -> list[KeptObservation]:
    return observations.kept_observations(connection, current.number)


def _texts(connection: Connection, kept: Iterable[KeptObservation]) -> dict[str, str]:
    texts = overlay_texts(map(observation_of, kept), base_sources(connection))
    for path, text in texts.items():
        as_bytes(Path(path), text)  # half a character is no text of a file
    return texts


def observation_of(kept: KeptObservation) -> Observation:
    """Return what a row says, its source with a note of who kept it and when."""
    assert kept.observation is not None
    told = Observation(**kept.observation)
    if told.source_note is not None:
        return told  # it came from a file that says so already
    person = f" ({kept.person})" if kept.person else ""
    note = (
        f"kept by {kept.recorded_by}{person} at {kept.recorded_at}, "
        f"looking at data version {kept.data_version}"
    )
    return replace(told, source_note=note)
