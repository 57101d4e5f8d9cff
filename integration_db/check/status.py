"""Whether a camera reaches a level of encryption: predictions to one word, pure.

    ready               the level is reached as things are
    ready after actions it is reached once the listed jobs are done
    falls short         it is not reached, whatever is done on site
    undetermined        the evidence leaves it open

A job counts as done only where the evidence says that doing it is enough. Where nobody says
whether a certificate is needed, the line stays undetermined: unknown is never taken for no.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias

from integration_db.evidence.cells import Cell, cells_for
from integration_db.evidence.regions import OTHER_LINE
from integration_db.evidence.spans import Span, join_spans, span_of
from integration_db.prediction.notes import Note
from integration_db.prediction.open_points import OpenPoint
from integration_db.prediction.prediction import (
    NO_CIRCUMSTANCES,
    Circumstances,
    Prediction,
    predict,
)
from integration_db.prediction.site import Site
from integration_db.vocabulary import (
    MET,
    NEEDS_CUSTOM_CERT,
    OUTCOMES,
    REGEN_CERT_ON_IP_CHANGE,
    Answers,
    Outcome,
    Protocol,
    Requirement,
    Status,
    Support,
)

ProtocolAtSite: TypeAlias = tuple[Protocol, Site]
"""A protocol setting, and the site as that setting sees it."""

_BEST_FIRST: Final = ("ready", "ready after actions", "undetermined", "falls short")


class Verdict(NamedTuple):
    """What one protocol setting comes to, with the prediction behind it.

    `actions` are the jobs that the status takes for granted; `settled_by` is what would decide
    an undetermined one.
    """

    status: Status
    prediction: Prediction
    actions: tuple[Note, ...]
    settled_by: OpenPoint | None


class Upgrade(NamedTuple):
    """Which firmware would reach the level.

    `nearest` is the first stretch above the version asked about (or the lowest at all, if none
    was asked about) in which the level is reached; `older` tells that there is only an older one.
    `ranges` are all the ranges that reach it, `regressions` those above `nearest` that certainly
    do not.
    """

    nearest: Span
    older: bool
    ranges: tuple[Span, ...]
    regressions: tuple[Span, ...]

    @property
    def nearest_version(self) -> str:
        """Return the version at which `nearest` begins; its range where it has no first one."""
        since = self.nearest.since
        if since is None:
            return self.nearest.text
        return since.version if since.comparator == ">=" else str(since)


def reached(outcomes: Iterable[Outcome], require: Requirement) -> Support:
    """Return whether all outcomes, none or only some of them are at the level or above it."""
    least = OUTCOMES.index(require)
    answers = {OUTCOMES.index(outcome) >= least for outcome in outcomes}
    if len(answers) == 2:
        return "unknown"
    return "yes" if True in answers else "no"


def judge(
    capabilities: Answers,
    protocol: Protocol,
    site: Site,
    require: Requirement,
    circumstances: Circumstances = NO_CIRCUMSTANCES,
    known: Prediction | None = None,
) -> Verdict:
    """Return what one protocol setting comes to. Raises `UsageError` as `predict` does.

    `known` is the prediction for just these arguments, where the caller has it already.
    """
    now = known or predict(capabilities, protocol, site, circumstances)
    actions = tuple(note for note in now.actions if _counts(note, require))
    before = reached(now.outcomes, require)
    if before == "yes":
        return Verdict("ready after actions" if actions else "ready", now, actions, None)
    done = _duties_done(capabilities, site)
    later = now if done == site else predict(capabilities, protocol, done, circumstances)
    after = reached(later.outcomes, require)
    if after == "yes":
        return Verdict("ready after actions", now, actions, None)
    if before == "no" and after == "no":
        return Verdict("falls short", now, (), None)
    return Verdict("undetermined", now, actions, later.settled_by or now.settled_by)


def best(verdicts: Sequence[Verdict]) -> Verdict:
    """Return the verdict of the setting to choose: the best status, then the strictest setting."""
    return min(reversed(verdicts), key=lambda v: _BEST_FIRST.index(v.status))


def find_upgrade(
    cells: Sequence[Cell],
    here: Sequence[Cell],
    settings: tuple[ProtocolAtSite, ...],
    require: Requirement,
) -> Upgrade | None:
    """Return the firmware that would reach the level with one of the settings, None if none would.

    `cells` are those of the whole camera (as `Answer.all_cells`), `here` those that the asked
    firmware may lie in; all of them where none was asked about. Only firmware of the same line
    is compared with the one that was asked about, and none is named that the camera is not shown to
    run where some is.
    """
    named = {cell.region for cell in (*cells_for(cells, None), *here)}
    known = [c for c in cells if c.region in named and c.region.lineage not in (OTHER_LINE, None)]
    places = {known.index(cell) for cell in here if cell in known}
    lines = {known[place].region.lineage for place in places}
    own = [n for n, cell in enumerate(known) if not lines or cell.region.lineage in lines]
    verdicts = {n: _status(known[n].values, settings, require) for n in own}
    passing = [n for n in own if verdicts[n] in MET]
    if not passing:
        return None
    asked = places if len(places) < len(own) else set()
    above = [n for n in passing if not asked or n > max(asked)]
    chosen = above[0] if above else passing[-1]
    failing = [n for n in own if n > chosen and verdicts[n] == "falls short"]
    (nearest,) = _ranges([known[chosen]])
    return Upgrade(
        nearest,
        not above,
        _ranges([known[n] for n in passing]),
        _ranges([known[n] for n in failing]),
    )


def _counts(note: Note, require: Requirement) -> bool:
    """Whether the job is needed for the level: a gear does not need encrypted video."""
    return require == "padlock" or note.code != "enable_video_encryption"


def _duties_done(capabilities: Answers, site: Site) -> Site:
    """Return the site after the certificate jobs that the evidence asks for."""
    if NEEDS_CUSTOM_CERT.of(capabilities) == "yes":
        site = site._replace(cert_installed=True)
    if site.ip_changed and REGEN_CERT_ON_IP_CHANGE.of(capabilities) == "yes":
        site = site._replace(ip_changed=False)
    return site


@lru_cache(maxsize=4096)
def _status(values: Answers, settings: tuple[ProtocolAtSite, ...], require: Requirement) -> Status:
    return best([judge(values, protocol, site, require) for protocol, site in settings]).status


def _ranges(cells: Sequence[Cell]) -> tuple[Span, ...]:
    """Return the ranges of cells, adjoining ones joined."""
    spans = tuple([span_of(cell) for cell in cells])
    return join_spans(spans, (), several_lines=len({span.line for span in spans}) > 1)
