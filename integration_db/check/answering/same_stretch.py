"""Lines that differ in nothing but a firmware of one stretch: their answer differs in one word."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Generic, TypeVar

from integration_db.catalog.verdict import verdict_of
from integration_db.check.answering.assessment import Assessment
from integration_db.check.reading.altered_cells import altered
from integration_db.evidence.cells import regions_for
from integration_db.firmware import Firmware, has_line, parse_firmware
from integration_db.named_tuple import NamedTuple

FIRMWARE_MARK: Final = "\N{OBJECT REPLACEMENT CHARACTER}"
"""What stands in a text where a firmware is to be put in."""

_PLAIN: Final = re.compile(r"[0-9]+(?:[._-]?[0-9A-Za-z]+){1,12}", re.A)
"""A version whose text says nothing else."""

_STRICTEST: Final = "Axis"
"""A maker in whose versions most is taken for a date."""

OfStretch = TypeVar("OfStretch")


class VersionPlace(NamedTuple):
    """Where a version lies: the number of the camera's stretch, and why it may lie in any other."""

    number: int
    unplaced: str | None


_ONLY: Final = VersionPlace(0, None)
"""Where a version with a line lies, if the camera has one stretch."""


class Stretches(Generic[OfStretch]):
    """What is kept for lines that say the same but for their firmware, one for each stretch.

    Made with the answer of `one` of them.
    """

    def __init__(self, assessment: Assessment) -> None:
        self.one = assessment
        self._told: dict[VersionPlace, OfStretch] = {}
        answer = assessment.answer
        self._is_placed = answer is not None and not answer.members
        if answer is not None:
            self._maker = answer.question.model.manufacturer
            self._scheme = answer.question.model.scheme
            self._cells = answer.dossier.cells

    def version(self, firmware: str) -> Firmware | None:
        """Return a version that is read as it is written, whatever list it stands in; else None."""
        return _read(firmware, self._maker, self._scheme) if self._is_placed else None

    def place(self, version: Firmware | None) -> VersionPlace | None:
        """Return the one stretch of the camera's firmware in which a version lies.

        Answers to lines that say nothing else differ in nothing but how the version is written.
        None where that is not certain.
        """
        if version is None:
            return None
        numbers = regions_for(self._cells, version)
        if len(numbers) != 1:
            return None
        unplaced = (version.reason or "") if version.lineage is None else None
        return VersionPlace(numbers[0], unplaced)

    def told_for(self, firmware: str) -> OfStretch | None:
        """Return what is kept for the stretch in which a version lies, as it is written.

        Where the camera has only one, a version that is known to have a line need not be read.
        """
        if self._is_placed and len(self._cells) == 1 and has_line(firmware, self._scheme):
            return self._told.get(_ONLY) if _is_as_written(firmware) else None
        return self.told_at(self.place(self.version(firmware)))

    def told_at(self, place: VersionPlace | None) -> OfStretch | None:
        """Return what is kept for a stretch, if anything is."""
        return None if place is None else self._told.get(place)

    def keep(self, assessment: Assessment, firmware: str, told: OfStretch) -> None:
        """Keep something with the answer to lines with this firmware, where they can share it."""
        if assessment.request.firmware == firmware and is_shared(assessment):
            place = self.place(self.version(firmware))
            if place is not None:
                self._told[place] = told


class SharedAnswer:
    """The answer for all firmware of one stretch."""

    def __init__(self, assessment: Assessment) -> None:
        self._one = assessment
        self._verdict = ""

    def with_firmware(self, version: Firmware) -> Assessment:
        """Return the answer for a version of the stretch."""
        one = self._one
        assert one.answer is not None, "there is a stretch"
        assert one.verdict is not None, "the question is one about a recorder"
        if not self._verdict:
            shown = marked(one).verdict
            assert shown is not None, "there was one"
            self._verdict = shown.text
        question = one.answer.question._replace(firmware=version)
        text = self._verdict.replace(FIRMWARE_MARK, version.raw)
        return one._replace(
            request=one.request._replace(firmware=version.raw),
            answer=one.answer.asked_as(question),
            verdict=one.verdict._replace(text=text),
        )


def is_shared(assessment: Assessment) -> bool:
    """Whether an answer names its firmware in nothing but its verdict."""
    firmware = assessment.request.firmware
    if firmware is None or assessment.answer is None or assessment.prediction is None:
        return False
    texts = [assessment.reason, *(note.text for note in assessment.caveats)]
    asked = (assessment.prediction, assessment.leading, assessment.better)
    points = [assessment.settled_by, *(one.settled_by for one in asked if one is not None)]
    texts += [point.text for point in points if point is not None]
    return not any(firmware in text for text in texts)


@lru_cache(maxsize=8192)
def _read(firmware: str, maker: str, scheme: str) -> Firmware | None:
    if not _is_as_written(firmware):
        return None
    return parse_firmware(firmware, manufacturer=maker, scheme=scheme)


def _is_as_written(firmware: str) -> bool:
    """Whether a text is a version and says nothing else, whatever list it stands in."""
    plain = _PLAIN.fullmatch(firmware) is not None
    return plain and altered(firmware, is_odd=False, maker=_STRICTEST) is None


def marked(assessment: Assessment) -> Assessment:
    """Return an answer with a mark in place of its firmware, in all that formats write of it."""
    answer, prediction = assessment.answer, assessment.prediction
    assert answer is not None, "there is a stretch"
    assert prediction is not None, "the question is one about a recorder"
    answer = answer.named(FIRMWARE_MARK)
    request = assessment.request._replace(firmware=FIRMWARE_MARK)
    verdict = verdict_of(answer, prediction)
    return assessment._replace(request=request, answer=answer, verdict=verdict)
