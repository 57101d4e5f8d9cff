"""A list of contributions brought into a seed folder: planned, tried by the rules, then written.

Rows that the seed does not take are left out, each with its reason, and the rest is tried again:
what is written loads, and all of it or nothing is written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from integration_db.curation import overlay_files
from integration_db.curation.changed_files import ChangedFile
from integration_db.curation.contribution import Contribution, NotTaken
from integration_db.curation.draft_texts import Blame, draft_texts
from integration_db.curation.drafts import ItemKey, ScopeDraft
from integration_db.curation.intake import CERTAIN, Intake, IntakeOptions
from integration_db.curation.seed_contents import SeedContents
from integration_db.curation.trial import Trial, cannot_be_kept
from integration_db.errors import SeedError
from integration_db.seed.rules import Breach

_COUNTED: Final[dict[ItemKey, str]] = {
    "identifiers": "part number",
    "aliases": "other spelling",
    "hardware_versions": "hardware version",
    "printed_as": "printed name",
    "firmware_span": "firmware bound",
    "releases": "release",
}


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a list: the files that change, and of each row what became of it.

    `rows` counts those with content. `added` counts what is new, by the noun for one;
    `manufacturers` has the names of new makers, `series` those of new series with their makers;
    both may be known ones misspelt. `not_taken` has a reason for each row that is left out;
    `repeated` has the lines that say what an earlier one said, with that one, `known` those that
    say what the seed has already. `backups` are the former contents of files that were written.
    """

    rows: int
    files: tuple[ChangedFile, ...]
    added: Mapping[str, int]
    manufacturers: tuple[str, ...]
    series: tuple[str, ...]
    not_taken: tuple[NotTaken, ...]
    repeated: tuple[tuple[int, int], ...]
    known: tuple[int, ...]
    backups: tuple[Path, ...] = field(default=())

    def to_dict(self) -> dict[str, object]:
        """Return the object that is printed as JSON."""
        return {
            "rows": self.rows,
            "added": dict(self.added),
            "manufacturers": list(self.manufacturers),
            "series": list(self.series),
            "files": [str(one.path) for one in self.files],
            "backups": [str(path) for path in self.backups],
            "not_taken": [one._asdict() for one in self.not_taken],
            "repeated": [{"line": line, "same_as": first} for line, first in self.repeated],
            "known": list(self.known),
        }


def import_contributions(
    folder: Path,
    below: Sequence[Path],
    rows: Iterable[Contribution | NotTaken],
    options: IntakeOptions = CERTAIN,
    *,
    write: bool = True,
) -> Imported:
    """Bring contributions into a seed folder; without `write` only say what would come of it.

    `below` are the seed folders under it, base first; the folder itself may be among them. Raises
    `SeedError` where the seed itself cannot be read, and `OverlayError` where the folder cannot be
    written or added to; then nothing changed.
    """
    read = list(rows)
    if not write:
        return _planned(folder, below, read, options)
    with overlay_files.lock_overlay(folder):
        planned = _planned(folder, below, read, options)
        backups = overlay_files.replace_all(planned.files)
    return replace(planned, backups=tuple(backups))


def _planned(
    folder: Path,
    below: Sequence[Path],
    rows: Sequence[Contribution | NotTaken],
    options: IntakeOptions,
) -> Imported:
    """Return what would come of it, once no rule of the seed has anything to say of it."""
    trial = Trial(folder, below)
    if trial.problems:
        raise SeedError(trial.problems)
    contents = SeedContents(trial.before)
    own = {file.path: file.record for file in trial.before.cameras if file.root == trial.root}
    refused = {row.line: row for row in rows if isinstance(row, NotTaken)}
    said = [row for row in rows if isinstance(row, Contribution)]
    while True:
        intake = Intake(contents, own, said, options, refused)
        found = dict(intake.not_taken)
        if not found:
            files, blame = draft_texts(folder, intake)
            trial.check_read(files)
            breaches = trial.breaches({one.path: one.new for one in files})
            found = _blamed(breaches, blame, folder)
        if not found:
            break
        refused |= found
    return Imported(
        len(rows),
        tuple(files),
        _counts(intake),
        tuple(intake.makers.values()),
        tuple(
            f"{draft.maker} {draft.series}"
            for key, draft in intake.series.items()
            if key not in contents.series and key[0] not in intake.makers
        ),
        tuple(refused[line] for line in sorted(refused)),
        tuple(intake.repeated),
        tuple(intake.known),
    )


def _blamed(breaches: Sequence[Breach], blame: Blame, folder: Path) -> dict[int, NotTaken]:
    """Return the lines that break rules. Raises `OverlayError` for a breach that is of none."""
    found: dict[int, NotTaken] = {}
    stray = None
    for breach in breaches:
        lines = blame.lines(breach)
        stray = stray or (breach if not lines else None)
        for line in lines:
            message = breach.problem.message
            found.setdefault(line, NotTaken(line, breach.rule.code, message))
    if stray is not None and not found:
        raise cannot_be_kept(folder, str(stray.problem))
    return found


def _counts(intake: Intake) -> dict[str, int]:
    """Return how much is new, by the noun for one, in the order in which it is told."""
    counts: Counter[str] = Counter()
    counts["manufacturer"] = len(intake.makers)
    counts["model"] = 0
    for scope in _scopes(intake):
        counts["model"] += scope.entered
        for key, word in _COUNTED.items():
            counts[word] += len(scope.items.get(key, ()))
        counts["statement"] += len(scope.statements)
    counts["source"] = len(intake.sources)
    return {word: count for word, count in counts.items() if count}


def _scopes(intake: Intake) -> Iterator[ScopeDraft]:
    for draft in intake.series.values():
        yield draft.scope
        yield from draft.models.values()
