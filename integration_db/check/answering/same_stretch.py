"""Lines that differ in nothing but a firmware of one stretch: their answer differs in one word."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from integration_db.catalog.verdict import verdict_of
from integration_db.check.answering.assessment import Assessment
from integration_db.check.reading.altered_cells import altered
from integration_db.evidence.cells import regions_for
from integration_db.firmware import Firmware, parse_firmware
from integration_db.named_tuple import NamedTuple

FIRMWARE_MARK: Final = "\N{OBJECT REPLACEMENT CHARACTER}"
"""What stands in a text where a firmware is to be put in."""

_PLAIN: Final = re.compile(r"[0-9]+(?:[._-]?[0-9A-Za-z]+){1,12}", re.A)
"""A version whose text says nothing else."""

_STRICTEST: Final = "Axis"
"""A maker in whose versions most is taken for a date."""


class VersionPlace(NamedTuple):
    """Where a version lies: the number of the camera's stretch, and why it may lie in any other."""

    number: int
    unplaced: str | None


def is_shared(assessment: Assessment) -> bool:
    """Whether an answer names its firmware in nothing but its verdict."""
    firmware = assessment.request.firmware
    if firmware is None or assessment.answer is None or assessment.prediction is None:
        return False
    texts = [assessment.reason, *(note.text for note in assessment.caveats)]
    if assessment.settled_by is not None:
        texts.append(assessment.settled_by.text)
    return not any(firmware in text for text in texts)


def stretch_of(assessment: Assessment, firmware: str) -> VersionPlace | None:
    """Return the one stretch of a camera's firmware in which a version lies.

    Answers to lines that say nothing else differ in nothing but how the version is written. None
    where that is not certain.
    """
    answer = assessment.answer
    if answer is None or answer.members or answer.question.firmware is None:
        return None
    model = answer.question.model
    version = _read(firmware, model.manufacturer, model.scheme)
    if version is None:
        return None
    numbers = regions_for(answer.dossier.cells, version)
    if len(numbers) != 1:
        return None
    return VersionPlace(numbers[0], (version.reason or "") if version.lineage is None else None)


@lru_cache(maxsize=8192)
def _read(firmware: str, maker: str, scheme: str) -> Firmware | None:
    """Return a version that is read as it is written, whatever list it stands in; else None."""
    if not _PLAIN.fullmatch(firmware) or altered(firmware, is_odd=False, maker=_STRICTEST):
        return None
    return parse_firmware(firmware, manufacturer=maker, scheme=scheme)


def marked(assessment: Assessment) -> Assessment:
    """Return an answer with a mark in place of its firmware, in all that formats write of it."""
    answer, prediction = assessment.answer, assessment.prediction
    assert answer is not None, "there is a stretch"
    assert prediction is not None, "the question is one about a recorder"
    answer = answer.named(FIRMWARE_MARK)
    request = assessment.request._replace(firmware=FIRMWARE_MARK)
    verdict = verdict_of(answer, prediction)
    return assessment._replace(request=request, answer=answer, verdict=verdict)
