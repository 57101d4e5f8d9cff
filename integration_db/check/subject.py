"""What a line of a list is about: a camera, something else, or nothing; pure.

A text or a part number that names a camera of the catalogue is that camera, unless the words say
that it is something *for* it. Where it cannot be told, the line stays a question.
"""

from __future__ import annotations

from integration_db.check.request import Request
from integration_db.names import Match
from integration_db.names.accessories import names_accessory
from integration_db.vocabulary import UNLISTED_LEVELS, Subject


def subject_of(request: Request, match: Match | None) -> Subject:
    """Return what a line is about; `match` is what its text names, None where it has no text."""
    if request.is_sum or not (request.says or request.is_named):
        return "heading"
    if match is None:
        return "unclear"
    if match.resolved or match.is_family:
        return "camera"
    if match.level in UNLISTED_LEVELS:
        return "unlisted"
    texts = [text for text in (request.model, request.description) if text]
    if any(names_accessory(text, match.suggestions) for text in texts):
        return "other"
    return "unclear"
