"""Checking a seed as a whole: its shape, the rules across files, and what its records expect.

Reads the seed, applies its rules and, where those find no error, every `expect` case against a
database built in memory. It makes no rule of its own but the one about expectations.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from integration_db.catalog import Catalog
from integration_db.database.opening import open_in_memory
from integration_db.errors import IntegrationDBError, Problem, told
from integration_db.named_tuple import NamedTuple
from integration_db.seed import reading, rules, salvage
from integration_db.seed.rules.rule import Severity
from integration_db.seed.shapes import CameraFile, ExpectRecord
from integration_db.vocabulary import CAPABILITY_NAMES, by_name

EXPECTATION: Final = "E001"
"""The code of an `expect` case that the catalogue answers differently."""


class Finding(NamedTuple):
    """Something in a seed to look at, and whether it is an error or a note."""

    problem: Problem
    severity: Severity


@dataclass(frozen=True, slots=True)
class CheckedSeed:
    """All findings sorted by place, and how much was looked at."""

    findings: tuple[Finding, ...]
    files: int
    expectations: int

    @property
    def told(self) -> list[Finding]:
        """Return the findings as people are told them; see `errors.told`."""
        severities = dict(self.findings)
        rest: Severity = "error" if self.errors else "note"
        problems = told([finding.problem for finding in self.findings])
        return [Finding(problem, severities.get(problem, rest)) for problem in problems]

    @property
    def errors(self) -> int:
        """Return how many findings are errors."""
        return sum(finding.severity == "error" for finding in self.findings)

    @property
    def summary(self) -> str:
        """Return one line about the whole."""
        notes = len(self.findings) - self.errors
        parts = [f"{self.files} files", f"{self.expectations} expectations tried"]
        parts += [f"{self.errors:,} errors", f"{notes:,} notes"]
        return ", ".join(parts) + "."


def check_seed(folders: Sequence[Path]) -> CheckedSeed:
    """Check seed folders, base first. Finds everything in one run; raises nothing for bad data.

    With overlays only their own expectations are tried.
    """
    loaded, problems = reading.read_all(folders)
    findings = [Finding(problem, "error") for problem in problems]
    legible, torn = salvage.with_rests(loaded, folders) if problems else (loaded, None)
    findings += [
        Finding(breach.problem, breach.rule.severity)
        for breach in rules.apply_rules(legible, torn=torn)
    ]
    tried = 0
    if not any(finding.severity == "error" for finding in findings):
        with Catalog(open_in_memory(folders)) as catalog:
            newest = len(folders) > 1  # an overlay is there to change answers of the base
            for file in (file for file in loaded.cameras if not newest or file.root):
                tried += sum(len(model.expect) for model in file.record.models)
                findings += [Finding(one, "error") for one in broken_expectations(file, catalog)]
    findings.sort(key=lambda finding: finding.problem[:4])  # place, then code
    return CheckedSeed(tuple(findings), len(loaded.files) + _unread(problems), tried)


def _unread(problems: Sequence[Problem]) -> int:
    return len({problem.path for problem in problems})


def broken_expectations(file: reading.File[CameraFile], catalog: Catalog) -> Iterator[Problem]:
    """Yield a problem for every `expect` case of a file that the catalogue answers differently."""
    for m, model in enumerate(file.record.models):
        for e, case in enumerate(model.expect):
            for message in _differences(file.record.manufacturer, model.name, case, catalog):
                yield file.problem(EXPECTATION, message, "models", m, "expect", e)


def _differences(
    manufacturer: str, model: str, case: ExpectRecord, catalog: Catalog
) -> Iterator[str]:
    try:
        answer = catalog.predict(
            model,
            manufacturer=manufacturer,
            firmware=case.firmware,
            hardware_version=case.hardware_version,
            plugin=case.plugin,
            recorder=case.recorder,
            recorder_version=case.recorder_version,
            protocol=case.setting,
        )
    except IntegrationDBError as error:
        yield f"expect: {error.message}"
        return
    if case.plugin is not None and answer.question.plugin is None:
        recorder = answer.question.side.recorder
        yield f"expect: {recorder.name if recorder else 'nobody'} has no plugin {case.plugin!r}"
        return
    if all(getattr(case, key) is None for key in (*CAPABILITY_NAMES, "now", "after")):
        yield "expect: nothing is expected: give a capability, or levels now or after"
        return
    alone = case.plugin is None and case.recorder is None
    for capability, value in by_name(answer.camera if alone else answer.capabilities).items():
        wanted = getattr(case, capability)
        if wanted is not None and wanted != value:
            yield f"expect: {capability} of {model} is {value}, not {wanted}"
    prediction = answer.prediction
    if prediction is None:
        return
    for moment, found in (("now", prediction.now.levels), ("after", prediction.after.levels)):
        levels = getattr(case, moment)
        if levels is not None and set(levels) != set(found):
            yield (
                f"expect: levels of {model} {_MOMENT[moment]} are {', '.join(found)}, "
                f"not {', '.join(levels)}"
            )


_MOMENT: Final = {"now": "now", "after": "after the tasks"}
