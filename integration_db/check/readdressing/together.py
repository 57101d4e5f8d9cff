"""What the lines of one device say together: what one says holds for all that do not say it.

Where they contradict each other the first counts, and what the others say is said too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from integration_db.check.lines.line import Line
from integration_db.check.reading.request import Request
from integration_db.named_tuple import NamedTuple

_FIELDS: Final = ("manufacturer", "firmware", "hardware_version")
_OF_SITE: Final = ("certificate", "certificate_names")
"""What holds for a device whatever line says it, in a question and in its site."""
_WORDS: Final = {
    "hardware_version": "hardware version",
    "certificate_names": "names of the certificate",
}


class Together(NamedTuple):
    """The question about a device; clauses that tell what is from another line, and what differs.

    `best` is the line whose question it is, the first one that is answered.
    """

    best: Line
    request: Request
    taken: tuple[str, ...] = ()
    differing: tuple[str, ...] = ()


def said_together(lines: Sequence[Line]) -> Together:
    """Return what the lines of a device say together."""
    best = next((line for line in lines if line.assessment.answer is not None), lines[0])
    request = best.assessment.request
    others = [line for line in lines if line is not best and not line.assessment.request.problem]
    taken, says = [], list(request.says)
    said: dict[str, Any] = {}
    for field in (*_FIELDS, *_OF_SITE):
        if _said(request, field) or (field == "manufacturer" and best.assessment.camera):
            continue
        teller = next((line for line in others if _said(line.assessment.request, field)), None)
        if teller is None:
            continue
        said[field] = _said(teller.assessment.request, field)
        taken.append(f"{_WORDS.get(field, field)} as line {teller.numbered} says")
        says.append(field)
    site = request.site._replace(**{field: said.pop(field) for field in _OF_SITE if field in said})
    whole = request._replace(**said, site=site, says=tuple(says))
    return Together(best, whole, tuple(taken), tuple(_differing(best, whole, others)))


def _said(request: Request, field: str) -> Any:
    return getattr(request.site if field in _OF_SITE else request, field)


def _differing(best: Line, request: Request, others: Sequence[Line]) -> Iterator[str]:
    """Yield what other lines say of camera and firmware that is not what counts."""
    camera = best.assessment.camera
    for line in others:
        other = line.assessment
        if camera is not None and other.camera not in (None, camera):
            assert other.camera is not None, "a camera that differs is one"
            yield f"line {line.numbered} says {' '.join(other.camera)}"
        own, firmware = request.firmware_key, other.request.firmware_key
        if own and firmware and own != firmware:
            yield f"line {line.numbered} says firmware {other.request.firmware}"
